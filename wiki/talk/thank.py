"""Thanking for a post or for a version of a page, and taking it back."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.core.db import session, transaction
from wiki.core.errors import N_, Refusal
from wiki.journal.record import Details, record
from wiki.pages.models import Page, Revision
from wiki.talk.models import Reply, Thanks
from wiki.talk.queries import locked

RIGHT = "thank"


class NobodyToThank(Refusal):
    """There is no one to thank, or it would be oneself."""

    status = 409


def thank_for_reply(reply: Reply, by: User, *, taken_back: bool = False) -> None:
    """Thank whoever wrote `reply`, or take that back. Once is enough. Raises NobodyToThank, refusals of `require`."""
    with transaction():
        require(by, RIGHT)
        topic = locked(reply.topic_id)  # two clicks at once are one
        session().refresh(reply)
        _check(reply.author_id, by)
        if reply.hidden:
            raise NobodyToThank(N_("The post is hidden."))
        put_thanks(topic.page, Thanks(user_id=by.id, reply_id=reply.id), by, taken_back=taken_back)


def thank_for_revision(revision: Revision, by: User, *, taken_back: bool = False) -> None:
    """Thank whoever made `revision`, or take that back. Raises as `thank_for_reply`."""
    with transaction():
        require(by, RIGHT)
        page = session().scalars(select(Page).where(Page.id == revision.page_id).with_for_update()).one()
        _check(revision.author_id, by)
        put_thanks(page, Thanks(user_id=by.id, revision_id=revision.id), by, taken_back=taken_back)


def _check(author_id: int | None, by: User) -> None:
    if author_id is None:
        raise NobodyToThank(N_("Whoever wrote this has no account any longer."))
    if author_id == by.id:
        raise NobodyToThank(N_("This is your own. Others can thank you for it."))


def put_thanks(page: Page, thanks: Thanks, by: User, *, taken_back: bool = False) -> None:
    """Add `thanks`, for something on `page` or its talk page, or take the like of it back; what is so already stays.

    For acts, within their transaction.
    """
    same = (Thanks.reply_id == thanks.reply_id) if thanks.reply_id else (Thanks.revision_id == thanks.revision_id)
    there = session().scalar(select(Thanks).where(same, Thanks.user_id == by.id))
    if bool(there) != taken_back:
        return
    if there:
        session().delete(there)
    else:
        session().add(thanks)
    details: Details = {"page_id": page.id, "namespace": page.namespace, "name": page.name.full}
    if thanks.at:
        details["at"] = thanks.at
    if thanks.reply_id:
        details["reply_id"] = thanks.reply_id
        details["topic_id"] = session().get_one(Reply, thanks.reply_id).topic_id
    elif thanks.revision_id:
        details["revision_id"] = thanks.revision_id
    record("unthank" if taken_back else "thank", by, **details)


def thanks_for_replies(reply_ids: Iterable[int]) -> dict[int, list[Thanks]]:
    """Who has thanked for each of some posts, the first first, with their accounts."""
    found: defaultdict[int, list[Thanks]] = defaultdict(list)
    for each in _thanks(Thanks.reply_id.in_([*reply_ids])):
        found[each.reply_id or 0].append(each)
    return found


def thanks_for_revisions(revision_ids: Iterable[int]) -> dict[int, list[Thanks]]:
    """Who has thanked for each of some versions, the first first, with their accounts."""
    found: defaultdict[int, list[Thanks]] = defaultdict(list)
    for each in _thanks(Thanks.revision_id.in_([*revision_ids])):
        found[each.revision_id or 0].append(each)
    return found


def _thanks(about: ColumnElement[bool]) -> Iterable[Thanks]:
    return session().scalars(select(Thanks).where(about).order_by(Thanks.id).options(joinedload(Thanks.by)))
