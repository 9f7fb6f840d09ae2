"""Choosing a new password when one has forgotten the old one."""

from typing import Any

from flask import flash, redirect, render_template, request

from wiki.accounts import tokens
from wiki.accounts.faults import BadForm
from wiki.accounts.passwords import reset_password, send_reset_link
from wiki.accounts.views.forms import faults_of, refuse_stale
from wiki.core.errors import TooMany
from wiki.core.i18n import gettext, sentence
from wiki.core.web import StaleForm, keeps_text


@keeps_text
def forgotten() -> Any:
    """Ask for a letter. The answer is the same whether or not the address has an account."""
    faults: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            refuse_stale()
            send_reset_link(request.form.get("email", ""))
            return render_template("accounts/sent.html", purpose="reset")
        except (StaleForm, BadForm, TooMany) as refusal:
            faults, status = faults_of(refusal), refusal.status
    return render_template("accounts/forgotten.html", faults=faults), status


@keeps_text
def reset(link: str) -> Any:
    """Choose a new password with the link from the letter."""
    faults: dict[str, str] = {}
    try:
        tokens.look("reset", link)
        if request.method == "POST":
            refuse_stale()
            reset_password(link, request.form.get("new", ""))
            flash(gettext("Your password is changed, and you are logged in."))
            return redirect("/")
    except (StaleForm, BadForm) as refusal:
        faults = faults_of(refusal)
    except tokens.DeadLink as refusal:
        return render_template("accounts/deadlink.html", text=sentence(refusal), purpose="reset"), refusal.status
    return render_template("accounts/reset.html", faults=faults), 400 if faults else 200
