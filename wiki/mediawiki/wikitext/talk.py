"""Talk pages: headings as topics, signed and indented text as replies, as people write them in MediaWiki.

Nothing is left out: what cannot be read as somebody's post is one without an author, with the reason.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import unescape
from itertools import pairwise

from wiki.core.errors import N_
from wiki.markup import PageName, normalise
from wiki.mediawiki.wikitext.convert import STANDARD, convert
from wiki.mediawiki.wikitext.lost import Lost
from wiki.mediawiki.wikitext.names import Names
from wiki.mediawiki.wikitext.signatures import Signature, signature

UNSIGNED = N_("Nobody has signed this.")
UNDATED = N_("The signature does not say when it was written.")

_HEADING = re.compile(r"(={1,2})([^=].*?|=)(={1,2})[ \t]*(?:<!--.*?-->[ \t]*)*")
_INDENT = re.compile(r"[:*#]{0,40}")
_HIDDEN = re.compile(r"<(?:!--|(nowiki|pre|syntaxhighlight|source)\b[^<>]*(?<!/)>)", re.IGNORECASE)
_TABLE = re.compile(r"[:* ]*\{\|")
_CODE = "\x7f"  # stands for each sign of code, and before each row of it


@dataclass(frozen=True)
class Post:
    """What one person wrote. `author` is "" and `at` (UTC) None where nobody says it; `reason` is then why."""

    author: str
    at: datetime | None
    text: str
    line: int
    reason: str = ""
    replies: tuple["Post", ...] = ()

    def walk(self) -> Iterator["Post"]:
        """The post and all below it, in the order in which they stand."""
        yield self
        for reply in self.replies:
            yield from reply.walk()


@dataclass(frozen=True)
class TalkTopic:
    """A heading and what stands under it: the opening post and answers to it, each with its own replies."""

    title: str
    line: int
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True)
class TalkPage:
    """A talk page taken apart. `above` is the text above the first heading, as Markdown ("" where there is none)."""

    topics: tuple[TalkTopic, ...] = ()
    above: str = ""
    lost: tuple[Lost, ...] = ()


def read_talk(text: str, page: PageName, names: Names = STANDARD) -> TalkPage:
    """The topics and posts of `text`, the wikitext of the talk page of `page`. Never raises; takes linear time."""
    return _Reading(normalise(text), page, names).run()


@dataclass(slots=True)
class _Part:
    """Lines of one post: the depth it stands at, its number of the first line, and the signature that ended it."""

    depth: int
    line: int
    rows: list[str]
    signed: Signature | None = None
    replies: list["_Part"] = field(default_factory=list)


class _Reading:
    def __init__(self, source: str, page: PageName, names: Names) -> None:
        self.rows = source.rstrip("\n").split("\n") if source else []
        self.seen = _without_hidden(source).rstrip("\n").split("\n") if source else []
        self.page = page
        self.names = names
        self.lost: list[Lost] = []

    def run(self) -> TalkPage:
        starts = [at for at, row in enumerate(self.seen) if _HEADING.fullmatch(row)]
        above = self.markdown(self.rows[: starts[0] if starts else len(self.rows)], 1)
        topics = []
        for start, end in pairwise([*starts, len(self.rows)]):
            found = _HEADING.fullmatch(self.rows[start]) or _HEADING.fullmatch(self.seen[start])
            title = self.markdown([found[2].strip()], start + 1) if found else ""
            posts = tuple(self.post(part) for part in _tree(self.parts(start + 1, end)))
            topics.append(TalkTopic(_plain(title), start + 1, posts))
        return TalkPage(tuple(topics), above, tuple(self.lost))

    def parts(self, start: int, end: int) -> list[_Part]:
        """The posts of a section, in order."""
        done: list[_Part] = []
        waiting: list[str] = []
        begun = start
        tables = 0
        for at in range(start, end):
            row = self.rows[at]
            tables = max(0, tables + bool(_TABLE.match(self.seen[at])) - self.seen[at].lstrip(": ").startswith("|}"))
            if not waiting and not row.strip():
                begun = at + 1
                continue
            signed = None if tables else signature(self.seen[at], self.names)
            is_code = self.seen[at].startswith(_CODE)
            shown = row if not signed else row[: signed.start] if len(row) == len(self.seen[at]) else row
            waiting.append(_CODE + shown if is_code else shown)
            if signed:
                done += _split(waiting, begun, signed)
                waiting, begun = [], at + 1
        if any(row.strip() for row in waiting):
            done.append(_Part(_depth(waiting), begun, waiting))
        return done

    def post(self, part: _Part) -> Post:
        signed = part.signed
        reason = UNSIGNED if not signed or not signed.author else "" if signed.at else UNDATED
        text = self.markdown([_outdented(row, part.depth) for row in part.rows], part.line + 1)
        replies = tuple(self.post(reply) for reply in part.replies)
        return Post(
            signed.author if signed else "", signed.at if signed else None, text, part.line + 1, reason, replies
        )

    def markdown(self, rows: list[str], line: int) -> str:
        """Rows as Markdown; what is lost is told with the line of the talk page."""
        text = "\n".join(rows).strip("\n")
        if not text.strip():
            return ""
        converted = convert(text, self.page, self.names)
        self.lost += (replace(lost, line=lost.line + line - 1) for lost in converted.lost)
        return converted.text


def _split(rows: list[str], begun: int, signed: Signature) -> list[_Part]:
    """The rows that a signature ends: those before the last rise in depth are another post, which nobody signed."""
    depth = _depth(rows)
    last = len(_indent(rows[-1]))
    if last <= depth or ":" not in _indent(rows[-1]):
        return [_Part(depth, begun, rows, signed)]
    start, own_signs = len(rows) - 1, _indent(rows[-1])
    while start and (_indent(rows[start - 1]).startswith(own_signs) or not rows[start - 1].strip()):
        start -= 1
    before = rows[:start]
    own = [_Part(last, begun + start, rows[start:], signed)]
    return [_Part(depth, begun, before), *own] if any(row.strip() for row in before) else own


def _tree(parts: list[_Part]) -> list[_Part]:
    """Posts as answers to the last one that stands less deep. The opening post is answered by what follows it."""
    root: list[_Part] = []
    above: list[_Part] = []
    for part in parts:
        while above and above[-1].depth >= part.depth:
            above.pop()
        (above[-1].replies if above else root).append(part)
        above.append(part)
    return root


def _indent(row: str) -> str:
    found = _INDENT.match(row)
    return found[0] if found else ""


def _depth(rows: list[str]) -> int:
    return next((len(_indent(row)) for row in rows if row.strip()), 0)


def _outdented(row: str, depth: int) -> str:
    """A row without the signs of the post's own depth; those in code are no such signs."""
    if row.startswith(_CODE):
        return row[1:]
    return row[min(depth, len(_indent(row))) :].removeprefix(" " if depth else "")


def _without_hidden(source: str) -> str:
    """The source with signs that mean nothing in place of comments and code; all stands where it stood."""
    small = source.lower()
    done: list[str] = []
    unclosed: set[str] = set()
    at = 0
    while opening := _HIDDEN.search(source, at):
        closing = f"</{opening[1].lower()}" if opening[1] else "-->"
        end = -1 if closing in unclosed else small.find(closing, opening.end())
        if end < 0:
            unclosed.add(closing)
            end = opening.end()
            done.append(source[at:end])
        else:
            done += [source[at : opening.start()], re.sub(r"[^\n]", _CODE, source[opening.start() : end])]
        at = end
    return "".join([*done, source[at:]])


def _plain(title: str) -> str:
    """A heading as plain words: links by their labels, no marks."""
    title = re.sub(r"\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]|\[([^\[\]]*)\]\([^()]*\)", r"\1\2", title.strip())
    title = re.sub(r"<[^<>]*>|(?<!\\)[*`]+|\\(?=[^\w\s])", "", title)
    return " ".join(unescape(title).split())
