"""Signing in and out, and choosing a language."""

from typing import Any

from flask import redirect, render_template, request

from wiki.accounts import preferences
from wiki.accounts.destination import destination
from wiki.accounts.sessions import NotConfirmed, WrongSignIn, sign_in, sign_out
from wiki.accounts.views.forms import faults_of, refuse_stale
from wiki.core.errors import TooMany
from wiki.core.web import StaleForm, keeps_text


@keeps_text
def signin() -> Any:
    """Sign in and go on to where one was going. Whoever is signed in already is told so."""
    faults: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            refuse_stale()
            sign_in(request.form.get("email", ""), request.form.get("password", ""))
            return redirect(destination())
        except (StaleForm, TooMany) as refusal:
            faults, status = faults_of(refusal), refusal.status
        except (WrongSignIn, NotConfirmed) as refusal:
            faults, status = faults_of(refusal, "email"), refusal.status
    return render_template("accounts/signin.html", next=destination(), faults=faults), status


def signout() -> Any:
    """Sign out, and stay where one was."""
    sign_out()
    return redirect(destination())


def language(code: str) -> Any:
    """Speak another language, on the page where one was."""
    preferences.choose_language(code)
    return redirect(destination())
