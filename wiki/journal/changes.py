"""Changes: the journal as people read it, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased, joinedload

from wiki.core.clock import now
from wiki.core.db import session
from wiki.core.i18n import gettext
from wiki.journal.acts import in_words, kinds_of_acts
from wiki.journal.models import Entry
from wiki.markup import Namespace, PageName, parse_name
from wiki.markup.summaries import plain
from wiki.municipalities.register import by_code

WRITING = ("create", "edit")
UPLOADING = ("upload",)
TALKING = ("topic", "reply", "amend", "close", "reopen", "answer", "unanswer", "hide", "show", "retopic")
JOINING = ("register",)
ADOPTING = ("adopt", "unsay", "confirm")
BELONGING = ("transfer", "vouch")
# Of what is done with pages, what everybody wants to know:
GARDENING = ("move", "merge", "delete", "undelete", "conceal", "reveal", "withhold", "release", "veil", "unveil")
FOR_MEMBERS = ("contact",)  # that it changed; the row does not say to what
AT_MOST = 5000  # changes that can be leafed through; counting further would cost more than showing them


@dataclass(frozen=True)
class ChangeFilter:
    """Which changes are asked for. `days` of None is all time, no namespaces are all, no actor is everybody."""

    days: int | None = None
    namespaces: tuple[Namespace, ...] = ()
    minor: bool = True
    talk: bool = True
    acts: bool = False  # also what gardeners and administrators do with pages and people
    actor_id: int | None = None
    for_members: bool = False  # also what only members are told


@dataclass(frozen=True)
class Change:
    """A line in a list of changes. `parent_id` is the version before `revision_id`, if there is one."""

    entry: Entry
    parent_id: int | None

    @property
    def page(self) -> PageName | None:
        """The page it is about, by the name it had then."""
        return parse_name(self.entry.name) if self.entry.name else None

    @property
    def is_talk(self) -> bool:
        """Whether somebody said something, rather than wrote on the page itself."""
        return self.entry.kind in TALKING and self.entry.topic_id is not None

    @property
    def title(self) -> str:
        """What the line leads to, in words."""
        if self.line:
            return gettext("(the name is hidden)") if "name" in self.hidden else gettext("A line in the log")
        if self.entry.kind in JOINING or not self.entry.name:
            return self.author or gettext("New member")
        return gettext("Discussion: %(page)s", page=self.entry.name) if self.is_talk else self.entry.name

    @property
    def url(self) -> str:
        """Where the line leads: the page, the post, the new member, or a line of the log."""
        if self.is_talk and self.entry.topic_id:
            return f"/reply/{self.entry.reply_id}" if self.entry.reply_id else f"/topic/{self.entry.topic_id}"
        if self.line or not (self.page or self.author):
            return f"/log/{self.line or self.entry.id}"
        page = self.page or PageName(Namespace.USER, self.author or "")
        return page.path

    @property
    def line(self) -> int | None:
        """The number of the line of the log to look at: itself, where its name is hidden, or one that was hidden."""
        hidden_line: int | None = (self.entry.details or {}).get("entry")
        return self.entry.id if "name" in self.hidden else hidden_line

    @property
    def author(self) -> str | None:
        """Who did it; None for what the wiki does by itself."""
        return self.entry.actor.name if self.entry.actor else None

    @property
    def hidden(self) -> Sequence[str]:
        """What is hidden of it: "name", "summary", "author"."""
        hidden: Sequence[str] = (self.entry.details or {}).get("hidden", ())
        return hidden

    @property
    def municipality(self) -> str | None:
        """The short name of the municipality that whoever did it worked in then."""
        found = by_code(self.entry.municipality_code) if self.entry.municipality_code else None
        return found.name if found else None

    @property
    def summary(self) -> str:
        """What was done, as its author put it, or in our words where that is not for the author to say."""
        is_written, is_hidden = self.entry.kind in WRITING, "summary" in self.hidden
        if is_written:
            return gettext("(the summary is hidden)") if is_hidden else plain(self.entry.summary)
        return f"{in_words(self.entry)}: {self.hidden_reason}" if is_hidden else in_words(self.entry)

    @property
    def hidden_reason(self) -> str:
        """What stands in the place of a reason that is hidden."""
        return gettext("(the reason is hidden)") if "summary" in self.hidden else ""


def count_changes(chosen: ChangeFilter) -> int:
    """How many changes there are of those asked for, counted up to AT_MOST."""
    some = entries_chosen(chosen).with_only_columns(Entry.id).order_by(Entry.at.desc(), Entry.id.desc()).limit(AT_MOST)
    return session().scalar(select(func.count()).select_from(some.subquery())) or 0


def changes(chosen: ChangeFilter, limit: int = 50, offset: int = 0) -> list[Change]:
    """The changes asked for, newest first, with their authors."""
    return newest(entries_chosen(chosen), limit, offset)


def newest(entries: Select[Entry], limit: int, offset: int = 0) -> list[Change]:
    """The newest of `entries` as changes, with their authors."""
    earlier = aliased(Entry)
    parent = (  # the journal knows every version, and each was made from the one before it
        select(func.max(earlier.revision_id))
        .where(earlier.page_id == Entry.page_id, earlier.revision_id < Entry.revision_id)
        .scalar_subquery()
    )
    some = entries.order_by(Entry.at.desc(), Entry.id.desc()).limit(limit).offset(offset)
    rows = session().execute(some.add_columns(parent).options(joinedload(Entry.actor)))
    return [Change(entry, parent_id) for entry, parent_id in rows]


def latest_changes(limit: int) -> list[Change]:
    """The newest change of each of the pages and discussions that changed last, for the front page."""
    found: dict[tuple[str, int | None], Change] = {}
    for change in changes(ChangeFilter(), limit=limit * 10):
        found.setdefault((change.entry.name, change.entry.topic_id), change)
    return list(found.values())[:limit]


def entries_chosen(chosen: ChangeFilter) -> Select[Entry]:
    """The rows of the journal that are asked for, in no order yet."""
    joining = JOINING if chosen.actor_id is None else ()
    for_members = FOR_MEMBERS if chosen.for_members else ()
    kinds = [*WRITING, *UPLOADING, *ADOPTING, *BELONGING, *GARDENING]
    kinds += [*(TALKING if chosen.talk else ()), *joining, *for_members, *(kinds_of_acts() if chosen.acts else ())]
    entries = select(Entry).where(Entry.kind.in_(kinds))
    if chosen.days is not None:
        entries = entries.where(Entry.at >= now() - timedelta(days=chosen.days))
    if chosen.namespaces:
        entries = entries.where(Entry.namespace.in_([namespace.value for namespace in chosen.namespaces]))
    if not chosen.minor:
        entries = entries.where(Entry.minor.is_(False))
    if chosen.actor_id is not None:
        entries = entries.where(Entry.actor_id == chosen.actor_id)
    return entries
