"""Which pages are exported: all, or some with what they need to look as they do."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from wiki.core.db import session
from wiki.core.errors import N_, NotFound
from wiki.examples.read import themes_named
from wiki.examples.theme_called import theme_called
from wiki.markup import Namespace, PageName, parse_name
from wiki.pages.leading import asked_of, names_leading_to
from wiki.pages.models import Link, Page

AT_ONCE = 200  # pages asked for in one question


@dataclass(frozen=True)
class Selection:
    """What is asked for; nothing named means all. Of pages: those; of themes: all that belongs to them."""

    pages: Sequence[str] = ()
    themes: Sequence[str] = ()


class NoSuchPage(NotFound):
    """A page was asked for that is not here."""

    msgid = N_("There is no page called “%(name)s”.")


@dataclass(frozen=True)
class Chosen:
    """A page to export: its number, its name, the version that is shown and where it leads to."""

    number: int
    name: PageName
    current: int
    redirect: str | None


def numbers_of(selection: Selection) -> list[int]:
    """The numbers of the pages, rising. Raises NoSuchPage and BadName.

    With pages that are named come the templates that they are made of and the pages of the files that they show, since
    nothing would stand in their places otherwise.
    """
    if not (selection.pages or selection.themes):
        return sorted(session().scalars(select(Page.id).where(Page.current_revision_id.is_not(None))))
    found = {_number(parse_name(each)) for each in selection.pages}
    for each in selection.themes:
        found |= set(_of_theme(each))
    return sorted(found | _needed(found))


def chosen(numbers: Sequence[int]) -> Iterator[Chosen]:
    """The pages with those numbers, some at a time."""
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        asked = select(Page.id, Page.namespace, Page.title, Page.current_revision_id, Page.redirect_to)
        for row in session().execute(asked.where(Page.id.in_(some)).order_by(Page.id)).all():
            if row.current_revision_id:
                name = PageName(Namespace(row.namespace), row.title)
                yield Chosen(row.id, name, row.current_revision_id, row.redirect_to)


def _number(name: PageName) -> int:
    own = (Page.namespace == name.namespace.value, Page.title == name.title)
    number = session().scalar(select(Page.id).where(*own))
    if number is None:
        raise NoSuchPage(name=name.full)
    return number


def _of_theme(text: str) -> Iterator[int]:
    """The page of a theme, the pages below it, and all pages whose fields name it: by its name or a former one."""
    title = theme_called(text.removeprefix(f"{Namespace.THEME.prefix}:")) or text
    theme = PageName(Namespace.THEME, title)
    yield _number(theme)
    below = Page.title.startswith(f"{title}/", autoescape=True)
    yield from session().scalars(select(Page.id).where(Page.namespace == Namespace.THEME.value, below))
    leading = names_leading_to().c
    former = session().execute(select(leading.namespace, leading.title), asked_of(theme))
    names = {title, *(other for space, other in former if space == Namespace.THEME.value)}
    fields = session().execute(select(Page.id, Page.fields).execution_options(yield_per=AT_ONCE))
    yield from [number for number, said in fields if names & {*themes_named((said or {}).get("tema"))}]


def _needed(pages: set[int]) -> set[int]:
    """The templates and files that pages use, and those that these use."""
    found: set[int] = set()
    fresh = pages
    while fresh:
        fresh = set(_used(fresh)) - pages - found
        found |= fresh
    return found


def _used(numbers: Iterable[int]) -> Iterator[int]:
    rows = sorted(numbers)
    kinds: ColumnElement[bool] = or_(Link.kind == "template", Link.kind == "file")
    same = and_(Page.namespace == Link.target_namespace, Page.title == Link.target_title)
    for start in range(0, len(rows), AT_ONCE):
        some = Link.page_id.in_(rows[start : start + AT_ONCE])
        yield from session().scalars(select(Page.id).join(Link, same).where(kinds, some).distinct())
