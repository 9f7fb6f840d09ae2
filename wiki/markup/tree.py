"""The last changes to the parsed page before it becomes HTML: headings, links, images, tables, notes, task lists."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from wiki.markup.instructions import write_instructions
from wiki.markup.names import BadName, parse_name
from wiki.markup.pictures import write_figures
from wiki.markup.places import write_places
from wiki.markup.transclusion.values import FOREIGN, without_marks
from wiki.markup.wikilinks import anchor

_STASHED = re.compile("\x02[^\x03]*\x03")
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6"}
_CALLOUT = re.compile(r"\s*\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*\n?", re.IGNORECASE)
_CALLOUT_CLASS = {
    "note": "note",
    "tip": "note tip",
    "important": "note important",
    "warning": "note warning",
    "caution": "note warning",
}
_TASK = re.compile(r"\s*\[([ xX])\]\s+")
_BLOCKS = {"p", "ul", "ol", "dl", "div", "pre", "table", "blockquote", "details", "hr", *_HEADINGS}
_EXTERNAL = re.compile("https?://[^/]|www[.]", re.IGNORECASE)
_PLAIN = re.compile("(?:/(?![/\\\\])|#|mailto:|tel:)", re.IGNORECASE)


class PageTree(Treeprocessor):
    """Goes through the tree once for each kind of thing, in an order where each finds what the one before left.

    `foreign` has then the ids of headings that were taken in, with the number that marks them.
    """

    foreign: Mapping[str, int] = {}

    def run(self, root: Element) -> None:
        """Change `root` in place."""
        _drop_empty_paragraphs(root)
        _write_callouts(root)
        write_instructions(root)
        write_places(root)
        _write_tasks(root)
        _wrap_tables(root)
        write_figures(root)
        _write_images(root)
        _write_links(root)
        self.foreign = _write_headings(root)


def register(md: Markdown) -> PageTree:
    """Let `md` do all this after everything else, when no text is in pieces any more."""
    page_tree = PageTree(md)
    md.treeprocessors.register(page_tree, "page-tree", -10)
    return page_tree


def _pairs(root: Element) -> Iterator[tuple[Element, Element]]:
    """Each element with its parent, as a list made beforehand, so that the tree may change under way."""
    return iter([(parent, child) for parent in root.iter() for child in parent])


def _drop_empty_paragraphs(root: Element) -> None:
    for parent, child in _pairs(root):
        if child.tag == "p" and not len(child) and not (child.text or "").strip():
            parent.remove(child)


def _write_callouts(root: Element) -> None:
    """Make quotations that begin with [!NOTE] and the like into notes; one quotation may hold several."""
    for parent, quote in _pairs(root):
        if quote.tag != "blockquote" or not any(_callout(child) for child in quote):
            continue
        place = list(parent).index(quote)
        parent.remove(quote)
        part: Element | None = None
        for child in quote:
            mark = _callout(child)
            if mark or part is None:
                part = Element("div", {"class": _CALLOUT_CLASS[mark[1].lower()]}) if mark else Element("blockquote")
                parent.insert(place, part)
                place += 1
            if mark:
                child.text = (child.text or "")[mark.end() :]
            if len(child) or (child.text or "").strip() or child.tag != "p":
                part.append(child)


def _callout(child: Element) -> re.Match[str] | None:
    return _CALLOUT.match(child.text or "") if child.tag == "p" else None


def _write_tasks(root: Element) -> None:
    """Make "[x] done" at the start of an item a box that cannot be ticked, with the item's words as its label."""
    for parent, item in _pairs(root):
        if item.tag != "li":
            continue
        holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        mark = _TASK.match(holder.text or "")
        if not mark:
            continue
        words = []
        for child in holder:
            if child.tag in _BLOCKS:
                break
            words.append(child)
        label = Element("label")
        box = SubElement(label, "input", {"type": "checkbox", "disabled": "disabled"})
        if mark[1] != " ":
            box.set("checked", "checked")
        box.tail = " " + (holder.text or "")[mark.end() :]
        for child in words:
            holder.remove(child)
            label.append(child)
        holder.text = None
        holder.insert(0, label)
        item.set("class", "task")
        parent.set("class", "tasks")


def _wrap_tables(root: Element) -> None:
    """Let wide tables scroll by themselves, also by keyboard, and say that header cells head their columns."""
    for parent, table in _pairs(root):
        if table.tag != "table":
            continue
        for cell in table.iter("th"):
            cell.set("scope", "col")
        for _, cell in _pairs(table):
            align = cell.attrib.pop("align", None)
            if align and align != "left":
                cell.set("class", align)
            if cell.tag == "th" and not len(cell) and not (cell.text or "").strip():
                cell.tag = "td"
                del cell.attrib["scope"]
        scroll = Element("div", {"class": "scroll", "tabindex": "0"})
        scroll.tail, table.tail = table.tail, None
        parent[list(parent).index(table)] = scroll
        scroll.append(table)


def _write_images(root: Element) -> None:
    """Show our own files; an image elsewhere becomes a link to it, so that no reader is sent to a stranger unasked."""
    linked = {id(image) for link in root.iter("a") for image in link.iter("img")}
    for image in root.iter("img"):
        if image.get("class"):
            continue  # the brackets have made it
        source, text = image.get("src", ""), image.get("alt", "")
        if source.startswith("/file/"):
            image.set("loading", "lazy")
            continue
        image.attrib.clear()
        image.tag, image.text = ("span" if id(image) in linked else "a"), text or source
        image.set("href", source)


def _write_links(root: Element) -> None:
    """Sort links into wikilinks, links within the site and links out; what leads nowhere becomes plain text."""
    for link in root.iter("a"):
        href = unescape(link.get("href", "").replace(AMP_SUBSTITUTE, "&")).strip()  # addresses for mail come disguised
        link.set("href", href)
        if link.get("class"):
            link.attrib.pop("title", None)
            continue
        if href.startswith("/wiki/") and "?" not in href:
            _write_wikilink(link, href)
        elif _EXTERNAL.match(href):
            link.set("href", "https://" + href if href[:4].lower() == "www." else href)
            link.set("class", "external")
            link.set("rel", "nofollow noopener")
        elif not _PLAIN.match(href):
            link.tag = "span"
            link.attrib.clear()


def _write_wikilink(link: Element, href: str) -> None:
    """Treat a Markdown link to one of our pages, as people paste it from the address field, as a wikilink."""
    path, sign, fragment = href.removeprefix("/wiki/").partition("#")
    try:
        link.set("href", parse_name(unquote(path)).path + sign + fragment)
    except BadName:
        return
    link.attrib.pop("title", None)
    link.set("class", "wikilink")


def _write_headings(root: Element) -> dict[str, int]:
    """Give each heading its level (the page's title is the only h1) and its id; the second of a kind gets "_2".

    Gives the ids of those that were taken in, with the number that marks them.
    """
    foreign: dict[str, int] = {}
    used: set[str] = set()
    numbers: dict[str, int] = {}
    for heading in root.iter():
        if heading.tag not in _HEADINGS:
            continue
        heading.tag = _HEADINGS[heading.tag]
        words = _STASHED.sub("", "".join(heading.itertext()))
        mark = FOREIGN.search(words)
        wanted = anchor(without_marks(words))
        chosen = wanted
        while chosen in used:
            numbers[wanted] = numbers.get(wanted, 1) + 1
            chosen = f"{wanted}_{numbers[wanted]}"
        used.add(chosen)
        heading.set("id", chosen)
        if mark:
            foreign[chosen] = int(mark[1])
    return foreign
