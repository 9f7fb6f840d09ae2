"""The links in letters by which one stops them: signed, so that nobody can make one, and good for nothing else.

They are bound to an account and to what is stopped. They stay good after a new password and do not grow old, because
whoever finds a letter from last year must be able to stop the next one (RFC 8058).
"""

from dataclasses import dataclass

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from wiki.core.errors import N_, NotFound
from wiki.digest.kinds import KINDS
from wiki.digest.models import Pace

SALT = "letters"
ALL = "all"


class NoSuchLink(NotFound):
    """The link was not made here, or has lost something on its way."""

    msgid = N_("The link is not whole. Copy all of it from the letter, or log in and choose in your preferences.")


@dataclass(frozen=True)
class StopLink:
    """What a link stops, for whom: "kind:reply", "pace:weekly", or "all"."""

    user_id: int
    what: str

    @property
    def kind(self) -> str | None:
        """The kind that it stops, if it stops one."""
        sort, _, name = self.what.partition(":")
        return name if sort == "kind" and name in KINDS else None

    @property
    def pace(self) -> Pace | None:
        """The pace that it stops, if it stops all that come at one."""
        sort, _, name = self.what.partition(":")
        return Pace(name) if sort == "pace" and name in set(Pace) else None


def stop_link(user_id: int, what: str) -> str:
    """The path of a link that stops `what` for somebody."""
    return f"/unsubscribe/{_signer().dumps([user_id, what])}"


def read_link(token: str) -> StopLink:
    """What the link that ends with `token` stops. Raises NoSuchLink."""
    try:
        user_id, what = _signer().loads(token)
        found = StopLink(int(user_id), str(what))
    except (BadSignature, ValueError, TypeError) as error:
        raise NoSuchLink from error
    if found.what != ALL and found.kind is None and found.pace is None:
        raise NoSuchLink
    return found


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=SALT)
