"""Refusals: what the wiki says no to, each with a sentence for the reader and an HTTP status.

A refusal is raised deep down, where the reason is known, and turned into a page, a JSON answer or a line on the
terminal in one place each. Its sentence is an English msgid that is translated only when it is shown, because the
one who raises does not know the reader's language.
"""


def N_(msgid: str) -> str:  # noqa: N802 - what gettext's tools call it
    """Mark `msgid` for translation and return it unchanged, for sentences that are translated where they are shown."""
    return msgid


class Refusal(Exception):
    """The wiki will not do this; `msgid % params` says why, in the reader's language when it is shown."""

    status = 400
    msgid = N_("The request could not be understood.")
    advice = ""  # a msgid: what to do now, where that is not what one does after most refusals of this status

    def __init__(self, msgid: str | None = None, **params: object) -> None:
        self.msgid = msgid or type(self).msgid
        self.params = params
        super().__init__(self.msgid % params if params else self.msgid)


class NotFound(Refusal):
    """There is no such thing."""

    status = 404
    msgid = N_("There is no such page.")


class Forbidden(Refusal):
    """The person is known, but may not do this."""

    status = 403
    msgid = N_("You do not have the right to do this.")


class SignInNeeded(Refusal):
    """Nobody is signed in, and this needs an account."""

    status = 401
    msgid = N_("Log in to do this.")


class TooLarge(Refusal):
    """What was sent is larger than the wiki takes."""

    status = 413
    msgid = N_("The text is too long.")


class TooMany(Refusal):
    """Too many attempts in too short a time."""

    status = 429
    msgid = N_("Too many attempts. Wait a few minutes and try again.")


class Unavailable(Refusal):
    """Something the wiki stands on (database, index, disk) does not answer."""

    status = 503
    msgid = N_("The wiki cannot do this just now. Try again in a while.")
