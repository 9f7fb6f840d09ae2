"""What the forms about accounts have in common."""

import secrets

from flask import request
from flask import session as cookie
from flask_login import current_user

from wiki.accounts.faults import BadForm
from wiki.accounts.models import User
from wiki.accounts.register import Registration
from wiki.core.errors import N_, Refusal, SignInNeeded
from wiki.core.i18n import gettext, sentence
from wiki.core.web import StaleForm, form_is_stale
from wiki.municipalities.register import all_municipalities

TOP = "mk-main"
"""Where the summary of faults leads when no one field is to blame."""


def refuse_stale() -> None:
    """Raises StaleForm when the form cannot be trusted; the page that then comes keeps what was written."""
    if form_is_stale():
        raise StaleForm(N_("The page had been open for a long time. Please send the form once more."))


def faults_of(refusal: Refusal, field: str = TOP) -> dict[str, str]:
    """The sentences of a refusal by field; `field` is the one to blame when the refusal does not say."""
    if isinstance(refusal, BadForm):
        return {name: sentence(fault) for name, fault in refusal.faults.items()}
    return {field: sentence(refusal)}


def municipality_options() -> list[tuple[str, str]]:
    """What can be chosen in a list of municipalities."""
    return [("", gettext("No municipality")), *((each.code, each.name) for each in all_municipalities())]


def read_registration() -> Registration:
    """What was filled in to get an account."""
    form = request.form
    return Registration(
        email=form.get("email", ""),
        name=form.get("name", ""),
        municipality_code=form.get("municipality", ""),
        password=form.get("password", ""),
    )


def browser_secret() -> str:
    """A secret that this browser keeps until somebody signs in, made on first use."""
    return str(cookie.setdefault("browser", secrets.token_urlsafe(16)))


def me() -> User:
    """Whoever is signed in. Raises SignInNeeded."""
    user = current_user._get_current_object()  # noqa: SLF001  # Flask's own way out of the proxy
    if not isinstance(user, User):
        raise SignInNeeded
    return user
