"""What an open editor sends about itself, whether a script asks for a draft to be kept or a person sends the form."""

import secrets

from flask import request

from wiki.core.numbers import row_number
from wiki.drafts.keep import OpenEditor, Writing
from wiki.markup import PageName

MAX_HAND = 40
MAX_SECTION = 600


def hand() -> str:
    """The editor that the present form was shown in; a new one where none has been shown before."""
    return request.form.get("hand", "")[:MAX_HAND] or secrets.token_urlsafe(9)


def sent_section() -> str:
    """The section that is written on, from the form or the address; "" is the whole page."""
    return (request.form.get("section") or request.args.get("section", ""))[:MAX_SECTION]


def sent_number(field: str) -> int | None:
    """The number of a row that the form names, if it is one."""
    return row_number(request.form.get(field, ""))


def sent_editor() -> OpenEditor:
    """The editor that the form was sent from, and what it has seen."""
    return OpenEditor(hand(), sent_number("draft_number"))


def sent_writing(name: PageName) -> Writing:
    """What stands in the form of the editor."""
    form = request.form
    return Writing(
        name=name,
        text=form.get("text", ""),
        editor=sent_editor(),
        section=sent_section(),
        base=sent_number("base"),
        summary=form.get("summary", ""),
        minor="minor" in form,
        confirmed=frozenset(digits for value in form.getlist("personal") for digits in value.split()),
    )
