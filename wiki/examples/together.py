"""What binds examples together beside their own words: names that lead on to others, and cooperations, read at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy import and_, select

from wiki.core.db import session
from wiki.examples.cooperations import FIELDS
from wiki.examples.read import GUIDANCE, municipality_code, pages_named
from wiki.markup import Namespace, PageName, parse_name
from wiki.municipalities.register import by_code, by_name
from wiki.pages.facts import words
from wiki.pages.models import Link, Page

FOLLOWED = [each.value for each in (*GUIDANCE, Namespace.THEME)]


@dataclass
class Redirects:
    """The pages of guidance and the themes that lead on to others."""

    _to: dict[PageName, PageName] = field(default_factory=dict)
    _from: dict[PageName, list[PageName]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: PageName, target: PageName) -> None:
        """Note that `name` leads to `target`."""
        self._to[name] = target
        self._from[target].append(name)

    def now(self, name: PageName) -> PageName:
        """The name that is used now."""
        return self._to.get(name, name)

    def spellings(self, names: Iterable[PageName]) -> list[PageName]:
        """All names under which something may be stored that is called one of `names` now."""
        return [each for name in names for each in (name, *self._from.get(name, ()))]


def redirects() -> Redirects:
    """The redirects among guidance and themes."""
    found = Redirects()
    rows = session().execute(
        select(Page.namespace, Page.title, Link.target_namespace, Link.target_title)
        .join(Link, Link.page_id == Page.id)
        .where(Link.kind == "redirect", Link.target_namespace.in_(FOLLOWED))
    )
    for space, title, target_space, target in rows:
        found.add(PageName(Namespace(space), title), PageName(Namespace(target_space), target))
    return found


@dataclass
class Cooperations:
    """Which municipalities are in which cooperations."""

    _members: dict[PageName, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, name: PageName, codes: Iterable[str]) -> None:
        """Note that the municipalities with these codes are in the cooperation `name`."""
        self._members[name].update(codes)

    def joined_by(self, codes: Collection[str]) -> set[PageName]:
        """The cooperations that (one of) the municipalities are in."""
        return {name for name, members in self._members.items() if not members.isdisjoint(codes)}

    def of(self, codes: Collection[str], owner: PageName) -> set[PageName]:
        """The cooperations that (one of) the municipalities are in, and the owner where it is one itself."""
        found = self.joined_by(codes)
        return found | {owner} if owner.namespace is Namespace.COOPERATION else found

    def codes_in(self, names: Iterable[PageName]) -> set[str]:
        """The municipalities that are in any of the cooperations."""
        return {code for name in names for code in self._members.get(name, ())}


def cooperations() -> Cooperations:
    """Who is in which cooperation, by their pages and by those of the municipalities."""
    says_so = Page.fields["samverkan"].as_string().is_not(None)
    municipal = and_(Page.namespace == Namespace.MUNICIPALITY.value, Page.kind == "municipality", says_so)
    cooperative = Page.namespace == Namespace.COOPERATION.value
    columns = (Page.namespace, Page.title, Page.fields, Page.redirect_to)
    rows = [
        (PageName(Namespace(space), title), fields, leads_to)
        for which in (municipal, cooperative)  # each finds its index; both at once would go through all pages
        for space, title, fields, leads_to in session().execute(select(*columns).where(which))
    ]
    moved = {name: parse_name(leads_to.partition("#")[0]) for name, _fields, leads_to in rows if leads_to}
    found = Cooperations()
    for name, fields, leads_to in rows:
        if leads_to:
            continue
        if name.namespace is Namespace.COOPERATION:
            found.add(name, _named_in(fields))
        code = municipality_code(name, fields)
        for joined in pages_named(fields.get("samverkan"), Namespace.COOPERATION):
            found.add(moved.get(joined, joined), [code] if code else [])
    return found


def _named_in(fields: dict[str, object]) -> Iterable[str]:
    """The codes of the municipalities that the page of a cooperation names."""
    for key in FIELDS:
        for word in words(fields.get(key)):
            linked = pages_named(word, Namespace.MUNICIPALITY)
            municipality = by_code(word) or by_name(linked[0].title if linked else word)
            if municipality:
                yield municipality.code
