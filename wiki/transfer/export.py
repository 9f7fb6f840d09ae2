"""Writing the whole wiki into a Markdown folder: every revision, every topic, and who wrote them.

The same wiki always gives the same bytes, so that two exports can be compared, or kept in version control.
"""

import shutil
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from sqlalchemy import select

from wiki.accounts.models import User
from wiki.core.db import one_moment, session
from wiki.core.errors import Refusal
from wiki.markup import Namespace, PageName
from wiki.pages.hidden import hidden_in
from wiki.pages.hideable import AUTHOR, SUMMARY, TEXT
from wiki.pages.models import Page, Revision
from wiki.talk.thank import thanks_for_revisions
from wiki.transfer.export_files import write_files
from wiki.transfer.export_topics import topics_of
from wiki.transfer.file_names import FOLDERS, SIDECAR, FileNames, name_from
from wiki.transfer.form import Sidecar, Signed, Someone, Unreadable, Version
from wiki.transfer.reading import USERS
from wiki.transfer.said import said_of
from wiki.transfer.sidecar import write_sidecar, write_users

AT_ONCE = 100  # pages that are asked for in one question
HIDDEN = "[…]"  # stands for a text or a summary that is hidden, in every language
UNFINISHED = ".unfinished-export"

Progress = Callable[[int, int], None]  # pages done, pages in all
Names = dict[int | None, str]


def export(
    folder: Path,
    *,
    force: bool = False,
    with_hidden: bool = False,
    with_contacts: bool = False,
    progress: Progress | None = None,
) -> Counter[str]:
    """Write the wiki into `folder`, which is made if need be; how many pages, revisions and topics there were.

    Contacts, which visitors of the wiki do not see, are left out unless `with_contacts`, and the texts of hidden posts
    unless `with_hidden`: an export may be published.

    Raises Refusal when the folder holds something; with `force` only when it holds something else than an export.
    """
    _check(folder, force=force)
    fresh = folder / UNFINISHED
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    with one_moment():
        counts = _write(fresh, progress, with_hidden=with_hidden, with_contacts=with_contacts)
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


def _write(folder: Path, progress: Progress | None, *, with_hidden: bool, with_contacts: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    users = {user.id: user for user in session().scalars(select(User))}
    names: Names = {None: "", **{number: user.name for number, user in users.items()}}
    appearing: set[int | None] = set()
    pages = _pages()
    files = FileNames()
    for start in range(0, len(pages), AT_ONCE):
        some = pages[start : start + AT_ONCE]
        ids = [page_id for page_id, _name in some]
        versions, topics = _versions(ids, names, appearing), topics_of(ids, names, appearing, with_hidden=with_hidden)
        said = said_of(ids, names, appearing, with_contacts=with_contacts)
        for page_id, name in some:
            path = files.give(name)
            kept = write_files(folder, path, name, names, appearing)
            sidecar = Sidecar(None, tuple(versions[page_id]), tuple(topics[page_id]), kept, said[page_id])
            _write_page(folder, path, name, sidecar)
            counts.update(pages=1, revisions=len(versions[page_id]), topics=len(topics[page_id]), files=len(kept))
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


def _write_page(folder: Path, path: PurePosixPath, name: PageName, sidecar: Sidecar) -> None:
    try:
        title = None if name_from(path) == name else name.title
    except Unreadable:
        title = name.title
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    _put(folder / path, sidecar.versions[-1].source)
    _put(folder / path.with_suffix(SIDECAR), write_sidecar(replace(sidecar, title=title)))


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _versions(page_ids: list[int], names: Names, appearing: set[int | None]) -> defaultdict[int, list[Version]]:
    wanted = (
        select(
            Revision.id,
            Revision.page_id,
            Revision.author_id,
            Revision.created_at,
            Revision.summary,
            Revision.minor,
            Revision.source,
        )
        .where(Revision.page_id.in_(page_ids))
        .order_by(Revision.id)
    )
    rows = session().execute(wanted).all()
    thanks = thanks_for_revisions(row.id for row in rows)
    hidden = hidden_in(row.id for row in rows)
    found: defaultdict[int, list[Version]] = defaultdict(list)
    for number, page_id, author_id, at, summary, minor, source in rows:
        by, gaps = thanks.get(number, ()), hidden.get(number, {})
        who = None if AUTHOR in gaps else author_id
        appearing.update([who, *(each.user_id for each in by)])
        thanked = tuple(Signed(each.at, names[each.user_id]) for each in by)
        said, text = HIDDEN if SUMMARY in gaps else summary, HIDDEN if TEXT in gaps else source
        found[page_id].append(Version(text, at, names[who] or None, said, minor, thanked))
    return found
