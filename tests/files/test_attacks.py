"""Files that were made to do harm: each is refused with a sentence, or comes out harmless."""

import re
import struct
import time
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageSequence, PngImagePlugin

from tests.files.made import SCRIPT, archive, docx, moving, odt, pdf, picture, png_chunk, svg
from wiki.core.errors import Refusal
from wiki.files.inspect import FileTooLarge, inspect

pytestmark = pytest.mark.usefixtures("looking")

GIF_HEAD = b"GIF89a/*" + picture("GIF")[8:]  # a picture for one reader, the start of a comment for another
PNG_START = b"\x89PNG\r\n\x1a\n"
LAUNCHES = "/OpenAction << /S /Launch /F (cmd.exe) >>"
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
    ' Target="https://evil.example/a.dotm" TargetMode="External"/></Relationships>'
)
LAUGHS = "".join('<!ENTITY l{} "{}">'.format(n, f"&l{n - 1};" * 10) for n in range(1, 10))
BILLION = f'<!DOCTYPE svg [<!ENTITY l0 "ha">{LAUGHS}]>'.encode()
USES = "".join('<g id="u{}">{}</g>'.format(n, f'<use href="#u{n - 1}"/>' * 10) for n in range(1, 9))


def bomb_png(width: int, height: int) -> bytes:
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return PNG_START + head + png_chunk(b"IDAT", zlib.compress(bytes(1000))) + png_chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """A PNG with a note that unfolds to 200 MB."""
    note = b"Comment\0\0" + zlib.compress(bytes(200_000_000))
    made = picture()
    return made[:33] + png_chunk(b"zTXt", note) + made[33:]


def zip_bomb() -> bytes:
    return docx({"word/bomb.xml": bytes(250_000_000)})


def overlapping() -> bytes:
    """A document whose parts share their bytes: what is small is unpacked a thousand times."""
    made = bytearray(docx({"word/a.xml": b"a" * 900_000, "word/b.xml": b"b" * 900_000}))
    first, second = (made.index(b"PK\x01\x02"), made.rindex(b"PK\x01\x02"))
    made[second + 42 : second + 46] = made[first + 42 : first + 46]
    return bytes(made)


def locked() -> bytes:
    made = bytearray(docx())
    for place in [each.start() for each in re.finditer(b"PK\x01\x02", bytes(made))]:
        made[place + 8] |= 1
    return bytes(made)


REFUSED = {
    "nothing": ("a.png", b"", "empty"),
    "web page": ("a.html", b"<!DOCTYPE html><html>" + SCRIPT, "web page"),
    "web page called text": ("a.txt", b"\n <html>" + SCRIPT, "web page"),
    "web page called picture": ("a.png", b"<html>" + SCRIPT, "web page"),
    "script in text": ("a.csv", b"a;b\n" + SCRIPT, "web page"),
    "PHP": ("a.txt", b"hej <?php system('id'); ?>", "web page"),
    "JavaScript": ("a.js", b"alert(1)", "its name says"),
    "text called picture": ("a.jpg", b"bara text", "its name says"),
    "Windows program": ("bild.png", b"MZ\x90\0" + bytes(200), "program"),
    "Linux program": ("a.pdf", b"\x7fELF" + bytes(200), "program"),
    "shell script": ("a.txt", b"#!/bin/sh\nrm -r ~\n", "program"),
    "Java": ("a.gif", b"\xca\xfe\xba\xbe" + bytes(50), "program"),
    "archive": ("a.zip", archive({"a.txt": "a"}), "archive"),
    "packed web page": ("a.svgz", b"\x1f\x8b\x08" + bytes(50), "archive"),
    "tar": ("a.txt", b"a.txt" + bytes(252) + b"ustar\x0000" + bytes(300), "archive"),
    "old Word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "older"),
    "film": ("a.mp4", b"\0\0\0\x18ftypmp42" + bytes(50), "film"),
    "noise": ("a.png", bytes(range(256)) * 4, "does not know"),
    "huge picture": ("a.png", bomb_png(20_000, 20_000), "too large"),
    "long picture": ("a.png", bomb_png(100_000, 1), "too large"),
    "note that unfolds": ("a.png", text_bomb(), "damaged"),
    "half a PNG": ("a.png", picture(size=(400, 400))[:600], "damaged"),
    "half a JPEG": ("a.jpg", picture("JPEG", (400, 400))[:1500], "damaged"),
    "half a GIF": ("a.gif", moving("GIF")[:-30], "damaged"),
    "half a WebP": ("a.webp", picture("WEBP", (400, 400))[:-40], "damaged"),
    "only the head of a GIF": ("a.gif", GIF_HEAD[:13] + b"*/=1;alert(1)", "damaged"),
    "zip bomb": ("a.docx", zip_bomb(), "too much room"),
    "parts that overlap": ("a.docx", overlapping(), "damaged|too much room"),
    "macros": ("a.docx", docx({"word/vbaProject.bin": b"x"}), "macros"),
    "macros by type": ("a.docx", docx(main="wordprocessingml.document.macroEnabled.main+xml"), "archive|macros"),
    "macros in OpenDocument": ("a.odt", odt({"Basic/Standard/Module1.xml": "<x/>"}), "macros"),
    "ActiveX": ("a.docx", docx({"word/activeX/activeX1.bin": b"x"}), "macros"),
    "program in document": ("a.docx", docx({"word/embeddings/a.exe": b"MZ"}), "something else"),
    "Java in document": ("a.docx", docx({"META-INF/MANIFEST.MF": "Main-Class: A"}), "something else"),
    "way out of the folder": ("a.docx", docx({"../../etc/passwd": "x"}), "something else"),
    "document behind a web page": ("a.docx", docx() + SCRIPT, "something else|damaged"),
    "template from elsewhere": ("a.docx", docx({"word/_rels/settings.xml.rels": RELATION}), "elsewhere"),
    "entities in document": ("a.docx", docx({"word/_rels/a.rels": BILLION + b"<svg/>"}), "something else"),
    "locked document": ("a.docx", locked(), "password"),
    "web page before PDF": ("a.pdf", b"<html>" + SCRIPT + pdf(), "web page|does not know"),
    "web page in the head of PDF": ("a.pdf", b"%PDF-1.4\n%" + SCRIPT + b"\n" + pdf(), "damaged"),
    "web page behind PDF": ("a.pdf", pdf() + b"<html>" + SCRIPT, "damaged"),
    "archive behind PDF": ("a.pdf", pdf() + archive({"a.exe": "MZ"}), "damaged"),
    "half a PDF": ("a.pdf", pdf()[:200], "damaged"),
    "PDF that starts a program": ("a.pdf", pdf(catalogue=LAUNCHES), "program"),
    "PDF with a script": ("a.pdf", pdf(catalogue="/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), "program"),
    "PDF with a named script": ("a.pdf", pdf(catalogue="/Names << /JavaScript << /Names [] >> >>"), "program"),
    "PDF with files in it": ("a.pdf", pdf(catalogue="/Names << /EmbeddedFiles << /Names [] >> >>"), "other files"),
    "deep PDF": ("a.pdf", pdf(catalogue=f"/OpenAction {'[' * 50_000}"), "damaged"),
    "billion laughs": ("a.svg", BILLION + svg("&l9;"), "entities"),
    "file from the server": (
        "a.svg",
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("&x;"),
        "entities",
    ),
    "drawing that uses itself": ("a.svg", svg('<g id="a"><use href="#a"/></g>'), "too much room"),
    "drawing that uses its parts again": ("a.svg", svg(f'<g id="u0"><path/></g>{USES}<use href="#u8"/>'), "too much"),
    "deep drawing": ("a.svg", svg("<g>" * 5_000 + "</g>" * 5_000), "too much room"),
    "half a drawing": ("a.svg", svg("<g>"), "damaged"),
    "XML": ("a.xml", b'<?xml version="1.0"?><note/>', "web page"),
    "XSLT in front of a drawing": ("a.svg", b'<?xml-stylesheet href="a.xsl"?><x><svg/></x>', "does not know"),
}


@pytest.mark.parametrize("attack", REFUSED)
def test_it_is_refused_at_once_and_in_a_sentence(attack: str) -> None:
    name, data, sentence = REFUSED[attack]
    begun = time.monotonic()
    with pytest.raises(Refusal, match=sentence) as refused:
        inspect(data, name)
    assert refused.value.status in {400, 413, 415}
    assert time.monotonic() - begun < 15


def test_a_file_above_the_limit_is_not_even_looked_at() -> None:
    with pytest.raises(FileTooLarge, match="at most 20 MB"):
        inspect(bytes(20_000_001), "a.png")


def with_comment(kind: str) -> bytes:
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", SCRIPT.decode())
        notes.add_itxt("XML:com.adobe.xmp", SCRIPT.decode())
        return picture("PNG", pnginfo=notes)
    if kind == "WEBP":
        return picture("WEBP", xmp=SCRIPT, exif=b"Exif\0\0" + SCRIPT)
    return picture(kind, comment=SCRIPT)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
@pytest.mark.parametrize("behind", [SCRIPT, archive({"a.html": SCRIPT, "a.exe": "MZ"}), b"*/=1;alert(1)//"])
def test_only_the_picture_is_left_of_a_picture_that_is_something_else_too(kind: str, behind: bytes) -> None:
    found = inspect(with_comment(kind) + behind, "a")
    for trace in (b"<script", b"alert", b"PK\x03\x04", b"PK\x05\x06", behind):
        assert trace not in found.data
    with Image.open(BytesIO(found.data)) as kept:
        assert kept.size == (60, 40)


def test_a_gif_that_is_a_script_as_well_is_only_a_gif() -> None:
    made = moving("GIF")
    application = b"!\xff\x0bXMP DataXMP" + b"\x27" + SCRIPT + b"\0"
    head = 13 + (3 << ((made[10] & 7) + 1))
    found = inspect(made[:head] + application + made[head:-1] + b";*/=1;alert(1)", "a.gif")
    assert b"alert" not in found.data
    with Image.open(BytesIO(found.data)) as kept:
        assert len(list(ImageSequence.Iterator(kept))) == 3


def test_chunks_that_nobody_knows_leave_a_webp() -> None:
    made = picture("WEBP")
    odd = b"EVIL" + len(SCRIPT).to_bytes(4, "little") + SCRIPT + b"\0" * (len(SCRIPT) % 2)
    body = made[12:] + odd
    found = inspect(b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body, "a")
    assert b"script" not in found.data


DEFUSED = {
    "script": "<script>alert(1)</script>",
    "script in a namespace": '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
    "HTML script": '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
    "handler": '<rect onclick="alert(1)" ONLOAD="alert(1)"/>',
    "web page inside": '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(1)"/></foreignObject>',
    "link": '<a href="javascript:alert(1)" xlink:href="javascript:alert(1)"><rect/></a>',
    "use from elsewhere": '<use xlink:href="https://evil.example/a.svg#x" href="data:image/svg+xml;base64,AAAA#x"/>',
    "picture from elsewhere": '<image href="https://evil.example/pixel.png" xlink:href="//evil.example/p"/>',
    "drawing in a drawing": '<image href="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+"/>',
    "import": "<style>@import url(https://evil.example/a.css); .a{fill:red}</style>",
    "import without url": '<style>@import "https://evil.example/a.css";</style>',
    "font": "<style>@font-face{font-family:x;src:url(https://evil.example/f)}</style>",
    "style that fetches": '<rect style="fill:url(https://evil.example/a#b)"/>',
    "style with escapes": '<rect style="fill:u\\72l(https://evil.example/a)"/>',
    "style with comments": '<rect style="fill:u/**/rl(https://evil.example/a)"/>',
    "fill from elsewhere": "<rect fill=\"url( 'https://evil.example/a#b' )\"/>",
    "filter picture": '<filter id="f"><feImage href="https://evil.example/a.png"/></filter>',
    "movement that writes": '<rect><animate attributeName="href" to="javascript:alert(1)"/></rect>',
    "set that writes": '<a id="x"><set attributeName="onclick" to="alert(1)"/></a>',
    "handler element": '<handler xmlns="http://www.w3.org/2001/xml-events" event="load">alert(1)</handler>',
    "frame": '<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example"/>',
    "notes of a program": '<metadata><x xmlns="https://evil.example/">alert</x></metadata>',
    "other base": '<g xml:base="https://evil.example/"><use href="#a"/></g>',
    "hidden script": '<title>&lt;script></title><desc><![CDATA[<img src=x>]]></desc><rect onbegin="alert(1)"/>',
}


@pytest.mark.parametrize("attack", DEFUSED)
def test_a_drawing_only_draws(attack: str) -> None:
    drawn = inspect(svg(DEFUSED[attack] + '<circle r="7"/>'), "a.svg").data.decode()
    assert '<circle r="7" />' in drawn
    for trace in ("alert", "evil", "javascript", "@import", "<script", "<img", "foreignObject", "onload", "svg+xml"):
        assert trace.lower() not in drawn.lower(), drawn


def test_what_a_drawing_may_point_to_stays() -> None:
    inside = (
        '<defs><linearGradient id="g"/></defs><rect fill="url(#g)" style="stroke:url(\'#g\')"/><use href="#g"/>'
        '<image href="data:image/png;base64,AAAA"/><a href="/x"><text>Ord <a href="y">i länk</a> kvar</text></a>'
    )
    drawn = inspect(svg(inside), "a.svg").data.decode()
    for part in ('fill="url(#g)"', "stroke:url('#g')", 'href="#g"', "data:image/png;base64,AAAA", "i länk", " kvar"):
        assert part in drawn
    assert 'href="/x"' not in drawn


def test_a_document_type_without_entities_is_left_out() -> None:
    head = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    assert b"DOCTYPE" not in inspect(head + svg("<rect/>"), "a.svg").data


def test_the_process_that_looks_knows_no_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    from wiki.files import worker

    monkeypatch.setenv("WIKI_S3_SECRET_KEY", "hemlig")
    seen: dict[str, str] = {}

    def run(*_: object, env: dict[str, str], **__: object) -> object:
        seen.update(env)
        raise OSError

    monkeypatch.setattr("wiki.files.worker.subprocess.run", run)
    with pytest.raises(OSError):
        worker.ask("examine", b"", 1, filename="a")
    assert not [name for name in seen if name.startswith("WIKI_")]
