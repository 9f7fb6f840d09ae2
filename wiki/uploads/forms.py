"""The form for a file: what somebody has filled in so far, and the answer that scripts get."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from flask import request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from wiki.accounts.models import User
from wiki.core.errors import N_, SignInNeeded
from wiki.core.i18n import gettext
from wiki.files.inspect import Inspected
from wiki.pages.article import municipality_full_name
from wiki.pages.files_shown import thumbnail_of
from wiki.uploads.described import LICENCES, Description, suggested_title
from wiki.uploads.held import hold
from wiki.uploads.upload import Uploaded

KEPT = N_("The form had been open too long. What you wrote is still here: press the button again.")


@dataclass(frozen=True)
class Form:
    """What the page shows. `note` stands for a file that has been sent already; `inspected` is what it is."""

    said: Description
    back: str = ""
    note: str = ""
    inspected: Inspected | None = None
    twice: bool = False
    faults: Sequence[tuple[str, str]] = field(default_factory=tuple)

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> Self:
        """What was filled in, as the browser sent it."""
        said = Description(
            title=form.get("title", "").strip(),
            licence=form.get("licence", ""),
            other_licence=form.get("other_licence", ""),
            source=form.get("source", ""),
            alt=form.get("alt", ""),
            is_decorative="decorative" in form,
            text=form.get("description", "").replace("\r\n", "\n"),
        )
        return cls(said, form.get("back", ""), form.get("note", ""), twice="twice" in form)

    def fault(self, name: str) -> str | None:
        """What is wrong with the field `name`."""
        return dict(self.faults).get(name)


def empty_form(title: str, back: str) -> Form:
    """The form as it is opened, with what is likely filled in."""
    return Form(Description(title, source=own_work()), back)


def own_work() -> str:
    """The likely source of a file: made by whoever puts it in, where they work."""
    home = municipality_full_name(getattr(current_user, "municipality_code", None))
    return gettext("Own work, %(municipality)s", municipality=home) if home else gettext("Own work")


def licence_choices() -> list[tuple[str, str]]:
    """The licences, in the reader's language."""
    return [(key, gettext(words)) for key, words in LICENCES.items()]


def held_in_words(inspected: Inspected) -> dict[str, Any]:
    """What a script is told of a file that has been sent but not described yet."""
    return {
        "note": hold(inspected, me()),
        "suggested": suggested_title(inspected),
        "picture": inspected.is_picture,
        "extension": inspected.extension,
    }


def put_in_words(done: Uploaded, said: Description) -> dict[str, Any]:
    """What a script is told of a file that has been put in."""
    return {
        "name": done.name.title,
        "target": done.name.full,
        "picture": done.version.is_picture,
        "alt": "" if said.is_decorative else said.alt,
        "thumb": thumbnail_of(done.name.title, done.version),
        "url": url_for("pages.read", name=done.name.address),
    }


def for_script() -> bool:
    """Whether a script asks, and wants JSON."""
    return bool(request.accept_mimetypes.best == "application/json")


def me() -> User:
    """Whoever is signed in. Raises SignInNeeded."""
    user = current_user._get_current_object()  # noqa: SLF001  (Flask's own way out of the proxy)
    if not isinstance(user, User):
        raise SignInNeeded
    return user
