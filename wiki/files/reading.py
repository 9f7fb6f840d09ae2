"""What can be read in a document, for the search. Runs in the process of `worker`."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from wiki.files.hidden import drop_hidden
from wiki.files.office import part

MAX_TEXT = 500_000  # bytes
MAX_PAGES = 1_000
PARTS = {
    "docx": r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml",
    "xlsx": r"xl/sharedStrings\.xml",
    "pptx": r"ppt/(slides/slide|notesSlides/notesSlide)\d+\.xml",
    "odt": r"content\.xml",
    "ods": r"content\.xml",
    "odp": r"content\.xml",
}
ENDS_LINE = {"p", "h", "br", "tab", "si", "tr", "table-row", "line-break", "a:p"}


def read_text(data: bytes, extension: str) -> str:
    """The words of the document, without their looks, up to MAX_TEXT. Raises whatever a parser does."""
    if extension == "pdf":
        pieces = _of_pdf(data)
    elif extension in PARTS:
        pieces = _of_archive(data, PARTS[extension])
    else:
        pieces = iter([data[:MAX_TEXT].decode("utf-8-sig", "ignore")])
    found: list[str] = []
    left = MAX_TEXT
    for piece in pieces:
        tidy = re.sub(r"[ \t]+", " ", re.sub(r"[\0-\x08\x0b-\x1f\ud800-\udfff]", "", piece)).encode()[:left]
        found.append(tidy.decode(errors="ignore"))
        left -= len(tidy)
        if left <= 0:
            break
    return re.sub(r"\s*\n\s*", "\n", "\n".join(found)).strip()


def _of_pdf(data: bytes) -> Iterator[str]:
    from pypdf import PdfReader  # noqa: PLC0415  (a tenth of a second that others need not wait)

    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted:
        reader.decrypt("")
    for number, page in enumerate(reader.pages):
        if number >= MAX_PAGES:
            return
        yield page.extract_text()


def _of_archive(data: bytes, wanted: str) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in sorted(archive.namelist(), key=_in_order):
            if re.fullmatch(wanted, name):
                root = fromstring(part(archive, name), forbid_dtd=True)
                drop_hidden(root)
                yield "".join(_words(root))


def _in_order(name: str) -> list[str]:
    """Slide 2 before slide 10."""
    return [step.zfill(6) if step.isdigit() else step for step in re.split(r"(\d+)", name)]


def _words(root: Element) -> Iterator[str]:
    """The text in its order, a line for each paragraph."""
    for each in root.iter():
        name = str(each.tag).rpartition("}")[2]
        if name in ENDS_LINE:
            yield "\n"
        elif name == "tc" or name == "table-cell":  # noqa: PLR1714
            yield " "
        if each.text and name not in {"instrText", "style"}:
            yield each.text
        if each.tail and each.tail.strip():
            yield each.tail
