"""Words with the little e of electronic, which are written e-tjänst, etjänst and e tjänst, and mean the same."""

from functools import lru_cache

from wiki.search.language.dictionary import known_lemma
from wiki.search.language.words import parts

E = "e"
_OFTEN = """
    ansökan arkiv arkivering avtal blankett bok demokrati deltagande diarium faktura förslag förvaltning handel hälsa
    id inköp journal kurs legitimation leverans lärande lön möte nämnd petition post protokoll recept signatur
    signering tjänst tjänsteplattform underskrift upphandling utbildning
"""
_TAKING_E = frozenset(_OFTEN.split())


@lru_cache(maxsize=4096)
def apart(word: str) -> list[str]:
    """The words that a hyphen stands between, or could stand between: of e-tjänst and etjänst e and tjänst."""
    pieces = parts(word)
    if len(pieces) == 1 and takes_e(rest := word[1:]) and word[:1].lower() == E and known_lemma(word.lower()) is None:
        return [word[:1], rest]
    return pieces


def takes_e(word: str) -> bool:
    """Whether an e may stand before `word`, in any form."""
    word = word.lower()
    return word in _TAKING_E or known_lemma(word) in _TAKING_E
