"""Mail: whether the server can be used, and whether letters lie still."""

import smtplib
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from wiki.backup.doctor.finding import Finding, number_of
from wiki.core.clock import now
from wiki.core.mail import connect
from wiki.core.settings import Settings
from wiki.digest.queries import outbox

LONG = timedelta(hours=6)


def look_at_mail_server(settings: Settings) -> Iterator[Finding]:
    """Whether the mail server takes the wiki's hand."""
    if not settings.smtp_host:
        return
    try:
        server = connect(settings)
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(
            f"The mail server {settings.smtp_host} port {settings.smtp_port} cannot be used: {error}",
            "Look at WIKI_SMTP_HOST, _PORT, _SECURITY, _USER and _PASSWORD. Letters wait until it answers.",
        )
        return
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()


def look_at_letters() -> Iterator[Finding]:
    """Letters that have waited for long, or were given up."""
    stands = outbox()
    if stands.waiting and stands.oldest and now() - stands.oldest > LONG:
        said = f" The mail server said last: {stands.last_answer}" if stands.last_answer else ""
        since = f"{stands.oldest:%Y-%m-%d %H:%M} UTC"
        yield Finding(
            f"{number_of(stands.waiting, 'letter waits', 'letters wait')}, the oldest since {since}.{said}",
            "See whether `wiki serve` (or `wiki follow`) is running, and /users/letters.",
        )
    if stands.failed:
        yield Finding(
            f"{number_of(stands.failed, 'letter was', 'letters were')} given up.",
            "See /users/letters, where they can be sent once more.",
        )
