"""All that sentences about some notices need to know, asked for together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from wiki.accounts.models import User
from wiki.core.db import session
from wiki.examples.read import first_word
from wiki.examples.taxonomy import status_written
from wiki.journal.models import Entry
from wiki.markup import frontmatter
from wiki.notices.models import Notice
from wiki.pages.hideable import TEXT, shown
from wiki.pages.models import Page, Revision
from wiki.talk.mentions import mentioned_in
from wiki.talk.models import HiddenReply, Reply, Topic

BEGINNING = 3000  # letters of a source; nearly every front matter ends within them
LONGEST = 200  # letters of a post that is quoted
QUOTED = {"mention", "reply", "topic", "answer"}
REASONED = {"act", "block"}
COUNTED = {"reply": "reply", "thanks": "thank"}  # kinds of notices that many people cause, and of their entries


@dataclass(frozen=True)
class Known:
    """What the database says about some notices, by number."""

    names: Mapping[int, str]
    pages: Mapping[int, Page]
    topics: Mapping[int, Topic]
    replies: Mapping[int, Reply]
    entries: Mapping[int, Entry]
    parents: Mapping[int, int | None]  # the version before each version
    statuses: Mapping[int, str]  # the step of the ladder that a version says, by key
    people: Mapping[int, Sequence[str]]  # by notice: who did it, the last first, where it may be several

    def who(self, notice: Notice) -> str:
        """The name of whoever did it last; empty when nobody did, or is there no more."""
        return self.names.get(notice.actor_id or 0, "")

    def topic(self, notice: Notice) -> str:
        """The title of the topic."""
        found = self.topics.get(notice.topic_id or 0)
        return found.title if found else ""

    def quote(self, notice: Notice) -> str:
        """What was said, shortened, where a post was written that may be read, or why a gardener did something."""
        if notice.kind in REASONED:
            entry = self.entries.get(notice.entry_id or 0)
            return entry.summary if entry else ""
        reply = self.replies.get(notice.reply_id or 0)
        if reply is None or notice.kind not in QUOTED:
            return ""
        text = " ".join(reply.text.split())
        return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"

    def speaks_to_oneself(self, notice: Notice) -> bool:
        """Whether a post names the reader, and not only their municipality."""
        reply = self.replies.get(notice.reply_id or 0)
        return reply is None or notice.user_id in mentioned_in(reply.html).user_ids

    def versions(self, notice: Notice) -> tuple[int | None, int | None]:
        """The version before all that is told of, and the newest; None for what there is none of."""
        first, last = (self.entries.get(number or 0) for number in (notice.first_entry_id, notice.entry_id))
        return self.parents.get((first.revision_id if first else 0) or 0), last.revision_id if last else None


def known_of(notices: Sequence[Notice]) -> Known:
    """What is known about `notices`, in a question for each sort of thing."""
    entries = _entries(number for each in notices for number in (each.entry_id, each.first_entry_id))
    parents = _parents(each.revision_id for each in entries.values())
    wanted = select(Page).where(Page.id.in_(_numbers(each.page_id for each in notices)))
    pages = {page.id: page for page in session().scalars(wanted)}
    examples = {number for number, page in pages.items() if page.kind == "example"}
    moved = {each.revision_id for each in entries.values() if each.kind == "edit" and each.page_id in examples}
    return Known(
        names=_names(each.actor_id for each in notices),
        pages=pages,
        topics=_topics(each.topic_id for each in notices),
        replies=_replies(each.reply_id for each in notices),
        entries=entries,
        parents=parents,
        statuses=_statuses(moved | {parents.get(number or 0) for number in moved}),
        people={each.id: _people(each) for each in notices if each.kind in COUNTED and each.count > 1},
    )


def _numbers(some: Iterable[int | None]) -> set[int]:
    return {each for each in some if each}


def _entries(numbers: Iterable[int | None]) -> dict[int, Entry]:
    return {each.id: each for each in session().scalars(select(Entry).where(Entry.id.in_(_numbers(numbers))))}


def _parents(numbers: Iterable[int | None]) -> dict[int, int | None]:
    wanted = select(Revision.id, Revision.parent_id).where(Revision.id.in_(_numbers(numbers)))
    return {number: parent for number, parent in session().execute(wanted)}  # noqa: C416 - typed


def _names(numbers: Iterable[int | None]) -> dict[int, str]:
    wanted = select(User.id, User.name).where(User.id.in_(_numbers(numbers)))
    return {number: name for number, name in session().execute(wanted)}  # noqa: C416 - typed


def _topics(numbers: Iterable[int | None]) -> dict[int, Topic]:
    return {each.id: each for each in session().scalars(select(Topic).where(Topic.id.in_(_numbers(numbers))))}


def _replies(numbers: Iterable[int | None]) -> dict[int, Reply]:
    """Posts that may be read."""
    hidden = select(HiddenReply.reply_id)
    wanted = select(Reply).where(Reply.id.in_(_numbers(numbers)), Reply.id.not_in(hidden))
    return {each.id: each for each in session().scalars(wanted)}


def _statuses(numbers: Iterable[int | None]) -> dict[int, str]:
    start = func.substr(shown(Revision.id, TEXT, Revision.source), 1, BEGINNING)
    rows = session().execute(select(Revision.id, start).where(Revision.id.in_(_numbers(numbers))))
    said = {number: status_written(first_word(frontmatter.read(text).fields.get("läge"))) for number, text in rows}
    return {number: status.key for number, status in said.items() if status}


def _people(notice: Notice) -> list[str]:
    """Who did what a notice counts, each once, whoever did it last first."""
    same = [Entry.id.between(notice.first_entry_id, notice.entry_id), Entry.kind == COUNTED[notice.kind]]
    if notice.kind == "reply":
        same.append(Entry.topic_id == notice.topic_id)
    else:
        same += [Entry.page_id == notice.page_id, Entry.reply_id.is_not_distinct_from(notice.reply_id)]
    rows = session().execute(
        select(User.name, func.max(Entry.id))
        .join(User, User.id == Entry.actor_id)
        .where(*same, Entry.actor_id != notice.user_id)
        .group_by(User.name)
        .order_by(func.max(Entry.id).desc())
    )
    return [name for name, _last in rows]
