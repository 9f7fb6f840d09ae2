"""All files: a gallery to look through, and the same as JSON for the editor."""

from typing import Any

from flask import Blueprint, jsonify, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.core.paging import Paging, paging
from wiki.files.queries import FileFilter, count_files, files
from wiki.journal.kept import kept
from wiki.pages.files_shown import alternative_text, fields_of, size_in_words, thumbnail_of, type_in_words
from wiki.uploads.forms import for_script

KINDS = ("picture", "document")
ORDERS = ("new", "name", "size")

blueprint = Blueprint("file_list", __name__)


@blueprint.get("/files", endpoint="files")
def all_files() -> Any:
    """The files that are asked for (`?q=torg&kind=picture&order=name`), a page at a time."""
    require(current_user, "read")
    return _for_scripts() if for_script() else _for_people()


@kept()
def _for_people() -> str:
    chosen, order = _chosen()
    part = paging(count_files(chosen), per_page=24)
    return render_template(
        "uploads/files.html", files=_seen(chosen, order, part), chosen=chosen, order=order, paging=part
    )


def _for_scripts() -> Any:
    chosen, order = _chosen()
    part = paging(count_files(chosen), per_page=24)
    return jsonify(files=_seen(chosen, order, part), pages=part.pages, total=part.total)


def _chosen() -> tuple[FileFilter, str]:
    kind, order = request.args.get("kind", ""), request.args.get("order", "")
    chosen = FileFilter(request.args.get("q", "")[:200].strip(), kind if kind in KINDS else "")
    return chosen, order if order in ORDERS else ORDERS[0]


def _seen(chosen: FileFilter, order: str, part: Paging) -> list[dict[str, Any]]:
    """The files of one page of the list, in words."""
    found = files(chosen, part.per_page, part.offset, order)
    said = fields_of([version.file.title for version in found])
    return [
        {
            "name": version.file.title,
            "target": version.file.name.full,
            "url": url_for("pages.read", name=version.file.name.address),
            "picture": version.is_picture,
            "thumb": thumbnail_of(version.file.title, version),
            "alt": alternative_text(said.get(version.file.title, {})),
            "words": f"{type_in_words(version.extension)}, {size_in_words(version.size)}",
            "width": version.width,
        }
        for version in found
    ]
