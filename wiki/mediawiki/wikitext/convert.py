"""From MediaWiki's wikitext to our Markdown: the whole of a page."""

import re

from wiki.markup import BadName, PageName, normalise
from wiki.mediawiki.wikitext.blocks import blocks, numbered
from wiki.mediawiki.wikitext.cells import cell_text
from wiki.mediawiki.wikitext.conversion import Conversion
from wiki.mediawiki.wikitext.extensions import Extensions
from wiki.mediawiki.wikitext.fields import read_fields
from wiki.mediawiki.wikitext.inline import inline
from wiki.mediawiki.wikitext.lost import Category, Converted
from wiki.mediawiki.wikitext.names import Names
from wiki.mediawiki.wikitext.scanning import Scan, has_anything
from wiki.mediawiki.wikitext.switches import keep_switches

STANDARD = Names()
"""The names that a wiki has which says nothing about its own."""

_REDIRECT = re.compile(
    r"\s*#(?:REDIRECT|OMDIRIGERING|OMDIRIGER)[ \t]*:?[ \t]*\[\[([^\[\]\n|]{1,1000})(?:\|[^\[\]\n]*)?\]\]", re.IGNORECASE
)
_HIGHEST = re.compile(r"^=[^=\n].*[^=\n]=[ \t]*$", re.MULTILINE)


def convert(text: str, page: PageName, names: Names = STANDARD) -> Converted:
    """What `text`, the wikitext of `page`, says in our Markdown, and what was lost on the way.

    `page` is the page's name here, `names` what the other wiki calls things. Never raises; takes time in proportion to
    the length of the text. What cannot be read stays as text and is named in `lost`.
    """
    source = normalise(text)
    conversion = Conversion(page, names)
    front, start = read_fields(source, 0)
    redirect, begun, start = _redirect(conversion, source, start)
    if not front:
        front, start = read_fields(source, start)
    conversion.line = 1 + source.count("\n", 0, start)
    body = _Reader(conversion).page(source[start:])
    categories = tuple(
        category if category.sort_key or not conversion.default_sort else Category(name, conversion.default_sort)
        for name, category in conversion.categories.items()
    )
    ending = "\n".join(_bracketed(category) for category in categories)
    parts = (begun, body, ending)
    return Converted(
        front + normalise("\n\n".join(part for part in parts if part)),
        categories,
        tuple(conversion.templates),
        redirect,
        tuple(sorted(conversion.lost, key=lambda lost: lost.line)),
    )


def _redirect(conversion: Conversion, source: str, start: int) -> tuple[PageName | None, str, int]:
    """Where the page leads, the line that says so, and where the rest begins."""
    found = _REDIRECT.match(source, start)
    if not found:
        return None, "", start
    title, sign, fragment = found[1].partition("#")
    try:
        target = conversion.names.page(title)
    except BadName:
        conversion.lose("link", found[0].strip())
        return None, "", start
    if target.is_talk or conversion.names.elsewhere(title):
        conversion.lose("link", found[0].strip())
        return None, "", start
    place = f"#{fragment.replace('_', ' ').strip()}" if sign and fragment.strip() else ""
    return target.name, f"#OMDIRIGERING [[{target.name.full}{place}]]", found.end()


def _bracketed(category: Category) -> str:
    return f"[[{category.name.full}{f'|{category.sort_key}' if category.sort_key else ''}]]"


class _Reader:
    """Reads a page, and the texts that its tags hold."""

    def __init__(self, conversion: Conversion) -> None:
        self.conversion = conversion
        self.extensions = Extensions(self.inside)
        self.depth = 0

    def page(self, text: str) -> str:
        """The Markdown of a whole page, with its notes."""
        first = self.conversion.line
        shift = int(bool(_HIGHEST.search(text)))
        scanned = self.scanned(text)
        self.conversion.line = first
        body = blocks(self.conversion, scanned, shift)
        notes = self.extensions.notes.written(self.conversion)
        return "\n\n".join(part for part in (body, notes) if part)

    def inside(self, conversion: Conversion, text: str, has_lines: bool) -> str:
        """The Markdown of what a tag holds, as one line, within which its blocks are lines where it `has_lines`."""
        if self.depth > 8:
            conversion.lose("too-deep", text)
            return inline(conversion, text)
        line = conversion.line
        self.depth += 1
        scanned = self.scanned(text)
        self.depth -= 1
        conversion.line = line
        if has_lines:
            return cell_text(conversion, numbered(conversion, scanned), "note-lines")
        return inline(conversion, " ".join(scanned.split("\n")))

    def scanned(self, text: str) -> str:
        """The text with signs for all that stands between braces, double brackets and the tags of extensions."""
        if has_anything(text):
            text = Scan(self.conversion, text, self.extensions, blocks).run()
        return keep_switches(self.conversion, text)
