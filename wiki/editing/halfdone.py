"""Half done is welcome: what the form of the editor asks besides the text, and what it makes of the front matter."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from wiki.core.errors import N_
from wiki.editing.begin import kind_of_page
from wiki.editing.field_forms import with_fields
from wiki.editing.fields import DRAFT, with_field
from wiki.editing.kinds_of_page import Kind
from wiki.markup import PageName, normalise

FIELDS = {  # that an example ought to have: key in the front matter, what it is called
    "tema": N_("Theme"),
    "läge": N_("How far have you come?"),
    "kommun": N_("Municipality"),
}


def missing_fields(kind: Kind | None, fields: Mapping[str, Any]) -> list[str]:
    """The fields that a page of this kind ought to have, and has not."""
    return [key for key in FIELDS if not fields.get(key)] if kind and kind.key == "example" else []


def may_be_draft(name: PageName) -> bool:
    """Whether a page called so can be half done: pages that people begin can, categories and files cannot."""
    return kind_of_page(name, {}) is not None


def as_wished(text: str, form: MultiDict[str, str]) -> str:
    """`text` with what was ticked and chosen beside it in its front matter.

    What the form did not ask, or was answered as it stood already, is left to the text.
    """
    if ("draft" in form) != ("was_draft" in form):
        text = with_field(normalise(text), "status", DRAFT if "draft" in form else None)
    return text if form.get("section") else with_fields(text, form)
