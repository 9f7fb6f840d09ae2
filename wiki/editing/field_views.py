"""Keeping the text and the form with its fields alike while somebody writes, for scripts."""

from typing import Any

from flask import Blueprint, jsonify, request
from flask_login import current_user

from wiki.core.i18n import gettext
from wiki.editing.field_catalogue import BY_KEY, UNASKED, field_name
from wiki.editing.field_forms import field_form, with_fields
from wiki.markup import frontmatter, normalise, parse_name
from wiki.pages.queries import find_page
from wiki.protection.ask import require_on

blueprint = Blueprint("fields", __name__)


blueprint.add_app_template_global(field_form)


@blueprint.app_template_global()
def field_label(name: str) -> str:
    """What people call the field that the form calls `name`."""
    labels = {spec.name: spec.label for spec in BY_KEY.values()} | {field_name(key): UNASKED[key] for key in UNASKED}
    return gettext(labels[name]) if name in labels else name.removeprefix("field-").replace("-", " ")


@blueprint.app_template_global()
def field_place(name: str) -> str:
    """The id of what to go to in order to mend the field: its own, or that of the text where no form asks for it."""
    return name if any(spec.name == name for spec in BY_KEY.values()) else "mk-text"


@blueprint.post("/edit/fields/<path:name>")
def weave(name: str) -> Any:
    """The front matter that was sent with what was changed in the form, and what the form shows then.

    `was` says how much of what was sent is front matter: two lines of dashes may have plain text between them.
    """
    page_name = parse_name(name)
    require_on(current_user, "edit" if find_page(page_name) else "create", page_name)
    sent = request.form.get("text", "").replace("\r\n", "\n")
    text = normalise(with_fields(sent, request.form))
    form = field_form(page_name, text)
    return jsonify(
        readable=form is not None and form.is_readable,
        was=frontmatter.read(sent).raw,
        front=frontmatter.read(text).raw,
        fields={each.name: {"was": each.was, "values": each.values} for each in form.fields} if form else {},
    )
