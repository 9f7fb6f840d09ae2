"""Getting an account: as a visitor, and as the first administrator."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request
from flask import session as cookie

from wiki.accounts import first_admin
from wiki.accounts import register as acts
from wiki.accounts.destination import destination, within
from wiki.accounts.faults import BadForm
from wiki.accounts.tokens import DeadLink
from wiki.accounts.views.forms import browser_secret, faults_of, municipality_options, read_registration, refuse_stale
from wiki.core.errors import TooMany
from wiki.core.i18n import gettext, sentence
from wiki.core.web import StaleForm, keeps_text


@keeps_text
def register() -> Any:
    """Ask for an account. The answer is the same whether or not the address has one."""
    if not current_app.config["WIKI"].registration_open:
        return render_template("accounts/closed.html"), acts.RegistrationClosed.status
    faults: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            refuse_stale()
            acts.register(read_registration(), browser_secret())
            cookie["next"] = destination()  # for when the letter has come
            return render_template("accounts/sent.html", purpose="register")
        except (StaleForm, BadForm, TooMany) as refusal:
            faults, status = faults_of(refusal), refusal.status
    page = render_template(
        "accounts/register.html", faults=faults, municipalities=municipality_options(), next=destination()
    )
    return page, status


@keeps_text
def confirm(link: str) -> Any:
    """Confirm one's address with the link from the letter, by pressing a button."""
    browser, faults, status = cookie.get("browser"), {}, 200
    after = within(cookie.get("next", ""))  # the session that begins now forgets it
    try:
        if request.method == "POST":
            try:
                refuse_stale()
                user = acts.confirm(link, browser, request.form.get("password", ""), request.form.get("name", ""))
                flash(gettext("Welcome, %(name)s! Your account is ready.", name=user.name))
                return redirect(after)
            except (StaleForm, BadForm, TooMany) as refusal:
                faults, status = faults_of(refusal), refusal.status
        user = acts.pending(link)
    except DeadLink as refusal:
        return render_template("accounts/deadlink.html", text=sentence(refusal), purpose="confirm"), refusal.status
    page = render_template(
        "accounts/confirm.html", user=user, faults=faults, ask_password=not acts.asked_here(user, browser)
    )
    return page, status


@keeps_text
def setup(link: str) -> Any:
    """Become the first administrator."""
    faults: dict[str, str] = {}
    try:
        first_admin.check_setup_link(link)
        if request.method == "POST":
            refuse_stale()
            first_admin.make_first_administrator(link, read_registration())
            flash(gettext("The wiki is yours to look after. Welcome!"))
            return redirect("/")
    except (StaleForm, BadForm) as refusal:
        faults = faults_of(refusal)
    except DeadLink as refusal:
        return render_template("accounts/deadlink.html", text=sentence(refusal), purpose="setup"), refusal.status
    page = render_template("accounts/setup.html", faults=faults, municipalities=municipality_options())
    return page, 400 if faults else 200
