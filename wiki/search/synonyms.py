"""Other words for the same: groups of words and phrases that gardeners keep, and those of themes.

Each source (a theme, the page of synonyms) has one row, which is emptied when the source goes, and a version that only
rises. A process keeps the groups of the newest version that it has seen, and asks for no more than that version.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flask import current_app, has_app_context
from sqlalchemy import BigInteger, String, Text, func, select
from sqlalchemy.orm import Mapped, mapped_column

from wiki.core.db import Base, glance, session, take_turn
from wiki.search.language.stems import term
from wiki.search.language.words import parts, says_something, tidy, words

MOST_WORDS = 6  # of a synonym
MOST_OTHERS = 8  # for one place in a query; more would cost more than they find
_SIGN = " = "

Terms = tuple[str, ...]


class SearchSynonyms(Base):
    """The groups of one source, one a line."""

    __tablename__ = "search_synonym"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)  # theme:12, synonyms:7
    version: Mapped[int] = mapped_column(BigInteger, unique=True, index=True)  # rises with every change
    groups: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True)
class Thesaurus:
    """All groups as they are looked up: by the terms of a word or phrase, so that all its forms are met."""

    version: int = 0
    others: dict[Terms, dict[str, None]] = field(default_factory=dict)


_NEWEST = select(func.max(SearchSynonyms.version))


def put_synonyms(key: str, groups: Sequence[Sequence[str]]) -> None:
    """Let the words of each group stand for each other, in place of what was known under `key`; none: forget them.

    Call it in the transaction that changes their source. Putting what is known already changes nothing.
    """
    take_turn()
    text = "\n".join(_SIGN.join(_clean(words) for words in group) for group in groups)
    row = session().get(SearchSynonyms, key, populate_existing=True)
    if text == (row.groups if row else ""):
        return
    if row is None:
        row = SearchSynonyms(key=key)
    row.groups, row.version = text, (session().scalar(_NEWEST) or 0) + 1
    session().add(row)
    session().flush()


def drop_synonyms(key: str) -> None:
    """Forget the groups under `key`; unknown keys are no fault."""
    put_synonyms(key, ())


def synonyms_of(asked: Sequence[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Where in the words `asked` something stands that has other words for it: start, end, and these.

    The longest phrases are met first, and no two overlap. Stop words may stand within them or be left out.
    """
    known = _thesaurus().others
    if not known:
        return []
    terms = [_terms_of(word) for word in asked]
    found = []
    start = 0
    while start < len(terms):
        for end in range(min(len(terms), start + MOST_WORDS), start, -1):
            sought = tuple(each for some in terms[start:end] for each in some)
            if sought in known and terms[start] and terms[end - 1]:
                found.append((start, end, tuple(known[sought])[:MOST_OTHERS]))
                start = end - 1
                break
        start += 1
    return found


def _clean(text: str) -> str:
    """One word or phrase of a group, on one line and without the sign that parts it from the others."""
    return " ".join(tidy(text).replace("=", " ").split())


def _terms_of(text: str) -> Terms:
    """The terms of a word or phrase, a hyphenated word being one."""
    whole = ("".join(parts(word.text)) for word in words(text) if says_something(word.text))
    return tuple(term(word) for word in whole)


def _thesaurus() -> Thesaurus:
    """The groups as they are now. Outside a wiki there are none."""
    if not has_app_context() or "wiki.engine" not in current_app.extensions:
        return Thesaurus()
    newest = glance(_NEWEST)
    version = newest[0] if newest and newest[0] else 0
    kept: Thesaurus = current_app.extensions.get("wiki.synonyms", Thesaurus())
    if kept.version != version:
        kept = Thesaurus(version, _looked_up(session().scalars(select(SearchSynonyms.groups))))
        current_app.extensions["wiki.synonyms"] = kept
    return kept


def _looked_up(sources: Iterable[str]) -> dict[Terms, dict[str, None]]:
    others: dict[Terms, dict[str, None]] = defaultdict(dict)
    for groups in sources:
        for line in groups.splitlines():
            group = {phrase: _terms_of(phrase) for phrase in line.split(_SIGN)}
            for phrase, terms in group.items():
                alike = (other for other in group if group[other] != terms and group[other])
                if terms and len(phrase.split()) <= MOST_WORDS:
                    others[terms].update(dict.fromkeys(alike))
    return {terms: found for terms, found in others.items() if found}
