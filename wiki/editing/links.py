"""What somebody who writes may be about to link to: pages, pages that are wished for, headings, people."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from wiki.accounts.models import User
from wiki.accounts.names import key, user_page
from wiki.accounts.queries import able_to_answer
from wiki.core.db import session
from wiki.core.i18n import gettext, ngettext
from wiki.markup import BadName, Namespace, PageName, parse_name
from wiki.markup.kinds import LABELS, kind_of
from wiki.markup.wikilinks import anchor
from wiki.municipalities.register import Municipality, all_municipalities, by_code
from wiki.pages.models import Link, Page
from wiki.pages.queries import existing, find_page, rendering_of
from wiki.search.titles.named import Suggestion, similar_titles, suggest
from wiki.search.views import label_of

MOST = 10
FEW = 3  # municipalities beside the people
LONGEST = 200  # characters of a query
SHORTEST_WISH = 2  # letters before pages that only others wish for are offered
SPECIAL = {Namespace.CATEGORY, Namespace.FILE, Namespace.TEMPLATE}  # offered to those only who ask for them by name
_UNLINKABLE = set("[]|{}<>#")


@dataclass(frozen=True)
class Choice:
    """A page to link to.

    `label` is what the link shows, "" where its target reads well. `is_new` when the page is offered only because it is
    what was typed.
    """

    target: str
    title: str
    label: str
    namespace_label: str
    exists: bool
    url: str
    is_new: bool = False


@dataclass(frozen=True)
class Place:
    """A heading on a page, and what one writes to link there."""

    level: int
    text: str
    anchor: str
    target: str


@dataclass(frozen=True)
class Person:
    """Somebody who can be spoken to, or all of a municipality."""

    name: str
    municipality: str
    target: str


def pages_like(query: str) -> list[Choice]:
    """Pages whose titles go with `query`, then missing ones that others link to, and last what was typed itself.

    Any text is a query. Categories, files and templates show for those who write their prefix.
    """
    text = query[:LONGEST].strip()
    typed = _name(text)
    found = _there(text.lstrip(": "), typed)
    if len(found) < MOST:
        found += _wished(text, typed, {each.target for each in found})
    known = {each.target.lstrip(":") for each in found}
    if typed and typed.full not in known and not existing([typed]):
        found = [*found[: MOST - 1], _missing(typed, is_new=True)]
    return [_linked(each) for each in found[:MOST]] if text.startswith(":") else found[:MOST]


def _there(text: str, typed: PageName | None) -> list[Choice]:
    """Pages that exist; where no title holds `text`, those whose titles are like it."""
    wanted = typed.namespace if typed and typed.namespace in SPECIAL else None
    return [
        Choice(each.name, each.title, _label(each.name), label_of(each), exists=True, url=each.address)
        for each in suggest(text, limit=3 * MOST) or similar_titles(text)
        if _is_wanted(each, wanted)
    ]


def _is_wanted(found: Suggestion, special: Namespace | None) -> bool:
    if found.kind == "topic":
        return False
    namespace = Namespace(found.namespace)
    return namespace is special if special else namespace not in SPECIAL


def _wished(text: str, typed: PageName | None, known: set[str]) -> list[Choice]:
    """Pages that do not exist, but that other pages link to (or, of categories, belong to)."""
    if typed is None or len(text) < SHORTEST_WISH:
        return []
    prefixed = typed.namespace is not Namespace.MAIN
    where = Link.target_namespace.in_([typed.namespace.value] if prefixed else _USUAL_KEYS)
    is_page = and_(Page.namespace == Link.target_namespace, Page.title == Link.target_title)
    red = (
        select(Link.target_namespace, Link.target_title)
        .where(where, _begins(typed.title), ~select(Page.id).where(is_page).exists())
        .distinct()
        .order_by(Link.target_title)
        .limit(MOST)
    )
    names = [PageName(Namespace(namespace), title) for namespace, title in session().execute(red)]
    return [_missing(name) for name in names if name.full not in known]


_USUAL_KEYS = [each.value for each in Namespace if each not in SPECIAL]


def _begins(title: str) -> ColumnElement[bool]:
    """Whether a link's target begins with `title`; SQLite needs to be told that its index can answer that."""
    begins = Link.target_title.startswith(title, autoescape=True)
    if session().get_bind().dialect.name != "sqlite":
        return begins
    return and_(Link.target_title >= title, Link.target_title < title + "\U0010ffff", begins)


def _missing(name: PageName, *, is_new: bool = False) -> Choice:
    label = gettext(LABELS[kind_of(name, {})])
    return Choice(name.full, name.title, _label(name.full), label, exists=False, url=name.path, is_new=is_new)


def _linked(choice: Choice) -> Choice:
    """The choice as a link, where its bare name would put the page into a category or show a file."""
    name = _name(choice.target)
    if name is None or name.namespace not in SPECIAL:
        return choice
    return replace(choice, target=f":{name.full}", label=name.title)


def _label(full: str) -> str:
    """What a link to the page shows: its own part of a name that tells its kind too."""
    name = _name(full)
    plain = name is None or name.namespace is Namespace.MAIN or name.namespace in SPECIAL
    return "" if plain or name is None else name.leaf


def _name(text: str) -> PageName | None:
    try:
        return parse_name(text.lstrip(": "))
    except BadName:
        return None


def headings_of(name: PageName) -> list[Place]:
    """The headings of a page, or of the one that it leads to; none where there is no such page."""
    page = find_page(name)
    if page and page.redirect_to:
        page = find_page(parse_name(page.redirect_to.partition("#")[0])) or page
    rendering = rendering_of(page) if page else None
    if page is None or rendering is None:
        return []
    return [Place(level, text, id_, _target(page.name, text, id_)) for level, text, id_, *_ in rendering.headings]


def _target(page: PageName, text: str, id_: str) -> str:
    """What links to the heading: its words, or its id where the words are not what the id was made from."""
    plain = anchor(text) == id_ and not _UNLINKABLE & set(text)
    return f"{page.full}#{text if plain else id_}"


def people_like(query: str) -> list[Person]:
    """Those who can sign in and whose names hold `query`; names that begin with it first."""
    text = key(query[:LONGEST].strip().lstrip("@"))
    begins = User.name_key.startswith(text, autoescape=True)
    within = or_(begins, User.name_key.contains(f" {text}", autoescape=True))
    rows = (
        select(User.name, User.municipality_code)
        .where(*able_to_answer(), within)
        .order_by(begins.desc(), User.name_key)
    )
    return list(_people(session().execute(rows.limit(MOST))))


def municipalities_like(query: str) -> list[Person]:
    """Municipalities whose names begin with `query`; those where there are most people to speak to come first."""
    text = query[:LONGEST].strip().lstrip("@").casefold()
    found = [each for each in all_municipalities() if text and _is_called(each, text)]
    count_people = select(User.municipality_code, func.count()).where(
        User.municipality_code.in_([each.code for each in found]), *able_to_answer()
    )
    rows = session().execute(count_people.group_by(User.municipality_code))
    people = dict([*rows])
    found.sort(key=lambda each: -people.get(each.code, 0))
    return [_all_of(each, people.get(each.code, 0)) for each in found[:FEW]]


def _is_called(home: Municipality, text: str) -> bool:
    return home.name.casefold().startswith(text) or home.full_name.casefold().startswith(text)


def _all_of(home: Municipality, count: int) -> Person:
    words = ngettext("%(num)s person here", "%(num)s people here", count) if count else gettext("Nobody here yet")
    return Person(home.full_name, words, PageName(Namespace.MUNICIPALITY, home.name).full)


def _people(rows: Iterable[Row[str, str | None]]) -> Iterable[Person]:
    for name, code in rows:
        home = by_code(code)
        yield Person(name, home.full_name if home else "", user_page(name).full)
