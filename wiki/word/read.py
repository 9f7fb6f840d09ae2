"""Reading a Word document that somebody sends, in a process of its own, and looking at its pictures."""

from dataclasses import dataclass

from wiki.core.errors import N_, Refusal
from wiki.files.inspect import Inspected, inspect
from wiki.files.worker import GaveUp, ask

SECONDS = 20
MAX_PICTURES = 40


class NotWord(Refusal):
    """The file is no Word document that can be read."""

    status = 415
    msgid = N_("This is not a Word document that the wiki can read. Open it in Word, save it as .docx, and try again.")


class NothingWritten(Refusal):
    """The document holds neither words nor pictures."""

    status = 422
    msgid = N_("The document is empty, or holds only what cannot be brought in: there is no text in it.")


@dataclass(frozen=True)
class Found:
    """A picture of the document, looked through and cleaned. `number` is its mark in the text."""

    number: int
    inspected: Inspected
    alt: str


@dataclass(frozen=True)
class Read:
    """What the document says. `left_out` counts the pictures that the wiki does not keep."""

    title: str
    markdown: str
    pictures: tuple[Found, ...]
    left_out: int


def read_document(content: bytes, filename: str) -> Read:
    """The document as Markdown, with its pictures. Slow. Raises NotWord, NothingWritten, FileTooLarge, Unavailable."""
    inspected = inspect(content, filename)
    if inspected.extension != "docx":
        raise NotWord
    try:
        answer = ask("wiki.word.convert:answer", inspected.data, SECONDS)
    except GaveUp as error:
        raise NotWord from error
    found, at = [], 0
    for number, (size, alt) in enumerate(answer.found["pictures"]):
        picture = _picture(answer.data[at : at + size]) if number < MAX_PICTURES else None
        at += size
        if picture:
            found.append(Found(number, picture, alt))
    if not answer.found["markdown"].strip():
        raise NothingWritten
    left_out = len(answer.found["pictures"]) - len(found)
    return Read(answer.found["title"], answer.found["markdown"], tuple(found), left_out)


def _picture(content: bytes) -> Inspected | None:
    """The picture, if it is one that the wiki keeps (Word has drawings of kinds of its own)."""
    try:
        inspected = inspect(content, "bild")
    except Refusal:
        return None
    return inspected if inspected.is_picture else None
