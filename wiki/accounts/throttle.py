"""Throttling: how often something may be tried, counted in the database so that all workers count together."""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, request
from sqlalchemy import delete, func, select

from wiki.accounts.models import Attempt, User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.errors import N_, TooMany


@dataclass(frozen=True)
class Limit:
    """At most `attempts` within `minutes`."""

    name: str
    attempts: int
    minutes: int


ACCOUNT = Limit("password of an account", 10, 15)  # for each account and client
ACCOUNT_ANYWHERE = Limit("password of an account from anywhere", 100, 60)  # guessing from many computers at once
CLIENT = Limit("passwords from a client", 50, 15)  # a whole municipality may stand behind one address
LETTERS_TO_ADDRESS = Limit("letters to an address", 4, 60)
LETTERS_FROM_CLIENT = Limit("letters for a client", 60, 60)  # a course where everybody registers at once must work
DOCUMENTS = Limit("documents for a client", 120, 15)  # a workshop where everybody fetches a theme must work

LONGEST_MINUTES = 60


class TooManyAnywhere(TooMany):
    """Somebody is guessing at an account from many places. The way in by letter stays open to its owner."""

    msgid = N_("Too many attempts. Wait an hour, or choose a new password with a link that we mail to you.")


def count_password(user: User | None, written: str) -> list[int]:
    """Count one try at the password of `user`, or of whom `written` (in small letters) means when there is no such.

    An account counts as one, whether its name or its address is written. Raises TooMany.
    """
    here = _client()
    account = f"#{user.id}" if user else written
    return count_attempt((ACCOUNT, f"{account}|{here}"), (CLIENT, here), (ACCOUNT_ANYWHERE, account))


def count_letter(to: str) -> list[int]:
    """Count one letter that a visitor has us send to the address `to`. Raises TooMany."""
    return count_attempt((LETTERS_TO_ADDRESS, to), (LETTERS_FROM_CLIENT, _client()))


def count_document() -> list[int]:
    """Count one document that a client has us make. Raises TooMany."""
    return count_attempt((DOCUMENTS, _client()))


def count_attempt(*tried: tuple[Limit, str]) -> list[int]:
    """Count one try against each (limit, whom it concerns), before it is made.

    Raises TooMany, and counts nothing, when one of them is used up. Returns what `forgive` takes.
    """
    keys = [(limit, _key(limit, whom)) for limit, whom in tried]
    with transaction() as current:
        current.execute(delete(Attempt).where(Attempt.at < now() - timedelta(minutes=LONGEST_MINUTES)))
        for limit, key in sorted(keys, key=lambda each: each[1]):
            _take_turn(key)
            since = now() - timedelta(minutes=limit.minutes)
            made = current.scalar(select(func.count()).where(Attempt.key == key, Attempt.at > since)) or 0
            if made >= limit.attempts:
                raise TooManyAnywhere if limit is ACCOUNT_ANYWHERE else TooMany
        counted = [Attempt(key=key) for _limit, key in keys]
        current.add_all(counted)
        current.flush()
        return [each.id for each in counted]


def forgive(counted: list[int]) -> None:
    """Take back what `count_attempt` counted: the try went well. Must be called within a transaction."""
    session().execute(delete(Attempt).where(Attempt.id.in_(counted)))


def _client() -> str:
    """Where the request comes from. An IPv6 client owns a whole /64, so that is what counts as one."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _key(limit: Limit, whom: str) -> str:
    """Who tries what, unreadable to whoever reads the table: addresses of clients are personal data."""
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, f"{limit.name}|{whom}".encode(), hashlib.sha256).hexdigest()


def _take_turn(key: str) -> None:
    """Let nobody else count for the same key until this transaction ends. On SQLite the write lock sees to it."""
    if session().connection().dialect.name == "postgresql":
        session().execute(select(func.pg_advisory_xact_lock(int(key[:15], 16))))
