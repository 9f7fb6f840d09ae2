"""What somebody is blocked from, where that is not everything: some pages and kinds of page, and their discussions.

A page is meant by its number. So the block follows it to another name, and holds while it is deleted: nobody makes the
page anew who may not change it. The names that lead to it are blocked too, for as long as they do: where it was moved
from, its redirects, and what a municipality is called in full. Else something else could be said in its place.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import DateTime, Integer, String, column, select, table

from wiki.accounts.models import Block, BlockedFrom
from wiki.core.db import session
from wiki.core.i18n import gettext
from wiki.markup.kinds import NAMESPACE_LABELS
from wiki.markup.names import Namespace, PageName, parse_name
from wiki.municipalities.naming import short_name

TO_SPEAK = frozenset(
    {"discuss", "amend any reply", "close any topic", "mark any answer", "hide any reply", "move any topic"}
)
"""Rights that are used in discussions only."""

# It belongs to a layer above, so it is only named here: with the pages that have been deleted.
_PAGE = table(
    "page",
    column("id", Integer),
    column("namespace", String),
    column("title", String),
    column("redirect_to", String),
    column("removed_at", DateTime),
)


@dataclass(frozen=True)
class Scope:
    """Pages, and kinds of page, that somebody is blocked from; with `discussions` also from what is said about them."""

    pages: tuple[PageName, ...] = ()
    namespaces: tuple[Namespace, ...] = ()
    discussions: bool = False

    def __bool__(self) -> bool:
        return bool(self.pages or self.namespaces)

    def covers(self, action: str, on: PageName | None) -> bool:
        """Whether it keeps from `action` on the page `on`. What is done with no page in particular it leaves alone."""
        if on is None or (action in TO_SPEAK and not self.discussions):
            return False
        return self._holds(on) or ((target := led_to(on)) is not None and self._holds(target))

    def _holds(self, name: PageName) -> bool:
        return name.namespace in self.namespaces or name in self.pages

    @classmethod
    def told(cls, details: Mapping[str, Any]) -> "Scope | None":
        """What the journal says that somebody was blocked from; pages are called as they were then."""
        said = details.get("from")
        if said is None:
            return None
        kinds = tuple(each for each in Namespace if each.value in said.get("namespaces", ()))
        return cls(tuple(map(parse_name, said.get("pages", ()))), kinds, bool(said.get("discussions")))

    @property
    def as_told(self) -> dict[str, Any]:
        """The same for the journal."""
        pages, kinds = [name.full for name in self.pages], [each.value for each in self.namespaces]
        return {"pages": pages, "namespaces": kinds, "discussions": self.discussions}

    @property
    def in_words(self) -> str:
        """What it is about: "“Plan”, “Tema:Mål”, all pages of the kind “Templates”"."""
        pages = [gettext("“%(name)s”", name=name.full) for name in self.pages]
        labels = [gettext(NAMESPACE_LABELS[each]) for each in self.namespaces]
        kinds = [gettext("all pages of the kind “%(kind)s”", kind=label) for label in labels]
        talk = [gettext("the discussions about them")] if self.discussions else []
        return ", ".join([*pages, *kinds, *talk])


def led_to(name: PageName) -> PageName | None:
    """The page that `name` leads to, as a redirect or as what a municipality is called in full; None for all others."""
    called = _PAGE.c.namespace == name.namespace.value, _PAGE.c.title == name.title, _PAGE.c.removed_at.is_(None)
    found = session().execute(select(_PAGE.c.redirect_to).where(*called)).first()
    if found is None:
        return short_name(name)
    return parse_name(found.redirect_to.partition("#")[0]) if found.redirect_to else None


def scope_of(block: Block) -> Scope | None:
    """What `block` is about; None where it is about everything."""
    return scopes_of([block]).get(block.user_id)


def scopes_of(blocks: Iterable[Block]) -> Mapping[int, Scope]:
    """What those of the `blocks` are about that are not about everything, by the number of whom they concern."""
    partly = {each.user_id: each for each in blocks if not each.everywhere}
    if not partly:
        return {}
    named = (
        select(BlockedFrom.user_id, BlockedFrom.namespace, _PAGE.c.namespace, _PAGE.c.title)
        .outerjoin(_PAGE, _PAGE.c.id == BlockedFrom.page_id)
        .where(BlockedFrom.user_id.in_(partly))
    )
    pages: dict[int, list[PageName]] = defaultdict(list)
    kinds: dict[int, set[Namespace]] = defaultdict(set)
    for number, kind, namespace, title in session().execute(named):
        if kind:
            kinds[number].add(Namespace(kind))
        else:
            pages[number].append(PageName(Namespace(namespace), title))
    return {
        number: Scope(_in_order(pages[number]), _kinds(kinds[number]), block.discussions)
        for number, block in partly.items()
    }


def _in_order(names: Sequence[PageName]) -> tuple[PageName, ...]:
    return tuple(sorted(set(names)))


def _kinds(found: set[Namespace]) -> tuple[Namespace, ...]:
    return tuple(each for each in Namespace if each in found)
