"""The forms on which somebody is blocked, or let in again, and the list of those who are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from wiki.accounts.blocks import block_of
from wiki.accounts.hidden import MAX_REASON
from wiki.accounts.models import Block, User
from wiki.accounts.names import user_page
from wiki.accounts.permissions import can, require
from wiki.accounts.queries import user_by_name
from wiki.accounts.scope import Scope, scope_of, scopes_of
from wiki.core.clock import now
from wiki.core.db import session
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext, sentence
from wiki.core.numbers import row_number
from wiki.core.paging import paging
from wiki.core.web import StaleForm, form_is_stale, keeps_text
from wiki.gardening.block import Terms, block_user, require_blocking, unblock_user, user_called
from wiki.gardening.lasting import NEVER, read_until, span_choices
from wiki.gardening.log_words import until_in_words
from wiki.journal.kept import no_longer_than
from wiki.journal.models import Entry
from wiki.journal.namespaces import namespace_words
from wiki.markup import Namespace, PageName, parse_name

STALE = N_("The form had been open too long. What you wrote is still here: press once more.")

EVERYTHING, SOME = "everything", "some"

blueprint = Blueprint("blocking", __name__)
blueprint.add_app_template_global(scope_of)


@dataclass(frozen=True)
class Form:
    """The form: from what, how long, and why. `until` is the moment that it was filled in with, where there was one."""

    from_what: str = EVERYTHING
    pages: str = ""
    namespaces: tuple[str, ...] = ()
    discussions: bool = False
    lasts: str = "day"
    date: str = ""
    reason: str = ""
    own_talk: bool = True
    until: datetime | None = None

    @classmethod
    def of(cls, terms: Terms, reason: str = "") -> "Form":
        """A form that asks for `terms`."""
        scope = terms.scope or Scope()
        return cls(
            EVERYTHING if terms.scope is None else SOME,
            "\n".join(name.full for name in scope.pages),
            tuple(each.value for each in scope.namespaces),
            scope.discussions,
            terms.until.isoformat() if terms.until else NEVER,
            reason=reason,
            own_talk=terms.own_talk,
            until=terms.until,
        )

    @classmethod
    def sent(cls) -> "Form":
        """The form as it was sent."""
        from_what, pages, lasts, date, reason = (
            request.form.get(field, "") for field in ("from", "pages", "lasts", "date", "reason")
        )
        return cls(
            SOME if from_what == SOME else EVERYTHING,
            pages,
            tuple(request.form.getlist("namespace")),
            "discussions" in request.form,
            lasts,
            date,
            reason,
            "own_talk" in request.form,
        )

    def terms(self) -> Terms:
        """What it asks for. Raises BadSpan, BadName."""
        until = read_until(self.lasts, self.date)
        return Terms(until, self.own_talk, self._scope() if self.from_what == SOME else None)

    def _scope(self) -> Scope:
        lines = [line.strip() for line in self.pages.splitlines() if line.strip()]
        names = dict.fromkeys(map(parse_name, lines))
        kinds = tuple(each for each in Namespace if each.value in self.namespaces)
        return Scope(tuple(names), kinds, self.discussions)


@blueprint.app_template_global()
def block_of_page(name: PageName) -> Block | None:
    """What keeps the user whose page is called `name` from writing, for those who may block."""
    user = user_by_name(name.title) if name.namespace is Namespace.USER and can("block") else None
    block = block_of(user) if user else None
    if block and block.until:
        no_longer_than(block.until)
    return block


@blueprint.get("/block/<path:name>")
def block_form(name: str) -> Any:
    """How somebody is blocked, to be changed; with `?undo=`, as they were before that entry ended it."""
    user = _to_be_blocked(name)
    undone = session().get(Entry, row_number(request.args.get("undo", "")) or 0)
    if undone and undone.name == user_page(user.name).full and undone.kind in {"block", "unblock"}:
        said = undone.details or {}
        if undone.kind == "unblock":
            return _shown(user, Form.of(Terms.told(said), gettext("Blocked again")))
        if before := said.get("before"):
            return _shown(user, Form.of(Terms.told(before), gettext("Changed back")))
    block = block_of(user)
    return _shown(user, Form.of(Terms.of(block)) if block else Form())


@blueprint.post("/block/<path:name>")
@keeps_text
def send_blocked(name: str) -> Any:
    """Block somebody."""
    user = _to_be_blocked(name)
    form = Form.sent()
    try:
        if form_is_stale():
            raise StaleForm(STALE)
        terms = block_user(user, form.terms(), form.reason, by=current_user)
    except Refusal as refusal:
        return _shown(user, form, refusal)
    flash(blocked_words(user.name, terms.until, terms.scope))
    return redirect(url_for("blocking.blocks"), 303)


@blueprint.get("/unblock/<path:name>")
def unblock_form(name: str) -> Any:
    """Ask why somebody shall be let in again."""
    user = _to_be_blocked(name)
    return _asking_why(user)


@blueprint.post("/unblock/<path:name>")
@keeps_text
def send_unblocked(name: str) -> Any:
    """End somebody's block."""
    user = _to_be_blocked(name)
    reason = request.form.get("reason", "")
    try:
        if form_is_stale():
            raise StaleForm(STALE)
        was_blocked = unblock_user(user, reason, by=current_user)
    except Refusal as refusal:
        return _asking_why(user, reason, refusal)
    words = N_("%(name)s can write again.") if was_blocked else N_("%(name)s was not blocked.")
    flash(gettext(words, name=user.name))
    return redirect(url_for("blocking.blocks"), 303)


@blueprint.get("/blocks")
def blocks() -> Any:
    """Everybody who is blocked, the latest first."""
    require(current_user, "read")
    lasting = or_(Block.until.is_(None), Block.until > now())
    part = paging(session().scalar(select(func.count()).select_from(Block).where(lasting)) or 0)
    newest = select(Block).where(lasting).order_by(Block.at.desc(), Block.user_id)
    with_people = newest.options(joinedload(Block.user), joinedload(Block.by))
    shown = session().scalars(with_people.offset(part.offset).limit(part.per_page)).all()
    return render_template(
        "gardening/blocks.html", blocks=shown, scopes=scopes_of(shown), kinds=dict(namespace_words()), paging=part
    )


@blueprint.app_template_global()
def blocked_words(name: str, until: datetime | None, scope: Scope | None) -> str:
    """That somebody is blocked, from what and how long."""
    if scope is None:
        return gettext("%(name)s is blocked %(until)s.", name=name, until=until_in_words(until))
    return gettext(
        "%(name)s is blocked from %(what)s, %(until)s.", name=name, what=scope.in_words, until=until_in_words(until)
    )


def _to_be_blocked(name: str) -> User:
    """The user called so, whom whoever asks may block. Raises NoSuchUser to those only who may block at all."""
    require(current_user, "block")
    user = user_called(name)
    require_blocking(current_user, user)
    return user


def _shown(user: User, form: Form, refusal: Refusal | None = None) -> Any:
    block = block_of(user)
    stays = form.until or (block.until if block else None)
    shown = render_template(
        "gardening/block.html",
        user=user,
        block=block,
        scope=scope_of(block) if block else None,
        form=form,
        kinds=namespace_words(),
        spans=span_choices(stays),
        problem=sentence(refusal) if refusal else "",
        most=MAX_REASON,
    )
    return shown, refusal.status if refusal else 200


def _asking_why(user: User, reason: str = "", refusal: Refusal | None = None) -> Any:
    block = block_of(user)
    shown = render_template(
        "gardening/unblock.html",
        user=user,
        block=block,
        scope=scope_of(block) if block else None,
        reason=reason,
        problem=sentence(refusal) if refusal else "",
        most=MAX_REASON,
    )
    return shown, refusal.status if refusal else 200
