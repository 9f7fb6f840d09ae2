"""Pictures and other files in a text: [[Fil:namn.png|300px|höger|alt=Vad den visar|Bildtext]], as in MediaWiki.

The words may be Swedish, bokmål or English. What the picture is (its address, its size) is asked when the page is
shown; `render` leaves the shapes that `present` tells of. A picture alone on its line is a figure with its caption; in
running text it stands in the line. Files that are no pictures become links to them.
"""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from wiki.markup.names import BadName, Namespace, PageName, parse_name
from wiki.markup.wikilinks import PIPE, unescaped

_PREFIX = "|".join((Namespace.FILE.prefix, *Namespace.FILE.aliases))
_INSIDE = r"(?:[^\[\]]|\[\[[^\[\]]*\]\]|\[[^\[\]]*\])*"
PICTURE = rf"(?i:\[\[[ _]*(?:{_PREFIX})[ _]*:{_INSIDE}\]\])"
"""A picture or file with its brackets; the caption may hold links."""
_ENDINGS = re.compile(r"\.(?:png|jpe?g|jpe|jfif|gif|webp|avif|svg)$", re.IGNORECASE)
_ALONE = re.compile(rf" *({PICTURE}) *$")

_PIXELS = re.compile(r"(?:(\d{1,4}))?(?:x\d{1,4})? ?px")
_WIDTHS = {
    **dict.fromkeys(("liten", "small"), 200),
    **dict.fromkeys(("mellan", "middels", "medium"), 350),
    **dict.fromkeys(("stor", "large"), 550),
    **dict.fromkeys(("full", "hel"), None),
}
_ALIGNMENTS = {
    **dict.fromkeys(("vänster", "venstre", "left"), "left"),
    **dict.fromkeys(("höger", "høyre", "right"), "right"),
    **dict.fromkeys(("mitten", "midten", "midt", "center", "centre"), "center"),
}
_DECORATIVE = {"dekorativ", "decorative"}
_IGNORED = {"mini", "miniatyr", "thumb", "thumbnail", "ram", "ramme", "frame", "frameless"}  # what MediaWiki knows
BESIDE = 300
"""Pixels that a picture with text beside it is wide when it does not say how wide."""
NARROWEST, WIDEST = 50, 800


@dataclass(frozen=True)
class Picture:
    """What stands between the brackets. `width` in pixels, None for as wide as the text; `alt` None when not said."""

    page: PageName
    width: int | None = None
    align: str = ""  # left, right, center
    alt: str | None = None
    caption: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether the name is one of a picture; other files are linked to."""
        return is_picture(self.page)

    @property
    def frame(self) -> str:
        """The class of the figure: where it stands, and how wide it is in steps of 50 pixels (`pictures.css`)."""
        step = f"w{min(max(50 * round(self.width / 50), NARROWEST), WIDEST)}" if self.width else ""
        return " ".join(filter(None, ("picture", self.align, step)))


def is_picture(page: PageName) -> bool:
    """Whether a file of this name is shown as a picture."""
    return bool(_ENDINGS.search(page.title))


def stands_alone(line: str) -> bool:
    """Whether the line is a picture and nothing else."""
    found = _ALONE.match(line)
    if not found:
        return False
    picture = read_picture(found[1].strip()[2:-2])
    return picture is not None and picture.is_picture


def read_picture(inside: str) -> Picture | None:
    """What `inside`, the text between the brackets, asks for; None when no file can be called that."""
    name, *options = _parts(inside.replace(PIPE, "|"))
    try:
        page = parse_name(unescaped(name))
    except BadName:
        return None
    width: int | None = None
    sized, align, alt, caption = False, "", None, ""
    for option in options:
        word = option.casefold()
        pixels = _PIXELS.fullmatch(word)
        if pixels or word in _WIDTHS:
            sized, width = True, (int(pixels[1] or 0) or None) if pixels else _WIDTHS[word]
        elif word in _ALIGNMENTS:
            align = _ALIGNMENTS[word]
        elif word.startswith("alt="):
            alt = option[4:].strip()
        elif word in _DECORATIVE:
            alt = ""
        elif word not in _IGNORED:
            caption = option
    if not sized and align in ("left", "right"):
        width = BESIDE
    return Picture(page, width, align, alt, caption)


def _parts(inside: str) -> list[str]:
    """What stands between the strokes, but for those within the links of the caption."""
    parts, depth = [""], 0
    for piece in re.split(r"(\[\[|\]\]|\|)", inside):
        depth += {"[[": 1, "]]": -1}.get(piece, 0)
        if piece == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return [part.strip() for part in parts]


class PictureProcessor(InlineProcessor):
    """Turns the brackets into a figure; `write_figures` decides, when the page is whole, where it really is one."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(PICTURE, md)

    # The library's base class promises an old signature; its own subclasses override it like this.
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
        """The element for one pair of brackets; a bad name leaves the text as it is."""
        named, divider, rest = m[0][2:-2].replace(PIPE, "|").partition("|")
        picture = read_picture(self.unescape(named) + divider + rest)
        if picture is None:
            return None, None, None
        if not picture.is_picture:
            link = Element("a", {"class": "file", "href": picture.page.path})
            link.text = picture.caption or picture.page.title
            return link, m.start(), m.end()
        figure = Element("figure", {"class": picture.frame})
        image = SubElement(figure, "img", {"class": "file", "src": picture.page.path})
        if picture.alt is not None:
            image.set("alt", unescaped(str(self.unescape(picture.alt))))
        if picture.width:
            image.set("width", str(picture.width))
        if picture.caption:
            SubElement(figure, "figcaption").text = picture.caption
        return figure, m.start(), m.end()


def write_figures(root: Element) -> None:
    """Free the figures that stand alone from their paragraphs; elsewhere leave the picture only, in its line."""
    free: set[int] = set()
    for parent, child in _pairs(root):
        if child.tag == "p" and _holds_figures_only(child):
            free.update(map(id, child))
            place = list(parent).index(child)
            parent[place : place + 1] = list(child)
    for parent, child in _pairs(root):
        if child.tag == "figure" and id(child) not in free:
            _put_in_line(parent, child)
    for image in [image for link in root.iter("a") for image in link.iter("img")]:
        if image.get("class") == "file":
            image.set("class", "file bare")


def _pairs(root: Element) -> list[tuple[Element, Element]]:
    """Each element with its parent, as a list made beforehand, so that the tree may change under way."""
    return [(parent, child) for parent in root.iter() for child in parent]


def _holds_figures_only(paragraph: Element) -> bool:
    if not len(paragraph) or any(child.tag != "figure" for child in paragraph):
        return False
    return not any((text or "").strip() for text in (paragraph.text, *(child.tail for child in paragraph)))


def _put_in_line(parent: Element, figure: Element) -> None:
    """Leave the picture of the figure in its place; its caption serves where it does not say what it shows."""
    image, *captions = list(figure)
    if captions and "alt" not in image.attrib:
        image.set("alt", " ".join("".join(captions[0].itertext()).split()))
    image.tail = figure.tail
    parent[list(parent).index(figure)] = image
