"""Mail, against a small mail server of our own."""

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask

from wiki.core.mail import MailFailed, send
from wiki.core.settings import Settings


class Conversation(socketserver.StreamRequestHandler):
    """RFC 5321, as much of it as a letter needs."""

    server: "MailServer"

    def handle(self) -> None:
        self.say("220 small")
        while line := self.rfile.readline().decode().strip():
            verb = line.upper()
            if verb.startswith("EHLO"):
                self.say("250-small\r\n250 AUTH PLAIN")
            elif verb.startswith("AUTH"):
                self.server.signed_in.append(line)
                self.say("235 welcome")
            elif verb == "DATA":
                self.say("354 go on")
                self.server.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.say("250 taken")
            elif verb.startswith("RCPT") and "refused" in line:
                self.say("550 nobody of that name")
            elif verb == "QUIT":
                return self.say("221 bye")
            else:
                self.say("250 ok")
        return None

    def say(self, answer: str) -> None:
        self.wfile.write(answer.encode() + b"\r\n")


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps the letters it is given."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters: list[bytes] = []
        self.signed_in: list[str] = []


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    app = Flask("wiki")
    app.config["WIKI"] = Settings(data=tmp_path, mail_from="wiki@kommun.se")
    return app


def through(app: Flask, server: MailServer, **changes: object) -> None:
    changes = {"smtp_host": "127.0.0.1", "smtp_port": server.server_address[1], "smtp_security": "none", **changes}
    app.config["WIKI"] = replace(app.config["WIKI"], **changes)


def test_a_letter_reaches_the_mail_server(app: Flask, server: MailServer) -> None:
    through(app, server)
    with app.app_context():
        send("asa@example.org", "Välkommen till Mittköping", "Hej Åsa!\n\nEn rad.\n.\nSlut.\n")
    letter = message_from_bytes(server.letters[0].replace(b"\r\n..", b"\r\n."), policy=default)
    assert letter["To"] == "asa@example.org"
    assert letter["From"] == "Mittköping <wiki@kommun.se>"
    assert letter["Subject"] == "Välkommen till Mittköping"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"]
    assert letter["Message-ID"].endswith("@kommun.se>")
    assert letter.get_content().replace("\r\n", "\n") == "Hej Åsa!\n\nEn rad.\n.\nSlut.\n"


def test_signs_in_to_a_mail_server_that_wants_it(app: Flask, server: MailServer) -> None:
    through(app, server, smtp_user="wiki", smtp_password="hemligt")
    with app.app_context():
        send("anna@example.org", "Hej", "Text")
    assert server.signed_in[0].startswith("AUTH PLAIN")


def test_no_letter_goes_unencrypted_when_it_must_not(app: Flask, server: MailServer) -> None:
    through(app, server, smtp_security="starttls")
    with app.app_context(), pytest.raises(MailFailed):
        send("anna@example.org", "Hej", "Text")
    assert server.letters == []


@pytest.mark.parametrize(
    "to", ["anna@example.org\nBcc: all@example.org", "a@example.org, b@example.org", "", " ", "anna", "@"]
)
def test_nobody_else_gets_the_letter(app: Flask, server: MailServer, to: str) -> None:
    through(app, server)
    with app.app_context(), pytest.raises(MailFailed):
        send(to, "Hej", "Text")
    assert server.letters == []


def test_a_subject_stays_a_subject(app: Flask, server: MailServer) -> None:
    through(app, server)
    with app.app_context():
        send("anna@example.org", "Hej\r\nBcc: all@example.org\r\n\r\nText", "Text")
    letter = message_from_bytes(server.letters[0], policy=default)
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Hej Bcc: all@example.org Text"


def test_says_when_the_mail_server_does_not_take_it(app: Flask, server: MailServer) -> None:
    through(app, server)
    with app.app_context(), pytest.raises(MailFailed):
        send("refused@example.org", "Hej", "Text")
    through(app, server, smtp_port=1)
    with app.app_context(), pytest.raises(MailFailed):
        send("anna@example.org", "Hej", "Text")


def test_without_mail_server_a_letter_is_a_file_for_the_operator_only(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        send("anna@example.org", "Hej", "En länk: https://example.org/reset/x")
        send("anna@example.org", "Hej", "En till")
    files = list((tmp_path / "mail").iterdir())
    assert len(files) == 2
    for path in files:
        assert path.suffix == ".eml"
        assert path.stat().st_mode & 0o077 == 0
