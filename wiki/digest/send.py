"""Sending: one letter after another out of the outbox, over one connection, until none is due."""

import logging
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from wiki.core.db import session
from wiki.core.mail import put_together
from wiki.core.mail_connection import Connection, NotTaken, ServerAway
from wiki.digest import outbox
from wiki.digest.bounces import note_bounce
from wiki.digest.compose import base_url, compose
from wiki.digest.outbox import Claim, NoLongerOurs

log = logging.getLogger(__name__)

NEVER = Event()


@dataclass
class Outcome:
    """What became of the letters of one round. `away` is what the mail server said when it could not be used."""

    sent: int = 0
    empty: int = 0
    put_off: int = 0
    failed: int = 0
    away: str = ""


def send_due(stop: Event = NEVER, at: datetime | None = None) -> Outcome:
    """Send what is due, now or `at` another moment, until nothing is, the mail server goes away, or `stop` is set.

    Raises NoAddress.
    """
    settings = current_app.config["WIKI"]
    base_url(settings)
    outcome = Outcome()
    with Connection(settings) as connection:
        while not stop.is_set() and not outcome.away:
            claimed = outbox.claim(at)
            if claimed is None:
                break
            try:
                _send(claimed, connection, outcome)
            except NoLongerOurs:
                log.warning("letter %s took too long and is somebody else's now", claimed.letter.id)
    return outcome


def _send(claimed: Claim, connection: Connection, outcome: Outcome) -> None:
    try:
        written = compose(claimed.letter, claimed.user)
        letter = put_together(current_app.config["WIKI"], written) if written else None
    except SQLAlchemyError:
        raise  # a database that is away is no fault of the letter
    except Exception as error:
        log.exception("letter %s cannot be written", claimed.letter.id)
        outcome.failed += 1
        return outbox.note_failed(claimed, f"the letter cannot be written: {type(error).__name__}: {error}")
    if letter is None:
        outcome.empty += 1
        return outbox.note_empty(claimed)
    session().rollback()  # the mail server may take its time, and nothing in the database shall wait for it
    try:
        answer = connection.hand_over(letter, lambda: outbox.mark_handed(claimed))
    except ServerAway as away:
        outcome.away = str(away)
        put = _put_off if away.was_reached else outbox.put_back
        return put(claimed, str(away))
    except NotTaken as refusal:
        return _not_taken(claimed, refusal, outcome)
    outcome.sent += 1
    return outbox.note_sent(claimed, answer)


def _put_off(claimed: Claim, answer: str) -> None:
    outbox.put_off(claimed, answer, in_doubt=True)


def _not_taken(claimed: Claim, refusal: NotTaken, outcome: Outcome) -> None:
    if not refusal.is_final:
        outcome.put_off += 1
        return outbox.put_off(claimed, str(refusal))
    outcome.failed += 1
    outbox.note_failed(claimed, str(refusal))
    if refusal.by_address and note_bounce(claimed.user, str(refusal)):
        log.warning("letters to account %s are paused: %s", claimed.user.id, refusal)
    return None
