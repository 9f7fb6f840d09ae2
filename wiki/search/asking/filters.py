"""What narrows a search, and in which order its hits stand."""

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum

FIELDS = (
    "kind",
    "namespace",
    "page_kind",
    "municipality",
    "county",
    "theme",
    "area",
    "status",
    "language",
    "year",
)  # what hits are counted by


class Sort(Enum):
    """The order of the hits."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class Filters:
    """What hits must and must not be, as "field=value". Of several values of one field, any will do."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()

    def by_field(self) -> dict[str, tuple[str, ...]]:
        """What is wanted, by field."""
        gathered: dict[str, list[str]] = defaultdict(list)
        for each in self.wanted:
            gathered[each.partition("=")[0]].append(each)
        return {field: tuple(each) for field, each in gathered.items()}

    def __bool__(self) -> bool:
        """Whether anything is narrowed at all."""
        return bool(self.wanted or self.unwanted)
