"""Deciding, after two people wrote in the same place, what the page shall say."""

from typing import Any

from flask import Blueprint, request
from flask_login import current_user

from wiki.advice.personal import LooksPersonal
from wiki.core.errors import Refusal
from wiki.core.web import keeps_text
from wiki.editing.field_checks import WrongFields, refuse_wrong_fields
from wiki.editing.resolving import Resolution
from wiki.editing.save import Conflict, save_page
from wiki.editing.views import ask_about_numbers, editor, let_through, published
from wiki.markup import parse_name
from wiki.pages.queries import find_page, source_of

blueprint = Blueprint("resolving", __name__)


@blueprint.post("/resolve/<path:name>")
@keeps_text
def resolve(name: str) -> Any:
    """Publish what was chosen, or show it in the editor; show the places again when something stands in the way."""
    page_name = parse_name(name)
    page = find_page(page_name)
    resolution = Resolution.sent(request.form, page)
    try:
        let_through(page_name, page)
        written = resolution.written()
    except Refusal as refusal:
        return resolution.page(page_name, page, refusal)
    if "publish" not in request.form:
        show = next((each for each in ("preview", "changes") if each in request.form), "")
        return editor(page_name, page, written, show=show)
    try:
        ask_about_numbers(page, page_name, written)
        asked = written.on(page_name, resolution.editor)
        refuse_wrong_fields(page_name, asked.source, source_of(written.base))
        saved = save_page(asked, by=current_user)
        return published(saved, page_name)
    except (LooksPersonal, WrongFields) as refusal:
        return editor(page_name, page, written, refusal=refusal)
    except Conflict as conflict:
        return resolution.once_more(written, conflict).page(page_name, page, conflict)
    except Refusal as refusal:
        return resolution.page(page_name, page, refusal)
