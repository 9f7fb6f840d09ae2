"""The parts of an export gathered into what is written at once: a page, or some hundred versions of a long history."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush

from wiki.mediawiki.parts import Broken, OldRevision, OldUpload, PageBegins, PageEnds, Part, Site

MOST_REVISIONS = 300
MOST_CHARACTERS = 8_000_000


@dataclass
class Gathered:
    """A page as far as it is written at once. `is_whole`: with this, all of it has come."""

    page: PageBegins
    revisions: list[OldRevision] = field(default_factory=list)
    uploads: list[OldUpload] = field(default_factory=list)
    is_whole: bool = False
    size: int = 0  # characters and bytes

    @property
    def is_full(self) -> bool:
        """Whether it is time to write what there is."""
        return len(self.revisions) >= MOST_REVISIONS or self.size >= MOST_CHARACTERS


def gathered(parts: Iterable[Part]) -> Iterator[Site | Gathered | Broken]:
    """Pages with what belongs to them. A page that is broken is left out, but for what of it has been given before."""
    present: Gathered | None = None
    for part in parts:
        if isinstance(part, Site):
            yield part
        elif isinstance(part, Broken):
            present = None
            yield part
        elif isinstance(part, PageBegins):
            present = Gathered(part)
        elif present is None:
            continue
        elif isinstance(part, PageEnds):
            present.is_whole = True
            yield _in_order(present)
            present = None
        else:
            if present.is_full:  # the last version comes with the end of the page, for what derives from it
                yield _in_order(present)
                present = Gathered(present.page)
            _add(present, part)


def _add(present: Gathered, part: OldRevision | OldUpload) -> None:
    if isinstance(part, OldRevision):
        present.revisions.append(part)
        present.size += len(part.text or "")
    else:
        present.uploads.append(part)
        present.size += len(part.contents or b"")


def _in_order(some: Gathered) -> Gathered:
    """Oldest first, as our histories are; an export may be made the other way round."""
    some.revisions = oldest_first(some.revisions)
    some.uploads.sort(key=lambda each: (each.at, not each.is_old))
    return some


def oldest_first(revisions: Sequence[OldRevision]) -> list[OldRevision]:
    """By their times, as MediaWiki shows a history; but each after the one it changed, whatever the clocks."""
    numbers = {each.number for each in revisions}
    later: defaultdict[int, list[OldRevision]] = defaultdict(list)
    ready: list[tuple[datetime, int, int, OldRevision]] = []
    for place, each in enumerate(revisions):
        if each.parent in numbers and each.parent != each.number:
            later[each.parent].append(each)
        else:
            heappush(ready, (each.at, each.number, place, each))
    found: list[OldRevision] = []
    while ready:
        found.append(each := heappop(ready)[-1])
        for after in later.pop(each.number, ()):
            heappush(ready, (after.at, after.number, len(revisions) + len(found), after))
    left = [each for some in later.values() for each in some]  # whose parents go round in a circle
    return found + sorted(left, key=lambda each: (each.at, each.number))
