"""Reading what is known of files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from wiki.core.db import session
from wiki.files.hideable import AUTHOR, FILE, is_hidden
from wiki.files.models import PICTURES, File, FileVersion


@dataclass(frozen=True)
class Picture:
    """What a page needs to know in order to show a file, or link to it. `number` is that of the current version."""

    title: str
    checksum: str
    width: int | None
    height: int | None
    media_type: str
    number: int
    size: int

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown in a text, rather than linked to."""
        return self.media_type in PICTURES


@dataclass(frozen=True)
class FileFilter:
    """Which files are asked for. `search` is any part of the title; `kind` is "picture", "document" or "" for all."""

    search: str = ""
    kind: str = ""
    uploader_id: int | None = None


def find_file(title: str) -> File | None:
    """The file with that title."""
    return session().scalar(select(File).where(File.title == title))


def current_version(file: File) -> FileVersion | None:
    """The version that is shown now, with its file and who put it in."""
    return session().scalar(_versions().where(FileVersion.id == file.current_version_id))


def versions(file: File, limit: int = 50, offset: int = 0) -> Sequence[FileVersion]:
    """The versions of a file, newest first, with who put them in."""
    asked = _versions().where(FileVersion.file_id == file.id).order_by(FileVersion.number.desc())
    return session().scalars(asked.limit(limit).offset(offset)).all()


def count_versions(file: File) -> int:
    """How many versions a file has."""
    return session().scalar(select(func.count()).where(FileVersion.file_id == file.id)) or 0


def files(
    chosen: FileFilter | None = None, limit: int = 50, offset: int = 0, order: str = "new"
) -> Sequence[FileVersion]:
    """The current versions of the files asked for, with file and uploader.

    The latest change comes first; with `order` "name" they go by title, with "size" the largest comes first.
    """
    first = {"name": File.title, "size": FileVersion.size.desc()}.get(order)
    newest = FileVersion.id.desc()
    asked = _chosen(chosen or FileFilter(), _versions()).order_by(newest if first is None else first, newest)
    return session().scalars(asked.limit(limit).offset(offset)).all()


def count_files(chosen: FileFilter | None = None) -> int:
    """How many files there are of those asked for."""
    return session().scalar(_chosen(chosen or FileFilter(), select(func.count(FileVersion.id)))) or 0


def pictures(titles: Iterable[str]) -> dict[str, Picture]:
    """What is known of each of the files named, in one question; what does not exist is left out."""
    wanted = set(titles)
    if not wanted:
        return {}
    columns = (File.title, FileVersion.checksum, FileVersion.width, FileVersion.height, FileVersion.media_type)
    current = File.current_version_id == FileVersion.id
    asked = select(*columns, FileVersion.number, FileVersion.size).join_from(File, FileVersion, current)
    return {row.title: Picture(*row) for row in session().execute(asked.where(File.title.in_(wanted)))}


def version_with(title: str, checksum: str, *, removed: bool = False, hidden: bool = False) -> FileVersion | None:
    """The newest version of the file `title` whose checksum begins so.

    `removed`: also of a deleted file; `hidden`: also one whose content is hidden.
    """
    asked = _versions().join(FileVersion.file).where(File.title == title)
    asked = asked.where(FileVersion.checksum.startswith(checksum, autoescape=True))
    if not hidden:
        asked = asked.where(~is_hidden(FileVersion.id, FILE))
    asked = asked.order_by(FileVersion.number.desc()).limit(1).execution_options(removed=removed)
    return session().scalar(asked)


def text_of(title: str) -> str:
    """What can be read in the current version of the file, for the search; empty where there is nothing."""
    current = File.current_version_id == FileVersion.id
    asked = select(FileVersion.text).join_from(File, FileVersion, current).where(File.title == title)
    return session().scalar(asked) or ""


def _versions() -> Select[FileVersion]:
    return select(FileVersion).options(joinedload(FileVersion.file), joinedload(FileVersion.uploader))


def _chosen(chosen: FileFilter, asked: Select) -> Select:  # type: ignore[type-arg]
    asked = asked.join(File, File.current_version_id == FileVersion.id)
    if chosen.search.strip():
        asked = asked.where(File.title.icontains(chosen.search.strip(), autoescape=True))
    if chosen.kind == "picture":
        asked = asked.where(FileVersion.media_type.in_(PICTURES))
    if chosen.kind == "document":
        asked = asked.where(FileVersion.media_type.not_in(PICTURES))
    if chosen.uploader_id is not None:
        asked = asked.where(FileVersion.uploader_id == chosen.uploader_id, ~is_hidden(FileVersion.id, AUTHOR))
    return asked
