"""The gate of a wiki that is for members only: everything is closed but the way in."""

from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.destination import here
from wiki.accounts.permissions import allowed
from wiki.accounts.resume import sign_in_from_form
from wiki.core.errors import N_, Forbidden, SignInNeeded

OPEN_ENDPOINTS = frozenset(
    {
        "accounts.signin",
        "accounts.signout",
        "accounts.register",
        "accounts.confirm",
        "accounts.forgotten",
        "accounts.reset",
        "accounts.setup",
        "accounts.language",
        "digest.ask",
        "digest.send",
        "assets.file",
    }
)
OWN_ENDPOINTS = frozenset(
    {
        "accounts.settings",
        "accounts.password",
        "accounts.sessions",
        "digest.letters",
        "digest.save",
        "digest.stop",
        "digest.start",
        "digest.resume",
    }
)
"""What concerns oneself only, so that whoever has an account can see to it without being a member."""
OPEN_PATHS = frozenset({"/healthz"})
OWN_FIELDS = frozenset({"csrf_token", "email", "password"})


class NotMember(Forbidden):
    """An account that may not read what only members read."""

    msgid = N_("Only members read this wiki. An administrator has to give your account the right to read.")


def keep_gate() -> Any:
    """Before each request: let it through, or answer with the way in."""
    if not current_app.config["WIKI"].members_only:
        return None
    if request.endpoint in OPEN_ENDPOINTS or request.path in OPEN_PATHS or allowed(current_user, "read"):
        return None
    if current_user.is_authenticated:
        if request.endpoint in OWN_ENDPOINTS:
            return None
        raise NotMember
    if request.path.startswith(("/api/", "/feeds/")):  # programs read these, and no form
        raise SignInNeeded
    if request.method != "POST":
        return redirect(url_for("accounts.signin", next=here()))
    if sign_in_from_form():
        return None
    kept = [(name, text) for name, text in request.form.items(multi=True) if name not in OWN_FIELDS]
    return render_template("accounts/resume.html", kept=kept), SignInNeeded.status
