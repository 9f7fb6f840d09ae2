"""Keeping a file: the one way a version comes to be."""

from datetime import datetime

from sqlalchemy import func, select

from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import session, take_turn, transaction
from wiki.core.errors import N_, NotFound, Refusal
from wiki.core.lock import refuse_while_held
from wiki.files.hidden_versions import require_content
from wiki.files.inspect import Inspected
from wiki.files.models import File, FileVersion
from wiki.files.storage import storage
from wiki.files.titles import check_ending
from wiki.journal.record import Details, record
from wiki.markup import Namespace, PageName
from wiki.protection.ask import require_on

MAX_COMMENT = 500  # characters


class AnotherFile(Refusal):
    """Another file is called so."""

    status = 409
    msgid = N_("There is another file called “%(name)s”.")


def store(inspected: Inspected) -> None:
    """Put the bytes into the storage. Before the transaction of `keep_file`: bytes that nothing names do no harm.

    Raises Unavailable.
    """
    refuse_while_held("storing a file")
    storage().put(inspected.checksum, inspected.data)


def keep_file(title: str, inspected: Inspected, comment: str, by: User) -> FileVersion:
    """Make `inspected`, whose bytes have been stored, the current version of the file `title`; joins a transaction.

    The same content again is no new version: the current one is given back. Raises WrongEnding and the refusals of
    `require`.
    """
    with transaction():
        require_on(by, "upload", PageName(Namespace.FILE, title))
        return take_in_file(title, inspected, comment, by)


def take_in_file(title: str, inspected: Inspected, comment: str, by: User, at: datetime | None = None) -> FileVersion:
    """As `keep_file`, for what was put in elsewhere, at the time `at`: asks for no rights. Joins a transaction."""
    with transaction():
        check_ending(title, inspected.extension)
        take_turn()  # two that come at once get a number each
        file = _file(title) or _new_file(title)
        current = session().get(FileVersion, file.current_version_id) if file.current_version_id else None
        if current is not None and current.checksum == inspected.checksum:
            return current
        version = FileVersion(
            checksum=inspected.checksum,
            size=inspected.size,
            media_type=inspected.media_type,
            extension=inspected.extension,
            width=inspected.width,
            height=inspected.height,
            text=inspected.text,
            comment=_tidy(comment),
            uploaded_at=at or now(),
        )
        return _append(file, version, by)


def restore_version(file: File, number: int, by: User, comment: str = "") -> FileVersion:
    """Make version `number` of `file` the current one again, as a new version. Raises NotFound, ContentHidden."""
    with transaction():
        require_on(by, "upload", PageName(Namespace.FILE, file.title))
        take_turn()
        file = session().get_one(File, file.id)
        wanted = select(FileVersion).where(FileVersion.file_id == file.id, FileVersion.number == number)
        old = session().scalar(wanted)
        if old is None:
            raise NotFound(N_("There is no version %(number)s of this file."), number=number)
        require_content(old)
        current = session().get(FileVersion, file.current_version_id)
        if current is not None and current.checksum == old.checksum:
            return current
        kept = ("checksum", "size", "media_type", "extension", "width", "height", "text")
        version = FileVersion(**{name: getattr(old, name) for name in kept}, comment=_tidy(comment))
        return _append(file, version, by)


def rename_file(old: str, new: str) -> None:
    """Call the file `old`, if there is one, `new` from now on; for acts, within their transaction.

    Raises WrongEnding, and AnotherFile where a file is called that.
    """
    file = _file(old)
    if file is None:
        return
    if _file(new) is not None:
        raise AnotherFile(name=new)
    current = session().get(FileVersion, file.current_version_id) if file.current_version_id else None
    if current is not None:
        check_ending(new, current.extension)
    file.title = new
    session().flush()


def _append(file: File, version: FileVersion, by: User) -> FileVersion:
    last = session().scalar(select(func.max(FileVersion.number)).where(FileVersion.file_id == file.id))
    version.file_id, version.number = file.id, (last or 0) + 1
    version.uploader_id, version.municipality_code = by.id, by.municipality_code
    session().add(version)
    session().flush()
    file.current_version_id = version.id
    name = PageName(Namespace.FILE, file.title)
    told: Details = {"at": version.uploaded_at, "namespace": "file", "name": name.full, "summary": version.comment}
    told["details"] = {"file_version": version.id}
    record("upload", by, **told)
    return version


def _file(title: str) -> File | None:
    return session().scalar(select(File).where(File.title == title))


def _new_file(title: str) -> File:
    file = File(title=title)
    session().add(file)
    session().flush()
    return file


def _tidy(comment: str) -> str:
    return " ".join(comment.split())[:MAX_COMMENT]
