"""Compounds taken apart, so that "omsorg" finds äldreomsorg: the fewest and longest parts that the dictionary knows.

The last part is a word in any form ("planen"). Those before it stand as they do within compounds: a noun as it is or
with an s (verksamhets-), with another vowel or none (skol-, gatu-, familje-), the stem of a verb (styr-), an adjective
(hög-), the name of a municipality. Parts of three letters are none unless our own list says so, which also names the
syllables that only look like words: "kontroll" holds no troll.
"""

from functools import cache, lru_cache
from pathlib import Path

from wiki.municipalities.register import all_municipalities
from wiki.search.language.dictionary import known_lemma

SHORTEST_PART = 4
SHORTEST_COMPOUND = 6
LONGEST_COMPOUND = 60
LARGEST_PIECE = 3  # parts of a compound that count together as well
LONG_ENOUGH = 6  # letters from which on the last part may also be an adjective or a verb, in its dictionary form
_DEFINITE = ("en", "et", "t", "n", "arna", "erna", "orna", "na")
_WITH_S = ("het", "ing", "ion", "skap", "nad", "tet", "else")  # nouns that take an s before another part
_LOSING_VOWEL = ("en", "el", "er")
_LINKING = "oue"  # vowels that a noun in -a takes within a compound: hälso-, gatu-, …
_DATA = Path(__file__).parent.parent / "data" / "parts.txt"


def pieces(word: str) -> list[tuple[str, bool]]:
    """The words within the compound `word`, each with whether it is the last of them; none when it is no compound.

    "kommunstyrelsemötet" gives kommun, styrelse, mötet, and what two of them make: kommunstyrelse, styrelsemötet.
    """
    atoms = _atoms(word)
    count = len(atoms)
    found = {}
    for start in range(count):
        for end in range(start + 1, min(count, start + LARGEST_PIECE) + 1):
            if end - start < count:
                is_last = end == count
                last = atoms[end - 1] if is_last else base(atoms[end - 1])
                found["".join((*atoms[start : end - 1], last))] = is_last
    return list(found.items())


def split(word: str) -> tuple[str, str] | None:
    """The first part of `word`, which is in small letters, and the last, as they stand in it; None: no compound.

    Either may be a compound itself: "äldreomsorgsplanen" has äldreomsorgs and planen.
    """
    if not SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND or not word.isalpha():
        return None
    return _split(word)


def base(part: str) -> str:
    """A first part as a word of its own: "verksamhets" is verksamhet, "skol" is skola."""
    found = _base_of_first(part)
    if found or not (inner := split(part.removesuffix("s"))):
        return found or part
    return inner[0] + inner[1]


def _atoms(word: str) -> tuple[str, ...]:
    """The smallest parts of `word` as they stand in it; itself when it is no compound."""
    parts = split(word)
    if parts is None:
        return (word,)
    first, last = parts
    plain = base(first)
    inner = _atoms(plain)
    return (*inner[:-1], first[len("".join(inner[:-1])) :], *_atoms(last)) if len(inner) > 1 else (first, *_atoms(last))


@lru_cache(maxsize=16384)
def _split(word: str) -> tuple[str, str] | None:
    lemma = known_lemma(word)
    if _is_whole(word, lemma):
        return None
    if lemma not in (None, word) and known_lemma(lemma) == lemma:  # all forms are split as the first of them
        parts = _split(lemma)
        return (parts[0], word[len(parts[0]) :]) if parts and word.startswith(parts[0]) else None
    cuts = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    found = [_judged(first, last) for first, last in cuts if _is_last(last, lemma) and _count(first)]
    if not found and lemma is None:  # three equal letters are written as two: nattillsyn
        tripled = [(first, first[-1] + last) for first, last in cuts if first[-1] == first[-2]]
        found = [_judged(first, last) for first, last in tripled if _is_last(last, None) and _count(first)]
    return min(found)[-2:] if found else None


def _judged(first: str, last: str) -> tuple[int, bool, int, int, str, str]:
    """What makes one way to cut a word better than another, the smallest best: few parts, none of them small."""
    missing_s = last[0] == "s" and first.endswith(_WITH_S)
    return _count(first), missing_s, -max(SHORTEST_PART, min(len(first), len(last))), -len(last), first, last


def _is_whole(word: str, lemma: str | None) -> bool:
    """Whether `word` is known to be no compound: by our list, as a name, or as a form unlike its dictionary form."""
    whole = _own()["whole"]
    if word in whole or lemma in whole:
        return True
    if lemma is None:
        return known_lemma(word.capitalize()) is not None or word.removesuffix("s") in whole | _places()
    return not word.startswith(lemma[:-2])


def _count(first: str) -> int:
    """Of how many words `first` consists, as that which stands before the last part; 0 when it cannot stand there."""
    if _base_of_first(first):
        return 1
    inner = _split(first.removesuffix("s")) if len(first) >= SHORTEST_COMPOUND else None
    return 1 + _count(inner[0]) if inner else 0


@lru_cache(maxsize=16384)
def _base_of_first(part: str) -> str | None:
    """The word that `part` is as the first of a compound; None when it cannot be one."""
    own = _own()
    if part in own["never first"] or (len(part) < SHORTEST_PART and part not in own["first"]):
        return None
    if part in own["first"] or part in _places() or _is_noun(part) or _is_adjective(part):
        return part
    lemma = known_lemma(part)
    if part[-1] == "s":
        plain = next((word for word in (part[:-1], f"{part[:-1]}e") if _is_noun(word)), None)
        if plain:
            return None if plain in own["never first"] else plain
    if part[-1] in _LINKING and lemma in (f"{part[:-1]}a", part[:-1]):
        return lemma if _is_noun(lemma) else None
    return next((word for word in (f"{part}a", f"{part}e") if _is_noun(word) or _is_verb(word, part)), None)


def _is_verb(word: str, stem: str) -> bool:
    return known_lemma(word) == word and known_lemma(stem) == word


def _is_last(part: str, whole: str | None) -> bool:
    """Whether a compound may end with `part`; `whole` is its dictionary form, when it has one, which must end alike."""
    own = _own()
    lemma = known_lemma(part)
    if part in own["never last"]:
        return False
    if lemma is None or part in own["last"]:
        return part in own["last"] and (whole is None or whole.endswith(part))
    if min(len(part), len(lemma)) < SHORTEST_PART and lemma not in own["last"]:
        return False
    if whole is not None and not whole.endswith((lemma, part)):
        return False
    nouns = (lemma, part, lemma.removesuffix("a"))  # "bäddar" is taken for a form of bädda, and is one of bädd too
    return (len(part) >= LONG_ENOUGH and lemma == part) or any(map(_is_noun, nouns))


@lru_cache(maxsize=16384)
def _is_noun(word: str) -> bool:
    """Whether `word` is a noun in its dictionary form: only these have definite forms."""
    if known_lemma(word) is None:
        return False
    endings = [each for each in _DEFINITE if each != "t" or word[-1] != "a"]
    definite = [f"{word}{ending}" for ending in endings] + [f"{word}{word[-1]}et"]  # rummet
    if word[-2:] in _LOSING_VOWEL:
        definite += [f"{word[:-2]}{word[-1]}{ending}" for ending in ("et", "en")]  # vattnet
    return any(known_lemma(form) == word for form in definite)


def _is_adjective(word: str) -> bool:
    return known_lemma(f"{word}t") == word and known_lemma(f"{word}a") == word


@cache
def _places() -> frozenset[str]:
    """The names of municipalities, as they begin compounds: Umeåregionen. Short ones begin other words: moralist."""
    names = (each.name.lower() for each in all_municipalities())
    return frozenset(name for name in names if len(name) > SHORTEST_PART or not name.isascii())


@cache
def _own() -> dict[str, frozenset[str]]:
    """The sections of our own list."""
    sections: dict[str, list[str]] = {}
    words: list[str] = []
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        text = line.partition("#")[0].strip()
        if text.startswith("["):
            words = sections.setdefault(text.strip("[]"), [])
        else:
            words += text.split()
    return {name: frozenset(words) for name, words in sections.items()}
