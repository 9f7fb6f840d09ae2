"""What a cooperation tells of, each of its members tells of too: the municipalities that either page names."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_

from wiki.core.i18n import gettext
from wiki.examples.models import Example
from wiki.examples.together import cooperations
from wiki.markup import Namespace, PageName


@dataclass(frozen=True)
class Shared:
    """How many examples a cooperation tells of, and the codes of the municipalities that they are of as well."""

    name: PageName
    number: int
    members: frozenset[str]


def of_any(codes: Collection[str]) -> ColumnElement[bool]:
    """Whether an example is of one of the municipalities with these codes, or of a cooperation that one is in."""
    own = Example.municipality_code.in_(codes)
    titles = [name.title for name in cooperations().joined_by(codes)]
    if not titles:
        return own
    return or_(own, and_(Example.owner_namespace == Namespace.COOPERATION.value, Example.owner_title.in_(titles)))


def through_words(number: int, shared: int, names: Sequence[str]) -> str:
    """How many of a municipality's examples are told by cooperations, in words; empty where none are."""
    if not shared:
        return ""
    said = ", ".join(names)
    if shared == number:
        return gettext("through %(names)s", names=said)
    return gettext("%(number)s of them through %(names)s", number=shared, names=said)
