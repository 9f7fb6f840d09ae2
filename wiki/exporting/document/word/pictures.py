"""Pictures in a document, with what they show in words for those who do not see them."""

from collections.abc import Sequence
from io import BytesIO
from textwrap import wrap

from bs4 import Tag
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.shape import CT_Inline
from docx.shared import Cm, Emu
from PIL import Image, ImageDraw, ImageFont

from wiki.exporting.document.word.xml import Element

WIDEST, HIGHEST = Cm(16), Cm(21)
PER_PIXEL = 9525  # of Word's units, at 96 pixels an inch
SVG = "image/svg+xml"
KNOWN = {"PNG", "JPEG", "GIF", "BMP", "TIFF"}  # forms that Word has known for long
_DRAWING = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="%s"/></a:ext></a:extLst>'
)


class Pictures:
    """The pictures of one document: kind and bytes of each, in the order of their numbers."""

    def __init__(self, document: Document, given: Sequence[tuple[str, bytes]]) -> None:
        self._document = document
        self._given = given
        self._number = 0
        self._drawings: dict[bytes, str] = {}

    def draw(self, tag: Tag) -> Element | None:
        """The drawing for `<img src="picture:0">`; None where there is no such picture, or it cannot be read."""
        number = str(tag.get("src", "")).removeprefix("picture:")
        if not number.isdecimal() or int(number) >= len(self._given):
            return None
        kind, data = self._given[int(number)]
        wanted = _pixels(tag, "width"), _pixels(tag, "height")
        try:
            drawing = self._drawn(data, wanted, str(tag.get("alt", ""))) if kind == SVG else self._shown(data, wanted)
        except (OSError, ValueError, ZeroDivisionError):  # Pillow's word for what it cannot read is OSError
            return None
        self._number += 1
        about = next(drawing.iter(qn("wp:docPr")))
        about.set("id", str(self._number))
        about.set("descr", str(tag.get("alt", "")))
        return drawing

    def _shown(self, data: bytes, wanted: tuple[int, int]) -> Element:
        with Image.open(BytesIO(data)) as picture:
            size = picture.size
            if picture.format not in KNOWN:
                data = _as_png(picture)
        return self._inline(data, wanted[0] or size[0], size)

    def _drawn(self, data: bytes, wanted: tuple[int, int], alt: str) -> Element:
        """A drawing stays one, which Word shows since 2016; elsewhere stands a frame with what it shows in words."""
        width, height = wanted if all(wanted) else (600, 400)
        inline = self._inline(_in_words(alt, width, height), width, (width, height))
        next(inline.iter(qn("a:blip"))).append(parse_xml(_DRAWING % self._drawing_part(data)))
        return inline

    def _drawing_part(self, data: bytes) -> str:
        """The relation to the drawing's own file, which is put in once however often it is shown."""
        if data not in self._drawings:
            package = self._document.part.package
            assert package is not None
            part = Part(PackURI(f"/word/media/drawing{len(self._drawings) + 1}.svg"), SVG, data, package)
            self._drawings[data] = self._document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        return self._drawings[data]

    def _inline(self, data: bytes, width: int, size: tuple[int, int]) -> Element:
        wide = min(width * PER_PIXEL, int(WIDEST))
        high = wide * size[1] / size[0]
        if high > HIGHEST:
            wide, high = int(wide * HIGHEST / high), float(HIGHEST)
        number, image = self._document.part.get_or_add_image(BytesIO(data))
        inline = CT_Inline.new_pic_inline(0, number, image.filename, Emu(int(wide)), Emu(int(high)))
        drawing = parse_xml('<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>')
        drawing.append(inline)
        return drawing


def _in_words(alt: str, width: int, height: int) -> bytes:
    """A frame with words in it, at twice the size, so that it is sharp on paper."""
    frame = Image.new("RGB", (2 * width, 2 * height), "white")
    draw, font = ImageDraw.Draw(frame), ImageFont.load_default(26)
    draw.rectangle((0, 0, 2 * width - 1, 2 * height - 1), outline="#b9c4c7", width=2)
    words = "\n".join(wrap(alt, max(8, width // 7)))
    draw.multiline_text((24, 24), words, fill="#1e2b30", font=font, spacing=8)
    made = BytesIO()
    frame.save(made, "PNG")
    return made.getvalue()


def _as_png(picture: Image.Image) -> bytes:
    """The picture as PNG, or as JPEG where nothing of it can be seen through."""
    made = BytesIO()
    if picture.has_transparency_data:
        picture.convert("RGBA").save(made, "PNG")
    else:
        picture.convert("RGB").save(made, "JPEG", quality=88)
    return made.getvalue()


def _pixels(tag: Tag, name: str) -> int:
    said = str(tag.get(name, ""))
    return min(int(said), 4000) if said.isdecimal() else 0
