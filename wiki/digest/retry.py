"""Sending letters once more that were given up."""

from sqlalchemy import select

from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.errors import N_, NotFound
from wiki.digest.bounces import end_pause
from wiki.digest.models import Letter, State

RIGHT = "manage users"


class NoSuchLetter(NotFound):
    """There is no such letter among those that failed."""

    msgid = N_("There is no such letter. Perhaps somebody has sent it already.")


def retry(letter_id: int, by: User) -> None:
    """Send a letter that was given up once more. Raises NoSuchLetter and the refusals of `require`."""
    require(by, RIGHT)
    with transaction():
        found = session().get(Letter, letter_id)
        if found is None or found.state != State.FAILED:
            raise NoSuchLetter
        _begin_anew(found)


def retry_all(by: User) -> int:
    """Send all letters that were given up once more; how many. Raises the refusals of `require`."""
    require(by, RIGHT)
    with transaction():
        found = session().scalars(select(Letter).where(Letter.state == State.FAILED)).all()
        for letter in found:
            _begin_anew(letter)
    return len(found)


def _begin_anew(letter: Letter) -> None:
    """As if it had just been made: with all the attempts a letter has, and the same Message-ID."""
    letter.state, letter.attempts, letter.handed_at, letter.done_at = State.WAITING, 0, None, None
    letter.made_at = letter.next_at = now()


def resume(user_id: int, by: User) -> None:
    """Send letters again to an address that did not take them. Raises the refusals of `require`."""
    require(by, RIGHT)
    end_pause(user_id)
