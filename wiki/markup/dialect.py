"""Our Markdown: Python-Markdown with the extensions we want, without raw HTML and indented code, and with wikilinks."""

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockQuoteProcessor
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import HtmlInlineProcessor, InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString

from wiki.markup import tree
from wiki.markup.blocks import prepare
from wiki.markup.names import PageName
from wiki.markup.pictures import PictureProcessor
from wiki.markup.transclusion.values import FAULT, Fault, without_marks
from wiki.markup.wikilinks import PIPE, WikilinkProcessor

_INLINE_TAGS = (
    r"(</?(?:sup|sub|kbd|small|mark|ins|del|u|s|b|i|em|strong|code|var|samp|cite|q|dfn|bdi)>|<(?:br|wbr) ?/?>"
    r"""|</?(?:abbr|span)>|<abbr title=(?:"[^"<>]{0,200}"|'[^'<>]{0,200}')>"""
    r"""|<span lang=["']?[A-Za-z0-9-]{2,20}["']?>)"""
)
_COMMENT = "<!--(?:(?!<!--|-->).){0,2000}-->"
_ENTITY = "&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z0-9]{1,31});"
_HEADING = re.compile("(?:^|\n)(?P<level>#{1,6}) (?P<header>[^\n]+)(?:\n|$)")
_EXTENSIONS = ("tables", "def_list", "sane_lists", "pymdownx.tilde", "pymdownx.caret", "pymdownx.magiclink")
_local = threading.local()


@dataclass(frozen=True)
class Parsed:
    """The HTML of a text, not yet sanitised; the categories it puts the page in, each with what it is sorted by there.

    `foreign` has the ids of headings that were taken in, with the number of the page that each comes from.
    """

    html: str
    categories: Mapping[PageName, str]
    foreign: Mapping[str, int]


def to_html(body: str, page: PageName | None, faults: Sequence[Fault] = ()) -> Parsed:
    """What `body` gives on `page`; `faults` are those that are marked in it."""
    md, wiki = _parser()
    wiki.wikilinks.page, wiki.wikilinks.categories, wiki.faults.faults = page, {}, faults
    html = without_marks(md.reset().convert(body)).replace(PIPE, "|")
    return Parsed(html, wiki.wikilinks.categories, wiki.tree.foreign)


def _parser() -> "tuple[Markdown, WikiMarkdown]":
    """The parser of this thread; it takes a while to build, and remembers things while it works."""
    if not hasattr(_local, "parser"):
        wiki = WikiMarkdown()
        options = {"tables": {"use_align_attribute": True}}
        md = Markdown(extensions=[*_EXTENSIONS, Footnotes(), wiki], extension_configs=options, output_format="html")
        _local.parser = md, wiki
    parser: tuple[Markdown, WikiMarkdown] = _local.parser
    return parser


class WikiMarkdown(Extension):
    """Puts the parts of our dialect in their places among Python-Markdown's own."""

    wikilinks: WikilinkProcessor
    faults: "FaultProcessor"
    tree: tree.PageTree

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the library's name)
        """Register what is ours, and take away what we do without."""
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(Preparation(md), "preparation", 28)
        md.parser.blockprocessors.deregister("code")
        md.parser.blockprocessors.register(QuoteProcessor(md.parser), "quote", 20)
        md.parser.blockprocessors["hashheader"].RE = _HEADING  # type: ignore[attr-defined]
        self.faults = FaultProcessor(md)
        md.inlinePatterns.register(self.faults, "fault", 185)
        md.inlinePatterns.register(PictureProcessor(md), "picture", 178.5)
        self.wikilinks = WikilinkProcessor(md)
        md.inlinePatterns.register(self.wikilinks, "wikilink", 178)
        md.inlinePatterns.register(HtmlInlineProcessor(_INLINE_TAGS, md), "html", 90)
        md.inlinePatterns.register(CommentProcessor(_COMMENT, md), "comment", 89)
        md.inlinePatterns.register(EntityProcessor(_ENTITY, md), "entity", 80)
        self.tree = tree.register(md)


class Preparation(Preprocessor):
    """Lets `blocks.prepare` have the lines first."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines as Python-Markdown wants them."""
        return prepare(lines, self.md.htmlStash.store)


class QuoteProcessor(BlockQuoteProcessor):
    """Keeps two quotations with an empty line between them apart, as every other Markdown does."""

    def lastChild(self, parent: Element) -> Element | None:  # noqa: ARG002, N802  (the library's name)
        """No quotation goes on where another ended."""
        return None


class CommentProcessor(InlineProcessor):
    """Leaves out comments within a paragraph."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        """Nothing, in place of the comment."""
        return "", m.start(), m.end()


class FaultProcessor(InlineProcessor):
    """Shows that something could not be taken in; `present` says why, in the reader's language."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(FAULT, md)
        self.faults: Sequence[Fault] = ()

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        """A link to the page that it is about."""
        fault = self.faults[int(m[1])]
        link = Element("a", {"class": f"fault {fault.kind}", "href": fault.page.path})
        link.text = AtomicString(fault.words)
        return link, m.start(), m.end()


class EntityProcessor(InlineProcessor):
    """Reads &ouml; and the like as the character, so that texts, anchors and search see what the reader sees."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        """The character itself; one that must not stand in text is left as it was written."""
        sign = unescape(m[0])
        return (sign if sign.isprintable() or sign == "\xa0" else escape(m[0])), m.start(), m.end()


class Footnotes(FootnoteExtension):
    """Footnotes with ids of our own making (people's labels never become ids) and no words in any language."""

    def __init__(self) -> None:
        super().__init__(PLACE_MARKER="\x1e", BACKLINK_TEXT="↩", BACKLINK_TITLE="")
        self.numbers: dict[str, int] = {}
        self.marks: dict[int, int] = {}

    def reset(self) -> None:
        """Forget the notes of the page before."""
        super().reset()
        self.numbers, self.marks = {}, {}

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the library's name)
        """Register as the library does, but with a faster reader of the marks."""
        super().extendMarkdown(md)
        md.inlinePatterns.register(FootnoteMark(r"\[\^([^\[\]]{1,200})\]", self), "footnote", 179)

    def setFootnote(self, id: str, text: str) -> None:  # noqa: A002, N802  (the library's names)
        """Remember a note and its number."""
        self.numbers.setdefault(id, len(self.numbers) + 1)
        super().setFootnote(id, text)

    def makeFootnoteId(self, id: str) -> str:  # noqa: A002, N802
        """The id of a note: "fn:1"."""
        return f"fn:{self.numbers[id]}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: A002, N802
        """The id of a mark in the text: "fnref:1", and "fnref2:1" for the second mark of the same note.

        The library finds a free id by trying all; counting takes no time. `found_refs` tells it how many there are.
        """
        number = self.numbers[id]
        if not found:
            return f"fnref:{number}"
        self.marks[number] = count = self.marks.get(number, 0) + 1
        self.found_refs[f"fnref:{number}"] = count
        return f"fnref{count if count > 1 else ''}:{number}"


class FootnoteMark(InlineProcessor):
    """Turns [^1] into a small number that leads to the note."""

    def __init__(self, pattern: str, notes: Footnotes) -> None:
        super().__init__(pattern)
        self.notes = notes

    # The library's base class promises an old signature; its own subclasses override it like this.
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
        """The mark, if there is such a note."""
        number = self.notes.numbers.get(m[1])
        if number is None:
            return None, None, None
        mark = Element("sup", {"id": self.notes.makeFootnoteRefId(m[1], found=True)})
        link = Element("a", {"href": f"#fn:{number}", "class": "footnote-ref"})
        link.text = str(number)
        mark.append(link)
        return mark, m.start(), m.end()
