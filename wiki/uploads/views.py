"""Putting files in: the form, which works without scripts and loses nothing, and the same for scripts."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request
from flask_login import current_user

from wiki.accounts.destination import within
from wiki.accounts.faults import BadForm
from wiki.accounts.permissions import require
from wiki.accounts.resume import sign_in_from_form
from wiki.advice.personal import FIELD, LooksPersonal, ask_about_personal_numbers
from wiki.core.errors import N_, Forbidden, Refusal, SignInNeeded
from wiki.core.i18n import gettext, sentence
from wiki.core.web import StaleForm, form_is_stale, keeps_text, keeps_words, refuse_large_file, takes_files
from wiki.files.inspect import Inspected, inspect
from wiki.uploads.described import suggested_title
from wiki.uploads.forms import (
    KEPT,
    Form,
    empty_form,
    for_script,
    held_in_words,
    licence_choices,
    me,
    own_work,
    put_in_words,
)
from wiki.uploads.held import hold, take_up
from wiki.uploads.upload import AlreadyHere, NameTaken, Uploaded, upload_file

blueprint = Blueprint("uploads", __name__)


@blueprint.app_context_processor
def _words() -> dict[str, Any]:
    """What the editor's window for files shows in its fields."""
    return {"own_work": own_work, "licence_choices": licence_choices}


class NoFile(Refusal):
    """The form came without a file."""

    msgid = N_("Choose a file.")


@blueprint.get("/upload")
def upload() -> Any:
    """The form, with the name that a red link asks for (`?name=Torget.jpg`) and the page to go back to (`&back=`)."""
    require(current_user, "upload")
    title = request.args.get("name", "").replace("_", " ").strip()
    return _shown(empty_form(title, request.args.get("back", "")))


@blueprint.post("/upload")
@keeps_text
@takes_files
@keeps_words
def put_in() -> Any:
    """The form was sent. Whatever is wrong, the file and the words are still there when it is shown again."""
    form = Form.sent(request.form)
    if not current_user.is_authenticated:
        sign_in_from_form()
    try:
        refuse_large_file()
        require(current_user, "upload")
        if form_is_stale():
            raise StaleForm(KEPT)
        inspected = _file_sent(form.note)
    except Refusal as refusal:
        return _refused(form, refusal, None)
    if "hold" in request.form:
        return jsonify(held_in_words(inspected))
    try:
        ask_about_personal_numbers(
            (form.said.title, form.said.text, form.said.source, form.said.alt), confirmed=request.form.getlist(FIELD)
        )
        return _put_in(form, upload_file(form.said, inspected, me(), twice=form.twice))
    except Refusal as refusal:
        return _refused(form, refusal, inspected)


def _file_sent(note: str) -> Inspected:
    """The file that came with the form, or the one that was sent before. Slow."""
    sent = request.files.get("file")
    if sent is not None and sent.filename:
        return inspect(sent.read(), sent.filename)
    held = take_up(note, me()) if note else None
    if held is None:
        raise NoFile
    return held


def _put_in(form: Form, done: Uploaded) -> Any:
    if for_script():
        return jsonify(put_in_words(done, form.said)), 201
    flash(gettext("Thank you! %(name)s is in the wiki now.", name=done.name.title))
    return redirect(within(form.back) if form.back else done.name.path)


def _refused(form: Form, refusal: Refusal, inspected: Inspected | None) -> Any:
    """The form once more, with each fault at its field and the file held."""
    faults = [(field, sentence(fault)) for field, fault in _faults(refusal).items()]
    note = hold(inspected, me()) if inspected else form.note
    if for_script():
        return jsonify(error=sentence(refusal), faults=dict(faults), note=note, **_instead(refusal)), refusal.status
    return _shown(Form(form.said, form.back, note, inspected, form.twice, tuple(faults)), refusal)


def _faults(refusal: Refusal) -> dict[str, Refusal]:
    if isinstance(refusal, BadForm):
        return refusal.faults
    if isinstance(refusal, NameTaken):
        return {"title": refusal}
    if isinstance(refusal, SignInNeeded | Forbidden | LooksPersonal | StaleForm):
        return {}
    return {"file": refusal}


def _instead(refusal: Refusal) -> dict[str, str]:
    """The file that a script may offer in place of the one that was refused."""
    if isinstance(refusal, AlreadyHere | NameTaken):
        return {"existing": refusal.name.full}
    return {}


def _shown(form: Form, refusal: Refusal | None = None) -> Any:
    page = render_template(
        "uploads/form.html",
        form=form,
        licences=licence_choices(),
        suggested=suggested_title(form.inspected) if form.inspected else "",
        problem=sentence(refusal) if refusal and not form.faults else "",
        asked_about=refusal if isinstance(refusal, LooksPersonal) else None,
        existing=refusal.name if isinstance(refusal, AlreadyHere | NameTaken) else None,
        is_the_same=isinstance(refusal, AlreadyHere),
    )
    return page, refusal.status if refusal else 200
