"""From a Word document to our Markdown: headings, lists, tables, links, notes, pictures and emphasis, nothing else.

mammoth reads the document and gives HTML by what things are (a heading, a list), not by how they look. What the HTML
needs before markdownify can write it is done on the tree in between.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import mammoth  # type: ignore[import-untyped]
from bs4 import BeautifulSoup, Tag

from wiki.files.hidden import without_hidden
from wiki.word.writing import BREAK, MARK, NOTE, without_signs, write

STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
strike => del
p[style-name='TOC Heading'] => !
p[style-name='toc 1'] => !
p[style-name='toc 2'] => !
p[style-name='toc 3'] => !
p[style-name='toc 4'] => !
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ul|ol > li > ol > li:fresh
p[style-name='Code'] => pre:separator('\\n')
r[style-name='Inline Code'] => code
"""
MAX_PICTURES = 100

_BACK = re.compile("#(?:foot|end)note-ref-")
_TO = re.compile("#((?:foot|end)note-[0-9]+)")


@dataclass(frozen=True)
class WordPicture:
    """A picture of the document: its bytes, and what its author wrote for those who do not see it."""

    content: bytes
    alt: str


@dataclass(frozen=True)
class WordText:
    """What a document says: its title if it has one, and Markdown in which `picture_mark(n)` stands for picture n."""

    title: str
    markdown: str
    pictures: tuple[WordPicture, ...]


def picture_mark(number: int) -> str:
    """What stands in the Markdown where picture `number` (from 0) is to be."""
    return f"{MARK}{number}{MARK}"


def convert(content: bytes) -> WordText:
    """Read a .docx. Slow for long documents, and raises whatever a broken one makes its readers raise."""
    pictures: list[WordPicture] = []

    def keep(image: mammoth.documents.Image) -> dict[str, str]:
        if len(pictures) >= MAX_PICTURES:
            return {"src": ""}
        with image.open() as opened:
            pictures.append(WordPicture(opened.read(), " ".join((image.alt_text or "").split())))
        return {"src": str(len(pictures) - 1)}

    html = mammoth.convert_to_html(
        BytesIO(without_hidden(content)),
        style_map=STYLES,
        convert_image=mammoth.images.img_element(keep),
        external_file_access=False,
    ).value
    tree = BeautifulSoup(without_signs(html), "html.parser")
    title = _take_title(tree)
    _drop_empty_emphasis(tree)
    _level_headings(tree)
    _join_lists(tree)
    _flatten_cells(tree)
    for line_break in tree.select("pre br"):
        line_break.replace_with("\n")
    notes = _take_notes(tree)
    return WordText(title, write(tree, notes), tuple(pictures))


def _take_title(tree: BeautifulSoup) -> str:
    """The document's title, taken out of its text: the page's name says it already."""
    found = tree.find("h1", class_="title")
    if not isinstance(found, Tag):
        headings = tree.find_all("h1")
        found = headings[0] if len(headings) == 1 else None
    if not isinstance(found, Tag):
        return ""
    title = " ".join(found.get_text(" ").split())
    if not found.find("img"):
        found.extract()
    return title


def _drop_empty_emphasis(tree: BeautifulSoup) -> None:
    """Bold blanks and bold pictures are neither."""
    for emphasis in tree.find_all(["strong", "b", "em", "i", "del", "s", "u"]):
        if not emphasis.get_text(strip=True) or emphasis.name == "u":
            emphasis.unwrap()


def _level_headings(tree: BeautifulSoup) -> None:
    """The highest heading becomes one of the second level, since the page's name is the first; none is skipped."""
    open_levels: list[int] = []
    for heading in tree.find_all(re.compile("^h[1-6]$")):
        if not heading.get_text(strip=True):
            heading.unwrap()
            continue
        for emphasis in heading.find_all(["strong", "b"]):
            emphasis.unwrap()  # a heading is bold already
        level = int(heading.name[1])
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        heading.name = f"h{min(1 + len(open_levels), 6)}"


def _join_lists(tree: BeautifulSoup) -> None:
    """A list within a list belongs to the item before it."""
    for inner in tree.select("ul > ul, ul > ol, ol > ol, ol > ul"):
        before = inner.find_previous_sibling("li")
        if isinstance(before, Tag):
            before.append(inner.extract())


def _flatten_cells(tree: BeautifulSoup) -> None:
    """A cell of ours is one line: its paragraphs and items are parted by line breaks."""
    for emphasis in tree.select("th strong, th b"):
        emphasis.unwrap()  # the head of a table is bold already
    for cell in tree.find_all(["td", "th"]):
        for inner in cell.find_all("table"):
            inner.replace_with(" ".join(inner.stripped_strings))
        for part in cell.find_all(["p", "li", *(f"h{level}" for level in range(1, 7))]):
            if part.get_text(strip=True) or part.find("img"):
                part.insert(0, "– " if part.name == "li" else "")
                part.append(BREAK)
            part.unwrap()
        for around in cell.find_all(["ul", "ol", "blockquote"]):
            around.unwrap()


def _take_notes(tree: BeautifulSoup) -> list[Tag]:
    """The footnotes and endnotes, taken out of the tree; the marks that lead to them are numbered in the same order."""
    found: dict[str, Tag] = {}
    for back in tree.find_all("a", href=_BACK):
        note = back.find_parent("li")
        if note:
            back.extract()
            note.name = "div"
            found[str(note.get("id", ""))] = note.extract()
    used: dict[str, None] = {}
    for link in tree.find_all("a", href=_TO):
        target = str(link["href"])[1:]
        if target in found:
            number = list(used.setdefault(target) or used).index(target) + 1
            mark = link.find_parent("sup") or link
            mark.replace_with(f"{NOTE}{number}{NOTE}")
    for empty in tree.find_all(["ol", "ul"]):
        if not empty.find("li"):
            empty.extract()
    return [found[target] for target in used]


def answer(content: bytes) -> tuple[dict[str, Any], bytes]:
    """What `convert` gives, as it is told to the process that asks: words, and the bytes of all pictures in a row."""
    text = convert(content)
    pictures = [(len(picture.content), picture.alt) for picture in text.pictures]
    found = {"title": text.title, "markdown": text.markdown, "pictures": pictures}
    return found, b"".join(picture.content for picture in text.pictures)
