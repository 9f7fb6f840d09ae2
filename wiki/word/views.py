"""A page out of a Word document: choose it, say what its pictures show, and go on in the editor."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from flask import Blueprint, render_template, request, send_file
from flask_login import current_user

from wiki.accounts.faults import BadForm, Faults
from wiki.accounts.permissions import require
from wiki.accounts.resume import sign_in_from_form
from wiki.core.errors import N_, NotFound, Refusal, SignInNeeded
from wiki.core.i18n import gettext, ngettext, sentence
from wiki.core.numbers import row_number
from wiki.core.web import StaleForm, form_is_stale, keeps_text, takes_files
from wiki.editing.forms import Written
from wiki.editing.views import editor
from wiki.files.views import STILL
from wiki.markup import PageName, parse_name
from wiki.pages.queries import find_page
from wiki.protection.ask import require_on
from wiki.uploads.described import Description
from wiki.uploads.forms import licence_choices, own_work
from wiki.uploads.held import hold, take_up
from wiki.word.begin import Described, put_in_pictures, with_pictures
from wiki.word.read import Read, read_document

blueprint = Blueprint("word", __name__)


class NoDocument(Refusal):
    """The form came without a document."""

    msgid = N_("Choose a Word document.")


class NameInUse(Refusal):
    """The page is there already."""

    status = 409
    msgid = N_("There is already a page called %(name)s. Choose another name.")


@blueprint.get("/import/word")
def choose() -> Any:
    """The form that asks for the document."""
    require(current_user, "create")
    return _asking({})


@blueprint.post("/import/word")
@takes_files
def read() -> Any:
    """The document was sent: ask about its pictures, or go on to the editor where it has none."""
    require(current_user, "create")
    sent = request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise NoDocument
        document = read_document(sent.read(), sent.filename)
    except Refusal as refusal:
        return _asking({"file": refusal})
    stem = (sent.filename or "").rpartition(".")[0].replace("_", " ")
    wanted = request.form.get("name", "").strip() or document.title or stem
    try:
        name = _free(wanted)
    except Refusal as refusal:
        return _describing(document.markdown, wanted, _held(document), {"name": refusal}, document.left_out)
    if document.pictures or document.left_out:
        return _describing(document.markdown, wanted, _held(document), {}, document.left_out)
    return _go_on(name, document.markdown)


@blueprint.post("/import/word/begin")
@keeps_text
def begin() -> Any:
    """The pictures have been described: put them in and open the editor with the text."""
    sign_in_from_form()
    markdown, wanted = request.form.get("text", "").replace("\r\n", "\n"), request.form.get("name", "")
    rows = _rows_sent()
    faults = Faults()
    try:
        require(current_user, "create")
        with faults.at("name"):
            name = _free(wanted)
        if form_is_stale():
            raise StaleForm(
                N_("The form had been open too long. What you wrote is still here: press the button again.")
            )
        faults.refuse_if_any()
        files = put_in_pictures([_described(row) for row in rows], current_user)
    except BadForm as bad:
        return _describing(markdown, wanted, rows, bad.faults)
    except SignInNeeded as refusal:
        return _describing(markdown, wanted, rows, {"email": refusal})
    except Refusal as refusal:
        return _describing(markdown, wanted, rows, {"licence": refusal})
    return _go_on(name, with_pictures(markdown, files))


@blueprint.get("/import/word/picture")
def picture() -> Any:
    """A picture that waits to be described, for the one who sent it."""
    require(current_user, "upload")
    held = take_up(request.args.get("note", ""), current_user)
    if held is None or not held.is_picture:
        raise NotFound
    answer = send_file(BytesIO(held.data), mimetype=held.media_type)
    answer.headers["Content-Security-Policy"] = STILL
    answer.headers["Cache-Control"] = "private, max-age=600"
    return answer


def _free(wanted: str) -> PageName:
    """The name of a page that does not exist yet. Raises BadName and NameInUse."""
    name = parse_name(wanted)
    if find_page(name):
        raise NameInUse(name=name.full)
    require_on(current_user, "create", name)
    return name


def _go_on(name: PageName, markdown: str) -> Any:
    """The editor with the text. Nothing is published, and `base` says that there is no page yet."""
    return editor(name, None, Written(markdown, None, gettext("Imported from Word")))


def _held(document: Read) -> list[dict[str, str]]:
    """What the form holds of each picture, before anything has been said of it."""
    return [
        {
            "number": str(each.number),
            "note": hold(each.inspected, current_user),
            "alt": each.alt,
            "show": "alt",
            "title": gettext("%(name)s, picture %(number)s", name=document.title or "Word", number=each.number + 1),
        }
        for each in document.pictures
    ]


def _rows_sent() -> list[dict[str, str]]:
    numbers = [number for number in request.form.getlist("picture") if row_number(number) is not None]
    names = ("note", "alt", "show", "title")
    return [
        {"number": number, **{name: request.form.get(f"{name}-{number}", "") for name in names}} for number in numbers
    ]


def _described(row: Mapping[str, str]) -> Described:
    if row["show"] == "leave":
        return Described(int(row["number"]), None, None)
    said = Description(
        title=row["title"],
        licence=request.form.get("licence", ""),
        other_licence=request.form.get("other_licence", ""),
        source=request.form.get("source", ""),
        alt=row["alt"],
        is_decorative=row["show"] == "decorative",
    )
    return Described(int(row["number"]), take_up(row["note"], current_user), said)


def _asking(faults: Mapping[str, Refusal]) -> Any:
    words = {name: sentence(refusal) for name, refusal in faults.items()}
    status = next((refusal.status for refusal in faults.values()), 200)
    return render_template("word/import.html", faults=words), status


def _describing(
    markdown: str, name: str, rows: Sequence[Mapping[str, str]], faults: Mapping[str, Refusal], left_out: int = 0
) -> Any:
    """The page that asks for what the pictures show; the text waits in it."""
    words = {field: sentence(refusal) for field, refusal in faults.items()}
    lost = ngettext(
        "%(num)s picture was left out, because it is of a kind that the wiki does not keep.",
        "%(num)s pictures were left out, because they are of a kind that the wiki does not keep.",
        left_out,
    )
    shown = render_template(
        "word/describe.html",
        markdown=markdown,
        name=name,
        rows=rows,
        faults=words,
        lost=lost if left_out else "",
        licences=licence_choices(),
        source=request.form.get("source") or own_work(),
    )
    return shown, next((refusal.status for refusal in faults.values()), 200)
