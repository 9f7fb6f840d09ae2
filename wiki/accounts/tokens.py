"""Links that may be used once. The wiki keeps a digest only, so whoever reads the database can use none of them.

Opening a link changes nothing, because mail programs open links before people do: the page has a button.
"""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import delete, select, update

from wiki.accounts.models import Token, User
from wiki.core.clock import now
from wiki.core.db import session
from wiki.core.errors import N_, Refusal

KEPT_DAYS = 30  # how long a dead link can still be told from one that never was


class DeadLink(Refusal):
    """The link does not work."""

    status = 404
    msgid = N_("The link is not whole, or a newer letter has replaced it. Ask for a new one.")


class UsedLink(DeadLink):
    """The link has done its work."""

    status = 410
    msgid = N_("The link has been used already.")


class ExpiredLink(DeadLink):
    """The link is too old."""

    status = 410
    msgid = N_("The link is too old. Ask for a new one.")


def issue(purpose: str, user: User | None, lifetime: timedelta) -> str:
    """What a new link has to hold; older links of that purpose and user stop working. Within a transaction."""
    text = secrets.token_urlsafe(32)
    revoke(purpose, user)
    session().execute(delete(Token).where(Token.expires_at < now() - timedelta(days=KEPT_DAYS)))
    token = Token(purpose=purpose, digest=_digest(text), user_id=user.id if user else None, expires_at=now() + lifetime)
    session().add(token)
    session().flush()
    return text


def revoke(purpose: str, user: User | None) -> None:
    """Make unused links of that purpose and user worthless. Must be called within a transaction."""
    owner = Token.user_id == user.id if user else Token.user_id.is_(None)
    session().execute(delete(Token).where(Token.purpose == purpose, owner, Token.used_at.is_(None)))


def look(purpose: str, text: str) -> Token:
    """The token of a link that could be used now, without using it.

    Raises DeadLink, UsedLink or ExpiredLink.
    """
    token = session().scalar(select(Token).where(Token.purpose == purpose, Token.digest == _digest(text)))
    if token is None:
        raise DeadLink
    if token.used_at is not None:
        raise UsedLink
    if token.expires_at < now():
        raise ExpiredLink
    return token


def redeem(purpose: str, text: str) -> Token:
    """Use a link up: whoever comes second, if only by a moment, gets UsedLink. Must be called within a transaction.

    Raises DeadLink, UsedLink or ExpiredLink.
    """
    token = look(purpose, text)
    used = update(Token).where(Token.id == token.id, Token.used_at.is_(None)).values(used_at=now()).returning(Token.id)
    if session().scalar(used) is None:
        raise UsedLink
    return token


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
