"""The last step before a stored rendering is shown: red links, pictures, and tools beside the headings.

The shapes that `render` promises in its HTML, and that nothing else there can have:

    <a class="wikilink" href="/wiki/Kommun:Uddevalla#Testmilj%C3%B6">label</a>     a link to a page, existing or not
    <h2 id="Anchor">Text, with inline elements</h2>                                a heading, h2 to h6
    <img alt="…" class="file" src="/wiki/Fil:Namn.png" width="300">                a picture; "file bare" within a link
    <a class="file" href="/wiki/Fil:Plan.pdf">label</a>                            a file that is no picture
    <a class="fault loop" href="/wiki/Mall:A">A → B → A</a>                        what could not be taken in

A picture has no `alt` where the text does not say what it shows (the file's own page may), and no `width` where it is
as wide as there is room. Those on lines of their own stand in figures (see `pictures`). Which pages and files exist is
asked when the page is shown, so creating one makes no rendering stale.
"""

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from wiki.markup.names import PageName
from wiki.markup.reading import page_at
from wiki.markup.sections import outermost

_WIKILINK = re.compile('<a class="wikilink" href="(/wiki/[^"#]*)(#[^"]*)?">')
_WIKILINK_PATH = re.compile('<a class="wikilink" href="(/wiki/[^"#]*)[#"]')
_IMAGE = re.compile("<img ([^<>]*)>")
_ATTRIBUTE = re.compile('([a-z]+)="([^"]*)"')
_FILE_LINK = re.compile('<a class="file" href="(/wiki/[^"#]*)">(.*?)</a>', re.DOTALL)
_FILE_PATH = re.compile('<(?:a class="file"|img [^<>]*?class="file[^<>]*?) (?:href|src)="(/wiki/[^"#]*)"')
_HEADING = re.compile('<(h[2-4]) id="([^"]*)">(.*?)</\\1>', re.DOTALL)
_FAULT = re.compile('<a class="fault ([a-z]+)" href="(/wiki/[^"#]*)">(.*?)</a>', re.DOTALL)
_TAG = re.compile("<[^>]*>")
FULL = 720
"""Pixels that the text is wide at most, for choosing among a picture's sizes."""


@dataclass(frozen=True)
class Shown:
    """A file as a page shows it. `sizes` are widths in pixels with the address of a picture so wide."""

    address: str
    is_picture: bool = True
    is_scalable: bool = False
    width: int | None = None
    height: int | None = None
    sizes: Sequence[tuple[int, str]] = ()
    alt: str = ""
    words: str = ""  # "PDF, 1,2 MB"


@dataclass(frozen=True)
class MissingFile:
    """What stands for a file that is not there: words, and where it can be put in."""

    words: str
    address: str


@dataclass(frozen=True)
class EditLinks:
    """What the link says that opens one section in the editor: a `word` to see, in `language`, and more to hear.

    `href` makes the address from the heading's id, `label` what is heard from its text. A heading that another page
    brings leads there: `origins` has the ids of such headings with the names of the pages, `page_href` and `page_label`
    make address and label from the name.
    """

    word: str
    language: str
    href: Callable[[str], str]
    label: Callable[[str], str]
    origins: Mapping[str, str] = field(default_factory=dict)
    page_href: Callable[[str], str] = str
    page_label: Callable[[str], str] = str


def targets(html: str) -> set[PageName]:
    """The pages that the wikilinks in `html` lead to; ask which of them exist, then `present`."""
    return {page for path in set(_WIKILINK_PATH.findall(html)) if (page := page_at(path))}


def files(html: str) -> set[PageName]:
    """The files that `html` shows or links to; ask what they are, then `present`."""
    return {page for path in set(_FILE_PATH.findall(html)) if (page := page_at(path))}


def present(
    html: str,
    exists: Container[str] | Callable[[str], bool],
    red_href: Callable[[PageName], str],
    red_title: Callable[[PageName], str],
    heading_label: Callable[[str], str],
    file_at: Callable[[PageName], Shown | MissingFile] | None = None,
    edit_links: EditLinks | None = None,
    fault_words: Callable[[str, PageName, str], str] | None = None,
) -> str:
    """`html`, as `render` gave it, with links to missing pages made red and a link to itself beside each heading.

    `exists` holds (or is asked for) full names. `red_href` is where a red link leads, `red_title` what it says on
    hovering, `heading_label` the name of a heading's link, from its plain text. `file_at` tells what each file is;
    without it files are left as they are. With `edit_links` each heading that has a section of its own gets a link to
    edit it. `fault_words` says why something was not taken in, from the kind of fault, the page, and the words in the
    rendering. What these give is escaped here.
    """
    known = exists if callable(exists) else exists.__contains__

    red: dict[str, str] = {}
    for page_path in set(_WIKILINK_PATH.findall(html)):
        page = page_at(page_path)
        if page and not known(page.full):
            title = escape(red_title(page))
            red[page_path] = f'<a class="wikilink red" href="{escape(red_href(page))}" title="{title}">'

    def wikilink(link: re.Match[str]) -> str:
        return red.get(link[1]) or link[0]

    shown = _WIKILINK.sub(wikilink, html) if red else html
    if fault_words and '<a class="fault ' in shown:
        shown = _with_faults(shown, red_href, red_title, fault_words)
    return _with_tools(_with_files(shown, file_at) if file_at else shown, heading_label, edit_links)


def _with_faults(
    html: str,
    red_href: Callable[[PageName], str],
    red_title: Callable[[PageName], str],
    fault_words: Callable[[str, PageName, str], str],
) -> str:
    def fault(found: re.Match[str]) -> str:
        kind, path, words = found[1], found[2], unescape(found[3])
        page = page_at(path)
        if page is None:
            return found[3]
        if kind == "missing":
            return _link("wikilink red", red_href(page), escape(words), red_title(page))
        return _link("fault", path, escape(fault_words(kind, page, words)))

    return _FAULT.sub(fault, html)


def _with_tools(html: str, heading_label: Callable[[str], str], edit_links: EditLinks | None) -> str:
    editable = {anchor for _, anchor, _ in outermost(html)} if edit_links else frozenset()

    def heading(found: re.Match[str]) -> str:
        _, anchor, inside = found.groups()
        text = unescape(_TAG.sub("", inside)).strip()
        tools = f'<a class="anchor" href="#{anchor}" aria-label="{escape(heading_label(text))}">#</a>'
        if edit_links and unescape(anchor) in editable:
            tools = _edit_link(edit_links, unescape(anchor), text) + tools
        return f'<div class="heading">{found[0]}<span class="heading-tools">{tools}</span></div>'

    return _HEADING.sub(heading, html)


def _with_files(html: str, file_at: Callable[[PageName], Shown | MissingFile]) -> str:
    def image(found: re.Match[str]) -> str:
        given = {name: unescape(value) for name, value in _ATTRIBUTE.findall(found[1])}
        page = page_at(given.get("src", ""))
        if page is None or given.get("class", "").partition(" ")[0] != "file":
            return found[0]
        is_bare = given["class"] == "file bare"
        file = file_at(page)
        if isinstance(file, MissingFile):
            return escape(file.words) if is_bare else _link("red upload", file.address, escape(file.words))
        if not file.is_picture:
            return escape(page.title) if is_bare else _document(file, escape(page.title))
        picture = _image(file, given.get("alt"), int(given.get("width", "0")))
        return picture if is_bare else _link("picture", page.path, picture)

    def document(found: re.Match[str]) -> str:
        page = page_at(found[1])
        if page is None:
            return found[0]
        file = file_at(page)
        if isinstance(file, MissingFile):
            return _link("red upload", file.address, found[2], file.words)
        return _document(file, found[2])

    return _FILE_LINK.sub(document, _IMAGE.sub(image, html))


def _document(file: Shown, label: str) -> str:
    return f'{_link("file", file.address, label)} <span class="file-kind">({escape(file.words)})</span>'


def _link(kind: str, address: str, inside: str, title: str = "") -> str:
    hover = f' title="{escape(title)}"' if title else ""
    return f'<a class="{kind}" href="{escape(address)}"{hover}>{inside}</a>'


def _image(file: Shown, alt: str | None, width: int) -> str:
    """The picture; width and height keep its place free until it has come."""
    attributes = {"src": file.address, "alt": file.alt if alt is None else alt, "loading": "lazy", "decoding": "async"}
    if file.sizes:
        attributes["src"] = next((at for wide, at in file.sizes if wide >= (width or FULL)), file.sizes[-1][1])
        attributes["srcset"] = ", ".join(f"{at} {wide}w" for wide, at in file.sizes)
        attributes["sizes"] = f"(max-width: 40rem) 100vw, {width or FULL}px"
    if file.width and file.height:
        shown = width if width and (file.is_scalable or width < file.width) else file.width
        attributes |= {"width": str(shown), "height": str(max(1, round(file.height * shown / file.width)))}
    elif width:
        attributes["width"] = str(width)
    return "<img" + "".join(f' {name}="{escape(value)}"' for name, value in attributes.items()) + ">"


def _edit_link(links: EditLinks, anchor: str, text: str) -> str:
    origin = links.origins.get(anchor)
    href = escape(links.page_href(origin) if origin else links.href(anchor))
    label = escape(links.page_label(origin) if origin else links.label(text))
    inside = f'lang="{links.language}" aria-label="{label}">{escape(links.word)}'
    return f'<a class="edit-section" href="{href}" {inside}</a>'
