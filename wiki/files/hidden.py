"""What Word does not show: runs of text that are marked as hidden. Nobody who uploads a document means to tell them."""

from io import BytesIO
from xml.etree.ElementTree import Element, tostring
from zipfile import ZIP_DEFLATED, ZipFile

from defusedxml.ElementTree import fromstring

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = {"0", "false", "off"}


def drop_hidden(root: Element) -> None:
    """Take the hidden runs out of a part of a Word document."""
    for parent in list(root.iter()):
        for run in parent.findall(f"{_WORD}r"):
            mark = run.find(f"{_WORD}rPr/{_WORD}vanish")
            if mark is not None and mark.get(f"{_WORD}val") not in _OFF:
                parent.remove(run)


def without_hidden(content: bytes) -> bytes:
    """A .docx that was looked through, without its hidden runs."""
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    hiding = [name for name, part in parts.items() if name.endswith(".xml") and b"<w:vanish" in part]
    if not hiding:
        return content
    for name in hiding:
        root = fromstring(parts[name], forbid_dtd=True)
        drop_hidden(root)
        parts[name] = tostring(root)
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()
