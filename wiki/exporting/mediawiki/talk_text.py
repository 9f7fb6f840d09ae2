"""Topics as people write them on a talk page: headings, indented posts, signatures. Pure.

`read_talk` of the way in makes the same topics of it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

from wiki.markup import Namespace, PageName
from wiki.mediawiki.wikitext.back.names import talk_name
from wiki.mediawiki.wikitext.back.signs import literal

LEFT_OUT = "[…]"  # stands for a post that is hidden, where others answer it
DEEPEST = 30  # colons
_MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
_OPENS = re.compile(r"<(pre|syntaxhighlight|blockquote|div)\b|\{\|")
_NOT_AT_END = re.compile(r"[*#:;{|<=]|----")


@dataclass(frozen=True)
class Post:
    """What one person wrote; `number` finds its text. `author` is "" for nobody."""

    number: int
    author: str
    at: datetime
    replies: "list[Post]" = field(default_factory=list)

    def walk(self) -> Iterator["Post"]:
        """The post and all below it, in the order in which they stand."""
        yield self
        for reply in self.replies:
            yield from reply.walk()


@dataclass(frozen=True)
class Topic:
    """A heading and what stands under it."""

    title: str
    opening: Post


def talk_text(topics: Sequence[Topic], texts: Mapping[int, str]) -> str:
    """The talk page with those posts whose wikitext is in `texts`; of others nothing is said but that they were."""
    return "\n\n".join(_topic(each, texts) for each in topics if _is_there(each.opening, texts)) + "\n"


def heading(title: str) -> str:
    """The title of a topic as it stands between the signs of a heading."""
    text = " ".join(literal(title).split())
    return re.sub("^=|=$", "&#61;", text)


def _topic(topic: Topic, texts: Mapping[int, str]) -> str:
    posts = _posts(topic.opening, 0, texts)
    return "\n".join([f"== {heading(topic.title)} ==", *(f"{before}{text}" for before, text in _parted(posts))])


def _parted(posts: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Posts with what stands between them: an empty line above the first answer, and around what is long."""
    for before, text in pairwise(["", *posts]):
        yield "\n" if before and ("\n\n" in before or not before.startswith(":")) else "", text


def _is_there(post: Post, texts: Mapping[int, str]) -> bool:
    return any(each.number in texts for each in post.walk())


def _posts(post: Post, depth: int, texts: Mapping[int, str]) -> Iterator[str]:
    if not _is_there(post, texts):
        return
    text = texts.get(post.number)
    yield _written(LEFT_OUT if text is None else text, "" if text is None else _signature(post), min(depth, DEEPEST))
    for reply in post.replies:
        yield from _posts(reply, depth + 1, texts)


def _written(text: str, signature: str, depth: int) -> str:
    """A post at its depth, with the signature at its end."""
    colons = ":" * depth
    blocks = [*_blocks(text.strip("\n").split("\n"), depth)]
    start = [colons or "<!-- -->"] if blocks and blocks[0][:1] in "*#:;" else []
    rows = [*start, *(colons + block if block else "" for block in blocks)]
    if not signature:
        return "\n".join(rows)
    if rows and rows[-1] and not _NOT_AT_END.match(blocks[-1]):
        return "\n".join([*rows[:-1], f"{rows[-1]} {signature}"])
    return "\n".join([*rows, "" if not depth else colons, f"{colons}{signature}"])


def _blocks(rows: list[str], depth: int) -> Iterator[str]:
    """The lines of a post; what is more than a line and cannot be indented line by line is given as one."""
    at = 0
    while at < len(rows):
        opened = _OPENS.match(rows[at]) if depth else None
        end = _end(rows, at, opened[1]) if opened else at
        inside = rows[at : end + 1]
        at = end + 1
        if opened and opened[1] in ("blockquote", "div"):
            inner = "<br>".join(row for row in inside[1:-1] if row)
            yield f"{inside[0]}{inner}{inside[-1]}" if len(inside) > 1 else inside[0]
        else:
            yield "\n".join(inside)


def _end(rows: list[str], start: int, tag: str | None) -> int:
    closing = f"</{tag}>" if tag else "|}"
    return next((at for at in range(start, len(rows)) if closing in rows[at]), start)


def _signature(post: Post) -> str:
    """As the Swedish MediaWiki makes it of four tildes."""
    if not post.author:
        return ""
    at = post.at.astimezone(UTC)
    time = f"{at.day} {_MONTHS[at.month - 1]} {at.year} kl. {at:%H.%M} (UTC)"
    person = PageName(Namespace.USER, post.author)
    return f"[[{person.full}|{literal(post.author, 'label')}]] ([[{talk_name(person)}|diskussion]]) {time}"
