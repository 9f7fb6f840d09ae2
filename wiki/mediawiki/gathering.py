"""The parts of an export gathered into what is written at once: a page, or some hundred versions of a long history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

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
    some.revisions.sort(key=lambda each: (each.at, each.number))
    some.uploads.sort(key=lambda each: (each.at, not each.is_old))
    return some
