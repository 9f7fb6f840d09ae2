"""New versions of a file that is there: put one in, or let an earlier one be shown again."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask_login import current_user

from wiki.accounts.permissions import allowed, require
from wiki.core.errors import N_, NotFound, Refusal
from wiki.core.i18n import gettext, sentence
from wiki.core.numbers import row_number
from wiki.core.web import StaleForm, form_is_stale, keeps_text, takes_files
from wiki.files.inspect import inspect
from wiki.files.models import File
from wiki.files.queries import find_file
from wiki.markup import Namespace, PageName
from wiki.pages.file_page import version_of
from wiki.pages.queries import find_page
from wiki.pages.views import about, canonical
from wiki.protection.ask import require_on
from wiki.uploads.forms import KEPT, me
from wiki.uploads.held import hold, take_up
from wiki.uploads.upload import restore_file, upload_version
from wiki.uploads.views import NoFile

blueprint = Blueprint("file_versions", __name__)


@blueprint.get("/upload/<path:name>")
def renew(name: str) -> Any:
    """The form for a new version of a file."""
    page_name, elsewhere = canonical("file_versions.renew", name)
    require_on(current_user, "upload", page_name)
    return elsewhere or _shown(_file(page_name))


@blueprint.post("/upload/<path:name>")
@keeps_text
@takes_files
def put_in(name: str) -> Any:
    """A new version was sent."""
    page_name, _elsewhere = canonical("file_versions.renew", name)
    if not allowed(current_user, "upload"):
        require(current_user, "upload")
    file = _file(page_name)
    note = request.form.get("note", "")
    try:
        require_on(current_user, "upload", page_name)
        if form_is_stale():
            raise StaleForm(KEPT)
        sent = request.files.get("file")
        inspected = inspect(sent.read(), sent.filename) if sent and sent.filename else take_up(note, me())
        if inspected is None:
            raise NoFile
        note = hold(inspected, me())
        upload_version(file.title, inspected, request.form.get("comment", ""), me())
    except Refusal as refusal:
        return _shown(file, refusal, note)
    flash(gettext("Thank you! The new version is shown from now on."))
    return redirect(page_name.path)


@blueprint.get("/restore/<path:name>")
def ask(name: str) -> Any:
    """Ask whether an earlier version (`?version=2`) shall be shown again."""
    page_name, elsewhere = canonical("file_versions.ask", name)
    require_on(current_user, "upload", page_name)
    if elsewhere:
        return elsewhere
    version = version_of(_file(page_name), row_number(request.args.get("version", "")) or 0)
    return render_template("uploads/restore.html", **about(page_name, find_page(page_name)), version=version)


@blueprint.post("/restore/<path:name>")
def restore(name: str) -> Any:
    """Let the earlier version be shown again."""
    page_name, _elsewhere = canonical("file_versions.ask", name)
    require_on(current_user, "upload", page_name)
    number = row_number(request.form.get("version", "")) or 0
    comment = gettext("Version %(number)s restored", number=number)
    restore_file(_file(page_name).title, number, comment, me())
    flash(gettext("Version %(number)s is shown again.", number=number))
    return redirect(page_name.path)


def _file(name: PageName) -> File:
    file = find_file(name.title) if name.namespace is Namespace.FILE else None
    if file is None:
        raise NotFound(N_("There is no file called %(name)s."), name=name.full)
    return file


def _shown(file: File, refusal: Refusal | None = None, note: str = "") -> Any:
    page = render_template(
        "uploads/renew.html",
        **about(file.name, find_page(file.name)),
        file=file,
        note=note,
        comment=request.form.get("comment", ""),
        problem=sentence(refusal) if refusal else "",
    )
    return page, refusal.status if refusal else 200
