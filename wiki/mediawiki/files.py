"""The files of the other wiki: from the export itself, or from a copy of its folder `images`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import md5
from pathlib import Path

from flask import current_app

from wiki.accounts.models import User
from wiki.core.db import session
from wiki.core.errors import Refusal
from wiki.files.inspect import FileTooLarge, Inspected, inspect
from wiki.files.keep import store, take_in_file
from wiki.files.queries import find_file, versions
from wiki.files.titles import check_ending
from wiki.mediawiki.authors import Authors
from wiki.mediawiki.parts import Contributor, OldUpload

MANY = 100_000


@dataclass(frozen=True)
class Ready:
    """One version of a file that is not here: looked through, its bytes stored."""

    inspected: Inspected
    by: int
    at: datetime
    comment: str


class NotContained(Refusal):
    """The export names the file, and nobody has it."""

    msgid = "The file itself is not in the export, nor in a folder that was named."


def missing_uploads(title: str, uploads: Iterable[OldUpload]) -> list[OldUpload]:
    """Those that are newer than what is here."""
    file = find_file(title)
    known = [each.uploaded_at for each in versions(file, limit=MANY)] if file else []
    return [each for each in uploads if not known or each.at > max(known)]


def ready_files(
    title: str, uploads: list[OldUpload], folder: Path | None, authors: Authors, *, dry_run: bool
) -> Iterator[Ready | Refusal]:
    """The versions of the file `title` that are missing here, each looked through. Slow: before the lock.

    What an upload does not hold is looked for in `folder`, which has the newest version only.
    """
    missing = missing_uploads(title, uploads)
    for upload in missing:
        data = upload.contents
        if data is None and folder is not None and not upload.is_old:
            data = in_folder(folder, title)
        if data is None:
            if not upload.is_old:
                yield NotContained()
            continue
        try:
            yield _ready(title, data, upload, authors, dry_run=dry_run)
        except Refusal as refusal:
            yield refusal


def _ready(title: str, data: bytes, upload: OldUpload, authors: Authors, *, dry_run: bool) -> Ready:
    """One version, looked through and stored. Raises the refusals of `inspect`, WrongEnding, Unavailable."""
    inspected = inspect(data, title)
    check_ending(title, inspected.extension)
    by = authors.number(upload.contributor or Contributor())
    assert by is not None
    if not dry_run:
        store(inspected)
    return Ready(inspected, by, upload.at, upload.comment or "")


def take_in(title: str, ready: Iterable[Ready]) -> int:
    """Add the versions; how many. Joins a transaction."""
    count = 0
    for each in ready:
        take_in_file(title, each.inspected, each.comment, session().get_one(User, each.by), each.at)
        count += 1
    return count


def in_folder(folder: Path, title: str) -> bytes | None:
    """The file called `title` in a copy of MediaWiki's folder `images`, or in a folder of plain files. Raises Refusal.

    MediaWiki keeps Torg i maj.jpg in a/ab/Torg_i_maj.jpg, where ab begins the MD5 of that name
    (Manual:$wgHashedUploadDirectory).
    """
    limit = current_app.config["WIKI"].max_file_megabytes
    stored = title.replace(" ", "_")
    digest = md5(stored.encode(), usedforsecurity=False).hexdigest()
    for path in (folder / digest[0] / digest[:2] / stored, folder / stored, folder / title):
        if path.parent.resolve().is_relative_to(folder.resolve()) and path.is_file() and not path.is_symlink():
            if path.stat().st_size > limit * 1_000_000:
                raise FileTooLarge(limit=limit)
            return path.read_bytes()
    return None
