"""Addresses that take no letters: who says so, from when on letters to them are paused, and how they go on.

A mail server says no at once, or takes the letter and reports later that it could not be delivered (RFC 3464).
"""

from datetime import timedelta
from email import message_from_bytes, message_from_string
from email.message import Message
from email.policy import default
from typing import Any

from sqlalchemy import delete, func, select

from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.errors import N_, Refusal
from wiki.digest.models import MAX_ANSWER, Bounce, Letter, Pause, State

ENOUGH = 3  # refusals after which letters are paused
REMEMBERED = timedelta(days=90)


class NoReport(Refusal):
    """What was read is no report about one of our letters."""

    msgid = N_("This is no report about a letter of the wiki that could not be delivered for good.")


class NobodyThere(Refusal):
    """The address is nobody's."""

    status = 404
    msgid = N_("No account has the address %(address)s.")


def note_bounce(user: User, reason: str, report: str | None = None) -> bool:
    """Write down that `user`'s address did not take a letter; whether letters to it are paused now.

    The same report counts once, however often it is read.
    """
    with transaction():
        if report and session().scalar(select(Bounce.id).where(Bounce.report == report)):
            return session().get(Pause, user.id) is not None
        address = user.email or ""
        session().add(Bounce(user_id=user.id, address=address, reason=reason[:MAX_ANSWER], report=report))
        session().flush()
        recent = select(func.count(Bounce.id)).where(
            Bounce.user_id == user.id, Bounce.address == address, Bounce.at > now() - REMEMBERED
        )
        if (session().scalar(recent) or 0) < ENOUGH:
            return False
        pause = session().get(Pause, user.id)
        if pause is None or pause.address != address:
            session().merge(Pause(user_id=user.id, address=address, at=now(), reason=reason[:MAX_ANSWER]))
    return True


def end_pause(user_id: int) -> None:
    """Send letters again to an address that did not take them, and forget that it did not."""
    with transaction():
        session().execute(delete(Pause).where(Pause.user_id == user_id))
        session().execute(delete(Bounce).where(Bounce.user_id == user_id))


def pause_of(user: User) -> Pause | None:
    """Why `user` gets no letters at the present address, if so."""
    pause = session().get(Pause, user.id)
    return pause if pause is not None and pause.address == user.email else None


def note_address(address: str, reason: str) -> tuple[User, bool]:
    """Write down that letters to `address` come back; whose it is, and whether letters are paused now.

    Raises NobodyThere.
    """
    user = _account(address)
    return user, note_bounce(user, reason)


def note_report(report: bytes) -> tuple[User, bool]:
    """Read a report that a mail server has sent, and write down that the letter in it came back for good.

    Whose it was, and whether letters are paused now. Raises NoReport when it is not such a report about one of ours.
    """
    letter = message_from_bytes(report, policy=default)
    failed, returned = _failed_recipients(letter), _letter_returned(letter)
    if not failed or returned is None:
        raise NoReport
    user = session().get_one(User, returned.user_id)
    for address, reason in failed:
        if address.casefold() == user.email:
            with transaction():
                returned.state, returned.answer = State.FAILED, reason[:MAX_ANSWER]
                return user, note_bounce(user, reason, returned.message_id)
    raise NoReport


def _letter_returned(report: Message) -> Letter | None:
    """The letter that a report gives back, or its head. Few know its Message-ID, so nobody makes up a report."""
    for part in report.walk():
        kind = part.get_content_type()
        number = None
        if kind == "text/rfc822-headers":
            number = message_from_string(part.get_content(), policy=default)["Message-ID"]  # type: ignore[attr-defined]
        elif kind == "message/rfc822":
            number = part.get_payload(0)["Message-ID"]  # type: ignore[index]
        found = session().scalar(select(Letter).where(Letter.message_id == str(number).strip())) if number else None
        if found is not None:
            return found
    return None


def _failed_recipients(report: Message) -> list[tuple[str, str]]:
    """The addresses that failed for good in a report, each with the reason it gives (RFC 3464, 2.3)."""
    found = []
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks: Any = part.get_payload()
        for block in blocks if isinstance(blocks, list) else ():
            recipient = str(block["Final-Recipient"] or block["Original-Recipient"] or "")
            status = str(block["Status"] or "").strip()
            is_final = str(block["Action"] or "").strip().lower() == "failed" and not status.startswith("4")
            address = recipient.partition(";")[2].strip() or recipient.strip()
            if address and is_final:
                found.append((address, str(block["Diagnostic-Code"] or status)))
    return found


def _account(address: str) -> User:
    user = session().scalar(select(User).where(User.email == address.strip().strip("<>").casefold()))
    if user is None:
        raise NobodyThere(address=address)
    return user
