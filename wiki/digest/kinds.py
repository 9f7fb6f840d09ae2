"""What letters can be about, in the order in which people choose, and how often each is told until they do.

All are kinds of notices but the last, which is gathered by the clock from the themes that somebody watches.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wiki.accounts.models import Role
from wiki.core.errors import N_
from wiki.digest.models import Pace

THEMES = "themes"

PACES: Mapping[Pace, str] = {
    Pace.ONCE: N_("At once"),
    Pace.DAILY: N_("Every day"),
    Pace.WEEKLY: N_("Every week"),
    Pace.NEVER: N_("Never"),
}


@dataclass(frozen=True)
class Kind:
    """One kind of thing that letters tell. `least` is the role from which on anybody is told of it."""

    key: str
    label: str
    usual: Pace = Pace.WEEKLY
    least: Role = Role.READER
    paces: tuple[Pace, ...] = tuple(Pace)


GROUPS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    (
        N_("What is said to you"),
        (
            Kind("mention", N_("Somebody mentions you or your municipality"), Pace.ONCE),
            Kind("reply", N_("Somebody replies to you, or in a topic you watch"), Pace.ONCE),
            Kind("answer", N_("A question of yours is answered"), Pace.ONCE),
            Kind("thanks", N_("Somebody thanks you")),
            Kind("block", N_("You are blocked, or can write again"), Pace.ONCE),
            Kind("welcome", N_("The wiki welcomes you")),
        ),
    ),
    (
        N_("What you watch"),
        (
            Kind("change", N_("A page you watch is changed")),
            Kind("act", N_("A page you watch is moved, merged, protected or deleted")),
            Kind("topic", N_("A new topic on a page you watch")),
            Kind("request", N_("A request in a theme you watch")),
            Kind(THEMES, N_("What has happened in the themes you watch"), paces=(Pace.WEEKLY, Pace.NEVER)),
        ),
    ),
    (
        N_("Your municipality’s examples"),
        (
            Kind("adoption", N_("Another municipality does as you do")),
            Kind("confirm", N_("An example has not been confirmed for long")),
        ),
    ),
    (
        N_("For those who look after the wiki"),
        (
            Kind("uncommented", N_("A new example that nobody has commented on")),
            Kind("newcomer", N_("Somebody has written for the first time"), least=Role.GARDENER),
        ),
    ),
)

KINDS: Mapping[str, Kind] = {kind.key: kind for _, kinds in GROUPS for kind in kinds}


def offered(role: int) -> Iterator[tuple[str, list[Kind]]]:
    """The kinds that somebody of that role can choose for, by heading."""
    for heading, kinds in GROUPS:
        shown = [kind for kind in kinds if role >= kind.least]
        if shown:
            yield heading, shown


def usual(kind: str) -> Pace:
    """How often `kind` is told to those who have not chosen."""
    return KINDS[kind].usual if kind in KINDS else Pace.WEEKLY
