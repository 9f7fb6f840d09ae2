"""Where an example grew from, and what has grown from it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from wiki.core.db import session
from wiki.core.errors import N_, Refusal
from wiki.examples.models import Example
from wiki.examples.speaking import is_example
from wiki.markup import BadName, Namespace, PageName, parse_name
from wiki.pages.models import Page
from wiki.pages.queries import existing

OWNING = (Namespace.MUNICIPALITY.value, Namespace.COOPERATION.value)
DEEPEST = 20


@dataclass(frozen=True)
class Relative:
    """An example in the tree. `exists` is False where its page is gone or was never written."""

    page: PageName
    exists: bool
    children: Sequence["Relative"] = ()


@dataclass(frozen=True)
class Family:
    """The ancestors of an example, the nearest first, and the tree of what grew from it."""

    ancestors: Sequence[Relative]
    children: Sequence[Relative]


def family(page: Page) -> Family | None:
    """The family of the example `page`; None where it is none or has no family."""
    if not is_example(page):
        return None
    grown = _grown()
    if not grown:
        return None
    tree = _Tree(grown, _moved())
    ancestors = tree.ancestors(page.name)
    found = tree.found([*ancestors, *tree.below(page.name)])
    children = tree.children(page.name, found, {page.name})
    if not ancestors and not children:
        return None
    return Family([Relative(name, name.full in found) for name in ancestors], children)


def refuse_circle(child: PageName, parent: PageName) -> None:
    """Refuse that `child` says it grew from `parent`, where that is itself or has grown from it."""
    tree = _Tree(_grown(), _moved())
    parent = tree.now(parent.full) or parent
    if parent == child:
        raise Refusal(N_("An example cannot have grown from itself."))
    if parent in tree.below(child):
        raise Refusal(
            N_("%(parent)s grew from this example itself, so this one cannot have grown from it."), parent=parent.leaf
        )


class _Tree:
    """Who grew from whom, by the names that pages have now. A circle ends where it would begin anew."""

    def __init__(self, grown: Mapping[PageName, str], moved: Mapping[str, str]) -> None:
        self._moved = moved
        self._parents: dict[PageName, PageName] = {}
        self._children: dict[PageName, list[PageName]] = defaultdict(list)
        for child, text in grown.items():
            parent = self.now(text)
            if parent and parent != child:
                self._parents[child] = parent
                self._children[parent].append(child)

    def ancestors(self, name: PageName) -> list[PageName]:
        found: list[PageName] = []
        above = self._parents.get(name)
        while above and above != name and above not in found and len(found) < DEEPEST:
            found.append(above)
            above = self._parents.get(above)
        return found

    def below(self, name: PageName) -> set[PageName]:
        seen: set[PageName] = set()
        waiting = [name]
        while waiting:
            fresh = set(self._children.get(waiting.pop(), ())) - seen
            seen |= fresh
            waiting += fresh
        return seen

    def children(self, name: PageName, found: set[str], above: set[PageName]) -> list[Relative]:
        """What grew from `name`, each with what grew from it; `above` are those on the way down to it."""
        if len(above) > DEEPEST:
            return []
        kin = sorted(child for child in self._children.get(name, ()) if child not in above)
        return [Relative(child, child.full in found, self.children(child, found, above | {child})) for child in kin]

    @staticmethod
    def found(names: Sequence[PageName]) -> set[str]:
        return existing(names)

    def now(self, text: str) -> PageName | None:
        """The name that the page called `text` has now."""
        try:
            return parse_name(self._moved.get(text, text), Namespace.MUNICIPALITY)
        except BadName:
            return None


def _grown() -> dict[PageName, str]:
    """All examples that grew from another, with what they say they grew from."""
    rows = session().execute(
        select(Page.namespace, Page.title, Example.grew_from)
        .join(Example, Example.page_id == Page.id)
        .where(Example.grew_from.is_not(None))
    )
    return {PageName(Namespace(space), title): text or "" for space, title, text in rows}


def _moved() -> dict[str, str]:
    """The pages below municipalities and cooperations that lead on to another, by full names."""
    rows = session().execute(
        select(Page.namespace, Page.title, Page.redirect_to).where(
            Page.redirect_to.is_not(None), Page.namespace.in_(OWNING)
        )
    )
    return {PageName(Namespace(space), title).full: (target or "").partition("#")[0] for space, title, target in rows}
