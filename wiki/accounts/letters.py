"""Letters about accounts, each in the language of whoever reads it."""

import logging

from flask import current_app, render_template, request

from wiki.core.i18n import locale, speak
from wiki.core.mail import MailFailed, send
from wiki.core.settings import Settings

log = logging.getLogger(__name__)


def send_letter(template: str, to: str, language: str | None = None, path: str = "") -> None:
    """Send the letter `accounts/mail/<template>.txt`, whose first line is its subject.

    `path` is what the link in the letter leads to. Nothing that a stranger has written stands in these letters: a
    form that sends mail to any address must not carry anybody's message. Raises MailFailed.
    """
    before = locale()
    speak(language or before)
    try:
        written = render_template(f"accounts/mail/{template}.txt", link=address(path), home=address("/"))
    finally:
        speak(before)
    subject, _, text = written.partition("\n")
    send(to, subject, text.strip() + "\n")


def address(path: str) -> str:
    """The whole address of `path`, as it can be opened from a letter.

    Whoever asks for a letter also writes the Host header, and must not choose where the link of somebody else leads.
    So the request's host serves only where letters stay in files. Raises MailFailed.
    """
    settings: Settings = current_app.config["WIKI"]
    if not settings.base_url and settings.smtp_host:
        log.error("no letter is sent: WIKI_BASE_URL must be set where there is a mail server")
        raise MailFailed
    return (settings.base_url or request.url_root).rstrip("/") + path
