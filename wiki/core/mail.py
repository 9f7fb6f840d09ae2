"""Mail: plain letters, sent by the mail server of the settings, or written to files where there is none."""

import logging
import os
import re
import secrets
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path

from flask import current_app

from wiki.core.clock import now
from wiki.core.errors import N_, Unavailable
from wiki.core.settings import Settings

SECONDS = 10
ONE_ADDRESS = re.compile(r"[^\s@<>,;:\"\\]+@[^\s@<>,;:\"\\]+")

log = logging.getLogger(__name__)


class MailFailed(Unavailable):
    """The mail server did not take the letter."""

    msgid = N_("The letter could not be sent just now. Try again in a while.")


def send(to: str, subject: str, text: str) -> None:
    """Send `text` to the address `to`, and return when the mail server has taken it.

    Raises MailFailed. Must not be called within a transaction: a mail server may take seconds.
    """
    settings: Settings = current_app.config["WIKI"]
    try:
        letter = _letter(settings, to, subject, text)
        if settings.smtp_host:
            _deliver(settings, letter)
        else:
            log.info("No mail server: the letter is in %s", _keep(settings.data / "mail", letter))
    except (OSError, smtplib.SMTPException, ValueError) as error:
        log.exception("A letter could not be sent")
        raise MailFailed from error


def _letter(settings: Settings, to: str, subject: str, text: str) -> EmailMessage:
    """The letter with its headers. What people wrote stays in the header it is meant for: line breaks are spaces."""
    if not ONE_ADDRESS.fullmatch(to):
        raise ValueError("not one e-mail address")
    name, sender = parseaddr(settings.mail_from)
    letter = EmailMessage(policy=SMTP)
    letter["From"] = Address(name or _one_line(settings.site_name), addr_spec=sender)
    letter["To"] = Address(addr_spec=to)
    letter["Subject"] = _one_line(subject)
    letter["Date"] = format_datetime(now())
    letter["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: so that nobody's holiday answers it
    letter.set_content(text, cte="quoted-printable")
    return letter


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _deliver(settings: Settings, letter: EmailMessage) -> None:
    with _connect(settings) as server:
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        server.send_message(letter)


def _connect(settings: Settings) -> smtplib.SMTP:
    """A connection to the mail server, encrypted as the settings say. Raises OSError or SMTPException."""
    host, port = settings.smtp_host, settings.smtp_port
    if settings.smtp_security == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port, timeout=SECONDS)
    try:
        if settings.smtp_security == "starttls":
            server.starttls(context=ssl.create_default_context())
    except BaseException:
        server.close()
        raise
    return server


def _keep(folder: Path, letter: EmailMessage) -> Path:
    """Write the letter to a file that only the wiki's own account can read: it may hold a link that signs in."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{now():%Y%m%dT%H%M%S}-{secrets.token_hex(4)}.eml"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(letter.as_bytes())
    return path
