"""The form in which posts are written: what was typed, and what stands in the way of publishing it.

Nothing that was typed is ever lost: whatever is refused, the form comes back with the text in it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from flask import request
from flask_login import current_user

from wiki.accounts.resume import sign_in_from_form
from wiki.advice.personal import FIELD, LooksPersonal, ask_about_personal_numbers
from wiki.core.errors import N_, Refusal, SignInNeeded
from wiki.core.i18n import gettext, sentence
from wiki.core.web import form_is_stale
from wiki.talk.amend import AmendedMeanwhile
from wiki.talk.models import TopicKind
from wiki.talk.quote import Asked, asked_about
from wiki.talk.texts import Text, read_text

T = TypeVar("T")

STALE = N_("The form had been open too long. The text is still here: press once more.")
SIGNED_IN_AGAIN = N_("You are logged in again. Publish again.")


@dataclass(frozen=True)
class Form:
    """What somebody has typed, and the wiki's answer where it is not published: a sentence, a preview, another text."""

    kind: str = TopicKind.QUESTION
    title: str = ""
    text: str = ""
    asked: Asked = field(default_factory=Asked)
    base: int = 0
    status: int = 200
    sentence: str = ""
    preview: Text | None = None
    theirs: str | None = None
    personal: LooksPersonal | None = None

    @property
    def refused(self) -> bool:
        """Whether the sentence is about something that went wrong."""
        return self.status >= 400


def sent_form() -> Form:
    """The form as it was sent."""
    return Form(
        kind=request.form.get("kind", TopicKind.QUESTION),
        title=request.form.get("title", ""),
        text=request.form.get("text", "").replace("\r\n", "\n"),
        asked=asked_about(request.form),
        base=request.form.get("base", default=0, type=int),
    )


def attempt(form: Form, act: Callable[[], T], known: str = "") -> T | Form:
    """Publish what was typed by `act`; where that cannot be, or only a preview is asked for, the form to show again.

    `known` is what the post said before.
    """
    try:
        if not current_user.is_authenticated:
            return _after_signing_in(form)
        if form_is_stale():
            return replace(form, status=400, sentence=gettext(STALE))
        if "preview" in request.form:
            return replace(form, preview=read_text(form.text))
        ask_about_personal_numbers((form.title, form.text), known=known, confirmed=request.form.getlist(FIELD))
        return act()
    except AmendedMeanwhile as conflict:
        return replace(form, status=409, sentence=sentence(conflict), theirs=conflict.theirs, base=conflict.newest)
    except LooksPersonal as question:
        return replace(form, status=question.status, sentence=sentence(question), personal=question)
    except Refusal as refusal:
        return replace(form, status=refusal.status, sentence=sentence(refusal))


def _after_signing_in(form: Form) -> Form:
    if sign_in_from_form():  # never with an old token
        return replace(form, sentence=gettext(SIGNED_IN_AGAIN))
    return replace(form, status=SignInNeeded.status)  # `accounts/_resume.html` says what to do
