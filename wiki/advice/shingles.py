"""Shingles: every eight words in a row are a number, and some of the numbers are kept, so that copies can be found.

Which ones is decided by winnowing (Schleimer, Wilkerson and Aiken, 2003): of each few numbers in a row the smallest.
Two texts that are alike choose alike, wherever they stand, and the table stays small. The numbers of a page derive from
its current revision.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b

from sqlalchemy import delete, insert, select

from wiki.advice.models import Shingle
from wiki.core.db import Base, session

WORDS = 8  # in a shingle
ENOUGH = 12  # words: a shorter paragraph is no copy worth telling of, and leaves no traces
WINDOW = 8  # shingles, of which one is kept: a copy of WORDS + WINDOW - 1 words is always found
PRIME = 2**61 - 1  # so that every database can hold the numbers
FACTOR = 0x1B873593CC9E2D51 % PRIME  # any number will do that is neither small nor round
LEFT = pow(FACTOR, WORDS - 1, PRIME)  # what the first word of a shingle was multiplied by
AT_ONCE = 400  # numbers in one question: databases limit them

_TABLE = Base.metadata.tables[Shingle.__tablename__]  # half the time of the mapped class, and every save pays it
_INSERT = insert(_TABLE)
_WORD = re.compile(r"[^\W_]+")


def shingles(paragraph: str) -> set[int]:
    """The numbers that are kept of a paragraph's text; none where it is a short one."""
    words = _WORD.findall(paragraph.casefold())
    if len(words) < ENOUGH:
        return set()
    numbers = _numbers([_word_number(word) for word in words])
    if len(numbers) <= WINDOW:
        return {min(numbers)}
    return {min(numbers[at : at + WINDOW]) for at in range(len(numbers) - WINDOW + 1)}


def _numbers(words: list[int]) -> list[int]:
    """A number for each WORDS words in a row: each made from the one before it (Karp and Rabin, 1987)."""
    number = 0
    for word in words[:WORDS]:
        number = (number * FACTOR + word) % PRIME
    numbers = [number]
    for left, word in zip(words, words[WORDS:], strict=False):
        number = ((number - left * LEFT) * FACTOR + word) % PRIME
        numbers.append(number)
    return numbers


@lru_cache(maxsize=20_000)
def _word_number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest()) % PRIME


def replace_shingles(page_id: int, text: str) -> None:
    """Keep the numbers of a page's plain text, a paragraph a line; for acts, within their transaction."""
    wanted = {number for paragraph in text.split("\n") for number in shingles(paragraph)}
    kept = set(session().scalars(select(Shingle.hash).where(Shingle.page_id == page_id)))
    for some in in_parts(kept - wanted):
        session().execute(delete(_TABLE).where(_TABLE.c.page_id == page_id, _TABLE.c.hash.in_(some)))
    if new := wanted - kept:
        session().execute(_INSERT, [{"hash": number, "page_id": page_id} for number in sorted(new)])


def in_parts(numbers: Iterable[int]) -> Iterator[list[int]]:
    """The numbers, as many at a time as one question can hold."""
    rest = sorted(numbers)
    for start in range(0, len(rest), AT_ONCE):
        yield rest[start : start + AT_ONCE]
