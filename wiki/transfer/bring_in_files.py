"""Bringing in the pictures and documents of the folder, each version with its time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from flask import current_app

from wiki.accounts.models import User
from wiki.files.inspect import Inspected, inspect
from wiki.files.keep import store, take_in_file
from wiki.files.queries import current_version, find_file, versions
from wiki.markup import Namespace
from wiki.transfer.form import Kept, PageFile
from wiki.transfer.reading import Folder

if TYPE_CHECKING:
    from wiki.transfer.bring_in import Authors

MANY = 100_000


@dataclass(frozen=True)
class Ready:
    """One version that the wiki does not have: looked through, stored, and whose it is."""

    inspected: Inspected
    by: User
    kept: Kept


def get_ready(page: PageFile, folder: Folder, authors: "Authors") -> list[Ready]:
    """The versions that are missing here, with their bytes stored. Slow: before the lock.

    Raises Unreadable, the refusals of `inspect`, and Unavailable.
    """
    ready = []
    for inspected, kept in _looked_through(page, folder):
        store(inspected)
        ready.append(Ready(inspected, authors(kept.by), kept))
    return ready


def count_files(page: PageFile, folder: Folder, authors: "Authors") -> int:
    """How many versions would be added. Raises what `get_ready` raises."""
    file = find_file(page.name.title)
    current = current_version(file) if file else None
    before, added = current.checksum if current else None, 0
    for inspected, kept in _looked_through(page, folder):
        authors.meet(kept.by)
        added += inspected.checksum != before
        before = inspected.checksum
    return added


def _looked_through(page: PageFile, folder: Folder) -> Iterator[tuple[Inspected, Kept]]:
    """The versions that are missing here, and what each is."""
    largest = current_app.config["WIKI"].max_file_megabytes * 1_000_000
    for kept in _missing(page):
        yield _inspected(folder.content(kept, largest), page, kept), kept


def bring_in_files(page: PageFile, ready: Sequence[Ready]) -> Counter[str]:
    """Add the versions; how many there were. Joins a transaction. Raises WrongEnding."""
    before = _count(page)
    for each in ready:
        take_in_file(page.name.title, each.inspected, each.kept.comment, each.by, each.kept.at)
    added = _count(page) - before
    return Counter({"files": added}) if added else Counter()


def _missing(page: PageFile) -> Sequence[Kept]:
    """Those that are newer than what is here; without times, the one that lies there (the same again adds nothing)."""
    if page.name.namespace is not Namespace.FILE:
        return ()
    file = find_file(page.name.title)
    known = [version.uploaded_at for version in versions(file, limit=MANY)] if file else []
    return [each for each in page.files if each.at is None or not known or each.at > max(known)]


def _inspected(data: bytes, page: PageFile, kept: Kept) -> Inspected:
    """What the file is. A picture that a wiki has cleaned before keeps its bytes: cleaning it again would blur it."""
    inspected = inspect(data, page.name.title)
    was_cleaned = kept.checksum == sha256(data).hexdigest()
    return replace(inspected, data=data) if was_cleaned and inspected.media_type == "image/jpeg" else inspected


def _count(page: PageFile) -> int:
    file = find_file(page.name.title)
    return len(versions(file, limit=MANY)) if file else 0
