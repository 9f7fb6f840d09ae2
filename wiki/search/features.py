"""What the search can do, each of which can be switched off to see what it earns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Features:
    """All are on, but where somebody measures what one of them is worth."""

    lemmas: bool = True  # words meet in all their forms
    hyphens: bool = True  # e-tjänst, etjänst and e tjänst are one
    compounds: bool = True  # "omsorg" finds äldreomsorg
    synonyms: bool = True  # other words for the same, which gardeners keep
    neighbours: bool = True  # bokmål and English analysed as such, and Swedish–bokmål pairs
    folding: bool = True  # å/a as a fallback only
    spelling: bool = True  # "Menade du"
    places: bool = True  # title, other names and headings weigh more than text
    links: bool = True  # pages that many link to rank higher


ALL = Features()
