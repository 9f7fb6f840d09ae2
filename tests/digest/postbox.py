"""A real mail server on this machine, which keeps what it is given and says no when it is told to."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.programs import free_port


@dataclass
class Postbox:
    """What has come. `answers` are given to the next letters for an address instead of "250", one after another."""

    port: int
    letters: list[EmailMessage] = field(default_factory=list)
    sources: list[bytes] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)
    at_recipient: Callable[[int], None] = lambda _count: None
    at_end: Callable[[int], None] = lambda _count: None
    connections: int = 0
    recipients: int = 0

    def to(self, address: str) -> list[EmailMessage]:
        """The letters for one address."""
        return [letter for letter in self.letters if letter["To"].addresses[0].addr_spec == address]

    @property
    def numbers(self) -> Counter[str]:
        """How often each Message-ID has come."""
        return Counter(str(letter["Message-ID"]) for letter in self.letters)

    async def handle_EHLO(  # noqa: N802 - the library's name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.recipients += 1
        await asyncio.to_thread(self.at_recipient, self.recipients)
        if self.answers.get(address):
            return self.answers[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.sources.append(envelope.content)
        await asyncio.to_thread(self.at_end, len(self.letters))
        if self.answers.get("end"):
            self.letters.pop()
            return self.answers["end"].pop(0)
        return "250 taken"


@contextmanager
def running(postbox: Postbox) -> Iterator[Postbox]:
    """The server, answering."""
    controller: Any = Controller(postbox, hostname="127.0.0.1", port=postbox.port)
    controller.start()
    try:
        yield postbox
    finally:
        controller.stop()


@contextmanager
def mail_server() -> Iterator[Postbox]:
    """A mail server on a port of its own."""
    with running(Postbox(free_port())) as postbox:
        yield postbox
