"""Looking up a question in the index.

A process keeps one searcher open and opens a new one when the index has moved on (`Searcher.refresh` returns documents
that are deleted). Whoosh's readers share positions in files, so one thread looks up at a time; Python would not let two
of them compute at once anyway.
"""

import heapq
import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any

from whoosh import query as ask  # type: ignore[import-untyped]
from whoosh.support.levenshtein import distance  # type: ignore[import-untyped]

from wiki.search import swedish
from wiki.search.question import Question, Sort, Wish
from wiki.search.whoosh_index import facet, open_index, read_state

log = logging.getLogger(__name__)

SECONDS = 1.0
MOST_FORMS = 64  # what a prefix may stand for
MOST_CANDIDATES = 3000  # words that a misspelt one is compared with
TITLE_BOOST = 1.5


class IndexAway(Exception):
    """There is no index that can be read just now."""


@dataclass(frozen=True)
class Lookup:
    """What is looked for, and which part of the ranked answer is wanted."""

    question: Question
    chosen: Callable[[str], bool]  # whether documents of a facet are wanted
    hidden: Set[str]  # keys that must not be found
    first: int
    count: int


@dataclass(frozen=True)
class Found:
    """The part that was wanted, as (key, version), with the counts of the whole."""

    entries: tuple[tuple[str, int], ...] = ()
    total: int = 0
    facets: Mapping[str, int] = field(default_factory=dict)
    complete: bool = True
    loose: bool = False  # not all that was wanted, but some of it
    forms: Mapping[str, frozenset[str]] = field(default_factory=dict)  # what each prefix stands for, as terms


@dataclass
class _Open:
    identity: str
    generation: int
    index: Any
    searcher: Any
    facets: list[str]


_opened: dict[Path, _Open] = {}
_lock = threading.RLock()


def look_up(folder: Path, lookup: Lookup) -> Found:
    """Ask the index in `folder`. Raises IndexAway."""
    with _lock:
        opened = _open(folder)
        try:
            return _look_up(opened, lookup)
        except Exception as error:
            _close(folder)
            log.exception("the search index in %s could not be read", folder)
            raise IndexAway from error


def spelling(folder: Path, word: str) -> str | None:
    """A word of the wiki's own that is written nearly like `word`; None when `word` is known or nothing is near."""
    with _lock:
        try:
            return _spelling(_open(folder).searcher.reader(), word.lower())
        except IndexAway:
            raise
        except Exception as error:
            _close(folder)
            raise IndexAway from error


def can_open(folder: Path) -> bool:
    """Whether there is an index that can be asked."""
    with _lock:
        try:
            _open(folder)
        except IndexAway:
            return False
        return True


def _open(folder: Path) -> _Open:
    """The searcher for the index as it is now."""
    held = _opened.get(folder)
    state = read_state(folder)
    if state is None:
        raise IndexAway(folder)
    try:
        if held and held.identity == state.identity and held.index.latest_generation() == held.generation:
            return held
        _close(folder)
        index = open_index(folder)
        searcher = index.searcher()
        reader = searcher.reader()
        _opened[folder] = _Open(state.identity, _generation(reader), index, searcher, list(_facets(reader)))
    except Exception as error:
        log.warning("the search index in %s cannot be opened: %s", folder, error)
        raise IndexAway(folder) from error
    return _opened[folder]


def _generation(reader: Any) -> int:
    """What the searcher has read, which may be older than the newest by now. Without documents it is the first."""
    generation = reader.generation()
    return 0 if generation is None else int(generation)


def _close(folder: Path) -> None:
    held = _opened.pop(folder, None)
    if held is not None:
        held.searcher.close()


def _facets(reader: Any) -> Iterator[str]:
    """The facet of each document, by number."""
    for leaf, _offset in reader.leaf_readers():
        column = leaf.column_reader("facet") if leaf.has_column("facet") else None
        for number in range(leaf.doc_count_all()):
            yield column[number].decode() if column else ""


def _look_up(opened: _Open, lookup: Lookup) -> Found:
    reader = opened.searcher.reader()
    forms = {wish.words[0]: _forms(reader, wish.words[0]) for wish in lookup.question.wanted if wish.sort is Sort.PREFIX}
    hidden = {number for key in lookup.hidden if ("key", key) in reader for number in reader.postings("key", key).all_ids()}
    until = monotonic() + SECONDS
    for loose in (False, True) if len(lookup.question.wanted) > 1 else (False,):
        matches: list[tuple[float, int]] = []
        complete = _collect(opened.searcher, _query(lookup.question, reader, forms, loose), matches, until)
        matches = [match for match in matches if -match[1] not in hidden]
        if matches or not complete:
            break
    facets = Counter(opened.facets[-negative] for _score, negative in matches)
    wanted = {name for name in facets if lookup.chosen(name)}
    if len(wanted) < len(facets):
        matches = [match for match in matches if opened.facets[-match[1]] in wanted]
    best = heapq.nlargest(lookup.first + lookup.count, matches)[lookup.first :]
    stored = [reader.stored_fields(-negative) for _score, negative in best]
    entries = tuple((str(each["key"]), int(each["version"])) for each in stored)
    return Found(entries, len(matches), facets, complete, loose, forms)


def _collect(searcher: Any, query: Any, matches: list[tuple[float, int]], until: float) -> bool:
    """Gather (score, -number) of all that matches; False when time was up before the end."""
    context = searcher.context()
    for leaf, offset in searcher.leaf_searchers():
        matcher = query.matcher(leaf, context)
        while matcher.is_active():
            matches.append((matcher.score(), -(offset + matcher.id())))
            if not len(matches) % 256 and monotonic() > until:
                return False
            matcher.next()
        if monotonic() > until:
            return False
    return True


def _query(question: Question, reader: Any, forms: Mapping[str, frozenset[str]], loose: bool) -> Any:
    groups = [_wish(wish, reader, forms) for wish in question.wanted]
    whole = (ask.Or if loose else ask.And)(groups).normalize() if len(groups) > 1 else groups[0]
    titles = [ask.Term("title", term) for wish in question.wanted for word in wish.words for term in swedish.all_terms(word)]
    titles = [title for title in dict.fromkeys(titles) if ("title", title.text) in reader]
    if titles and whole != ask.NullQuery:
        whole = ask.AndMaybe(whole, ask.Or(titles, boost=TITLE_BOOST).normalize())
    unwanted = [_wish(wish, reader, forms) for wish in question.unwanted]
    unwanted = [each for each in unwanted if each != ask.NullQuery]
    return ask.AndNot(whole, ask.Or(unwanted).normalize()) if unwanted else whole


def _wish(wish: Wish, reader: Any, forms: Mapping[str, frozenset[str]]) -> Any:
    if wish.sort is Sort.PREFIX:
        terms = forms.get(wish.words[0]) or _forms(reader, wish.words[0])
        return _any([ask.Term("content", term) for term in sorted(terms)], reader)
    if wish.sort is Sort.PHRASE:
        return _phrase([part for word in wish.words for part in swedish.parts(word)])
    word = wish.words[0]
    parts = swedish.parts(word)
    whole = _any([ask.Term("content", term) for term in swedish.all_terms("".join(parts))], reader)
    return ask.Or([whole, _phrase(parts)]).normalize() if len(parts) > 1 else whole


def _any(terms: list[Any], reader: Any) -> Any:
    known = [term for term in terms if ("content", term.text) in reader]
    return ask.Or(known).normalize() if known else ask.NullQuery


def _phrase(words: list[str]) -> Any:
    """`words` in a row, in any one language; stop words stand in no index."""
    words = [word for word in words if word.lower() not in swedish.STOP_WORDS]
    rows = dict.fromkeys(tuple(swedish.term(word, language) for word in words) for language in swedish.LANGUAGES)
    return ask.Or([ask.Phrase("content", list(row)) for row in rows if row]).normalize()


def _forms(reader: Any, prefix: str) -> frozenset[str]:
    """The terms of the words that begin with `prefix`; of more than 64 words the shortest and first."""
    found = islice(reader.expand_prefix("forms", prefix.lower()), MOST_CANDIDATES)
    words = sorted((form.decode() for form in found), key=lambda form: (len(form), form))[:MOST_FORMS]
    return frozenset(term for word in words for term in swedish.all_terms(word))


def _spelling(reader: Any, word: str) -> str | None:
    if len(word) < 4 or any(("content", term) in reader for term in swedish.all_terms(word)):
        return None
    limit = 1 if len(word) < 6 else 2
    for start in (2, 1):
        near: list[tuple[int, int, str]] = []
        for form in islice(reader.expand_prefix("forms", word[:start]), MOST_CANDIDATES):
            other = form.decode()
            if abs(len(other) - len(word)) <= limit and (away := distance(word, other, limit=limit)) <= limit:
                near.append((away, -reader.doc_frequency("forms", form), other))
        if near:
            return min(near)[2]
    return None
