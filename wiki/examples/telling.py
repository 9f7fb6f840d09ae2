"""Which sections of a page tell of something, rather than only point the way to where it is told.

A section tells when one of its sentences does: one with words of its own around its links, that neither asks, nor
introduces a list, nor sends the reader on ("Se även …", "Tankarna bakom finns i …"). Headings and links are no
sentences, and a section that by its heading holds links tells nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from wiki.markup import Document
from wiki.markup.contacts import is_contact_heading
from wiki.markup.sentences import Sentences

ENOUGH, ENOUGH_OF_A_FRAGMENT = 2, 4  # words besides those of links, in a sentence with a full stop and in one without

_HEADING = re.compile(r'<h([2-6]) id="([^"]*)">.*?</h\1>', re.DOTALL)
_INSTRUCTIONS = re.compile(r'<details class="instructions".*?</details>', re.DOTALL)
_BLOCK = re.compile(r"<(p|li|dd|td)\b[^<>]*>(.*?)(?=</?(?:p|li|dl|dd|dt|ul|ol|td|tr|div|blockquote)\b)", re.DOTALL)
_ITEM = re.compile(r"<li>\s*\Z")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*>")
_WORD = re.compile(r"\w+")
_SENDING_ON = re.compile(
    r"\W*(?:se|läs|jämför|jfr|mer om|länkar?|källor|källa|tillbaka|les|sammenlign|lenker?|kilder|kilde|tilbake|"
    r"see|read|compare|more (?:about|on|at)|back|sources?|links?)\b",
    re.IGNORECASE,
)
_FOUND_IN = re.compile(  # before a link: what is told stands there, not here
    r"\b(?:finns|står|beskrivs|berättas|berättar vi|hittar du|läsa|läs|se|fins|finnes|beskrives|fortelles|lese|les|"
    r"found|described|told|read|see)(?: (?:i|på|om|hos|under|mer|mera|också|här|sidan|sidorna|også|siden|sidene|"
    r"in|on|at|about|more|also|the|page|pages))*\W*$",
    re.IGNORECASE,
)
_OF_LINKS = re.compile(
    r"(?:se även|läs mer|läs vidare|mer att läsa|(?:dokument och )?länkar|källor|"
    r"se også|les mer|(?:dokumenter og )?lenker|kilder|"
    r"see also|read more|further reading|(?:documents and )?links|sources)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Said:
    """The text of a block, and where its links begin and end in it."""

    text: str
    links: list[tuple[int, int]]
    is_item: bool

    def sentences(self) -> Iterator["_Said"]:
        """Its sentences, one by one."""
        first = 0
        for last in dict.fromkeys((*Sentences(self.text).ends, len(self.text))):
            links = [(start - first, end - first) for start, end in self.links if first <= start < last]
            yield _Said(self.text[first:last].rstrip(), links, self.is_item)
            first = last

    @property
    def tells(self) -> bool:
        """Whether it is a sentence that tells of something."""
        text = self.text.strip()
        if not text or text[-1] in "?:" or _SENDING_ON.match(text):
            return False
        if self.links and (self._sends_on() or (self.is_item and not self.text[: self.links[0][0]].strip())):
            return False
        own, last = "", 0
        for start, end in self.links:
            own, last = own + self.text[last:start], end
        own += self.text[last:]
        return len(_WORD.findall(own)) >= (ENOUGH if text[-1] in ".!…”)" else ENOUGH_OF_A_FRAGMENT)

    def _sends_on(self) -> bool:
        return any(_FOUND_IN.search(self.text[:start]) for start, _end in self.links)


def telling_sections(document: Document) -> dict[str, list[str]]:
    """The sentences that tell of something, by the id of their section; sections without any are left out."""
    html = _INSTRUCTIONS.sub("", document.html)
    named = {heading.anchor: heading.text for heading in document.headings}
    found = {}
    for anchor, part in _parts(html):
        heading = named.get(anchor, "").strip()
        if _OF_LINKS.fullmatch(heading) or is_contact_heading(heading):
            continue
        said = (sentence for block in _BLOCK.finditer(part) for sentence in _said(block).sentences())
        if telling := [" ".join(each.text.split()) for each in said if each.tells]:
            found[anchor] = telling
    return found


def _parts(html: str) -> Iterator[tuple[str, str]]:
    """The text under each heading, and what stands above the first."""
    anchor, start = "", 0
    for heading in _HEADING.finditer(html):
        yield anchor, html[start : heading.start()]
        anchor, start = unescape(heading[2]), heading.end()
    yield anchor, html[start:]


def _said(block: re.Match[str]) -> _Said:
    html, text, at = block[2], "", 0
    links: list[tuple[int, int]] = []
    begun: int | None = None
    for tag in _TAG.finditer(html):
        text, at = text + unescape(html[at : tag.start()]), tag.end()
        if tag[2] == "a" and not tag[1]:
            begun = len(text)
        elif tag[2] == "a" and begun is not None:
            links.append((begun, len(text)))
            begun = None
        elif tag[2] == "br":
            text += "\n"
    is_item = block[1] == "li" or bool(_ITEM.search(block.string, max(0, block.start() - 8), block.start()))
    return _Said(text + unescape(html[at:]), links, is_item)
