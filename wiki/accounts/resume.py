"""Signing in within a form that somebody has been writing in for so long that the session has ended.

A view whose form holds text asks `sign_in_from_form()` before its act, and includes `accounts/_resume.html` in the
form while nobody is signed in. Its answer to True is to show the form again, or to go on with the act.
"""

from flask import g, request
from flask_login import current_user

from wiki.accounts.sessions import sign_in
from wiki.core.errors import Refusal
from wiki.core.i18n import sentence
from wiki.core.web import form_is_stale


def sign_in_from_form() -> bool:
    """Sign in whoever filled in `email` and `password` in the form that was sent, and tell whether that went well.

    False when somebody is signed in already, when the fields are empty, and when they are wrong: then the part of the
    form says why. A form whose token cannot be trusted signs nobody in.
    """
    email, password = request.form.get("email", ""), request.form.get("password", "")
    if current_user.is_authenticated or form_is_stale() or not (email and password):
        return False
    try:
        sign_in(email, password)
    except Refusal as refusal:
        g.resume_fault = sentence(refusal)
        return False
    return True
