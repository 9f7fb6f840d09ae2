"""Discussion pages of the other wiki as topics and replies, once all pages are there that they are about.

Each is read from its last version, whose original is kept. What people wrote stands under their names and times; what
nobody has signed is there as well.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from flask import current_app
from sqlalchemy import func, select, update
from sqlalchemy.orm import undefer

from wiki.core.db import session, transaction
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext, speak
from wiki.markup import Namespace, PageName
from wiki.mediawiki.append import Version, append_versions
from wiki.mediawiki.authors import Authors
from wiki.mediawiki.converting import Job, make
from wiki.mediawiki.models import OldPage, OldRevision
from wiki.mediawiki.notes import FAULT, KEPT_AS_TEXT, LOST, Note, fault, replace_notes
from wiki.mediawiki.wikitext.names import Names
from wiki.mediawiki.wikitext.talk import Post as TalkPost
from wiki.mediawiki.wikitext.talk import TalkPage, read_talk
from wiki.mediawiki.write import original_text
from wiki.pages.models import Page
from wiki.pages.queries import find_page
from wiki.talk.models import MAX_TITLE
from wiki.talk.texts import MAX_TEXT
from wiki.transfer.bring_in_topics import bring_in_topics
from wiki.transfer.form import Discussion, Post

ROOM = MAX_TEXT // 4  # characters that fit into a post however many bytes each takes
ONLY_TALK = N_("This page had only a discussion in %(site)s.")
ABOVE = N_("From the old discussion page")


def waiting(wiki_id: int) -> Iterator[OldPage]:
    """The discussion pages that are not topics yet."""
    last = 0
    while True:
        asked = select(OldPage).where(OldPage.wiki_id == wiki_id, OldPage.is_talk, OldPage.is_done.is_(False))
        old = session().scalar(asked.where(OldPage.number > last).order_by(OldPage.number).limit(1))
        if old is None:
            return
        last = old.number
        yield old


def bring_in_talk(old: OldPage, site: str, names: Names, authors: Authors) -> tuple[Counter[str], list[Note]]:
    """Make topics of a discussion page; what was added, and what is to be looked at. Not within a transaction."""
    wiki_id, number, title = old.wiki_id, old.number, old.title
    subject = PageName(Namespace(old.namespace), old.name)
    text, at = _last_text(wiki_id, number)
    read = read_talk(text, subject, names)
    notes = [Note(LOST, title, each.sentence, {}, each.line, each.original) for each in read.lost]
    notes += [
        Note(LOST, title, post.reason, {}, post.line, post.text)
        for topic in read.topics
        for first in topic.posts
        for post in first.walk()
        if post.reason
    ]
    if text.strip() and not read.topics:
        notes.append(Note(LOST, title, KEPT_AS_TEXT))
    discussions = tuple(_discussions(read, at))
    added: Counter[str] = Counter()
    page = _subject_page(wiki_id, subject, site, at) if discussions else None
    for each in discussions:
        assert page is not None
        try:
            added += bring_in_topics(page, (each,), authors)
        except Refusal as refusal:
            notes.append(fault(title, refusal))
    with transaction() as current:
        done = update(OldPage).where(OldPage.wiki_id == wiki_id, OldPage.number == number)
        current.execute(done.values(is_done=True, page_id=page.id if page else None))
        replace_notes(wiki_id, number, (LOST, FAULT), notes)
    return added, notes


def counted(text: str, subject: PageName, names: Names, at: datetime) -> Counter[str]:
    """How many topics and replies a discussion page would become that says `text`."""
    topics = list(_discussions(read_talk(text, subject, names), at))
    posts = [post for topic in topics for post in _all(topic.opening)]
    return Counter({"topics": len(topics), "replies": len(posts) - len(topics)})


def _all(post: Post) -> Iterator[Post]:
    yield post
    for reply in post.replies:
        yield from _all(reply)


def _last_text(wiki_id: int, number: int) -> tuple[str, datetime]:
    """What the page said last that is not hidden, and when it was begun."""
    own = (OldRevision.wiki_id == wiki_id, OldRevision.page_number == number)
    begun = session().scalar(select(func.min(OldRevision.written_at)).where(*own))
    last = session().scalar(
        select(OldRevision)
        .where(*own, OldRevision.text.is_not(None))
        .order_by(OldRevision.written_at.desc(), OldRevision.number.desc())
        .options(undefer(OldRevision.text))
        .limit(1)
    )
    assert begun is not None
    return (original_text(last) if last else None) or "", begun


def _discussions(read: TalkPage, at: datetime) -> Iterator[Discussion]:
    """The topics as they are brought in. What has no time was written after what stands before it."""
    speak(current_app.config["WIKI"].default_locale)
    if read.above.strip():
        yield Discussion(gettext(ABOVE), _opening([TalkPost("", None, read.above, 1)], at, gettext(ABOVE)))
    for topic in read.topics:
        title = " ".join(topic.title.split())[:MAX_TITLE] or gettext(ABOVE)
        yield Discussion(title, _opening(topic.posts, at, title))


def _opening(posts: Iterable[TalkPost], at: datetime, title: str) -> Post:
    """The first post, with everything below it; a heading with nothing under it opens a topic all the same."""
    first, *rest = [*posts] or [TalkPost("", None, title, 0)]
    opening = _post(first, at)
    return Post(opening.at, opening.by, opening.source, (*opening.replies, *(_post(each, opening.at) for each in rest)))


def _post(said: TalkPost, before: datetime) -> Post:
    at = said.at or before
    text = said.text.strip() or "…"
    more = tuple(Post(at, said.author or None, text[start : start + ROOM]) for start in range(ROOM, len(text), ROOM))
    return Post(at, said.author or None, text[:ROOM], (*more, *(_post(each, at) for each in said.replies)))


def _subject_page(wiki_id: int, subject: PageName, site: str, at: datetime) -> Page:
    """The page that is talked about, however it is called by now; of an archive, the page above it.

    Where there is none (people often have a discussion, and no page) one is made that says so.
    """
    title = subject.title
    while title:
        own = (OldPage.namespace == subject.namespace.value, OldPage.name == title, OldPage.is_talk.is_(False))
        moved = select(Page).join(OldPage, OldPage.page_id == Page.id).where(OldPage.wiki_id == wiki_id, *own)
        found = session().scalar(moved) or find_page(PageName(subject.namespace, title))
        if found and not found.redirect_to:
            return found
        title = title.rpartition("/")[0].rstrip()
    if found := find_page(subject):
        return found
    source = gettext(ONLY_TALK, site=site)
    document = make(Job("", subject, Names(), (("wikitext", source),), renders=True)).document
    with transaction():
        page, _numbers = append_versions(None, subject, [Version(source, None, at, "", minor=False)], document)
    return page
