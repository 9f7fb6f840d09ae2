"""What the page of the editor shows about drafts: the one that can be gone on with, and who else is writing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import request
from flask_login import current_user

from wiki.drafts.forms import sent_editor, sent_section
from wiki.drafts.keep import OpenEditor
from wiki.drafts.models import Draft
from wiki.drafts.presence import Other, others_at
from wiki.drafts.queries import offered
from wiki.markup import PageName


@dataclass(frozen=True)
class Desk:
    """One open editor, the part of the page that it is for, and what is told above the text."""

    section: str
    editor: OpenEditor
    offer: Draft | None
    others: Sequence[Other]


def draft_asked_for(name: PageName) -> Draft | None:
    """The draft that the address asks to go on with (`?draft=1`), if there still is one."""
    if "draft" not in request.args or not current_user.is_authenticated:
        return None
    return offered(current_user, name, sent_section())


def desk(name: PageName, section: str, going_on: Draft | None = None) -> Desk | None:
    """The desk of whoever made the present request; None for somebody who is not signed in."""
    if not current_user.is_authenticated:
        return None
    editor = sent_editor()
    if going_on:
        editor = replace(editor, number=going_on.number)
    stored = going_on or offered(current_user, name, section)
    is_known = stored is not None and editor.knows(stored)
    return Desk(section, editor, None if is_known else stored, others_at(name, current_user))
