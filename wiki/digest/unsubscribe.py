"""Stopping letters by the link in one of them, without signing in, and taking that back.

Stopping twice is the same as stopping once: mail programs send such things more than once.
"""

from collections.abc import Mapping

from sqlalchemy import delete

from wiki.accounts.models import User
from wiki.core.db import session, transaction
from wiki.digest.kinds import KINDS
from wiki.digest.links import ALL, NoSuchLink, StopLink
from wiki.digest.models import Pace, Stop, Unsubscription
from wiki.digest.wishes import paces_of, set_paces, start_again, stop_all


def unsubscribe(link: StopLink) -> None:
    """Stop what `link` is about. Raises NoSuchLink when the account is gone."""
    account_of(link)
    if link.what == ALL:
        return stop_all(link.user_id)
    with transaction():
        before = {key: pace for key, pace in _meant(link).items() if pace is not Pace.NEVER}
        if before:
            _remember(link, before)
            set_paces(link.user_id, dict.fromkeys(before, Pace.NEVER))
    return None


def get_weekly(link: StopLink) -> None:
    """Send what `link` is about once a week instead of more often. Raises NoSuchLink."""
    account_of(link)
    with transaction():
        before = {key: pace for key, pace in _meant(link).items() if pace in {Pace.ONCE, Pace.DAILY}}
        if before:
            _remember(link, before)
            set_paces(link.user_id, dict.fromkeys(before, Pace.WEEKLY))


def take_back(link: StopLink) -> None:
    """Let everything be as before `link` was used. Raises NoSuchLink."""
    account_of(link)
    if link.what == ALL:
        return start_again(link.user_id)
    with transaction():
        found = session().get(Unsubscription, (link.user_id, link.what))
        if found is not None:
            set_paces(link.user_id, {key: Pace(pace) for key, pace in found.before.items() if key in KINDS})
            session().delete(found)
    return None


def is_stopped(link: StopLink) -> bool:
    """Whether what `link` is about is stopped already."""
    if session().get(Stop, link.user_id) is not None:
        return True
    return link.what != ALL and all(pace is Pace.NEVER for pace in _meant(link).values())


def can_be_taken_back(link: StopLink) -> bool:
    """Whether there is something to take back."""
    if link.what == ALL:
        return session().get(Stop, link.user_id) is not None
    return session().get(Unsubscription, (link.user_id, link.what)) is not None


def account_of(link: StopLink) -> User:
    """Whose letters they are. Raises NoSuchLink when there is nobody any more."""
    user = session().get(User, link.user_id)
    if user is None:
        raise NoSuchLink
    return user


def _meant(link: StopLink) -> dict[str, Pace]:
    """The kinds that `link` is about, with their present pace."""
    paces = paces_of(link.user_id)
    if link.kind:
        return {link.kind: paces[link.kind]}
    return {key: pace for key, pace in paces.items() if pace is link.pace}


def _remember(link: StopLink, before: Mapping[str, Pace]) -> None:
    """So that it can be taken back: how it was, this time and the times before."""
    key = (link.user_id, link.what)
    known = session().get(Unsubscription, key)
    older = known.before if known else {}
    session().execute(delete(Unsubscription).where(Unsubscription.user_id == key[0], Unsubscription.what == key[1]))
    if known:
        session().expunge(known)
    session().add(Unsubscription(user_id=key[0], what=key[1], before={**older, **before}))
    session().flush()
