"""What rows of their own repeat of the log while it holds: who has deleted, protected, blocked or hidden what, and why.

Where the log no longer says that, they say it no more; and they say it again when the log does.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import and_, or_, select

from wiki.accounts.models import Block
from wiki.accounts.queries import user_by_name
from wiki.core.db import session
from wiki.files.models import FileVersion, HiddenFileVersion
from wiki.gardening.hushed import FILE_VERSION, Said, said_by
from wiki.gardening.withhold import alike
from wiki.journal.hidden import AUTHOR, SUMMARY, hidden_lines, nameless
from wiki.journal.models import Entry, HiddenEntry
from wiki.markup import parse_name
from wiki.pages.models import HiddenRevision, LeftBehind, Page, Removal
from wiki.protection.models import Protection
from wiki.talk.models import HiddenReply


def echo(entry: Entry, hidden: Iterable[str]) -> None:
    """Let what repeats `entry` say what the log says now that those parts are hidden; within an act's transaction."""
    rows = _ROWS.get(entry.kind)
    if rows is None:
        return
    said, hidden = said_by(entry), set(hidden)
    is_last = _is_last(entry)
    for row in rows(entry, said):
        own = is_last or (isinstance(row, Removal) and row.at == entry.at)
        _put(row, "reason", said.summary, "", hide=SUMMARY in hidden, is_last=own)
        by = "user_id" if isinstance(row, HiddenReply) else "by_id"
        _put(row, by, said.actor_id, None, hide=AUTHOR in hidden, is_last=own)
    session().flush()


def echo_again(kind: str, page_id: int) -> None:
    """The same for all lines of a kind about a page that are hidden in part; for acts that write such rows anew."""
    lines = select(HiddenEntry.entry_id)
    hidden = select(Entry).where(Entry.kind == kind, Entry.page_id == page_id, Entry.id.in_(lines))
    for entry in (*session().scalars(hidden), *nameless(kind)):
        if said_by(entry).page_id == page_id:
            echo(entry, hidden_lines([entry.id]).get(entry.id, {}))


def _put(row: Any, field: str, written: Any, nothing: Any, *, hide: bool, is_last: bool) -> None:
    """Take away what `row` repeats, or write it where nothing stands: only the last act of its kind is repeated."""
    now = getattr(row, field)
    if hide and now == written:
        setattr(row, field, nothing)
    elif not hide and now == nothing and is_last:
        setattr(row, field, written)


def _is_last(entry: Entry) -> bool:
    """Whether nothing of its kind has been done since to the same."""
    later = session().scalars(select(Entry).where(Entry.id > entry.id, Entry.kind == entry.kind)).all()
    return all(_about(each) != _about(entry) for each in later)


def _about(entry: Entry) -> object:
    said = said_by(entry)
    marks = [said.details.get(key) for key in ("revision", "entry", "file_version")]
    return (said.page_id or said.name, entry.reply_id, marks)


def _removal(entry: Entry, said: Said) -> Sequence[Any]:
    """That of the page; and of versions that stayed deleted when it came back, which are still removed as they were."""
    rest = and_(Removal.page_id.in_(select(LeftBehind.page_id)), Removal.at == entry.at)
    return session().scalars(select(Removal).where(or_(Removal.page_id == said.page_id, rest))).all()


def _protection(_entry: Entry, said: Said) -> Sequence[Any]:
    page = session().get(Page, said.page_id) if said.page_id else None
    name = page.name if page else parse_name(said.name)
    found = session().get(Protection, (name.namespace.value, name.title))
    return [found] if found else []


def _block(_entry: Entry, said: Said) -> Sequence[Any]:
    user = user_by_name(parse_name(said.name).title)
    found = session().get(Block, user.id) if user else None
    return [found] if found else []


def _of_version(_entry: Entry, said: Said) -> Sequence[Any]:
    rows = select(HiddenRevision).where(HiddenRevision.revision_id == said.details.get("revision"))
    return session().scalars(rows.where(HiddenRevision.part.in_(said.details.get("parts", [])))).all()


def _of_file(_entry: Entry, said: Said) -> Sequence[Any]:
    version = session().get(FileVersion, said.details.get(FILE_VERSION, 0))
    numbers = [each.id for each in alike(version)] if version else []
    rows = select(HiddenFileVersion).where(HiddenFileVersion.version_id.in_(numbers))
    return session().scalars(rows.where(HiddenFileVersion.part.in_(said.details.get("parts", [])))).all()


def _of_line(_entry: Entry, said: Said) -> Sequence[Any]:
    rows = select(HiddenEntry).where(HiddenEntry.entry_id == said.details.get("entry"))
    return session().scalars(rows.where(HiddenEntry.part.in_(said.details.get("parts", [])))).all()


def _of_post(entry: Entry, _said: Said) -> Sequence[Any]:
    return session().scalars(select(HiddenReply).where(HiddenReply.reply_id == entry.reply_id)).all()


_ROWS: dict[str, Callable[[Entry, Said], Sequence[Any]]] = {
    "delete": _removal,
    "protect": _protection,
    "block": _block,
    "conceal": _of_version,
    "veil": _of_line,
    "withhold": _of_file,
    "hide": _of_post,
}
