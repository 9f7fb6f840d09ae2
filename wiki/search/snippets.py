"""The words around a match: whole sentences of the document as it is now, with the words that were looked for marked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wiki.search import swedish
from wiki.search.question import Question, Sort

Piece = tuple[str, bool]  # text, and whether it was looked for

LONGEST = 320  # characters of a snippet
ENOUGH = 120  # a sentence shorter than this gets the next one for company
MOST_TEXT = 60_000  # characters of a document that are read for its snippet

_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…][\"”’)\]]*(?=\s+[\"”’(\[]*[A-ZÅÄÖÆØÉ0-9])|(?=\n)|$)")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Seeker:
    """Knows the words that a question looks for, in all their forms."""

    terms: frozenset[str]
    prefixes: tuple[str, ...]

    @classmethod
    def of(cls, question: Question) -> "Seeker":
        """The seeker for what `question` wants."""
        terms: set[str] = set()
        prefixes = []
        for wish in question.wanted:
            if wish.sort is Sort.PREFIX:
                prefixes.append(wish.words[0].lower())
                continue
            for word in wish.words:
                terms.update(swedish.all_terms("".join(swedish.parts(word))))
                if wish.sort is Sort.PHRASE:
                    terms.update(term for part in swedish.parts(word) for term in swedish.all_terms(part))
        return cls(frozenset(terms), tuple(prefixes))

    def seeks(self, word: str, language: str | None) -> frozenset[str]:
        """What `word`, as it stands in a text of `language`, meets of that which is looked for."""
        parts = swedish.parts(word)
        forms = {swedish.term(part, language) for part in {*parts, "".join(parts)}}
        met = {*(forms & self.terms), *(prefix for prefix in self.prefixes if word.lower().startswith(prefix))}
        return frozenset(met)

    def meets(self, text: str, language: str | None) -> frozenset[str]:
        """All that `text` meets of what is looked for."""
        distinct = {word.text for word in swedish.words(text)}
        return frozenset(term for word in distinct for term in self.seeks(word, language))


def snippet(text: str, seeker: Seeker, language: str | None) -> tuple[Piece, ...]:
    """One or two sentences of `text` that meet most of what is looked for; its beginning where none meets anything."""
    text = text[:MOST_TEXT]
    meeting = {word: met for word in {found.text for found in swedish.words(text)} if (met := seeker.seeks(word, language))}
    shown = _best_part(text, meeting)
    return tuple(_pieces(shown, meeting))


def marked(text: str, seeker: Seeker, language: str | None) -> tuple[Piece, ...]:
    """All of `text` (a title), with the words that were looked for marked."""
    meeting = {word.text: met for word in swedish.words(text) if (met := seeker.seeks(word.text, language))}
    return tuple(_pieces(text, meeting))


def _best_part(text: str, meeting: Mapping[str, frozenset[str]]) -> str:
    """The best sentence, with the next when it is short, cut to `LONGEST` around its first match."""
    sentences = [match.span() for match in _SENTENCE.finditer(text)]
    if not sentences:
        return ""
    places = [word for word in swedish.words(text) if word.text in meeting] if meeting else []
    met: list[set[str]] = [set() for _ in sentences]
    number = 0
    for word in places:
        while number < len(sentences) - 1 and word.start >= sentences[number][1]:
            number += 1
        met[number] |= meeting[word.text]
    best = max(range(len(sentences)), key=lambda each: (len(met[each]), -each))
    start, end = sentences[best]
    while end - start < ENOUGH and best + 1 < len(sentences) and sentences[best + 1][1] - start <= LONGEST:
        best += 1
        end = sentences[best][1]
    first = next((word.start for word in places if word.start >= start), start)
    return _cut(text, start, end, first)


def _cut(text: str, start: int, end: int, first: int) -> str:
    """`text[start:end]`, or the part of it around `first` with dots where something was left out."""
    if end - start <= LONGEST:
        return _SPACES.sub(" ", text[start:end]).strip()
    begin = start if first - start < LONGEST * 2 // 3 else text.find(" ", max(start, first - LONGEST // 3), first) + 1 or first
    stop = end if end - begin <= LONGEST else max(text.rfind(" ", begin, begin + LONGEST), first + 1)
    cut = _SPACES.sub(" ", text[begin:stop]).strip()
    return f"{'… ' if begin > start else ''}{cut}{' …' if stop < end else ''}"


def _pieces(text: str, meeting: Mapping[str, frozenset[str]]) -> Iterator[Piece]:
    done = 0
    for word in swedish.words(text):
        if word.text in meeting:
            if word.start > done:
                yield text[done : word.start], False
            yield text[word.start : word.end], True
            done = word.end
    if done < len(text):
        yield text[done:], False
