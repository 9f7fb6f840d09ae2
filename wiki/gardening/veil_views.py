"""One line of the log by itself, and the forms that hide parts of it and show them again."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Blueprint, Flask, render_template, url_for
from flask_login import current_user

from wiki.accounts.models import User
from wiki.accounts.permissions import can, require
from wiki.core.db import session
from wiki.core.web import keeps_text
from wiki.files.queries import find_file, versions
from wiki.gardening.hiding import hide_as_sent, show_as_sent
from wiki.gardening.hushed import FILE_VERSION, TOLD, UPLOADED, Said, said_by
from wiki.gardening.log import LogFilter, read_line
from wiki.gardening.log_views import log_address
from wiki.gardening.undoing import undo_at
from wiki.gardening.veil import RIGHT, line_of, parts_to_hide, unveil, veil
from wiki.journal.hidden import hidden_lines
from wiki.journal.kept import kept
from wiki.journal.models import Entry
from wiki.markup import parse_name
from wiki.talk.hide import RIGHT as HIDE_POST

blueprint = Blueprint("veiling", __name__)

POSTS = ("reply", "amend")
MANY = 1000  # versions of a file


@blueprint.get("/log/<int:number>", endpoint="line")
@kept(minutes=1)  # as the log
def line(number: int) -> Any:
    """One line of the log, for whoever may read it there, and why parts of it are hidden."""
    require(current_user, "read")
    return render_template("gardening/log_line.html", line=read_line(number), asked=LogFilter(), address=log_address)


@blueprint.get("/log/<int:number>/hide", endpoint="look")
def look(number: int) -> Any:
    """What the line says, hidden or not, and the forms that hide and show its parts."""
    require(current_user, RIGHT)
    return _shown(number)


@blueprint.post("/log/<int:number>/hide")
@keeps_text
def hide(number: int) -> Any:
    """Hide the parts that were chosen."""
    require(current_user, RIGHT)
    line_of(number)
    return hide_as_sent(number, veil, partial(_shown, number), _address(number))


@blueprint.post("/log/<int:number>/show")
def show(number: int) -> Any:
    """Show the parts that were chosen again."""
    require(current_user, RIGHT)
    return show_as_sent(number, unveil, _address(number))


def _address(number: int) -> str:
    return url_for("veiling.look", number=number)


def _shown(number: int, chosen: Sequence[str] = (), reason: str = "", error: str = "") -> str:
    entry = line_of(number)
    said = said_by(entry)
    return render_template(
        "gardening/veil.html",
        line=read_line(number),
        asked=LogFilter(),
        address=log_address,
        said=said,
        actor=session().get(User, said.actor_id) if said.actor_id else None,
        version=url_for("concealing.look", revision_id=said.revision_id) if entry.kind in TOLD else None,
        file_version=_of_file(entry, said),
        parts=parts_to_hide(entry),
        hidden=hidden_lines([number]).get(number, {}),
        chosen=chosen,
        reason=reason,
        error=error,
    )


def _of_file(entry: Entry, said: Said) -> str | None:
    """Where the version of a file is hidden of which `entry` tells; old entries do not say which it was."""
    number = said.details.get(FILE_VERSION)
    if entry.kind == UPLOADED and number is None and said.name:
        file = find_file(parse_name(said.name).title)
        known = versions(file, MANY) if file else []
        number = next((each.id for each in known if each.uploaded_at == entry.at), None)
    return url_for("withholding.look", version_id=number) if entry.kind == UPLOADED and number else None


def hide_address(entry: Entry) -> str | None:
    """Where the present reader can hide what `entry` tells; None where there is nothing to hide, or no right to."""
    if entry.kind in POSTS and entry.reply_id:
        return url_for("talk_care.hide_form", reply_id=entry.reply_id) if can(HIDE_POST) else None
    return _address(entry.id) if can(RIGHT) and parts_to_hide(entry) else None


def init_veiling(app: Flask) -> None:
    """Offer it beside each line of the log, and let what has been hidden be shown again from there."""
    app.jinja_env.globals["hide_address"] = hide_address
    for kind in ("veil", "unveil"):
        undo_at(app, kind, RIGHT, lambda entry: _address((entry.details or {})["entry"]))
