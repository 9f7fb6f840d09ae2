"""What a file is: decided by what stands in it, never by what it is called.

Runs in the process of `worker`. Whatever is not known here is refused: there is no list of dangerous kinds to keep up,
only sentences for those that people are likely to try.
"""

from dataclasses import dataclass

from wiki.core.errors import N_
from wiki.files import drawings, office, pictures
from wiki.files.refused import Damaged, TooMuch, Unwelcome

MAX_DRAWING = 5_000_000  # bytes
TEXT_ENDINGS = {"csv": "csv", "tsv": "csv", "txt": "txt", "text": "txt", "md": "txt", "log": "txt"}
TEXT_TYPES = {"csv": "text/csv", "txt": "text/plain"}
MOST_ODD = 0.15  # share of letters outside ASCII in a text of one byte a letter

PROGRAM = N_("This is a program, and the wiki keeps no programs.")
ARCHIVE = N_("This is an archive. Upload the files one by one instead.")
OTHER_PICTURE = N_("The wiki does not take this type of picture. Save it as PNG or JPEG, and upload that.")
SOUND_OR_FILM = N_("The wiki keeps no sound or film. Put it where you usually publish such, and link to it.")
OLD_OFFICE = N_("This is an older type of document. Save it as docx, xlsx, pptx or PDF, and upload that.")
WEB_PAGE = N_("This is a web page or other markup, which could run in the reader's browser. Upload a PDF instead.")
NOT_TEXT_BY_NAME = N_(
    "This is text, but its name says that it is something else. If it is plain text, let the name end in .txt or .csv."
)

SAID: tuple[tuple[int, bytes, str], ...] = (
    (0, b"MZ", PROGRAM),
    (0, b"\x7fELF", PROGRAM),
    (0, b"\xca\xfe\xba\xbe", PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", PROGRAM),
    (0, b"\xfe\xed\xfa", PROGRAM),
    (0, b"#!", PROGRAM),
    (0, b"\0asm", PROGRAM),
    (0, b"PK", ARCHIVE),
    (0, b"\x1f\x8b", ARCHIVE),
    (0, b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (0, b"Rar!", ARCHIVE),
    (0, b"BZh", ARCHIVE),
    (0, b"\xfd7zXZ", ARCHIVE),
    (0, b"\x28\xb5\x2f\xfd", ARCHIVE),
    (257, b"ustar", ARCHIVE),
    (0, b"BM", OTHER_PICTURE),
    (0, b"II*\0", OTHER_PICTURE),
    (0, b"MM\0*", OTHER_PICTURE),
    (4, b"ftyphei", OTHER_PICTURE),
    (4, b"ftypmif1", OTHER_PICTURE),
    (0, b"\0\0\x01\0", OTHER_PICTURE),
    (4, b"ftyp", SOUND_OR_FILM),
    (0, b"ID3", SOUND_OR_FILM),
    (0, b"OggS", SOUND_OR_FILM),
    (0, b"RIFF", SOUND_OR_FILM),
    (0, b"\x1a\x45\xdf\xa3", SOUND_OR_FILM),
    (0, b"\xd0\xcf\x11\xe0", OLD_OFFICE),
    (0, b"{\\rtf", OLD_OFFICE),
)


@dataclass(frozen=True)
class Kind:
    """A file that may be kept, cleaned."""

    media_type: str
    extension: str
    data: bytes
    width: int | None = None
    height: int | None = None


def examine(data: bytes, filename: str) -> Kind:
    """What `data` is. Its name is asked only which kind of plain text it is. Raises Unwelcome, Damaged, TooMuch."""
    if not data:
        raise Damaged(N_("The file is empty."))
    raster = pictures.format_of(data)
    if raster:
        cleaned = pictures.clean(data, raster)
        return Kind(*pictures.TYPES[raster], cleaned.data, cleaned.width, cleaned.height)
    if data.startswith(b"%PDF-"):
        from wiki.files import pdf  # noqa: PLC0415  (a tenth of a second that pictures need not wait)

        pdf.check(data)
        return Kind("application/pdf", "pdf", data)
    if data.startswith(b"PK\x03\x04"):
        extension = office.check(data)
        return Kind(office.TYPES[extension], extension, data)
    text = decoded(data)
    if text is not None and text.lstrip().startswith("<"):
        return _drawing(data, text)
    for place, sign, sentence in SAID:
        if data.startswith(sign, place):
            raise Unwelcome(sentence)
    if text is None:
        raise Unwelcome
    return _plain(text, filename)


def decoded(data: bytes) -> str | None:
    """`data` as text, when it is text."""
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(sign < " " and sign not in "\t\n\r\f" for sign in set(text)):
            return None
        if encoding == "cp1252" and sum(sign > "\x7f" for sign in text) > MOST_ODD * len(text):
            return None
        return text
    return None


def _drawing(data: bytes, text: str) -> Kind:
    if "<svg" not in text[:10_000] and ":svg" not in text[:10_000]:
        raise Unwelcome(WEB_PAGE)
    if len(data) > MAX_DRAWING:
        raise TooMuch
    drawing = drawings.clean(data)
    return Kind("image/svg+xml", "svg", drawing.data, drawing.width, drawing.height)


def _plain(text: str, filename: str) -> Kind:
    """Text, in one encoding. A mark in front tells Excel which, where it is a table."""
    ending = filename.lower().rpartition(".")[2]
    if ending not in TEXT_ENDINGS or "<?php" in text.lower() or "<script" in text.lower():
        raise Unwelcome(NOT_TEXT_BY_NAME if ending not in TEXT_ENDINGS else WEB_PAGE)
    extension = TEXT_ENDINGS[ending]
    return Kind(TEXT_TYPES[extension], extension, text.encode("utf-8-sig" if extension == "csv" else "utf-8"))
