"""What can be watched, as one value; and which such things a page or a topic belongs to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, select

from wiki.core.db import session
from wiki.core.errors import N_, NotFound
from wiki.examples.models import Example, ExampleTheme
from wiki.examples.queries import theme_redirects
from wiki.examples.read import municipality_code, themes_named
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import by_code, by_name
from wiki.pages.models import Link, Page, Revision
from wiki.pages.queries import find_page
from wiki.talk.models import Topic
from wiki.watch.models import Concern, Kind, Watch

MAX_NAME = 255


class NothingToWatch(NotFound):
    """There is no such thing."""

    msgid = N_("There is nothing here that can be watched.")


@dataclass(frozen=True)
class Thing:
    """Something that can be watched; see `Watch` for what `number` and `name` hold."""

    kind: Kind
    number: int = 0
    name: str = ""

    @property
    def key(self) -> str:
        """As it stands in a mark, in a form and in an address: "page 12", "theme  Piloter"."""
        return f"{self.kind.value} {self.number} {self.name}".strip()


def thing_of_key(key: str) -> Thing:
    """The thing that `key` names, which need not exist. Raises NothingToWatch."""
    kind, _, rest = key.partition(" ")
    number, _, name = rest.partition(" ")
    try:
        return Thing(Kind(kind), int(number), name[:MAX_NAME])
    except ValueError as error:
        raise NothingToWatch from error


def thing_at(name: PageName, page: Page | None) -> Thing | None:
    """What the star in the head of a page watches: the theme, municipality or category it is about, or the page."""
    if name.namespace is Namespace.THEME and not (page and page.redirect_to):
        return Thing(Kind.THEME, name=name.title)
    if name.namespace is Namespace.MUNICIPALITY and (place := by_name(name.title)):
        return Thing(Kind.MUNICIPALITY, name=place.code)
    if name.namespace is Namespace.CATEGORY:
        return Thing(Kind.CATEGORY, name=name.title)
    return Thing(Kind.PAGE, page.id) if page else None


def exists(thing: Thing) -> bool:
    """Whether there is such a thing. A theme and a category are there as soon as somebody can name them."""
    if thing.kind in {Kind.PAGE, Kind.SUBPAGES}:
        return session().get(Page, thing.number) is not None
    if thing.kind is Kind.TOPIC:
        return session().get(Topic, thing.number) is not None
    return by_code(thing.name) is not None if thing.kind is Kind.MUNICIPALITY else bool(thing.name)


def things_of(page: Page, topic_id: int | None = None) -> list[Thing]:
    """All that somebody may watch in order to hear what happens on `page`, or in a topic about it."""
    name = page.name
    found = [Thing(Kind.PAGE, page.id), Thing(Kind.SUBPAGES, page.id)]
    found += [Thing(Kind.SUBPAGES, each.id) for each in _above(name)]
    found += [Thing(Kind.THEME, name=title) for title in _themes(page)]
    if code := municipality_code(name, page.fields) or _asker(page):
        found.append(Thing(Kind.MUNICIPALITY, name=code))
    found += [Thing(Kind.CATEGORY, name=title) for title in _categories(page)]
    if topic_id:
        found.append(Thing(Kind.TOPIC, topic_id))
    return found


def among(table: type[Watch] | type[Concern], things: Iterable[Thing]) -> ColumnElement[bool]:
    """Whether a row is about one of some things: one look into the index for each."""
    return or_(
        false(),
        *(and_(table.kind == each.kind.value, table.number == each.number, table.name == each.name) for each in things),
    )


def _above(name: PageName) -> Sequence[Page]:
    """The pages under which a page lies."""
    found = []
    above = name.parent
    while above:
        if page := find_page(above):
            found.append(page)
        above = above.parent
    return found


def _themes(page: Page) -> list[str]:
    """The themes that a page belongs to by its fields, by its examples, or because it is the theme's own."""
    said = set(themes_named(page.fields.get("tema")))
    said.update(
        session().scalars(select(ExampleTheme.title).join(Example).where(Example.page_id == page.id).distinct())
    )
    if page.namespace == Namespace.THEME.value:
        said.add(page.title)
    if not said:
        return []
    redirects = theme_redirects()
    rows = session().execute(select(redirects.c.title, redirects.c.target).where(redirects.c.title.in_(said)))
    followed: dict[str, str] = dict(tuple(row) for row in rows)
    return sorted({followed.get(title, title) for title in said})


def _categories(page: Page) -> list[str]:
    categories = select(Link.target_title).where(Link.page_id == page.id, Link.kind == "category").distinct()
    own = [page.title] if page.namespace == Namespace.CATEGORY.value else []
    return [*own, *session().scalars(categories)]


def _asker(page: Page) -> str | None:
    """The municipality that asks, where the page is a request."""
    if page.kind != "request":
        return None
    first = select(Revision.municipality_code).where(Revision.page_id == page.id).order_by(Revision.id).limit(1)
    return session().scalar(first)
