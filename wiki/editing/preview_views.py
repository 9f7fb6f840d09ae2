"""Looking at what is being written, within the editor's page: what readers will see, or what has been changed."""

from typing import Any

from flask import Blueprint, render_template, request
from flask_login import current_user

from wiki.editing.forms import Written
from wiki.editing.sections import Part, before, shown_alone
from wiki.markup import normalise, parse_name
from wiki.markup.diff import diff
from wiki.pages.article import body_of
from wiki.pages.queries import find_page
from wiki.protection.ask import require_on

blueprint = Blueprint("preview", __name__)


@blueprint.post("/preview/<path:name>")
def fragment(name: str) -> Any:
    """A piece of HTML to put into the editor's page: the preview (`beside` the text: nothing else), or the changes."""
    page_name = parse_name(name)
    page = find_page(page_name)
    require_on(current_user, "edit" if page else "create", page_name)
    written, section = Written.sent(request.form).made_from(page), request.form.get("section", "")
    text = normalise(written.text)
    wants_changes = "changes" in request.form
    return render_template(
        "editing/fragment.html",
        name=page_name,
        page=page,
        written=written,
        part=Part(section) if section else None,
        alone="beside" in request.form,
        preview=None if wants_changes else body_of(shown_alone(written, section, text), page_name),
        changes=diff(before(page_name, written, section), text) if wants_changes else None,
    )
