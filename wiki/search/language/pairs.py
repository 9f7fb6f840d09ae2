"""Words of which Swedish and bokmål have each their own, so that who asks for one finds pages with the other."""

from collections import defaultdict
from functools import cache
from pathlib import Path

from wiki.search.language.stems import term

_RATHER = "!"
_DATA = Path(__file__).parent.parent / "data" / "bokmal.txt"


def pairs() -> list[tuple[str, str]]:
    """Each pair: a Swedish word and one in bokmål."""
    return [(swedish, bokmal.removesuffix(_RATHER)) for swedish, bokmal in _written()]


def in_bokmal(word: str) -> tuple[str, ...]:
    """The terms that pages in bokmål have for the Swedish `word`, in any form."""
    return _from_swedish().get(term(word), ())


def in_swedish(word: str) -> tuple[str, ...]:
    """The terms that Swedish pages have for `word` in bokmål, in any form."""
    return _from_bokmal().get(term(word, "nb"), ())


def is_rather_bokmal(word: str) -> bool:
    """Whether `word`, which looks like a form of a Swedish word, is more likely to be bokmål: måle."""
    return word in _rather_bokmal()


@cache
def _rather_bokmal() -> frozenset[str]:
    return frozenset(bokmal.removesuffix(_RATHER) for _, bokmal in _written() if bokmal.endswith(_RATHER))


@cache
def _written() -> list[tuple[str, str]]:
    found = []
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        swedish, sign, bokmal = line.partition("#")[0].partition("=")
        if sign:
            found += [(one.strip(), other.strip()) for one in swedish.split(",") for other in bokmal.split(",")]
    return found


@cache
def _from_swedish() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for swedish, bokmal in pairs():
        found[term(swedish)][term(bokmal, "nb")] = None
    return {word: tuple(others) for word, others in found.items()}


@cache
def _from_bokmal() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for swedish, bokmal in pairs():
        found[term(bokmal, "nb")][term(swedish)] = None
    return {word: tuple(others) for word, others in found.items()}
