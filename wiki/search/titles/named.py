"""Finding by title, in the database itself: suggestions while somebody writes, the page that was meant, its likes.

Titles are compared by their keys, which hold letters, figures and single spaces, so nothing in them is a LIKE wildcard.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import InstrumentedAttribute

from wiki.core.db import session
from wiki.markup.names import BadName, parse_name
from wiki.search.documents import storable, title_key
from wiki.search.models import SearchDocument
from wiki.search.titles.known import known_titles

LONGEST_QUERY = 200  # characters; no title that anybody seeks is longer
MOST_TRIGRAMS = 12
CANDIDATES = 40
MOST_DOTTED = 400  # titles that are looked at more closely for dots and accents
LIKE_ENOUGH = 0.6  # of 1; below it titles share letters by chance

_PLAIN = str.maketrans("åäöæøéèêëáàâüíóúñç", "aaoaoeeeeaaauiounc")
_MAY_HAVE_DOTS = frozenset("aoeuinc")

_Text = ColumnElement[str] | InstrumentedAttribute[str]
_IS_PAGE = SearchDocument.kind != "topic"  # a redirect is as good as a page: it leads there


@dataclass(frozen=True)
class Suggestion:
    """A page or topic by its title."""

    title: str
    address: str
    kind: str
    namespace: str
    name: str
    page_kind: str
    leads_to: str = ""  # of a redirect


def suggest(prefix: str, limit: int = 8) -> list[Suggestion]:
    """What somebody may be about to write, the likeliest first.

    Titles that begin with `prefix`, then those in which a word begins with it, both without regard to missing dots and
    accents where there are too few ("tank" for "Tänk stort"); last those that hold it anywhere, because Swedish glues
    words together. Pages before topics, short titles before long ones. Each page stands once, under its own title or
    one of those that lead to it.
    """
    text = storable(prefix[:LONGEST_QUERY]).strip()
    key = title_key(text)
    if not key:
        return _suggestions(SearchDocument.title.contains(text, autoescape=True), limit=limit) if text else []
    once: dict[str, Suggestion] = {}
    for each in _by_id(known_titles().holding(key, 2 * limit)):
        once.setdefault(each.address if each.kind == "topic" else each.leads_to or each.name, each)
    return list(once.values())[:limit]


def similar_titles(text: str, limit: int = 5) -> list[Suggestion]:
    """Pages whose titles are like `text`: misspelt, in another order, with a word more or less. The best first.

    The database counts common groups of three letters; only the forty that share most are compared letter by letter.
    """
    key = title_key(text[:LONGEST_QUERY])
    groups = _trigrams(key)
    if not groups:
        return []
    candidates = known_titles().sharing(groups, CANDIDATES)
    scored = sorted(((_likeness(key, candidate), candidate, number) for number, candidate in candidates), reverse=True)
    chosen = [number for likeness, _key, number in scored[:limit] if likeness >= LIKE_ENOUGH]
    return _by_id(chosen)


def exact(text: str) -> Suggestion | None:
    """The page that is called `text`: first to the letter, with any name of its namespace, then whatever the case.

    The name of the namespace may be left out; a page of that title then comes before other words for another page. None
    when there is no such page, or more than one that it could be.
    """
    text = storable(text[:LONGEST_QUERY])
    full = _full_name(text)
    name_key = SearchDocument.name_key == title_key(full)
    found = _suggestions(and_(_IS_PAGE, name_key, SearchDocument.name == full), limit=1)
    if found:
        return found[0]
    likely = (_tolerant(full, SearchDocument.name_key), _tolerant(text, SearchDocument.title_key))
    called_so = [each for each in likely if each]
    return next((each for each in called_so if each.kind == "page"), next(iter(called_so), None))


def _full_name(text: str) -> str:
    """The name of the page that `text` means; as it is where it can be none."""
    try:
        return parse_name(text).full
    except BadName:
        return text


def _tolerant(text: str, column: InstrumentedAttribute[str]) -> Suggestion | None:
    """The only page whose `column` is the key of `text`, if need be the only one in these letters or no redirect."""
    key = title_key(text)
    if not key:
        return None
    found = _suggestions(and_(_IS_PAGE, column == key), SearchDocument.kind, SearchDocument.id, limit=3)
    wanted = text.replace("_", " ").strip().casefold()
    same = [each for each in found if wanted in (each.name.casefold(), each.title.casefold())]
    pages = [each for each in same or found if each.kind == "page"]
    return next((some[0] for some in (same, pages, found) if len(some) == 1), None)


def titles_of(keys: Sequence[str]) -> dict[str, str]:
    """The title of each document, as titles are compared."""
    rows = select(SearchDocument.key, SearchDocument.title_key).where(SearchDocument.key.in_(keys))
    return {row.key: row.title_key for row in session().execute(rows)}


def containing(words: Sequence[str]) -> ColumnElement[bool]:
    """The condition that a title holds all of `words`; for queries that the index cannot answer."""
    if not any(title_key(word) for word in words):  # signs and emoji, which no key holds
        holding_them = [SearchDocument.title.contains(storable(word), autoescape=True) for word in words]
        return and_(SearchDocument.gone.is_(False), SearchDocument.kind != "redirect", *holding_them)
    keys = [key for word in words if (key := title_key(word))]
    holding = (SearchDocument.name_key.contains(key) | SearchDocument.title_key.contains(key) for key in keys)
    return and_(SearchDocument.gone.is_(False), SearchDocument.kind != "redirect", *holding)


def _suggestions(condition: ColumnElement[bool], *order: object, limit: int) -> list[Suggestion]:
    return _by_id([number for number, _key in _keyed(condition, *order, limit=limit)])


def _keyed(condition: ColumnElement[bool], *order: object, limit: int) -> list[tuple[int, str]]:
    """The first ids and keys. Only what the index on titles holds is asked for, so that no text is read past."""
    rows = select(SearchDocument.id, SearchDocument.title_key).where(SearchDocument.gone.is_(False), condition)
    return [(number, key) for number, key in session().execute(rows.order_by(*order).limit(limit))]  # type: ignore[arg-type]


def _by_id(numbers: list[int]) -> list[Suggestion]:
    columns = [getattr(SearchDocument, each.name) for each in fields(Suggestion)]
    rows = session().execute(
        select(SearchDocument.id, *columns).where(SearchDocument.id.in_(numbers), SearchDocument.gone.is_(False))
    )
    found = {number: Suggestion(*values) for number, *values in rows}
    return [found[number] for number in numbers if number in found]


def _trigrams(key: str) -> list[str]:
    """Groups of three letters from all over `key`, at most twelve."""
    groups = list(dict.fromkeys(key[start : start + 3] for start in range(max(len(key) - 2, 1)) if key))
    step = -(-len(groups) // MOST_TRIGRAMS) or 1
    return groups[::step]


def _likeness(one: str, other: str) -> float:
    """From 0 to 1: how much of the letters, or of the words, two titles have in common."""
    letters = SequenceMatcher(None, one, other, autojunk=False).ratio()
    words, others = set(one.split()), set(other.split())
    near = sum(any(_near(word, each) for each in others) for word in words)
    return max(letters, 0.9 * near / max(len(words), min(len(others), len(words) + 1)))


def _near(word: str, other: str) -> bool:
    """Whether two words differ by a letter or an ending at most; the cheap tests come first."""
    if word == other:
        return True
    if len(word) < 4 or abs(len(word) - len(other)) > 3 or word[0] != other[0]:
        return False
    return SequenceMatcher(None, word, other).ratio() >= 0.8
