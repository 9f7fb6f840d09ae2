"""What readers see of quotes: the passage above the topic, and on the page a mark that leads to the open topic."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask import Flask, url_for
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wiki.core.db import session
from wiki.markup import Heading
from wiki.markup.anchoring import Anchoring, Quoted
from wiki.markup.passages import Place, marked, passages
from wiki.pages.models import Page
from wiki.pages.queries import rendering_of
from wiki.pages.rendered import fresh_rendering
from wiki.talk.listing import OPEN
from wiki.talk.models import HIDDEN_TITLE, Topic
from wiki.talk.quote_models import Quote
from wiki.talk.threads import Thread

MOST_MARKED = 100  # passages on one page: more marks than that show nothing


@dataclass(frozen=True)
class ShownQuote:
    """A passage as a topic shows it: where it stands now, or the version where it stood."""

    text: str
    heading: str
    address: str
    is_changed: bool


def quotes_of(threads: Iterable[Thread]) -> dict[int, ShownQuote]:
    """What these topics quote, by the topic's number. A page's words are read once, whatever the number of quotes."""
    topics = {thread.topic.id: thread.topic for thread in threads}
    wanted = select(Quote).where(Quote.topic_id.in_(topics)).options(joinedload(Quote.page))
    by_page: dict[int, list[Quote]] = defaultdict(list)
    for quote in session().scalars(wanted):
        by_page[quote.page_id].append(quote)
    found = {}
    for quotes in by_page.values():
        line = passages(_html_of(quotes[0].page))
        anchoring = Anchoring(line)
        for quote in quotes:
            place = anchoring.find(_quoted(quote))
            is_marked = topics[quote.topic_id].closed_at is None and topics[quote.topic_id].answer is None
            anchor = f"mk-quote-{quote.topic_id}" if is_marked else line.section_at(place[0])[1] if place else ""
            found[quote.topic_id] = ShownQuote(
                text=quote.text,
                heading="" if quote.text == quote.heading else quote.heading,
                address=_address(quote, anchor, is_changed=place is None),
                is_changed=place is None,
            )
    return found


def _address(quote: Quote, anchor: str, *, is_changed: bool) -> str:
    name = quote.page.name.address
    if is_changed:
        return url_for("pages.read", name=name, oldid=quote.revision_id, _anchor=quote.anchor or None)
    return url_for("pages.read", name=name, _anchor=anchor or None)


def _html_of(page: Page) -> str:
    """The page's text as it stands, to look in."""
    return fresh_rendering(page).html


def with_quotes(html: Markup, page: Page, link: Callable[[int, str], Markup]) -> Markup:
    """The text of a page with the passages marked that open topics are about; `link` makes the link to a topic."""
    open_ones = _open_quotes(page.id)
    if not open_ones:
        return html
    line = passages(str(html))
    anchoring = Anchoring(line)
    titles: dict[int, str] = {}
    places = []
    for quote, title in open_ones:
        place = anchoring.find(_quoted(quote))
        if place:
            places.append(Place(*place, quote.topic_id))
            titles[quote.topic_id] = title
    with_marks = marked(line, places, lambda topic: str(link(topic, titles[topic])))
    return Markup(with_marks)  # noqa: S704 - what was safe before, and links from a template


def _open_quotes(page_id: int) -> Sequence[tuple[Quote, str]]:
    """What open topics quote of a page, with their titles; the newest ones, in the order they were opened."""
    wanted = (
        select(Quote, Topic.title)
        .join(Topic, Topic.id == Quote.topic_id)
        .where(Quote.page_id == page_id, OPEN, Topic.title != HIDDEN_TITLE)
        .order_by(Quote.topic_id.desc())
        .limit(MOST_MARKED)
    )
    return [(quote, title) for quote, title in session().execute(wanted)][::-1]


def _quoted(quote: Quote) -> Quoted:
    return Quoted(quote.text, quote.before, quote.after, quote.anchor)


def sections_of(page: Page) -> list[Heading]:
    """The headings of a page, for choosing which section a topic is about."""
    stored = rendering_of(page)
    return [Heading(*each) for each in stored.headings] if stored else []


def init_quotes(app: Flask) -> None:
    """Give the templates these functions."""
    app.jinja_env.filters["with_quotes"] = with_quotes
    app.jinja_env.globals.update(quotes_of=quotes_of, sections_of=sections_of)
