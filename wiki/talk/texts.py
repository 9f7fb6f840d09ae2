"""What people write on talk pages: what can be taken, and what it becomes."""

import re
from dataclasses import dataclass

from wiki.core.errors import N_, Refusal, TooLarge
from wiki.markup import normalise, render_safely
from wiki.talk.models import MAX_TITLE, TopicKind

MAX_TEXT = 50_000  # bytes

# Two posts on a page may have the same heading, so headings in posts are no anchors. In what has been sanitised, "<"
# stands for itself only where a tag begins.
_NO_FIELDS = "<!-- -->\n\n"  # whatever begins with this, no fields stand first
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # would turn what stands after a title around
_HEADING_ID = re.compile(r'(<h[2-6][^<>]*?) id="[^"]*"')


class BadPost(Refusal):
    """Something is missing from what was written, or there is too much of it."""


@dataclass(frozen=True)
class Text:
    """A post's text: as it was written, as sanitised HTML, and without markup."""

    source: str
    html: str
    plain: str


def read_kind(written: str) -> TopicKind:
    """The kind of a topic. Raises BadPost."""
    try:
        return TopicKind(written)
    except ValueError:
        raise BadPost(N_("Choose whether it is a question, a remark or a suggestion.")) from None


def read_title(written: str) -> str:
    """The title of a topic, on one line. Raises BadPost."""
    title = " ".join(_TURNING.sub("", normalise(written)).split())
    if not title:
        raise BadPost(N_("Write a heading, so that others see what it is about."))
    if len(title) > MAX_TITLE:
        raise BadPost(
            N_("The heading is too long: it has %(length)s characters, and %(limit)s is the most."),
            length=len(title),
            limit=MAX_TITLE,
        )
    return title


def read_text(written: str | Text) -> Text:
    """The text of a post, rendered. Slow and pure: call it before the lock. Raises BadPost and TooLarge.

    What has been read already is given back, for acts that write several posts in one transaction.
    """
    if isinstance(written, Text):
        return written
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
    document = render_safely(_NO_FIELDS + source)
    if document.redirect:
        document = render_safely("\\" + source.lstrip())
    return Text(source, _HEADING_ID.sub(r"\1", document.html), document.text)
