"""Reading the outbox, for those who look after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from wiki.accounts.models import User
from wiki.core.db import session
from wiki.digest.models import Letter, Pause, State


@dataclass(frozen=True)
class Outbox:
    """How the outbox stands."""

    waiting: int
    oldest: datetime | None  # when the letter that has waited longest was made
    in_doubt: int  # handed over, without anybody knowing whether the mail server took them
    last_sent: datetime | None
    last_answer: str  # what the mail server said last about a letter that is waiting still
    failed: int


def outbox() -> Outbox:
    """How it stands now."""
    waiting = Letter.state == State.WAITING
    count, oldest, doubts = (
        session()
        .execute(select(func.count(Letter.id), func.min(Letter.made_at), func.count(Letter.handed_at)).where(waiting))
        .one()
    )
    said = select(Letter.answer).where(waiting, Letter.answer != "").order_by(Letter.next_at.desc(), Letter.id.desc())
    return Outbox(
        waiting=count,
        oldest=oldest,
        in_doubt=doubts,
        last_sent=session().scalar(select(func.max(Letter.done_at)).where(Letter.state == State.SENT)),
        last_answer=session().scalar(said.limit(1)) or "",
        failed=session().scalar(select(func.count(Letter.id)).where(Letter.state == State.FAILED)) or 0,
    )


def failed_letters(offset: int, limit: int) -> Sequence[Letter]:
    """A part of the letters that were given up, the latest first, with whose they are."""
    wanted = select(Letter).where(Letter.state == State.FAILED).order_by(Letter.done_at.desc(), Letter.id.desc())
    return session().scalars(wanted.offset(offset).limit(limit).options(joinedload(Letter.user))).all()


def pauses() -> Sequence[Pause]:
    """The addresses to which no letters go, the latest first."""
    wanted = select(Pause).join(Pause.user).where(Pause.address == User.email).order_by(Pause.at.desc())
    return session().scalars(wanted.limit(500).options(joinedload(Pause.user))).all()
