"""The words around a match: whole sentences of the document as it is now, with what was looked for marked."""

import re
from collections.abc import Iterator, Mapping

from wiki.search import swedish
from wiki.search.question import Question, Sort

Piece = tuple[str, bool]  # text, and whether it was looked for

LONGEST = 320  # characters of a snippet
ENOUGH = 120  # a sentence shorter than this gets the next one for company
MOST_TEXT = 60_000  # characters of a document that are read for its snippet

_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…][\"”’)\]]*(?=\s+[\"”’(\[]*[A-ZÅÄÖÆØÉ0-9])|(?=\n)|$)")
_SPACES = re.compile(r"\s+")


class Seeker:
    """Knows the words that a question looks for, in all their forms. Made for one question, used for all its hits."""

    def __init__(self, question: Question) -> None:
        self._terms: set[str] = set()
        self._prefixes: list[str] = []
        self._known: dict[tuple[str, str | None], frozenset[str]] = {}
        for wish in question.wanted:
            if wish.sort is Sort.PREFIX:
                self._prefixes.append(wish.words[0].lower())
                continue
            for word in wish.words:
                whole = "".join(swedish.parts(word))
                sought = {whole, *(swedish.parts(word) if wish.sort is Sort.PHRASE else ())}
                self._terms.update(term for each in sought for term in swedish.all_terms(each))

    def meeting(self, text: str, language: str | None) -> dict[str, frozenset[str]]:
        """The words in `text`, written in `language`, that are looked for, each with what it meets."""
        return {word: met for word in swedish.distinct(text) if (met := self._met(word, language))}

    def _met(self, word: str, language: str | None) -> frozenset[str]:
        known = self._known.get((word, language))
        if known is None:
            parts = swedish.parts(word)
            forms = {swedish.term(part, language) for part in {*parts, "".join(parts)}} & self._terms
            known = frozenset(forms.union(prefix for prefix in self._prefixes if word.lower().startswith(prefix)))
            self._known[word, language] = known
        return known


def snippet(text: str, seeker: Seeker, language: str | None) -> tuple[Piece, ...]:
    """One or two sentences of `text` that meet most of what is looked for; its beginning where none meets anything."""
    text = text[:MOST_TEXT]
    meeting = seeker.meeting(text, language)
    return tuple(_pieces(_best_part(text, meeting), meeting))


def _places(text: str, meeting: Mapping[str, frozenset[str]]) -> list[re.Match[str]]:
    """Where the words that are looked for stand in `text`."""
    if not meeting:
        return []
    words = "|".join(re.escape(word) for word in sorted(meeting, key=len, reverse=True))
    return list(re.finditer(rf"(?<![^\W_])(?:{words})(?![^\W_])", text))


def _best_part(text: str, meeting: Mapping[str, frozenset[str]]) -> str:
    """The best sentence, with the next when it is short, cut to `LONGEST` around its first match."""
    places = _places(text, meeting)
    sentences: list[tuple[int, int]] = []
    met: list[set[str]] = []
    number = 0
    for sentence in _SENTENCE.finditer(text):
        sentences.append(sentence.span())
        met.append(set())
        while number < len(places) and places[number].start() < sentence.end():
            met[-1] |= meeting[places[number].group()]
            number += 1
    if not sentences:
        return ""
    last = first = met.index(max(met, key=len))
    start, end = sentences[first]
    while end - start < ENOUGH and last + 1 < len(sentences) and sentences[last + 1][1] - start <= LONGEST:
        last += 1
        end = sentences[last][1]
    match = next((place.start() for place in places if place.start() >= start), start)
    return _cut(text, start, end, match)


def _cut(text: str, start: int, end: int, first: int) -> str:
    """`text[start:end]`, or the part of it around `first` with dots where something was left out."""
    if end - start <= LONGEST:
        return _SPACES.sub(" ", text[start:end]).strip()
    begin = (
        start
        if first - start < LONGEST * 2 // 3
        else text.find(" ", max(start, first - LONGEST // 3), first) + 1 or first
    )
    stop = end if end - begin <= LONGEST else max(text.rfind(" ", begin, begin + LONGEST), first + 1)
    cut = _SPACES.sub(" ", text[begin:stop]).strip()
    return f"{'… ' if begin > start else ''}{cut}{' …' if stop < end else ''}"


def _pieces(text: str, meeting: Mapping[str, frozenset[str]]) -> Iterator[Piece]:
    done = 0
    for place in _places(text, meeting):
        if place.start() > done:
            yield text[done : place.start()], False
        yield place.group(), True
        done = place.end()
    if done < len(text):
        yield text[done:], False
