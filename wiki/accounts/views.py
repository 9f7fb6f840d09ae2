"""Signing in and out."""

from typing import Any

from flask import Blueprint, redirect, render_template, request

from wiki.accounts.destination import destination
from wiki.accounts.sessions import NotConfirmed, WrongSignIn, sign_in, sign_out
from wiki.core.i18n import sentence

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/signin")
def signin() -> Any:
    """The form to sign in with. Whoever is signed in already is told so."""
    return render_template("accounts/signin.html", next=destination())


@blueprint.post("/signin")
def signin_post() -> Any:
    """Sign in and go on to where one was going."""
    try:
        sign_in(request.form.get("email", ""), request.form.get("password", ""))
    except (WrongSignIn, NotConfirmed) as refusal:
        return render_template("accounts/signin.html", next=destination(), error=sentence(refusal)), refusal.status
    return redirect(destination())


@blueprint.post("/signout")
def signout() -> Any:
    """Sign out, and stay where one was."""
    sign_out()
    return redirect(destination())
