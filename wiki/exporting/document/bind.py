"""Pages bound into one document: what Word, PDF and the print view are all made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, request, url_for
from markupsafe import Markup
from sqlalchemy import select

from wiki.core.clock import now
from wiki.core.db import session
from wiki.core.i18n import gettext
from wiki.exporting.document.choose import Part, refuse_too_large
from wiki.exporting.document.shape import Places, shape
from wiki.markup import PageName
from wiki.markup.kinds import SPOKEN_FOR
from wiki.markup.present import targets
from wiki.pages.article import body_of, show
from wiki.pages.facts import Fact, facts, themes, words
from wiki.pages.hidden import require_text
from wiki.pages.models import Revision
from wiki.pages.queries import existing
from wiki.pages.rendered import fresh_rendering

OUR_LANGUAGE = "sv"
LEADS = {"theme": ("definition", "Definition"), "example": ("lärdom", "Lesson")}
"""What stands above the text, larger, by kind of page: the field, and its label among the facts."""


@dataclass(frozen=True)
class Chapter:
    """One page of a document, or a section of one. Its headings have ids that begin with `key`."""

    key: str
    name: PageName
    title: str
    above: str  # whose example it is; empty for other pages
    language: str
    address: str  # where this very version is read
    at: datetime
    lead: str
    facts: Sequence[Fact]
    html: Markup


@dataclass(frozen=True)
class Bound:
    """A document: `title` and, where there are many pages, `chapters` below it."""

    title: str
    language: str
    chapters: Sequence[Chapter]
    made: datetime
    address: str  # of the page it is about
    is_theme: bool = False

    @property
    def is_many(self) -> bool:
        """Whether there is more than one page in it."""
        return len(self.chapters) > 1

    @property
    def licence(self) -> str:
        """The licence of the text."""
        return str(current_app.config["WIKI"].licence)

    @property
    def licence_address(self) -> str:
        """Where it can be read."""
        return str(current_app.config["WIKI"].licence_url)

    @property
    def site(self) -> str:
        """The name of the wiki."""
        return str(current_app.config["WIKI"].site_name)


def bind(parts: Sequence[Part], picture: Callable[[str], str] = str, version: Revision | None = None) -> Bound:
    """The document of these `parts`; `picture` says what the address of a picture becomes.

    With `version` the first part is shown as it was then. Raises TooManyPages, TooLong, TextHidden.
    """
    refuse_too_large(parts)
    first = parts[0].page
    keys = {part.page.name: f"c{number}-" for number, part in enumerate(parts, 1) if not part.anchor}
    made = [_made_at(part) for part in parts] if version is None else [(version.id, version.created_at)]
    chapters = []
    for number, (part, (revision_id, at)) in enumerate(zip(parts, made, strict=True), 1):
        places = Places(request.url_root, part.page.name.path, f"c{number}-", keys, picture)
        chapters.append(_chapter(part, revision_id, at, places, version, deeper=int(len(parts) > 1)))
    return Bound(
        title=_title(first.name),
        language=chapters[0].language,
        chapters=tuple(chapters),
        made=now(),
        address=url_for("pages.read", name=first.name.address, _external=True),
        is_theme=first.kind == "theme",
    )


def _made_at(part: Part) -> tuple[int, datetime]:
    """The version of a part that is shown now, and when it was written."""
    number = part.page.current_revision_id
    assert number is not None
    return number, session().scalars(select(Revision.created_at).where(Revision.id == number)).one()


def _chapter(
    part: Part, revision_id: int, at: datetime, places: Places, version: Revision | None, *, deeper: int
) -> Chapter:
    page, name = part.page, part.page.name
    language = page.language or OUR_LANGUAGE
    if version is not None:
        require_text(version.id)
        body = body_of(version.source, name)
        html, language = str(body.html), body.language or OUR_LANGUAGE
    else:
        stored = fresh_rendering(page)
        html = str(show(stored.html, existing(targets(stored.html))))
    address = url_for("pages.read", name=name.address, oldid=revision_id, _external=True)
    gathered = gettext("How municipalities do it stands on the page in the wiki, in a list that fills itself.")
    shaped = shape(html, places, anchor=part.anchor, deeper=deeper, words=gathered)
    told = [] if version or part.anchor else _facts(part)
    return Chapter(
        key=places.prefix,
        name=name,
        title=part.title or _title(name),
        above=_above(part),
        language=language,
        address=address,
        at=at,
        lead="" if version else _lead(part),
        facts=told,
        html=Markup(shaped),  # noqa: S704 - sanitised when it was stored, and `shape` adds what it escapes
    )


def _facts(part: Part) -> list[Fact]:
    """What stands beside the text: not what stands above it, and not whom to ask, which only members may see."""
    page = part.page
    left_out = {gettext("Page contact")} if page.kind in SPOKEN_FOR else set()
    if page.kind in LEADS:
        left_out.add(gettext(LEADS[page.kind][1]))
    return [fact for fact in facts(page, existing(themes(page))) if fact.label not in left_out]


def _lead(part: Part) -> str:
    """What stands above the text, larger: what a theme is, what an example taught."""
    said = words(part.page.fields.get(LEADS[part.page.kind][0])) if part.page.kind in LEADS else []
    return "" if part.anchor else " ".join(said)


def _above(part: Part) -> str:
    """Whose page it is: of the municipality or cooperation under which it stands, or on whose page the section does."""
    name = part.page.name
    return name.base.title if part.anchor or name.parent else ""


def _title(name: PageName) -> str:
    return name.leaf if name.parent else name.title
