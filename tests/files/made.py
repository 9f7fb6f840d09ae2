"""Files made for the tests: good ones, and the parts of bad ones."""

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image

SCRIPT = b"<script>alert(document.domain)</script>"
TYPES_OF = "application/vnd.openxmlformats-officedocument."
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/main.xml" ContentType="{}"/></Types>'
)
WORD_TEXT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>Digital medborgardialog</w:t></w:r></w:p><w:p><w:r><w:t>i </w:t></w:r><w:r><w:t>Uddevalla</w:t>"
    "</w:r></w:p></w:body></w:document>"
)


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, (200, 30, 30))
    image.paste((30, 30, 200), (size[0] // 2, 0, *size))
    written = BytesIO()
    image.convert(mode).save(written, kind, **options)
    return written.getvalue()


def moving(kind: str) -> bytes:
    """Three frames, for ever."""
    frames = [Image.new("RGB", (20, 10), (each, 0, 0)) for each in (0, 120, 250)]
    written = BytesIO()
    frames[0].save(written, kind, save_all=True, append_images=frames[1:], duration=90, loop=0)
    return written.getvalue()


def from_a_phone(kind: str = "JPEG", **options: Any) -> bytes:
    """A picture that lies on its side and tells where, when and with what it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Kameraverket"
    exif.get_ifd(0x8825).update({1: "N", 2: (58.0, 20.0, 56.0), 3: "E", 4: (11.0, 56.0, 24.0)})
    return picture(kind, exif=exif.tobytes(), **options)


def png_chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)


def pdf(text: str = "Medborgarbudget i Uddevalla", catalogue: str = "", objects: tuple[str, ...] = ()) -> bytes:
    """A PDF with one line of text, written by hand."""
    shown = f"BT /F1 24 Tf 72 720 Td ({text}) Tj ET"
    bodies = (
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *objects,
    )
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(written)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(bodies) + 1
    written += f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer\n<< /Size {size} /Root 1 0 R >>\n".encode()
    return written + f"startxref\n{start}\n%%EOF\n".encode()


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return written.getvalue()


def docx(more: Mapping[str, str | bytes] | None = None, main: str = "wordprocessingml.document.main+xml") -> bytes:
    """A Word document with two paragraphs, and `more` parts."""
    types = CONTENT_TYPES.format(TYPES_OF + main)
    return archive({"[Content_Types].xml": types, "word/document.xml": WORD_TEXT, **(more or {})})


def odt(more: Mapping[str, str | bytes] | None = None) -> bytes:
    """An OpenDocument text."""
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        "<text:h>Rubrik</text:h><text:p>Löpande <text:span>text</text:span> här.</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return archive({"mimetype": kind, "content.xml": content, **(more or {})})


def svg(inside: str, attributes: str = 'viewBox="0 0 100 50"') -> bytes:
    start = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{start} {attributes}>{inside}</svg>".encode()
