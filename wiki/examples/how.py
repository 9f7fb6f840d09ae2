"""How municipalities do what a page is about: a list that nobody has written.

It is made of links in the pages of municipalities and cooperations, of the guidance that their examples say they
support, and on a theme's page of the examples of that theme. Each shows the sentence that says why it is there.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Select, and_, case, or_, select

from wiki.core.db import session
from wiki.examples.counting import counts
from wiki.examples.models import Example, ExampleSupport
from wiki.examples.queries import ExampleFilter, ExampleRow, examples, is_somebodys, places_of
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import by_name
from wiki.pages.leading import asked_of, names_leading_to, namespace_rank, reaching
from wiki.pages.models import Link, Page
from wiki.pages.queries import existing

MUNICIPAL = (Namespace.MUNICIPALITY, Namespace.COOPERATION)
MOST = 60  # shown on one page; the rest is a link away
MOST_ALSO = 8
STEPS = {"ide": 1, "pilot": 2, "inforande": 3, "bredd": 4, "avslutat": 5}
NO_STEP, MENTIONED = 8, 9  # after them come examples that do not say, and then those that only mention the page
Place = tuple[PageName, str]  # a page, and a section of it
LADDER_INVITING = ("pilot", "inforande", "bredd", "ide")  # the empty step that is asked about, if there is one


@dataclass(frozen=True)
class Entry:
    """An example, or a page that mentions it, with the sentence that says why it stands here."""

    page: PageName
    anchor: str
    title: str
    before: str
    label: str
    after: str
    status: str = ""  # a key of the ladder; empty where none is said
    lead: str = ""
    lesson: str = ""
    language: str | None = None
    tells: bool = False  # whether it is an example of the matter, rather than a page that mentions it

    @property
    def place_in_list(self) -> int:
        """After which others it stands: up the ladder, then those that do not say how far they have come."""
        return STEPS.get(self.status, NO_STEP if self.tells else MENTIONED)

    @property
    def owner_title(self) -> str:
        """Whose it is: a municipality or a cooperation."""
        return self.page.base.title

    @property
    def path(self) -> str:
        """Where it is read."""
        return self.page.path + (f"#{self.anchor}" if self.anchor else "")

    @property
    def is_of_nobody(self) -> bool:
        """Whether it is of a municipality that does not exist: Mittköping is an example to all, no real one."""
        return self.page.namespace is Namespace.MUNICIPALITY and by_name(self.owner_title) is None

    @property
    def is_bare(self) -> bool:
        """Whether the sentence is the link and nothing else."""
        return not any(letter.isalnum() for letter in self.before + self.after)


@dataclass(frozen=True)
class Group:
    """Those that have come equally far. `status` is empty for those that do not say; some of them only `mention` it."""

    status: str
    entries: tuple[Entry, ...]
    mention: bool = False

    @property
    def owners(self) -> int:
        """How many municipalities and cooperations there are in it."""
        return len({entry.page.base for entry in self.entries})

    @property
    def is_of_municipalities(self) -> bool:
        """Whether no cooperation is among them."""
        return all(entry.page.namespace is Namespace.MUNICIPALITY for entry in self.entries)


@dataclass(frozen=True)
class How:
    """What a page shows of how municipalities do it."""

    groups: tuple[Group, ...] = ()
    total: int = 0
    owners: int = 0
    also: tuple[ExampleRow, ...] = ()  # examples of the same themes, that do not mention the page
    empty: str = ""  # a step of the ladder that nobody stands on yet
    homes: Collection[str] = ()  # those of their municipalities and cooperations that have a page

    @property
    def left_out(self) -> int:
        """How many there are besides those that are shown."""
        return self.total - sum(len(group.entries) for group in self.groups)


def how_they_do_it(
    name: PageName, mentioned: Sequence[PageName] = (), themes: Iterable[str] = (), only: ExampleFilter | None = None
) -> How:
    """How municipalities do what `name` is about: grouped up the ladder, in each group as the text mentions them.

    Those that do not say how far they have come stand last, by municipality.
    `mentioned` is what the text of `name` links to, in order; `themes` are those it belongs to. A theme may be asked
    for `only` some of its examples; then links alone do not count.
    """
    entries, places = entries_of(name, only)
    mention = {page: number for number, page in reversed(list(enumerate(mentioned)))}

    def key(entry: Entry) -> tuple[int, int]:
        last = len(mentioned)
        said = min(mention.get(page, last) for page in (entry.page, entry.page.base)) if entry.status else 0
        return entry.place_in_list, said

    entries = sorted(entries, key=key)[:MOST]
    also = tuple(_also(themes, {page for page, _anchor in places} | {name}))
    return How(
        groups=tuple(_groups(entries)),
        total=len(places),
        owners=len({page.base for page, _anchor in places}),
        also=also,
        homes=existing([*(entry.page.base for entry in entries), *(row.owner for row in also)]),
        empty=_empty_step(name, entries),
    )


def _groups(entries: Sequence[Entry]) -> Iterator[Group]:
    for place, some in groupby(entries, key=lambda each: each.place_in_list):
        found = tuple(some)
        yield Group(found[0].status, found, mention=place == MENTIONED)


def _empty_step(name: PageName, entries: Sequence[Entry]) -> str:
    """A step of the ladder that nobody stands on, where others stand on some."""
    there = {entry.status for entry in entries} - {""}
    if name.namespace is Namespace.THEME:
        there |= {*counts(ExampleFilter(theme=name.title), "status")} - {"none"}
    return next((step for step in LADDER_INVITING if step not in there), "") if there else ""


def entries_of(name: PageName, only: ExampleFilter | None = None) -> tuple[list[Entry], set[Place]]:
    """What stands on the page `name`, municipalities before cooperations, in Swedish order; and where all of it is.

    Of a theme's examples no more are read than can be shown, the first on the ladder first.
    """
    is_theme = name.namespace is Namespace.THEME
    of_theme = ExampleFilter(theme=name.title) if is_theme else None
    if only and only != of_theme:
        return [_entry(row) for row in examples(only, "status", MOST)], {*places_of(only)}
    found = _linking(name)
    known: set[Place] = {(entry.page, entry.anchor) for entry in found} | {(entry.page, "") for entry in found}
    if of_theme:
        more = [_entry(row) for row in examples(of_theme, "status", MOST)]
        places = {place for place in places_of(of_theme) if place not in known}
    else:
        more = [_supporting_entry(*row) for row in session().execute(_supporting_by_field(), asked_of(name))]
        places = {(entry.page, entry.anchor) for entry in more} - known
    found += [entry for entry in more if (entry.page, entry.anchor) in places and entry.page != name]
    places = {place for place in places if place[0] != name} | {(entry.page, entry.anchor) for entry in found}
    return sorted(found, key=lambda entry: (entry.page.base, entry.page)), places


def _linking(name: PageName) -> list[Entry]:
    """Those that link here: one entry for each page or section, with its first sentence that says something."""
    entries: dict[tuple[PageName, str], Entry] = {}
    for row in session().execute(_reaching_from_municipalities(), asked_of(name)):
        entry = _linking_entry(*row)
        if entry.is_of_nobody:
            continue
        place = entry.page, "" if row.kind_of_page == "example" else entry.anchor
        known = entries.get(place)
        if known is None or (known.is_bare and not entry.is_bare):
            entries[place] = entry
    return list(_telling(entries.values()))


def _telling(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Without those that say nothing where the same page says something elsewhere."""
    every = list(entries)
    says = {entry.page for entry in every if not entry.is_bare}
    said: set[PageName] = set()
    for entry in every:
        if not entry.is_bare or (entry.page not in says and entry.page not in said):
            yield entry
        said.add(entry.page)


def _also(themes: Iterable[str], known: Collection[PageName]) -> list[ExampleRow]:
    """Examples of the same themes on other pages than those `known`, the latest changed first."""
    found: dict[int, ExampleRow] = {}
    for theme in themes:
        found |= {row.id: row for row in islice(_others(theme, known), MOST_ALSO)}
    return sorted(found.values(), key=lambda row: row.changed_at, reverse=True)[:MOST_ALSO]


def _others(theme: str, known: Collection[PageName]) -> Iterator[ExampleRow]:
    """The examples of a theme on other pages than those `known`, a few at a time."""
    for start in range(0, 20 * MOST_ALSO, 2 * MOST_ALSO):
        some = examples(ExampleFilter(theme=theme), limit=2 * MOST_ALSO, offset=start)
        yield from (row for row in some if row.page not in known)
        if len(some) < 2 * MOST_ALSO:
            return


def _entry(row: ExampleRow) -> Entry:
    return Entry(
        row.page, row.anchor, row.title, "", row.title, "", row.status, row.lead, row.lesson, row.language, tells=True
    )


def _linking_entry(namespace: str, title: str, *rest: Any) -> Entry:
    _link, heading, anchor, before, label, after, kind, status, lesson, language = rest
    page = PageName(Namespace(namespace), title)
    return Entry(
        page, anchor, heading, before, label, after, status or "", "", lesson or "", language, kind == "example"
    )


def _supporting_entry(namespace: str, page_title: str, *rest: Any) -> Entry:
    title, status, lead, lesson, language = rest
    page = PageName(Namespace(namespace), page_title)
    return Entry(page, "", title, "", title, "", status, lead, lesson, language, tells=True)


@cache
def _reaching_from_municipalities() -> Select[*tuple[Any, ...]]:
    """Links from pages of municipalities and cooperations, with the example that the link stands in."""
    municipal = Page.namespace.in_([namespace.value for namespace in MUNICIPAL])
    within = or_(Page.kind == "example", Example.anchor == Link.anchor)
    return (
        reaching()
        .add_columns(Page.kind.label("kind_of_page"), Example.status, Example.lesson, Page.language)
        .outerjoin(Example, and_(Example.page_id == Page.id, within))
        .where(Link.kind == "link", municipal)
        .order_by(namespace_rank(Page.namespace), Page.sort_key, Page.title, Link.number)
    )


@cache
def _supporting_by_field() -> Select[*tuple[Any, ...]]:
    """Examples that say in a field that they support the page, and do not link to it."""
    names = names_leading_to()
    same = and_(names.c.namespace == ExampleSupport.namespace, names.c.title == ExampleSupport.title)
    columns = (Example.title, Example.status, Example.lead, Example.lesson, Example.language)
    return (
        select(Page.namespace, Page.title, *columns)
        .select_from(names)
        .join(ExampleSupport, same)
        .join(Example, Example.id == ExampleSupport.example_id)
        .join(Page, Page.id == Example.page_id)
        .where(is_somebodys(), ExampleSupport.label == "")
        .order_by(case((Example.owner_namespace == Namespace.MUNICIPALITY.value, 0), else_=1), Page.sort_key)
    )
