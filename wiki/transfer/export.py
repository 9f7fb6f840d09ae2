"""Writing the whole wiki into a Markdown folder: every revision, every topic, and who wrote them.

The same wiki always gives the same bytes, so that two exports can be compared, or kept in version control.
"""

import shutil
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from wiki.accounts.models import User
from wiki.core.db import engine, session
from wiki.core.errors import Refusal
from wiki.markup import Namespace, PageName
from wiki.pages.models import Page, Revision
from wiki.talk.models import Reply, Topic
from wiki.transfer.file_names import FOLDERS, SIDECAR, FileNames, name_from
from wiki.transfer.form import Closing, Discussion, Post, Sidecar, Someone, Unreadable, Version
from wiki.transfer.reading import USERS
from wiki.transfer.sidecar import write_sidecar, write_users

AT_ONCE = 100  # pages that are asked for in one question
UNFINISHED = ".unfinished-export"

Progress = Callable[[int, int], None]  # pages done, pages in all
Names = dict[int | None, str]


def export(folder: Path, *, force: bool = False, progress: Progress | None = None) -> Counter[str]:
    """Write the wiki into `folder`, which is made if need be; how many pages, revisions and topics there were.

    Raises Refusal when the folder holds something; with `force` only when it holds something else than an export.
    """
    _check(folder, force=force)
    fresh = folder / UNFINISHED
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    session().rollback()
    if engine().dialect.name == "postgresql":  # SQLite shows the same moment throughout by itself
        session().connection(execution_options={"isolation_level": "REPEATABLE READ"})
    counts = _write(fresh, progress)
    session().rollback()
    _put_in_place(fresh, folder)
    return counts


def _check(folder: Path, *, force: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise Refusal("%(folder)s is a file, not a folder.", folder=folder)
    there = sorted(path.name for path in folder.glob("[!.]*"))
    if there and not force:
        raise Refusal("%(folder)s is not empty. Replace a former export with --force.", folder=folder)
    strange = [name for name in there if name not in FOLDERS and name != USERS]
    if strange:
        raise Refusal("%(folder)s holds something that is no export: %(name)s", folder=folder, name=strange[0])


def _put_in_place(fresh: Path, folder: Path) -> None:
    for name in (*FOLDERS, USERS):
        old = folder / name
        if old.is_dir():
            shutil.rmtree(old)
        else:
            old.unlink(missing_ok=True)
    for path in sorted(fresh.iterdir()):
        path.rename(folder / path.name)
    fresh.rmdir()


def _write(folder: Path, progress: Progress | None) -> Counter[str]:
    counts: Counter[str] = Counter()
    users = {user.id: user for user in session().scalars(select(User))}
    names: Names = {None: "", **{number: user.name for number, user in users.items()}}
    appearing: set[int | None] = set()
    pages = _pages()
    files = FileNames()
    for start in range(0, len(pages), AT_ONCE):
        some = pages[start : start + AT_ONCE]
        ids = [page_id for page_id, _name in some]
        versions, topics = _versions(ids, names, appearing), _topics(ids, names, appearing)
        for page_id, name in some:
            _write_page(folder, files, name, versions[page_id], topics[page_id])
            counts.update(pages=1, revisions=len(versions[page_id]), topics=len(topics[page_id]))
        if progress:
            progress(min(start + AT_ONCE, len(pages)), len(pages))
    people = sorted((user for user in users.values() if user.id in appearing), key=lambda user: user.name_key)
    listed = [Someone(user.name, user.municipality_code, user.demo) for user in people]
    _put(folder / USERS, write_users(listed))
    return counts


def _pages() -> list[tuple[int, PageName]]:
    """All pages in the order of their names, which is the same whatever the database."""
    rows = session().execute(select(Page.id, Page.namespace, Page.title).where(Page.current_revision_id.is_not(None)))
    found = ((page_id, PageName(Namespace(namespace), title)) for page_id, namespace, title in rows)
    return sorted(found, key=lambda each: each[1])


def _write_page(
    folder: Path, files: FileNames, name: PageName, versions: list[Version], topics: list[Discussion]
) -> None:
    path = files.give(name)
    try:
        title = None if name_from(path) == name else name.title
    except Unreadable:
        title = name.title
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    _put(folder / path, versions[-1].source)
    _put(folder / path.with_suffix(SIDECAR), write_sidecar(Sidecar(title, tuple(versions), tuple(topics))))


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _versions(page_ids: list[int], names: Names, appearing: set[int | None]) -> defaultdict[int, list[Version]]:
    wanted = (
        select(
            Revision.page_id, Revision.author_id, Revision.created_at, Revision.summary, Revision.minor, Revision.source
        )
        .where(Revision.page_id.in_(page_ids))
        .order_by(Revision.id)
    )
    found: defaultdict[int, list[Version]] = defaultdict(list)
    for page_id, author_id, at, summary, minor, source in session().execute(wanted):
        appearing.add(author_id)
        found[page_id].append(Version(source, at, names[author_id] or None, summary, minor))
    return found


def _topics(page_ids: list[int], names: Names, appearing: set[int | None]) -> defaultdict[int, list[Discussion]]:
    topics = list(session().scalars(select(Topic).where(Topic.page_id.in_(page_ids)).order_by(Topic.id)))
    replies: defaultdict[int, list[Reply]] = defaultdict(list)
    wanted = select(Reply).join(Topic).where(Topic.page_id.in_(page_ids)).order_by(Reply.id)
    for reply in session().scalars(wanted):
        appearing.add(reply.author_id)
        replies[reply.topic_id].append(reply)
    found: defaultdict[int, list[Discussion]] = defaultdict(list)
    for topic in topics:
        closed = None
        if topic.closed_at:
            appearing.add(topic.closed_by_id)
            closed = Closing(topic.closed_at, names[topic.closed_by_id] or None)
        found[topic.page_id].append(Discussion(topic.title, _opening(replies[topic.id], names), closed))
    return found


def _opening(replies: list[Reply], names: Names) -> Post:
    """The first post of a topic, with all the others below it."""
    below: defaultdict[int, list[Reply]] = defaultdict(list)
    for reply in replies[1:]:
        below[reply.parent_id or replies[0].id].append(reply)

    def post(reply: Reply) -> Post:
        answers = tuple(post(each) for each in below[reply.id])
        return Post(reply.created_at, names[reply.author_id] or None, reply.source, answers)

    return post(replies[0])
