"""Hiding parts of a version of a file: what it holds, what is hidden of it, and what can be shown in its place."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Blueprint, Flask, render_template, url_for
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.core.web import keeps_text
from wiki.files.addresses import file_url
from wiki.files.hidden_versions import hidden_versions
from wiki.files.hideable import FILE
from wiki.files.models import File, FileVersion
from wiki.files.queries import versions
from wiki.gardening.hiding import hide_as_sent, show_as_sent
from wiki.gardening.hushed import FILE_VERSION
from wiki.gardening.undoing import undo_at
from wiki.gardening.withhold import RIGHT, alike, file_version, is_shown_now, put_in, release, withhold
from wiki.journal.models import Entry
from wiki.pages.files_shown import thumbnail_of
from wiki.pages.queries import find_page
from wiki.pages.views import about
from wiki.uploads.queries import files_holding

blueprint = Blueprint("withholding", __name__)

MANY = 1000  # versions of a file, among which one is sought that can be shown


@blueprint.get("/file-version/<int:version_id>/hide", endpoint="look")
def look(version_id: int) -> Any:
    """What the version holds, hidden or not, and the forms that hide and show its parts."""
    require(current_user, RIGHT)
    return _shown(version_id)


@blueprint.post("/file-version/<int:version_id>/hide")
@keeps_text
def hide(version_id: int) -> Any:
    """Hide the parts that were chosen."""
    require(current_user, RIGHT)
    file_version(version_id)
    return hide_as_sent(version_id, withhold, partial(_shown, version_id), _address(version_id))


@blueprint.post("/file-version/<int:version_id>/show")
def show(version_id: int) -> Any:
    """Show the parts that were chosen again."""
    require(current_user, RIGHT)
    return show_as_sent(version_id, release, _address(version_id))


def _address(version_id: int) -> str:
    return url_for("withholding.look", version_id=version_id)


def _shown(version_id: int, chosen: Sequence[str] = (), reason: str = "", error: str = "") -> str:
    version = file_version(version_id)
    file, name = version.file, version.file.name
    is_current = is_shown_now(version)
    return render_template(
        "gardening/withhold.html",
        **about(name, find_page(name)),
        version=version,
        content=file_url(file.title, version.checksum),
        thumb=thumbnail_of(file.title, version),
        stored=put_in(version_id),
        hidden=hidden_versions([version_id]).get(version_id, {}),
        same=[each for each in alike(version) if each.id != version_id],
        elsewhere=[other for other in files_holding(version.checksum) if other.id != file.id],
        is_current=is_current,
        instead=_instead(file, version) if is_current else None,
        chosen=chosen,
        reason=reason,
        error=error,
    )


def _instead(file: File, version: FileVersion) -> FileVersion | None:
    """The newest other version that could be shown in the place of this one."""
    every = versions(file, MANY)
    hidden = hidden_versions(each.id for each in every)
    others = (each for each in every if each.checksum != version.checksum and FILE not in hidden.get(each.id, {}))
    return next(others, None)


def _of(entry: Entry) -> str:
    return _address((entry.details or {})[FILE_VERSION])


def init_withholding(app: Flask) -> None:
    """Let the log lead to the version that was hidden, to show it again."""
    for kind in ("withhold", "release"):
        undo_at(app, kind, RIGHT, _of)
