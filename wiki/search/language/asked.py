"""What else somebody may mean who asks for a word: its parts, the same with dots, the same rightly spelt.

The words themselves come from whoever holds an index: `forms(prefix, limit)` gives those that begin so.
"""

from collections.abc import Callable, Iterable

from wiki.search.language import compounds
from wiki.search.language.dictionary import is_known
from wiki.search.language.words import folded

Forms = Callable[[str, int], Iterable[str]]

SEPARATOR = "\0"  # between a form without dots and the form itself
MOST_UNFOLDED = 8
LONGEST_ENDING = 4  # letters: -erna, -arna
MOST_FORMS = 3000  # that a misspelt word is compared with, for each way that it may begin
SHORTEST_MISSPELT = 4
SHORT = 6  # letters; in shorter words only one may be wrong
BEGINNING = 4  # letters that few words have in common
_SOUNDING_ALIKE = ("aeiouyåäö", "ckgqx", "sczx", "vwf", "gjh", "dt", "bp", "mn", "lr")


def parts_of(word: str) -> list[str]:
    """The two parts of a compound in a query: "äldreomsorgsplan" has äldreomsorg and plan; none when it is none."""
    cut = compounds.split(word.lower())
    return [compounds.base(cut[0]), cut[1]] if cut else []


def unfolded(word: str, forms: Forms) -> list[str]:
    """The words that are `word` with dots: äldreomsorg for aldreomsorg. Where there are none, longer forms of these."""
    plain = folded(word)
    same = [form.partition(SEPARATOR)[2] for form in forms(plain + SEPARATOR, MOST_UNFOLDED)]
    if word != plain:
        same += [form for form in forms(plain, 1) if form == plain]
    same = [form for form in same if form != word.lower()]
    if same or len(plain) < SHORTEST_MISSPELT:
        return same
    longer = (form.partition(SEPARATOR) for form in forms(plain, MOST_FORMS) if SEPARATOR in form)
    return [form for bare, _, form in longer if len(bare) <= len(plain) + LONGEST_ENDING][:MOST_UNFOLDED]


def corrected(word: str, forms: Forms, frequency: Callable[[str], int]) -> str | None:
    """The word that is written most like `word` and stands in the most documents; None when nothing is near.

    A word that a dictionary knows is rightly spelt, whatever the wiki holds: who asks for "barn" does not mean "bara".
    """
    word = word.lower()
    if len(word) < SHORTEST_MISSPELT or is_known(word):
        return None
    limit = 1 if len(word) < SHORT else 2
    near: dict[str, int] = {}
    for starts in ((word[:BEGINNING],), _beginnings(word), (word[:2],), (word[:1],)):
        near |= _near(word, {form for start in starts for form in forms(start, MOST_FORMS)}, limit)
        if 1 in near.values():
            break
    return min(near, key=lambda form: (near[form], -frequency(form), form), default=None)


def _near(word: str, candidates: Iterable[str], limit: int) -> dict[str, int]:
    """Those of `candidates` that differ from `word` in at most `limit` letters, and in how many."""
    letters = set(word)
    likely = (
        form
        for form in candidates
        if abs(len(form) - len(word)) <= limit and len(letters.symmetric_difference(form)) <= 2 * limit
    )
    return {form: away for form in likely if SEPARATOR not in form and (away := distance(word, form, limit)) <= limit}


def _beginnings(word: str) -> list[str]:
    """How a word may begin rightly of which the first letters are wrong in a usual way.

    Neighbours in each other's places, a letter too many, one that should be double, or another that sounds like it.
    There may be too many words that begin with the same two letters to look at all of them.
    """
    found = []
    for at in range(BEGINNING):
        before, letter, after = word[:at], word[at], word[at + 1 :]
        found += [before + after[:1] + letter + after[1:], before + after, before + letter + letter + after]
        found += [before + other + after for group in _SOUNDING_ALIKE if letter in group for other in group]
    return sorted({each[:BEGINNING] for each in found} - {word[:BEGINNING]})


def distance(one: str, other: str, limit: int) -> int:
    """How many letters are too many, missing, wrong or in the place of their neighbours; at most `limit` + 1.

    Damerau, "A technique for computer detection and correction of spelling errors" (1964); no letter moves twice.
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    same = next((at for at, letters in enumerate(zip(one, other, strict=False)) if len(set(letters)) > 1), None)
    if same is None:  # one begins with the other
        return abs(len(one) - len(other))
    one, other = one[same:], other[same:]
    before: list[int] = []
    last: list[int] = []
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        before, last, row = last, row, [number]
        for place, against in enumerate(other, 1):
            cost = min(last[place] + 1, row[-1] + 1, last[place - 1] + (letter != against))
            swapped = number > 1 and place > 1 and letter == other[place - 2] and one[number - 2] == against
            row.append(min(cost, before[place - 2] + 1) if swapped else cost)
        if min(row) > limit and min(last) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
