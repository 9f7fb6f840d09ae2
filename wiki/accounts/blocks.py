"""People who may not write for a while: asked by `require`, so that nothing that takes a right is forgotten.

Whoever is blocked can read, sign in, see to their own account, and hear of what they watch. Where the block says so
they can write on the talk page of their own page, to say what they think of it.
"""

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import joinedload

from wiki.accounts.models import Block, Role, User
from wiki.core.clock import Moment, now
from wiki.core.db import session
from wiki.core.errors import N_, Forbidden
from wiki.core.i18n import gettext, long_datetime
from wiki.markup.names import Namespace, PageName

OPEN_TO_BLOCKED = frozenset(
    {"read", "register", "watch", "keep drafts", "see contacts", "see users", "see searches", "search old versions"}
)
"""Rights that let nobody change what others see. All other rights a block takes away, also those that come later."""

MOST_HELPERS = 3

# Asked by every act, so it is put together once.
_OF = (
    select(Block)
    .where(
        Block.user_id == bindparam("number"),
        or_(Block.until.is_(None), Block.until > bindparam("moment", type_=Moment)),
    )
    .options(joinedload(Block.by))
)


class Blocked(Forbidden):
    """Whoever asks may not write for a while; `block` says until when and why."""

    advice = N_("You can read as before, and see to your own account.")

    def __init__(self, block: Block) -> None:
        super().__init__("%(text)s", text=sentence_about(block))
        self.block = block


def block_of(user: User) -> Block | None:
    """What keeps `user` from writing at this moment, with who has decided so."""
    return session().scalar(_OF, {"number": user.id, "moment": now()})


def refuse_blocked(user: User, action: str, on: PageName | None) -> None:
    """Let only those through who are not blocked from `action`, or may do it on the page `on`. Raises Blocked."""
    if action in OPEN_TO_BLOCKED:
        return
    block = block_of(user)
    if block is None or (block.own_talk and action == "discuss" and on == PageName(Namespace.USER, user.name)):
        return
    raise Blocked(block)


def sentence_about(block: Block) -> str:
    """Until when somebody is blocked, by whom, why, and where they can turn, in the reader's language."""
    who = block.by.name if block.by else gettext("an administrator")
    if block.until:
        first = gettext("You are blocked until %(when)s by %(who)s.", when=long_datetime(block.until), who=who)
    else:
        first = gettext("You are blocked by %(who)s, without an end.", who=who)
    reason = gettext("Reason: %(reason)s.", reason=block.reason.rstrip(" ."))
    if block.own_talk:
        turn = gettext("If you think that this is wrong, write in the discussion of your own user page.")
    else:
        turn = gettext("If you think that this is wrong, turn to %(names)s.", names=", ".join(_helpers()) or who)
    return f"{first} {reason} {turn}"


def _helpers() -> list[str]:
    """Administrators to turn to, those who have been here longest."""
    able = User.role >= Role.ADMINISTRATOR, User.confirmed_at.is_not(None), User.password_hash.is_not(None)
    return list(session().scalars(select(User.name).where(*able).order_by(User.id).limit(MOST_HELPERS)))
