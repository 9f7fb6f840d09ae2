"""What people write on talk pages: what can be taken, and what it becomes."""

import re
from dataclasses import dataclass

from wiki.core.errors import N_, Refusal, TooLarge
from wiki.markup import normalise, render_safely
from wiki.talk.models import MAX_TITLE

MAX_TEXT = 50_000  # bytes

# Two posts on a page may have the same heading, so headings in posts are no anchors. In what has been sanitised, "<"
# stands for itself only where a tag begins.
_HEADING_ID = re.compile(r'(<h[2-6][^<>]*?) id="[^"]*"')


class BadPost(Refusal):
    """Something is missing from what was written, or there is too much of it."""


@dataclass(frozen=True)
class Text:
    """A post's text: as it was written, as sanitised HTML, and without markup."""

    source: str
    html: str
    plain: str


def read_title(written: str) -> str:
    """The title of a topic, on one line. Raises BadPost."""
    title = " ".join(normalise(written).split())
    if not title:
        raise BadPost(N_("Write a heading, so that others see what it is about."))
    if len(title) > MAX_TITLE:
        raise BadPost(
            N_("The heading is too long: it has %(length)s characters, and %(limit)s is the most."),
            length=len(title),
            limit=MAX_TITLE,
        )
    return title


def read_text(written: str) -> Text:
    """The text of a post, rendered. Slow and pure: call it before the lock. Raises BadPost and TooLarge."""
    source = normalise(written)
    if not source:
        raise BadPost(N_("Write something before you publish."))
    size = len(source.encode())
    if size > MAX_TEXT:
        raise TooLarge(
            N_("The post is too long: it takes %(size)s kB, and %(limit)s kB is the most. Divide it into several."),
            size=-(-size // 1000),
            limit=MAX_TEXT // 1000,
        )
    return render_text(source)


def render_text(source: str) -> Text:
    """A post's text, rendered. Front matter and redirects, which mean something on a page, are plain text in a post."""
    document = render_safely("\n" + source)
    if document.redirect:
        document = render_safely("\\" + source.lstrip())
    return Text(source, _HEADING_ID.sub(r"\1", document.html), document.text)
