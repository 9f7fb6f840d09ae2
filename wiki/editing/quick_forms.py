"""What the quick forms have in common: nothing is lost, and what is wrong stands beside its field."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import render_template, request
from flask_login import current_user

from wiki.accounts.faults import BadForm
from wiki.accounts.permissions import require
from wiki.accounts.resume import sign_in_from_form
from wiki.advice.personal import FIELD, LooksPersonal, ask_about_personal_numbers
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import sentence
from wiki.core.web import StaleForm, form_is_stale
from wiki.editing.begin import NameTaken
from wiki.editing.save import Saved
from wiki.markup import PageName


def publish_quickly(texts: Sequence[str], publish: Callable[[], Saved]) -> PageName:
    """Let `publish` make the page out of a form that has just been sent, in which somebody wrote `texts`.

    Whoever was signed out meanwhile may have signed in from within the form. Raises Refusal.
    """
    if not current_user.is_authenticated:
        sign_in_from_form()
    require(current_user, "create")
    if form_is_stale():
        raise StaleForm(N_("The form had been open too long. What you wrote is still here: press the button again."))
    ask_about_personal_numbers(texts, confirmed=request.form.getlist(FIELD))
    return publish().page.name


def quick_form(template: str, refusal: Refusal | None, **filled: Any) -> Any:
    """The form, with what was `filled` in and what stands in the way of publishing it."""
    faults: Mapping[str, Refusal] = refusal.faults if isinstance(refusal, BadForm) else {}
    taken = next((each for each in faults.values() if isinstance(each, NameTaken)), None)
    shown = render_template(
        template,
        **filled,
        faults={name: sentence(fault) for name, fault in faults.items()},
        existing=taken.name if taken else None,
        problem=sentence(refusal) if refusal and not faults else None,
        asked_about=refusal if isinstance(refusal, LooksPersonal) else None,
        may_stand=request.form.getlist(FIELD),
    )
    return shown, taken.status if taken else refusal.status if refusal else 200


def one_line(text: str) -> str:
    """What was written in a field of one line, or came in an address."""
    return " ".join(text.split())


def several_lines(text: str) -> str:
    """What was written in a field of several."""
    return text.replace("\r\n", "\n").strip()
