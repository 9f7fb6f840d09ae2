"""Finding quoted words again on a page that has changed.

Words that stand as they stood are found by searching for them. Where they have been changed, pairs of neighbouring
words that are rare on the page vote for where the passage may be, and the best places are compared with it word by
word. Both take time that grows with the length of the page, and per passage with that of the passage, which is short.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from wiki.markup.matching import matching_blocks
from wiki.markup.passages import Passages

LONGEST = 600
"""Characters of a passage at most."""
AROUND = 80
"""Characters before and after it that help to find it."""
MOST_ALIKE = 16  # places with the very words that are looked at, and places of a pair of words that votes
MOST_VOTERS = 40
CANDIDATES = 3
BUCKET = 8  # words; votes for places that near each other count together
ENOUGH_WORDS = 3  # fewer stand in many places: then what is around them has to speak for the place
LIKE = 0.6
"""How much of a passage has to be left, counted in letters, for it to be the same one."""
ENOUGH_AROUND = 30
"""Characters around it that are enough to know the place by, if they have not changed."""
RELATED = 0.3
"""How much of what stands around it has to be left for one or two words to be the same ones."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Quoted:
    """Words as they stood on a page, what stood before and after them, and the id of the section's heading."""

    text: str
    before: str = ""
    after: str = ""
    anchor: str = ""


class Anchoring:
    """A page in which passages are looked for."""

    def __init__(self, page: Passages) -> None:
        self._page = page
        self._text = page.text

    def find(self, quoted: Quoted) -> tuple[int, int] | None:
        """Where in the page's line the passage stands now: (start, end), or None where it is no more."""
        text = " ".join(quoted.text.split())
        if not text:
            return None
        return self._just_so(text, quoted) or self._by_words(text, quoted) or self._by_likeness(text, quoted)

    def quote(self, start: int, end: int) -> Quoted:
        """The passage at that place, with what is around it. One that is too long ends earlier, after a word."""
        if end - start > LONGEST:
            end = start + len(self._text[start : start + LONGEST + 1].rpartition(" ")[0]) or start + LONGEST
        before, after = self._around(start, end)
        return Quoted(self._text[start:end], before, after, self._page.section_at(start)[1])

    def _around(self, start: int, end: int) -> tuple[str, str]:
        return self._text[max(start - AROUND, 0) : start], self._text[end : end + AROUND]

    def _just_so(self, text: str, quoted: Quoted) -> tuple[int, int] | None:
        """The very words between what stood around them, or at least after or before enough of it."""
        for left, right in ((quoted.before, quoted.after), (quoted.before, ""), ("", quoted.after)):
            if len(left + right) >= ENOUGH_AROUND:
                at = self._text.find(left + text + right)
                if at >= 0:
                    return at + len(left), at + len(left) + len(text)
        return None

    def _by_words(self, text: str, quoted: Quoted) -> tuple[int, int] | None:
        """The very words: of several places the one with most of what stood around them."""
        found = [(self._relation(at, at + len(text), quoted), -at) for at in self._occurrences(text)]
        if not found:
            return None
        related, at = max(found)
        if related < RELATED and len(_WORD.findall(text)) < ENOUGH_WORDS and (quoted.before or quoted.after):
            return None
        return -at, -at + len(text)

    def _occurrences(self, text: str) -> Iterator[int]:
        at = self._text.find(text)
        for _ in range(MOST_ALIKE):
            if at < 0:
                return
            if not self._cuts_word(at, at + len(text)):
                yield at
            at = self._text.find(text, at + 1)

    def _cuts_word(self, start: int, end: int) -> bool:
        return any(
            0 < at < len(self._text) and self._text[at - 1].isalnum() and self._text[at].isalnum()
            for at in (start, end)
        )

    def _relation(self, start: int, end: int, quoted: Quoted) -> float:
        """How much of what stood around a passage stands around this place, from 0 to 1; more in the same section."""
        shares = [
            len(_set(then) & _set(now)) / len(_set(then))
            for then, now in zip((quoted.before, quoted.after), self._around(start, end), strict=True)
            if _set(then)
        ]
        same = bool(quoted.anchor) and self._page.section_at(start)[1] == quoted.anchor
        return (sum(shares) / len(shares) if shares else 0.0) + (RELATED if same else 0.0)

    def _by_likeness(self, text: str, quoted: Quoted) -> tuple[int, int] | None:
        words = _WORD.findall(text.casefold())
        if len(words) < ENOUGH_WORDS:
            return None
        best: tuple[float, int, int] | None = None
        for first in self._candidates(words, quoted):
            found = self._compared(words, first)
            if found and (best is None or found > best):
                best = found
        if best is None:
            return None
        _, start, end = best
        return self._with_signs(text, self._words[start][1], self._words[end - 1][2])

    def _candidates(self, words: list[str], quoted: Quoted) -> list[int]:
        """Where in the page's words the passage may begin: the places that most of its rarest pairs speak for."""
        before = _WORD.findall(quoted.before.casefold())
        whole = [*before, *words, *_WORD.findall(quoted.after.casefold())]
        pairs = [(self._pairs.get(pair, ()), at - len(before)) for at, pair in enumerate(pairwise(whole))]
        rare = sorted((each for each in pairs if 0 < len(each[0]) <= MOST_ALIKE), key=lambda each: len(each[0]))
        votes: Counter[int] = Counter()
        for places, offset in rare[:MOST_VOTERS]:
            for place in places:
                for bucket in {(place - offset) // BUCKET, (place - offset + BUCKET // 2) // BUCKET}:
                    votes[bucket] += 12 // min(len(places), 12) + 1
        return [bucket * BUCKET for bucket, _ in votes.most_common(CANDIDATES)]

    def _compared(self, words: list[str], first: int) -> tuple[float, int, int] | None:
        """How alike the words near `first` are to the passage, and the first and last of them; None if too little."""
        start = max(first - 2 * BUCKET, 0)
        near = [word for word, _, _ in self._words[start : first + len(words) + len(words) // 2 + 2 * BUCKET]]
        blocks = _without_strays(matching_blocks(words, near))
        if not blocks:
            return None
        left = sum(len(word) for i, _, n in blocks for word in words[i : i + n])
        share = left / sum(map(len, words))
        begins, ends = blocks[0][1], blocks[-1][1] + blocks[-1][2]
        if share < LIKE or ends - begins > 2 * len(words) + BUCKET:
            return None
        return share, start + begins, start + ends

    def _with_signs(self, text: str, start: int, end: int) -> tuple[int, int]:
        """The place with the signs before and after its words that the passage had too."""
        found = list(_WORD.finditer(text))
        head, tail = text[: found[0].start()], text[found[-1].end() :]
        if head and self._text[:start].endswith(head):
            start -= len(head)
        if tail and self._text.startswith(tail, end):
            end += len(tail)
        return start, end

    @cached_property
    def _words(self) -> list[tuple[str, int, int]]:
        return [(word[0].casefold(), word.start(), word.end()) for word in _WORD.finditer(self._text)]

    @cached_property
    def _pairs(self) -> dict[tuple[str, str], list[int]]:
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, (one, other) in enumerate(pairwise(self._words)):
            places = found[one[0], other[0]]
            if len(places) <= MOST_ALIKE:  # more do not vote
                places.append(at)
        return found


def _set(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _without_strays(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The blocks without single words at either end that stand far from the rest: "och" is everywhere."""
    while len(blocks) > 1 and blocks[0][2] == 1 and blocks[1][1] - blocks[0][1] > 4:
        blocks = blocks[1:]
    while len(blocks) > 1 and blocks[-1][2] == 1 and blocks[-1][1] - blocks[-2][1] - blocks[-2][2] > 3:
        blocks = blocks[:-1]
    return blocks
