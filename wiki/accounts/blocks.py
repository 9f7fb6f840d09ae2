"""People who may not write for a while: asked by `require`, so that nothing that takes a right is forgotten.

Whoever is blocked can read, sign in, see to their own account, and hear of what they watch. Where the block says so
they can write on the talk page of their own page, to say what they think of it. A block from some pages only takes away
every right to those, and none elsewhere: whatever is done with a certain page says with which (`require`, its `on`).
"""

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import joinedload

from wiki.accounts.models import Block, Role, User
from wiki.accounts.scope import Scope, scope_of
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
    """Whoever asks may not write for a while, or not on this page; `block` says until when and why."""

    advice = N_("You can read as before, and see to your own account.")

    def __init__(self, block: Block, scope: Scope | None = None, on: PageName | None = None) -> None:
        super().__init__("%(text)s", text=sentence_about(block, scope, on))
        self.block = block
        self.scope = scope
        if scope:
            self.advice = N_("You can read as before, and write on all other pages.")


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
    scope = scope_of(block)
    if scope is None or scope.covers(action, on):
        raise Blocked(block, scope, on)


def sentence_about(block: Block, scope: Scope | None = None, on: PageName | None = None) -> str:
    """Until when somebody is blocked, by whom, why, and where they can turn, in the reader's language.

    With a `scope` the block is about that only, and the page `on` is what they have asked for.
    """
    who = block.by.name if block.by else gettext("an administrator")
    if scope is not None and on:
        first = _from_some_pages(block, scope, on, who)
    elif block.until:
        first = gettext("You are blocked until %(when)s by %(who)s.", when=long_datetime(block.until), who=who)
    else:
        first = gettext("You are blocked by %(who)s, without an end.", who=who)
    reason = gettext("Reason: %(reason)s.", reason=block.reason.rstrip(" .") or gettext("(the reason is hidden)"))
    if scope and not scope.discussions:
        turn = gettext("You can write in its discussion, also if you think that this is wrong.")
    elif block.own_talk:
        turn = gettext("If you think that this is wrong, write in the discussion of your own user page.")
    else:
        turn = gettext("If you think that this is wrong, turn to %(names)s.", names=", ".join(_helpers()) or who)
    return f"{first} {reason} {turn}"


def _from_some_pages(block: Block, scope: Scope, on: PageName, who: str) -> str:
    if block.until:
        said = gettext(
            "You are blocked from “%(page)s” until %(when)s by %(who)s.",
            page=on.full,
            when=long_datetime(block.until),
            who=who,
        )
    else:
        said = gettext("You are blocked from “%(page)s” by %(who)s, without an end.", page=on.full, who=who)
    what = gettext("The block is from %(what)s, and nothing else.", what=scope.in_words)
    return f"{said} {what}"


def _helpers() -> list[str]:
    """Administrators to turn to, those who have been here longest."""
    able = User.role >= Role.ADMINISTRATOR, User.confirmed_at.is_not(None), User.password_hash.is_not(None)
    return list(session().scalars(select(User.name).where(*able).order_by(User.id).limit(MOST_HELPERS)))
