"""The forms on which somebody is blocked, or let in again, and the list of those who are."""

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
from wiki.accounts.permissions import require
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
from wiki.journal.models import Entry

STALE = N_("The form had been open too long. What you wrote is still here: press once more.")

blueprint = Blueprint("blocking", __name__)


@blueprint.get("/block/<path:name>")
def block_form(name: str) -> Any:
    """How somebody is blocked, to be changed; with `?undo=`, as they were before that entry ended it."""
    user = _to_be_blocked(name)
    undone = session().get(Entry, row_number(request.args.get("undo", "")) or 0)
    if undone and undone.kind == "unblock" and undone.name == user_page(user.name).full:
        said = undone.details or {}
        until = datetime.fromisoformat(said["until"]) if said.get("until") else None
        return _shown(user, Terms(until, said.get("own_talk", True)), reason=gettext("Blocked again"))
    block = block_of(user)
    return _shown(user, Terms(block.until, block.own_talk) if block else Terms(), lasts="" if block else "day")


@blueprint.post("/block/<path:name>")
@keeps_text
def send_blocked(name: str) -> Any:
    """Block somebody."""
    user = _to_be_blocked(name)
    lasts, date, reason = (request.form.get(field, "") for field in ("lasts", "date", "reason"))
    own_talk = "own_talk" in request.form
    try:
        if form_is_stale():
            raise StaleForm(STALE)
        terms = Terms(read_until(lasts, date), own_talk)
        block_user(user, terms, reason, by=current_user)
    except Refusal as refusal:
        return _shown(user, Terms(None, own_talk), refusal, lasts, date, reason)
    flash(gettext("%(name)s is blocked %(until)s.", name=user.name, until=until_in_words(terms.until)))
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
    return render_template("gardening/blocks.html", blocks=shown, paging=part)


def _to_be_blocked(name: str) -> User:
    """The user called so, whom whoever asks may block. Raises NoSuchUser to those only who may block at all."""
    require(current_user, "block")
    user = user_called(name)
    require_blocking(current_user, user)
    return user


def _shown(
    user: User,
    terms: Terms,
    refusal: Refusal | None = None,
    lasts: str = "",
    date: str = "",
    reason: str = "",
) -> Any:
    block = block_of(user)
    stays = terms.until or (block.until if block else None)
    shown = render_template(
        "gardening/block.html",
        user=user,
        block=block,
        terms=terms,
        spans=span_choices(stays),
        lasts=lasts or (terms.until.isoformat() if terms.until else NEVER),
        date=date,
        reason=reason,
        problem=sentence(refusal) if refusal else "",
        most=MAX_REASON,
    )
    return shown, refusal.status if refusal else 200


def _asking_why(user: User, reason: str = "", refusal: Refusal | None = None) -> Any:
    shown = render_template(
        "gardening/unblock.html",
        user=user,
        block=block_of(user),
        reason=reason,
        problem=sentence(refusal) if refusal else "",
        most=MAX_REASON,
    )
    return shown, refusal.status if refusal else 200
