"""One's own settings."""

from typing import Any

from flask import flash, redirect, render_template, request

from wiki.accounts.faults import BadForm
from wiki.accounts.passwords import change_password, end_other_sessions
from wiki.accounts.preferences import choose_editor, save_preferences
from wiki.accounts.views.forms import faults_of, me, municipality_options, refuse_stale
from wiki.core.errors import TooMany
from wiki.core.i18n import gettext
from wiki.core.web import StaleForm, keeps_text


@keeps_text
def settings() -> Any:
    """See and change one's municipality and language."""
    user = me()
    if request.method == "GET":
        return _page({})
    try:
        refuse_stale()
        save_preferences(user, request.form.get("municipality", ""), request.form.get("language", ""))
    except (StaleForm, BadForm, TooMany) as refusal:
        return _page(faults_of(refusal)), refusal.status
    flash(gettext("Your settings are saved."))
    return redirect("/settings")


@keeps_text
def password() -> Any:
    """Change one's password."""
    user = me()
    try:
        refuse_stale()
        change_password(user, request.form.get("present", ""), request.form.get("new", ""))
    except (StaleForm, BadForm, TooMany) as refusal:
        return _page(faults_of(refusal)), refusal.status
    flash(gettext("Your password is changed. You have been logged out everywhere else."))
    return redirect("/settings")


@keeps_text
def sessions() -> Any:
    """Sign out on all other computers and phones."""
    user = me()
    try:
        refuse_stale()
    except StaleForm as refusal:
        return _page(faults_of(refusal)), refusal.status
    end_other_sessions(user)
    flash(gettext("You have been logged out everywhere else."))
    return redirect("/settings")


def editor() -> Any:
    """Remember which editor one prefers (a script asks, when the editor is changed)."""
    choose_editor(me(), request.form.get("editor", ""))
    return "", 204


def _page(faults: dict[str, str]) -> str:
    return render_template("accounts/settings.html", faults=faults, municipalities=municipality_options())
