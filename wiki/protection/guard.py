"""All that protects one page: what was decided for itself, and for pages that take it in.

A protection that is passed on keeps its level. That is sound for gardeners and for administrators alike: whoever may
change the page that takes others in may protect those just as highly by hand. A level below that of protecting could
not be passed on: its people would protect any page by taking it in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wiki.accounts.models import Role
from wiki.protection.models import ACTS, Protection

PASSED_ON = ("edit", "move", "create")  # what is passed on, at the level that the page itself has against changes


@dataclass(frozen=True)
class Guard:
    """What keeps people from doing things with a page: its `own` protection, and those that come `through` others."""

    own: Protection | None
    through: Sequence[Protection] = ()

    def decisive(self, act: str) -> Protection | None:
        """The protection that asks most of whoever wants to do `act`; its own before others."""
        return max(self._all, key=lambda each: self._level(each, act), default=None)

    def is_passed_on(self, act: str) -> bool:
        """Whether another page's protection decides who may do `act`."""
        return self.decisive(act) is not self.own

    def level(self, act: str) -> Role:
        """The least role that may do `act`."""
        return max((self._level(each, act) for each in self._all), default=Role.MEMBER)

    def levels(self) -> dict[str, Role]:
        """The acts that not every member may do, with the least role that may."""
        return {act: self.level(act) for act in ACTS if self.level(act) > Role.MEMBER}

    @property
    def until(self) -> datetime | None:
        """When the first of them ends, if any does by itself."""
        return min((each.until for each in self._all if each.until), default=None)

    @property
    def _all(self) -> tuple[Protection, ...]:
        return (self.own, *self.through) if self.own else tuple(self.through)

    def _level(self, each: Protection, act: str) -> Role:
        if each is self.own:
            return each.level(act)
        return each.level("edit") if act in PASSED_ON else Role.MEMBER
