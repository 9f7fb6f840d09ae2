"""A page as the search knows it: its texts, and what hits are narrowed by. Every save pays for this."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import bindparam, select

from wiki import search
from wiki.core.clock import local
from wiki.core.db import session
from wiki.editing.synonyms import LIST, synonyms_of
from wiki.examples.cooperations import FIELDS as MEMBERS
from wiki.examples.cooperations import municipality_named
from wiki.examples.read import Told, examples_told, municipality_code, themes_named
from wiki.examples.taxonomy import area_written
from wiki.files.queries import text_of
from wiki.markup import Document, Namespace, PageName
from wiki.municipalities.register import by_code
from wiki.pages.facts import municipality_of, page_state, words
from wiki.pages.hideable import AUTHOR, is_hidden
from wiki.pages.models import Page, Revision

MOST_AUTHORS = 50  # the last ones
MOST_REVISIONS = 500  # in which they are looked for
MOST_YEARS = 20  # of one example

_AUTHORS = (
    select(Revision.author_id)
    .where(Revision.page_id == bindparam("page"), Revision.author_id.is_not(None), ~is_hidden(Revision.id, AUTHOR))
    .order_by(Revision.id.desc())
    .limit(MOST_REVISIONS)
)


def put_in_search(page: Page, document: Document) -> None:
    """Let the page be found as it is now: `document` is its current revision, rendered."""
    name = page.name
    search.put(
        search.Document(
            key=f"page:{page.id}",
            kind="redirect" if document.redirect else "page",
            namespace=page.namespace,
            name=name.full,
            title=name.title,
            address=name.path,
            headings="\n".join(_headings(page, document)),
            text=_searchable(document, name),
            language=document.language,
            changed_at=page.changed_at,
            page_kind=page.kind,
            leads_to=document.redirect.full if document.redirect else "",
            facets={} if document.redirect else facets_of(page, document),
        )
    )


def facets_of(page: Page, document: Document) -> Mapping[str, Sequence[str]]:
    """What the page is narrowed by. An example says its own; what municipalities tell of belongs to their page too."""
    told = examples_told(page.name, document)
    example = told[0] if page.kind == "example" and told else None
    codes = list(dict.fromkeys(_municipalities(page)))
    themes = [
        *_own_theme(page),
        *themes_named(page.fields.get("tema")),
        *(title for one in told for title in one.themes),
    ]
    return {
        "municipality": codes,
        "county": [place.county_code for place in map(by_code, codes) if place],
        "theme": themes,
        "area": [area for area in map(area_written, words(page.fields.get("välfärdsområde"))) if area],
        "status": _status(page, example),
        "year": list(_years(page, example)),
        "author": authors(session().scalars(_AUTHORS, {"page": page.id})),
    }


def authors(ids: Iterable[int | None]) -> list[str]:
    """The first of `ids`, each once, as the search has them."""
    return [str(each) for each in dict.fromkeys(ids) if each is not None][:MOST_AUTHORS]


def _municipalities(page: Page) -> Iterator[str]:
    """The codes of those whose page this is or under whose page it stands; of a cooperation, of those in it."""
    if page.namespace == Namespace.MUNICIPALITY.value:
        own = municipality_of(page)
        code = own.code if own else municipality_code(page.name, page.fields)
        if code:
            yield code
        return
    for key in MEMBERS:
        for word in words(page.fields.get(key)):
            if place := municipality_named(word):
                yield place.code


def _own_theme(page: Page) -> list[str]:
    return [page.title] if page.namespace == Namespace.THEME.value else []


def _status(page: Page, example: Told | None) -> list[str]:
    """How far an example has come, or what state the page is in."""
    said = example.status.key if example and example.status else page_state(page)
    return [said] if said else []


def _years(page: Page, example: Told | None) -> Iterator[str]:
    """The years in which an example was or is under way; of another page, the one in which it was last changed."""
    changed = local(page.changed_at).year
    first, last = example.years if example else (None, None)
    first, last = first or last or changed, last or max(first or changed, changed)
    yield from map(str, range(max(first, last - MOST_YEARS + 1), last + 1))


def _headings(page: Page, document: Document) -> Iterator[str]:
    """What the page is about beside its title: its headings, other words for a theme, "Göteborgs stad" in full."""
    if page.name == LIST:
        return
    yield from (heading.text for heading in document.headings)
    yield from synonyms_of(page, document)
    own = municipality_of(page)
    if own and own.full_name.endswith(" stad"):
        yield own.full_name


def _searchable(document: Document, name: PageName) -> str:
    """What the page says; for a file also what it shows, and what can be read in it.

    A list of synonyms only says what it is for: it holds the words that people seek, and answers none of them.
    """
    if name == LIST:
        return document.lead
    if name.namespace is not Namespace.FILE:
        return document.text
    return "\n".join(filter(None, (str(document.fields.get("alt") or ""), document.text, text_of(name.title))))
