"""Other ways to write a question, for when nothing holds all of its words as they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from wiki.search.analysis import corrected, folded, parts_of, terms_for, unfolded
from wiki.search.asking.question import Manner, Question
from wiki.search.features import Features
from wiki.search.language.hyphens import apart
from wiki.search.language.words import says_something
from wiki.search.ranking.index import Index

MOST_ALONE = 3  # words that are tried with dots one at a time


@dataclass(frozen=True)
class Reworded:
    """A question in other words, and the query that asks it."""

    question: Question
    query: str


def rewordings(index: Index, query: str, question: Question, features: Features) -> Iterator[Reworded]:
    """What may have been meant instead of `question`, the likeliest first; each something else.

    Words that nothing holds are rightly spelt, with the dots of å, ä and ö before any other letter. Then words that
    mean something without dots are given them, as "lan" may stand for "län": all of them, or one.
    """
    words = [word for wish in question.wanted if wish.manner is not Manner.PREFIX for word in wish.words]
    dotted = {word: other for word in words if features.folding and (other := with_dots(index, word))}
    unknown = [word for word in words if not is_held(index, word, features)]
    spelt = {word: other for word in unknown if (other := dotted.get(word) or _spelt(index, word, features))}
    tried = [question]
    alone = [{word: other} for word, other in dotted.items()][:MOST_ALONE]
    for others in (spelt, {**spelt, **dotted}, *alone):
        reworded = _in_other_words(query, question, others)
        if reworded.question not in tried:
            tried.append(reworded.question)
            yield reworded


def with_missing_dots(index: Index, query: str, question: Question, features: Features) -> Reworded | None:
    """The question with dots on words that nobody has written without: "aldre", although it looks like "aldrig".

    None when there are no such words.
    """
    words = {word for wish in question.wanted if wish.manner is Manner.WORD for word in wish.words if word.isascii()}
    strange = sorted(word for word in words if features.folding and not index.frequency(word.lower()))
    others = {word: other for word in strange if folded(other := with_dots(index, word)) == word.lower()}
    return _in_other_words(query, question, others) if others else None


def with_usual_joints(index: Index, query: str, question: Question, features: Features) -> Reworded | None:
    """The question with its compounds put together as others write them: "digitaliseringplan" with an s in between.

    None when there are no such words.
    """
    words = [wish.words[0] for wish in question.wanted if wish.manner is Manner.WORD]
    strange = [word for word in words if features.compounds and parts_of(word) and not is_held(index, word, features)]
    others = {word: other for word in strange if parts_of(other := _spelt(index, word, features)) == parts_of(word)}
    return _in_other_words(query, question, others) if others else None


def is_held(index: Index, word: str, features: Features) -> bool:
    """Whether any document holds `word`, in whatever form."""
    return any(len(index.postings("content", term).numbers) for term in terms_for(word, features))


def with_dots(index: Index, word: str) -> str:
    """The word that stands in most documents of those that are `word` with the dots of å, ä and ö; "" for none."""
    return max(unfolded(word, index.forms), key=index.frequency, default="")


def _spelt(index: Index, word: str, features: Features) -> str:
    if features.hyphens and len(apart(word)) > 1:  # etjänst, as e-tjänst, is rightly spelt
        return ""
    return (corrected(word, index.forms, index.frequency) or "") if features.spelling else ""


def _in_other_words(query: str, question: Question, others: dict[str, str]) -> Reworded:
    def better(word: str) -> str:
        return others.get(word, word)

    wanted = tuple(
        wish if wish.manner is Manner.PREFIX else replace(wish, words=tuple(map(better, wish.words)))
        for wish in question.wanted
        if wish.manner is not Manner.WORD or says_something(better(wish.words[0]))  # "pa" was "på"
    )
    for word, other in others.items():
        query = _replaced(query, word, other)
    return Reworded(replace(question, wanted=wanted), query)


def _replaced(query: str, word: str, other: str) -> str:
    """`query` with `other` wherever `word` stands as a word of its own."""
    return re.sub(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", lambda _: other, query)
