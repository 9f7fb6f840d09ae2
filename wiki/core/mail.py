"""Mail: letters, sent by the mail server of the settings, or written to files where there is none.

What leaves while somebody waits for it goes by `send`. What leaves by itself goes by `core.mail_connection`.
"""

import logging
import os
import re
import secrets
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy, Policy
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path
from types import MappingProxyType

from flask import current_app

from wiki.core.clock import now
from wiki.core.errors import N_, Unavailable
from wiki.core.lock import refuse_while_held
from wiki.core.settings import Settings

SECONDS = 10
ONE_ADDRESS = re.compile(r"[^\s@<>,;:\"\\]+@[^\s@<>,;:\"\\]+")

log = logging.getLogger(__name__)


class Verbatim(UniqueUnstructuredHeader):
    """A header that holds an address on the web, which folding would encode so that no mail program knows it again."""

    def fold(self, *, policy: Policy) -> str:
        """The header on one line, however long: RFC 5322 allows 998 characters."""
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


def _policy() -> "EmailPolicy[EmailMessage]":
    registry = HeaderRegistry()
    for name in ("list-unsubscribe", "list-unsubscribe-post", "message-id"):
        registry.map_to_type(name, Verbatim)  # type: ignore[arg-type]  # it becomes one with BaseHeader
    return SMTP.clone(header_factory=registry)


POLICY = _policy()


class MailFailed(Unavailable):
    """The mail server did not take the letter."""

    msgid = N_("The letter could not be sent just now. Try again in a while.")


@dataclass(frozen=True)
class Letter:
    """What is written, and to whom. Without a `message_id` it gets one when it is put together."""

    to: str
    subject: str
    text: str
    html: str = ""
    message_id: str = ""
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def send(to: str, subject: str, text: str) -> None:
    """Send `text` to the address `to`, and return when the mail server has taken it.

    Raises MailFailed. Must not be called within a transaction: a mail server may take seconds.
    """
    refuse_while_held("sending mail")
    settings: Settings = current_app.config["WIKI"]
    try:
        letter = put_together(settings, Letter(to, subject, text))
        if settings.smtp_host:
            _deliver(settings, letter)
        else:
            log.info("No mail server: the letter is in %s", keep(settings, letter))
    except (OSError, smtplib.SMTPException, ValueError) as error:
        log.exception("A letter could not be sent")
        raise MailFailed from error


def put_together(settings: Settings, written: Letter) -> EmailMessage:
    """The letter with its headers. What people wrote stays in the header it is meant for: line breaks are spaces.

    Raises ValueError when it is not meant for exactly one address.
    """
    if not ONE_ADDRESS.fullmatch(written.to):
        raise ValueError("not one e-mail address")
    name, sender = parseaddr(settings.mail_from)
    letter = EmailMessage(policy=POLICY)
    letter["From"] = Address(name or _one_line(settings.site_name), addr_spec=sender)
    letter["To"] = Address(addr_spec=written.to)
    letter["Subject"] = _one_line(written.subject)
    letter["Date"] = format_datetime(now())
    letter["Message-ID"] = written.message_id or new_message_id(settings)
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: so that nobody's holiday answers it
    letter.set_content(written.text, cte="quoted-printable")
    if written.html:
        letter.add_alternative(written.html, subtype="html", cte="quoted-printable")
    for header, value in written.headers.items():  # last, or one about the content would become a part's own
        letter[header] = _one_line(value)
    return letter


def new_message_id(settings: Settings) -> str:
    """What names a letter for ever, for whoever gets it twice (RFC 5322, 3.6.4)."""
    return make_msgid(domain=parseaddr(settings.mail_from)[1].rpartition("@")[2])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _deliver(settings: Settings, letter: EmailMessage) -> None:
    with connect(settings) as server:
        server.send_message(letter)


def connect(settings: Settings) -> smtplib.SMTP:
    """A connection to the mail server, encrypted and signed in as the settings say. Raises OSError or SMTPException."""
    server = _reach(settings)
    try:
        if settings.smtp_security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
    except BaseException:
        server.close()
        raise
    return server


def _reach(settings: Settings) -> smtplib.SMTP:
    host, port = settings.smtp_host, settings.smtp_port
    if settings.smtp_security == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=ssl.create_default_context())
    return smtplib.SMTP(host, port, timeout=SECONDS)


def keep(settings: Settings, letter: EmailMessage, name: str = "") -> Path:
    """Write the letter to a file that only the wiki's own account can read: it may hold a link that signs in.

    A letter with a `name` of its own that is kept already is left as it is.
    """
    folder = settings.data / "mail"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name or f'{now():%Y%m%dT%H%M%S}-{secrets.token_hex(4)}'}.eml"
    if name and path.exists():
        return path
    part = path.with_suffix(".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(letter.as_bytes())
    return part.rename(path)
