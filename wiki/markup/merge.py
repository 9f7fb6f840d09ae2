"""Three-way merge: two people changed the same text, and each shall find their change in it.

Lines are merged, and in our texts a line is a paragraph, an item or a table row. Changes to the same line, or to lines
next to each other, are a conflict that a person decides: guessing would sooner or later garble a sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from merge3 import Merge3

from wiki.markup.matching import Matcher

ChunkKind = Literal["same", "mine", "theirs", "both", "conflict"]
_LINE = re.compile("[^\n]*\n|[^\n]+")


@dataclass(frozen=True)
class Chunk:
    """A stretch of the text in its three versions.

    "same": nobody changed it; "mine", "theirs": one did; "both": both did, and alike; "conflict": each in their way.
    """

    kind: ChunkKind
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Merge:
    """The merged `text`; or None, and in `conflicts` the whole text in chunks, to be shown side by side."""

    text: str | None
    conflicts: tuple[Chunk, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether the changes did not meet."""
        return self.text is not None


def merge(base: str, mine: str, theirs: str) -> Merge:
    """Put the changes that `mine` and `theirs` made to `base` together, if they do not meet."""
    if theirs in (mine, base):
        return Merge(mine)
    if mine == base:
        return Merge(theirs)
    chunks = tuple(_chunks(_LINE.findall(base), _LINE.findall(mine), _LINE.findall(theirs)))
    if any(chunk.kind == "conflict" for chunk in chunks):
        return Merge(None, chunks)
    return Merge("".join(chunk.theirs if chunk.kind == "theirs" else chunk.mine for chunk in chunks))


def _chunks(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[Chunk]:
    """The three texts side by side; together the chunks hold each of them whole."""
    i = j = k = 0
    merging = Merge3(base, mine, theirs, sequence_matcher=Matcher)
    for at_base, base_end, at_mine, mine_end, at_theirs, theirs_end in merging.find_sync_regions():
        changed = "".join(base[i:at_base]), "".join(mine[j:at_mine]), "".join(theirs[k:at_theirs])
        if any(changed):
            yield Chunk(_kind(*changed), *changed)
        if base_end > at_base:
            kept = "".join(base[at_base:base_end])
            yield Chunk("same", kept, kept, kept)
        i, j, k = base_end, mine_end, theirs_end


def _kind(base: str, mine: str, theirs: str) -> ChunkKind:
    """Who changed a stretch that is not the same in all three."""
    if mine == theirs:
        return "both"
    if mine == base:
        return "theirs"
    return "mine" if theirs == base else "conflict"
