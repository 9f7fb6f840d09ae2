"""What people choose for themselves: their municipality, their language, their editor."""

from flask import session as cookie

from wiki.accounts.belonging import move_to
from wiki.accounts.faults import Faults
from wiki.accounts.models import User
from wiki.accounts.register import check_municipality
from wiki.core.db import transaction
from wiki.core.errors import N_, NotFound, Refusal
from wiki.core.i18n import LOCALES, speak

AUTO = "auto"
EDITORS = ("visual", "source")


class NoSuchLanguage(NotFound):
    """The wiki does not speak that."""

    msgid = N_("The wiki does not speak that language.")


class NoSuchEditor(Refusal):
    """The wiki has no such editor."""

    msgid = N_("There are two ways to write: visually and in wikitext.")


def save_preferences(user: User, municipality_code: str, language: str) -> None:
    """Keep the choices of `user`. Language "auto" means the one that the browser asks for. Raises BadForm."""
    chosen = None if language == AUTO else language
    faults = Faults()
    with faults.at("municipality"):
        check_municipality(municipality_code)
    with faults.at("language"):
        if chosen is not None and chosen not in LOCALES:
            raise Refusal(NoSuchLanguage.msgid)
    faults.refuse_if_any()
    with transaction():
        move_to(user, municipality_code or None)
        user.locale = chosen
    cookie.pop("locale", None)  # or an older choice in this browser would hide the new one
    if chosen:
        speak(chosen)


def choose_language(code: str) -> None:
    """Speak `code` in this browser from now on. Raises NoSuchLanguage."""
    if code not in LOCALES:
        raise NoSuchLanguage
    cookie["locale"] = code


def choose_editor(user: User, editor: str) -> None:
    """Open `editor` ("visual" or "source") when `user` edits from now on. Raises NoSuchEditor."""
    if editor not in EDITORS:
        raise NoSuchEditor
    with transaction():
        user.editor = editor
