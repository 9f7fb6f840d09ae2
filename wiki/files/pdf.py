"""PDF: looked through for what runs when the document is opened (ISO 32000-2, 12.6).

Runs in the process of `worker`.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from wiki.core.errors import N_
from wiki.files.refused import Damaged, Unwelcome

BEHIND = 1024  # bytes that may stand behind the end: some programs write empty lines, or the name of a printer
MAX_ACTIONS = 1_000
RUNS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"}

ACTS = N_("The PDF holds a program that runs when it is opened. Print it to a new PDF, and upload that.")
HOLDS_FILES = N_("The PDF holds other files inside it. Upload each of them by itself.")
LOCKED = N_("The PDF is locked with a password. Save it without one, and upload that.")
_MARKUP = re.compile(rb"<(?:!doctype|html|script|svg|body|iframe|\?php)", re.IGNORECASE)


def check(data: bytes) -> None:
    """Raises Unwelcome for a PDF that is more than one, Damaged for one that is less."""
    end = data.rfind(b"%%EOF")
    if end < 0 or len(data) - end > BEHIND or b"PK\x05\x06" in data[-70_000:] or _MARKUP.search(data[:BEHIND]):
        raise Damaged
    if _MARKUP.search(data[end:]):
        raise Damaged
    try:
        _check_opening(PdfReader(BytesIO(data), strict=False))
    except (Unwelcome, MemoryError):
        raise
    except DependencyError:
        return  # locked against changes only, in a way that we cannot open: readers can
    except Exception as error:  # whatever a parser says of strangers' bytes
        raise Damaged from error


def _check_opening(reader: PdfReader) -> None:
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unwelcome(LOCKED)
    root = reader.trailer["/Root"].get_object()
    if not isinstance(root, DictionaryObject) or "/Pages" not in root:
        raise Damaged
    _check_catalogue(root)


def _check_catalogue(root: DictionaryObject) -> None:
    names = _dictionary(root.get("/Names"))
    if "/JavaScript" in names or "/AA" in root:
        raise Unwelcome(ACTS)
    if "/EmbeddedFiles" in names:
        raise Unwelcome(HOLDS_FILES)
    for number, action in enumerate(_actions(root.get("/OpenAction"))):
        if number > MAX_ACTIONS or action.get("/S") in RUNS:
            raise Unwelcome(ACTS)


def _actions(first: Any) -> Iterator[DictionaryObject]:
    """The action, and those that follow it."""
    waiting = [first]
    while waiting:
        found = waiting.pop()
        found = found.get_object() if isinstance(found, IndirectObject) else found
        if isinstance(found, ArrayObject):
            waiting += [each for each in found if isinstance(each, DictionaryObject)]
        elif isinstance(found, DictionaryObject):
            yield found
            if "/Next" in found:
                following = found.raw_get("/Next")
                followed = following.get_object()
                waiting += list(followed) if isinstance(followed, ArrayObject) else [followed]


def _dictionary(found: Any) -> DictionaryObject:
    found = found.get_object() if isinstance(found, IndirectObject) else found
    return found if isinstance(found, DictionaryObject) else DictionaryObject()
