"""What somebody sends in as a file: what it is, and the same without anything that does not belong in it."""

import hashlib
from dataclasses import dataclass

from flask import current_app

from wiki.core.errors import N_, Refusal, TooLarge
from wiki.core.web import FILE_TOO_LARGE
from wiki.files.models import PICTURES
from wiki.files.refused import TooMuch
from wiki.files.titles import file_title
from wiki.files.worker import GaveUp, ask

EXAMINE_SECONDS = 25.0
READ_SECONDS = 15.0
READABLE = frozenset({"pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt"})


class FileTooLarge(TooLarge):
    """The file is larger than the wiki's operator allows."""

    msgid = FILE_TOO_LARGE


@dataclass(frozen=True)
class Inspected:
    """A file that may be kept. `data` is what is kept: the file itself, without what was cleaned out of it.

    `title` is what the file may be called: the name it came with, made to agree with its content.
    """

    title: str
    media_type: str
    extension: str
    data: bytes
    width: int | None = None
    height: int | None = None
    text: str = ""

    @property
    def checksum(self) -> str:
        """SHA-256 of what is kept, in hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        return len(self.data)

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown in a text, rather than linked to."""
        return self.media_type in PICTURES


def inspect(data: bytes, filename: str) -> Inspected:
    """Decide by its content what `data` is, and clean it. Slow (at most some 40 seconds): never within a transaction.

    Raises Unwelcome when it is nothing that the wiki keeps, TooLarge when it is too much, Unavailable when too many
    files come at once.
    """
    limit = current_app.config["WIKI"].max_file_megabytes
    if len(data) > limit * 1_000_000:
        raise FileTooLarge(limit=limit)
    try:
        answer = ask("wiki.files.questions:examine_file", data, EXAMINE_SECONDS, filename=filename)
    except GaveUp as error:
        raise TooMuch(N_("The file could not be looked through. It may be damaged, or take too much room.")) from error
    found = answer.found
    extension = found["extension"]
    return Inspected(
        title=file_title(filename, extension),
        media_type=found["media_type"],
        extension=extension,
        data=answer.data,
        width=found["width"],
        height=found["height"],
        text=_text(answer.data, extension),
    )


def _text(data: bytes, extension: str) -> str:
    """What can be read in a document; nothing where that fails or takes too long."""
    if extension not in READABLE:
        return ""
    try:
        text = ask("wiki.files.questions:read_file", data, READ_SECONDS, extension=extension).found["text"]
    except (GaveUp, Refusal):
        return ""
    return str(text).replace("\0", "")
