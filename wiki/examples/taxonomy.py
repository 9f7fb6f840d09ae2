"""The words that the fields of an example are chosen from, as front matter writes them and as people read them."""

from dataclasses import dataclass

from wiki.core.errors import N_


@dataclass(frozen=True)
class Status:
    """How far an example has come (läge). `key` is what is stored, `rank` its place on the ladder from 1."""

    key: str
    rank: int
    written: str
    label: str


LADDER = (
    Status("ide", 1, "idé", N_("Idea")),
    Status("pilot", 2, "pilot", N_("Pilot")),
    Status("inforande", 3, "successivt införande", N_("Gradual introduction")),
    Status("bredd", 4, "breddinfört", N_("Widely introduced")),
    Status("avslutat", 5, "avslutat", N_("Ended")),
)
BY_KEY = {status.key: status for status in LADDER}
WRITTEN = {status.written: status for status in LADDER} | {  # how front matter writes them, in Swedish and bokmål
    "ide": LADDER[0],
    "gradvis innføring": LADDER[2],
    "breddeinnført": LADDER[3],
    "avsluttet": LADDER[4],
}

WELFARE_AREAS = (
    "Förskola",
    "Grundskola",
    "Gymnasium och vuxenutbildning",
    "Äldreomsorg",
    "Funktionsstöd",
    "Individ- och familjeomsorg",
    "Hälso- och sjukvård",
    "Arbetsmarknad och integration",
    "Kultur och fritid",
    "Bygg, miljö och samhällsplanering",
    "Teknik, vatten och avfall",
    "Räddning och trygghet",
    "Näringsliv",
    "Demokrati och kontakt",
    "Intern service",
    "Hela kommunen",
)
_AREAS = {area.casefold(): area for area in WELFARE_AREAS} | {"hälso- och sjukvård (kommunal)": "Hälso- och sjukvård"}


def status_written(text: str) -> Status | None:
    """The status that front matter writes as `text`, in Swedish or bokmål."""
    return WRITTEN.get(" ".join(text.casefold().split()))


def area_written(text: str) -> str | None:
    """The welfare area that front matter writes as `text`."""
    return _AREAS.get(" ".join(text.casefold().split()))
