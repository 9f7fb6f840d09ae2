"""Reading the finished HTML as a reader would: its text, its headings, and its links with the sentences around them."""

import re
from dataclasses import replace
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from wiki.markup.contacts import is_contact_heading
from wiki.markup.document import Heading, Link, LinkKind
from wiki.markup.names import BadName, PageName, parse_name
from wiki.markup.sentences import Sentences, shorten

MAX_LEAD = 300

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)>')
_ATTRIBUTE = re.compile(r'\s(class|href|id|src)="([^"]*)"')
INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "var",
        "wbr",
    }
)
_KINDS: dict[str, LinkKind] = {"wikilink": "link", "file": "file"}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(" *\n *")


class Reading:
    """One walk through sanitised HTML, gathering what it says block by block."""

    def __init__(self, html: str) -> None:
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.paragraphs: list[str] = []
        self.lead = ""
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[tuple[int, str, LinkKind]] = []
        self._found: list[tuple[int, int, str, LinkKind]] = []
        self._silent = False
        self._block, self._id = "", ""
        self._instructing = False
        self._contact = 0  # the level of the heading under which it says whom to ask
        self._walk(html)

    @property
    def text(self) -> str:
        """The plain text, a paragraph a line."""
        return "\n".join(self.paragraphs)

    def _walk(self, html: str) -> None:
        at = 0
        for tag in _TAG.finditer(html):
            if tag.start() > at:
                self._say(html[at : tag.start()])
            at = tag.end()
            if tag[2] == "a":
                self._link(tag)
            elif tag[2] == "img":
                self._picture(tag)
            elif tag[2] == "br":
                self._add("\n")
            elif tag[2] not in INLINE:
                self._end_block()
                attributes = dict(_ATTRIBUTE.findall(tag[3]))
                self._block, self._id = ("", "") if tag[1] else (tag[2], attributes.get("id", ""))
                if tag[2] == "details":
                    self._instructing = attributes.get("class") == "instructions"
        self._say(html[at:])
        self._end_block()

    def _say(self, text: str) -> None:
        if text and not self._silent:
            words = _SPACE.sub(" ", unescape(text))
            before = self._pieces[-1][-1] if self._pieces else " "
            self._add(words.lstrip(" ") if before in " \n" else words)

    def _add(self, words: str) -> None:
        if words:
            self._pieces.append(words)
            self._length += len(words)

    def _link(self, tag: re.Match[str]) -> None:
        if tag[1]:
            self._silent = False
            if self._open:
                start, href, kind = self._open.pop()
                self._found.append((start, self._length, href, kind))
            return
        attributes = dict(_ATTRIBUTE.findall(tag[3]))
        self._silent = attributes.get("class", "").startswith("footnote")
        leads = _KINDS.get(attributes.get("class", ""))
        if leads:
            self._open.append((self._length, unescape(attributes.get("href", "")), leads))

    def _picture(self, tag: re.Match[str]) -> None:
        """A picture says nothing in the text (what it shows is for the file's own page to say), but is used here."""
        attributes = dict(_ATTRIBUTE.findall(tag[3]))
        if attributes.get("class", "").startswith("file"):
            self._found.append((self._length, self._length, unescape(attributes.get("src", "")), "file"))

    def _end_block(self) -> None:
        """Keep what the block said, if it said anything, and begin a new one."""
        text = "".join(self._pieces)
        heading = self._block[0:1] == "h" and self._block[1:].isdigit()
        if heading and text.strip():
            self._head(Heading(int(self._block[1:]), text.strip(), self._id))
        if text.strip():
            plain = _AROUND_BREAK.sub("\n", text.strip())
            self.paragraphs.append(plain)
            if not self.lead and self._block == "p" and not (self._instructing or self._contact):
                self.lead = shorten(plain.replace("\n", " "), MAX_LEAD)
            if self._block == "figcaption" and self.links and self.links[-1].kind == "file":
                self.links[-1] = replace(self.links[-1], label=plain.replace("\n", " "))
        if self._found:
            self._keep_links(text)
        self._pieces, self._length, self._open, self._found = [], 0, [], []

    def _head(self, heading: Heading) -> None:
        self.headings.append(heading)
        if not self._contact or heading.level <= self._contact:
            self._contact = heading.level if is_contact_heading(heading.text) else 0

    def _keep_links(self, text: str) -> None:
        sentences = Sentences(text)
        section = self.headings[-1] if self.headings else Heading(0, "", "")
        for start, end, href, kind in self._found:
            path, _, fragment = href.partition("#")
            target = page_at(path)
            if target:
                before, after = ("", "") if self._contact else sentences.around(start, end)
                label = text[start:end]
                self.links.append(
                    Link(kind, target, unquote(fragment), label, section.text, section.anchor, before, after)
                )


@lru_cache(maxsize=50_000)
def page_at(path: str) -> PageName | None:
    """The page that a path such as "/wiki/Kommun:Uddevalla" leads to, or None when no page can be there."""
    try:
        return parse_name(unquote(path.removeprefix("/wiki/")))
    except BadName:
        return None
