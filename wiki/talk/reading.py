"""Posts as they are shown.

Links are red where there is no page, those spoken to are linked to, and no anchor stands twice on the page.
"""

import re
from collections.abc import Iterable, Mapping

from markupsafe import Markup

from wiki.markup.present import targets
from wiki.pages.article import show
from wiki.pages.queries import existing
from wiki.talk.mentions import people_in, with_mentions
from wiki.talk.models import Reply, ReplyRevision
from wiki.talk.texts import render_text

# Footnotes of every post are called "fn:1" and so on. In what has been sanitised, "<" only stands in tags.
_NOTE = re.compile(r'(<[^<>]*? (?:id|href)="#?)(fn(?:ref[0-9]*)?:[0-9]+")')


def bodies(replies: Iterable[Reply]) -> dict[int, Markup]:
    """The text of each reply, ready to be shown, by the reply's number. Pages and people are asked for all at once."""
    return _shown({reply.id: reply.html for reply in replies})


def texts(revisions: Iterable[ReplyRevision]) -> dict[int, Markup]:
    """The text of each revision, rendered anew and ready to be shown, by the revision's number."""
    return _shown({revision.id: render_text(revision.source).html for revision in revisions})


def body(html: str) -> Markup:
    """One sanitised text, ready to be shown."""
    return _shown({0: html})[0]


def _shown(stored: Mapping[int, str]) -> dict[int, Markup]:
    distinct = {number: _NOTE.sub(rf"\1p{number}-\2", html) for number, html in stored.items()}
    people = people_in(distinct.values())
    distinct = {number: with_mentions(html, people) for number, html in distinct.items()}
    found = existing(name for html in distinct.values() for name in targets(html))
    return {number: show(html, found) for number, html in distinct.items()}
