"""Documents that are archives: Word, Excel and PowerPoint (ECMA-376, part 2) and OpenDocument (ODF 1.3, part 2).

Such a file is looked through before anything in it is unpacked. Runs in the process of `worker`.
"""

import re
import zipfile
from io import BytesIO
from itertools import pairwise
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from wiki.core.errors import N_
from wiki.files.refused import Damaged, TooMuch, Unwelcome

MAX_PARTS = 5_000
MAX_UNPACKED = 300_000_000  # bytes
MAX_RATIO = 200  # how many times smaller than it is a part may be packed; text is, some 20 times
MAX_PART = 50_000_000  # bytes of what we read ourselves
SMALL = 1_000_000  # bytes; what is not larger harms nobody, however well it is packed

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
_MAIN = {
    f"application/vnd.openxmlformats-officedocument.{name}.main+xml": extension
    for name, extension in (
        ("wordprocessingml.document", "docx"),
        ("spreadsheetml.sheet", "xlsx"),
        ("presentationml.presentation", "pptx"),
    )
}
_OPEN_DOCUMENT = {media_type: extension for extension, media_type in TYPES.items() if extension.startswith("od")}
_MACROS = re.compile(r"vbaproject|vbadata|macrosheets/|activex/|(?:^|/)(?:basic|scripts)/", re.IGNORECASE)
_PROGRAMS = re.compile(
    r"\.(?:exe|dll|com|scr|bat|cmd|ps1|vbs|js|mjs|jar|class|msi|hta|lnk|html?|xhtml|php|sh|py|svgz)$|^meta-inf/manifest\.mf$",
    re.IGNORECASE,
)

MACROS = N_("The document holds macros, which are small programs. Save it without macros, and upload that.")
STRANGE = N_("The document holds something else than a document. Save it again, or as PDF, and upload that.")


def check(data: bytes) -> str:
    """Which of TYPES it is. Raises Unwelcome, Damaged, TooMuch."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _look_through(archive, data)
            extension = _kind(archive)
            _check_relations(archive)
            return extension
    except DefusedXmlException as error:
        raise Unwelcome(STRANGE) from error
    except (zipfile.BadZipFile, ParseError, NotImplementedError, EOFError, ValueError, OSError, KeyError) as error:
        raise Damaged from error


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part of the document, not more than MAX_PART of it, whatever the archive says of its size."""
    with archive.open(name) as opened:
        found = opened.read(MAX_PART + 1)
    if len(found) > MAX_PART:
        raise TooMuch
    return found


def _look_through(archive: zipfile.ZipFile, data: bytes) -> None:
    """The list of contents: no bomb, no programs, and nothing before, between or behind."""
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(each.file_size for each in parts) > MAX_UNPACKED:
        raise TooMuch
    places = sorted((each.header_offset, each.header_offset + each.compress_size) for each in parts)
    if any(end > begin for (_, end), (begin, _) in pairwise(places)):
        raise TooMuch  # parts that share their bytes: each is unpacked from the same ones
    names = [each.filename for each in parts]
    if any(each.file_size > max(SMALL, MAX_RATIO * each.compress_size) for each in parts):
        raise TooMuch
    if any(each.flag_bits & 1 for each in parts):
        raise Unwelcome(N_("The document is locked with a password. Save it without one, and upload that."))
    if any(_MACROS.search(name) for name in names):
        raise Unwelcome(MACROS)
    odd = any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names)
    if odd or len(set(names)) != len(names) or any(_PROGRAMS.search(name) for name in names):
        raise Unwelcome(STRANGE)
    ends = data.rfind(b"PK\x05\x06")
    if parts and (min(each.header_offset for each in parts) != 0 or ends + 22 + len(archive.comment) != len(data)):
        raise Unwelcome(STRANGE)
    if archive.comment:
        raise Unwelcome(STRANGE)


def _kind(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if "[Content_Types].xml" in names:
        listed = fromstring(part(archive, "[Content_Types].xml"), forbid_dtd=True)
        types = {each.get("ContentType", "") for each in listed}
        if any("macroenabled" in each.lower() or "vbaproject" in each.lower() for each in types):
            raise Unwelcome(MACROS)
        found = {_MAIN[each] for each in types if each in _MAIN}
    elif "mimetype" in names:
        said = part(archive, "mimetype").decode("ascii", "replace").strip()
        found = {_OPEN_DOCUMENT[said]} if said in _OPEN_DOCUMENT and "content.xml" in names else set()
    else:
        found = set()
    if len(found) != 1:
        raise Unwelcome(N_("This is an archive. Upload the files one by one instead."))
    return found.pop()


def _check_relations(archive: zipfile.ZipFile) -> None:
    """Refuse a document that fetches its template, or something to run, from elsewhere when it is opened."""
    for name in archive.namelist():
        if name.endswith(".rels"):
            for each in fromstring(part(archive, name), forbid_dtd=True):
                kind = each.get("Type", "").rpartition("/")[2].lower()
                if each.get("TargetMode") == "External" and kind in {
                    "attachedtemplate",
                    "oleobject",
                    "frame",
                    "control",
                }:
                    raise Unwelcome(N_("The document fetches something from elsewhere when it is opened."))
