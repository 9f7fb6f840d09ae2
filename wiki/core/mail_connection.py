"""One connection to the mail server for many letters, and what became of each.

A mail server takes a letter in one instant: when it answers what ends it, a line with a full stop (RFC 5321, 4.1.1.4).
Until that line is sent nothing has happened; once the answer is read all is known. Only in between can a crash leave
a doubt, so whoever hands a letter over is asked right before that line, and can write down that the doubt begins.
"""

import re
import smtplib
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from types import TracebackType
from typing import Self

from wiki.core.mail import connect, keep
from wiki.core.settings import Settings

LETTERS = 100  # after so many a connection is made anew, before a server that counts loses its patience
CLOSING = 421  # what a server says when it hangs up (RFC 5321, 4.2.3)
_BEGINS_WITH_STOP = re.compile(rb"^\.", re.MULTILINE)

Answer = tuple[int, bytes]


class ServerAway(Exception):
    """The mail server cannot be used just now. `was_reached`: it went away in the middle of a letter."""

    def __init__(self, said: str, *, was_reached: bool = False) -> None:
        super().__init__(said)
        self.was_reached = was_reached


class NotTaken(Exception):
    """The mail server does not take this letter. `is_final`: nor will it later; `by_address`: for whom it is meant."""

    def __init__(self, said: str, *, is_final: bool, by_address: bool = False) -> None:
        super().__init__(said)
        self.is_final = is_final
        self.by_address = by_address


class Connection:
    """The way to the mail server; opened when the first letter needs it. Without a server letters become files."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _where: TracebackType | None
    ) -> None:
        self.close()

    def hand_over(self, letter: EmailMessage, before_end: Callable[[], None]) -> str:
        """Give `letter` to the mail server; what it answers. `before_end` is called right before the letter ends.

        Raises ServerAway or NotTaken. Whatever else `before_end` raises stops the letter: the server never gets it.
        """
        if not self._settings.smtp_host:
            before_end()
            return f"written to {keep(self._settings, letter, _file_name(letter)).name}"
        server = self._opened()
        try:
            return _converse(server, letter, before_end)
        except NotTaken:
            self._begin_anew(server)
            raise
        except ServerAway:
            self._drop()
            raise
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise ServerAway(_words(error), was_reached=True) from error
        except BaseException:
            self._drop()  # in the middle of a letter, which the server then throws away
            raise

    def close(self) -> None:
        """Take leave of the server."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _opened(self) -> smtplib.SMTP:
        if self._count >= LETTERS:
            self.close()
        try:
            if self._server is None:
                self._server, self._count = connect(self._settings), 0
                self._server.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise ServerAway(_words(error)) from error
        self._count += 1
        return self._server

    def _begin_anew(self, server: smtplib.SMTP) -> None:
        try:
            server.rset()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _drop(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.close()


def _converse(server: smtplib.SMTP, letter: EmailMessage, before_end: Callable[[], None]) -> str:
    sender, to = letter["From"].addresses[0].addr_spec, letter["To"].addresses[0].addr_spec
    is_ascii = (sender + to).isascii()
    if not is_ascii and not server.has_extn("smtputf8"):
        raise NotTaken("the mail server takes only addresses in a to z", is_final=True, by_address=True)
    body = letter.as_bytes(policy=(SMTP if is_ascii else SMTPUTF8).clone(max_line_length=78))
    code, said = server.mail(sender, () if is_ascii else ("SMTPUTF8", "BODY=8BITMIME"))
    _expect(code, said, 250, is_final=False)  # the sender is ours: to be mended there, and no fault of the letter
    code, said = server.rcpt(to)
    _expect(code, said, 250, 251, is_final=code >= 500, by_address=True)
    code, said = server.docmd("DATA")
    _expect(code, said, 354, is_final=code >= 500)
    server.send(_BEGINS_WITH_STOP.sub(b"..", body) + (b"" if body.endswith(b"\r\n") else b"\r\n"))
    before_end()
    server.send(b".\r\n")
    code, said = server.getreply()
    _expect(code, said, 250, is_final=code >= 500)
    return _told(code, said)


def _expect(code: int, said: bytes, *wanted: int, is_final: bool, by_address: bool = False) -> None:
    if code in {CLOSING, -1}:
        raise ServerAway(_told(code, said), was_reached=True)
    if code not in wanted:
        raise NotTaken(_told(code, said), is_final=is_final, by_address=by_address)


def _told(code: int, said: bytes) -> str:
    return f"{code} {' '.join(said.decode(errors='replace').split())}"[:300]


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return _told(error.smtp_code, said if isinstance(said, bytes) else str(said).encode())
    return f"{type(error).__name__}: {error}"[:300]


def _file_name(letter: EmailMessage) -> str:
    return re.sub(r"[^\w.-]", "-", letter["Message-ID"].strip("<>"))
