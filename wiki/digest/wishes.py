"""How often somebody wants letters about what: reading it, choosing it, stopping them all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from wiki.accounts.faults import Faults
from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.errors import N_, Refusal
from wiki.digest.kinds import KINDS, usual
from wiki.digest.models import Pace, Rhythm, Stop, Unsubscription, Wish
from wiki.digest.rhythm import MONDAY, SEVEN, rhythm_of, set_rhythm

NOT_A_CHOICE = N_("Choose one of the answers.")


@dataclass(frozen=True)
class Wishes:
    """All that somebody has chosen about letters, or what everybody begins with."""

    paces: Mapping[str, Pace]
    weekday: int
    hour: int
    stopped_at: datetime | None


def wishes_of(user: User) -> Wishes:
    """What `user` has chosen."""
    rhythm = session().get(Rhythm, user.id)
    stop = session().get(Stop, user.id)
    return Wishes(
        paces=paces_of(user.id),
        weekday=rhythm.weekday if rhythm else MONDAY,
        hour=rhythm.hour if rhythm else SEVEN,
        stopped_at=stop.at if stop else None,
    )


def paces_of(user_id: int) -> dict[str, Pace]:
    """How often somebody wants to hear of each kind."""
    chosen = {wish.kind: Pace(wish.pace) for wish in session().scalars(select(Wish).where(Wish.user_id == user_id))}
    return {key: chosen.get(key, kind.usual) for key, kind in KINDS.items()}


def save_wishes(user: User, paces: Mapping[str, str], weekday: str, hour: str) -> None:
    """Keep what `user` chooses. Kinds that are not asked about stay as they are. Raises BadForm."""
    faults = Faults()
    for key, pace in paces.items():
        with faults.at(f"pace-{key}"):
            if key not in KINDS or pace not in KINDS[key].paces:
                raise Refusal(NOT_A_CHOICE)
    with faults.at("weekday"):
        _check_number(weekday, 7)
    with faults.at("hour"):
        _check_number(hour, 24)
    faults.refuse_if_any()
    with transaction():
        set_paces(user.id, {key: Pace(pace) for key, pace in paces.items()})
        set_rhythm(user.id, int(weekday), int(hour), now())
        session().execute(delete(Unsubscription).where(Unsubscription.user_id == user.id))


def _check_number(text: str, end: int) -> None:
    if text not in {str(each) for each in range(end)}:
        raise Refusal(NOT_A_CHOICE)


def set_paces(user_id: int, paces: Mapping[str, Pace]) -> None:
    """Write down paces; what is as usual needs no row. Within a transaction."""
    session().execute(delete(Wish).where(Wish.user_id == user_id, Wish.kind.in_(paces)))
    session().add_all(
        Wish(user_id=user_id, kind=key, pace=pace) for key, pace in paces.items() if pace is not usual(key)
    )
    session().flush()


def stop_all(user_id: int) -> None:
    """Send somebody no letters at all; what they have chosen is remembered."""
    with transaction():
        if session().get(Stop, user_id) is None:
            session().add(Stop(user_id=user_id))


def start_again(user_id: int) -> None:
    """Send letters again, as it was chosen before all were stopped. What happened meanwhile is not mailed."""
    with transaction():
        session().execute(delete(Stop).where(Stop.user_id == user_id))
        rhythm = rhythm_of(user_id, now())
        rhythm.told_from = rhythm.weekly_from = now()
