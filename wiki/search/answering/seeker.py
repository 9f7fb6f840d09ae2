"""The words in a text that a question looks for: in any form, as parts of others, and other words for the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from time import monotonic

from wiki.search import worths
from wiki.search.analysis import parts_of, synonyms_of, terms_for, terms_in
from wiki.search.asking.question import Manner, Question
from wiki.search.features import ALL, Features
from wiki.search.language import distinct, parts

SECONDS = 0.25  # after which no words are looked at that have not been met before

Met = Mapping[int, float]  # the numbers of the wishes that a word meets, and how well: 1 is the word itself


class Seeker:
    """Made for one question, used for all its hits."""

    def __init__(self, question: Question, features: Features = ALL) -> None:
        self._features = features
        self._terms: dict[str, dict[int, float]] = {}
        self._prefixes: list[tuple[str, int]] = []
        self._seen: dict[str | None, set[str]] = defaultdict(set)  # by language
        self._met: dict[str | None, dict[str, Met]] = defaultdict(dict)
        self._until = 0.0  # the clock starts with the first word, which may have to wait for the dictionaries
        self.count = 0  # wishes, each word of a phrase being one
        alone: list[tuple[int, str]] = []
        for wish in question.wanted:
            for word in wish.words:
                if wish.manner is Manner.PREFIX:
                    self._prefixes.append((word.lower(), self.count))
                elif wish.manner is Manner.WORD:
                    self._seek_word(word, self.count)
                    alone.append((self.count, word))
                else:
                    self._seek_in_a_row(word, self.count)
                self.count += 1
        if features.synonyms:
            self._seek_synonyms(alone)

    def met_among(self, some: set[str], language: str | None) -> dict[str, Met]:
        """Those words of `some`, in a text in `language`, that meet anything, each with what it meets."""
        seen, met = self._seen[language], self._met[language]
        for word in some - seen:
            if self.is_late:
                break
            seen.add(word)
            if found := self._met_by(word, language):
                met[word] = found
            self._until = self._until or monotonic() + SECONDS
        return {word: met[word] for word in some & met.keys()}

    @property
    def is_late(self) -> bool:
        """Whether all the time is used that the hits of one question may take."""
        return bool(self._until) and monotonic() > self._until

    def meets(self, text: str, language: str | None) -> bool:
        """Whether anything that is looked for stands in `text`."""
        return bool(self.met_among(distinct(text), language))

    def _met_by(self, word: str, language: str | None) -> Met:
        terms = _terms_in(word, language, self._features)
        if self._terms.keys().isdisjoint(terms) and not self._prefixes:
            return {}
        met = all_met(self._terms[term] for term in terms if term in self._terms)
        lower = word.lower()
        met.update((number, 1.0) for prefix, number in self._prefixes if lower.startswith(prefix))
        return met

    def _seek_word(self, word: str, number: int, worth: float = 1.0) -> None:
        self._add(terms_for("".join(parts(word)), self._features), number, worth)
        if self._features.compounds:
            for part in parts_of(word):
                self._add(terms_for(part, self._features), number, worth * worths.PARTS_OF_ASKED)

    def _seek_in_a_row(self, word: str, number: int) -> None:
        for piece in (*parts(word), "".join(parts(word))):
            whole = {term: worth for term, worth in terms_for(piece, self._features).items() if worth == 1}
            self._add(whole, number, 1.0)

    def _seek_synonyms(self, alone: list[tuple[int, str]]) -> None:
        for start, end, others in synonyms_of([word for _number, word in alone]):
            for other in others:
                for number, _word in alone[start:end]:
                    for word in distinct(other):
                        self._seek_word(word, number, worths.SYNONYM)

    def _add(self, terms: Mapping[str, float], number: int, worth: float) -> None:
        for term, own in terms.items():
            numbers = self._terms.setdefault(term, {})
            numbers[number] = max(worth * own, numbers.get(number, 0.0))


@lru_cache(maxsize=32768)
def _terms_in(word: str, language: str | None, features: Features) -> frozenset[str]:
    """The terms that `word` is found by, which are asked for more often than anything else."""
    return frozenset(terms_in(word, language, features))


def all_met(each: Iterable[Met]) -> dict[int, float]:
    """What several words meet together, each wish as well as any of them meets it."""
    met: dict[int, float] = {}
    for one in each:
        for number, worth in one.items():
            met[number] = max(worth, met.get(number, 0.0))
    return met
