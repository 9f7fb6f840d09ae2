"""Hiding parts of one version of a file (its content, its summary, who put it in), and showing them again.

The bytes stay where they are, as backups need them; nobody is led to them any more, and their address says so.
Versions of a file that hold the same are hidden together, since they have one address.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import String, delete, select, type_coerce
from sqlalchemy.orm import joinedload

from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import MAX_ID, session, take_turn, transaction
from wiki.core.errors import N_, NotFound, Refusal
from wiki.files.hidden_versions import hidden_versions
from wiki.files.hideable import FILE, PARTS
from wiki.files.models import File, FileVersion, HiddenFileVersion
from wiki.gardening.hushed import entries_of_file, hush
from wiki.gardening.reasons import read_choice, read_reason
from wiki.journal.record import record
from wiki.markup import PageName
from wiki.pages.queries import find_page
from wiki.protection.ask import require_on

RIGHT = "hide file version"
_STORED = FileVersion.__table__.c


class CurrentContent(Refusal):
    """Pages would show nothing."""

    status = 409
    msgid = N_(
        "This is what pages show now. Restore another version or upload a new one first, then hide the content of this."
    )


@dataclass(frozen=True)
class PutIn:
    """What is stored of a version, hidden or not. For gardeners only."""

    comment: str
    uploader: User | None
    municipality_code: str | None


def put_in(version_id: int) -> PutIn:
    """What is stored of the version, hidden or not."""
    columns = (type_coerce(_STORED.comment, String), _STORED.uploader_id, _STORED.municipality_code)
    row = session().execute(select(*columns).where(_STORED.id == version_id)).one()
    return PutIn(row[0], session().get(User, row[1]) if row[1] else None, row[2])


def file_version(version_id: int) -> FileVersion:
    """A version of a file that stands, with its file. Raises NotFound."""
    wanted = select(FileVersion).where(FileVersion.id == version_id).options(joinedload(FileVersion.file))
    found = session().scalar(wanted) if 0 < version_id <= MAX_ID else None
    if found is None:
        raise NotFound(N_("There is no version of a file with the number %(number)s."), number=version_id)
    return found


def alike(version: FileVersion) -> Sequence[FileVersion]:
    """The versions of the same file that hold the same, itself among them, the newest first."""
    same = (FileVersion.file_id == version.file_id, FileVersion.checksum == version.checksum)
    return session().scalars(select(FileVersion).where(*same).order_by(FileVersion.number.desc())).all()


def is_shown_now(version: FileVersion) -> bool:
    """Whether its content is what the file shows now, as this version or a later one."""
    file = session().get_one(File, version.file_id)
    return file.current_version_id in {each.id for each in alike(version)}


def withhold(version_id: int, parts: Collection[str], reason: str, by: User) -> None:
    """Hide those `parts` of a version; what is hidden already keeps its reason.

    Raises NotFound, CurrentContent, BadReason and the refusals of `require_on`.
    """
    reason = read_reason(reason)
    chosen = read_choice(parts, PARTS)
    with transaction():
        version, name = _locked(version_id, by)
        if FILE in chosen and is_shown_now(version):
            raise CurrentContent
        known = hidden_versions(each.id for each in alike(version))
        new = [part for part in chosen if part not in known.get(version_id, {})]
        if not new:
            return
        at = now()
        session().add_all(
            HiddenFileVersion(version_id=each.id, part=part, at=at, by_id=by.id, reason=reason)
            for part in new
            for each in (alike(version) if part == FILE else [version])
            if part not in known.get(each.id, {})
        )
        session().flush()
        _tell("withhold", version, name, new, reason, by)


def release(version_id: int, parts: Collection[str], by: User) -> None:
    """Show those `parts` of a version again. Raises NotFound and the refusals of `require_on`."""
    with transaction():
        version, name = _locked(version_id, by)
        shown = [part for part in PARTS if part in parts and part in hidden_versions([version_id]).get(version_id, {})]
        if not shown:
            return
        for part in shown:
            numbers = [each.id for each in (alike(version) if part == FILE else [version])]
            these = (HiddenFileVersion.version_id.in_(numbers), HiddenFileVersion.part == part)
            session().execute(delete(HiddenFileVersion).where(*these))
        _tell("release", version, name, shown, "", by)


def _locked(version_id: int, by: User) -> tuple[FileVersion, PageName]:
    take_turn()
    version = file_version(version_id)
    file = session().scalars(select(File).where(File.id == version.file_id).with_for_update()).one()
    require_on(by, RIGHT, file.name)
    return version, file.name


def _tell(kind: str, version: FileVersion, name: PageName, parts: list[str], reason: str, by: User) -> None:
    """Put it in the journal, and let what the journal told when the version was put in say what it may say now."""
    page = find_page(name)
    details = {"file_version": version.id, "number": version.number, "parts": parts}
    about = {"page_id": page.id} if page else {}
    record(kind, by, namespace=name.namespace.value, name=name.full, summary=reason, details=details, **about)  # type: ignore[arg-type]
    stored = put_in(version.id)
    written = {
        "summary": stored.comment,
        "actor_id": stored.uploader.id if stored.uploader else None,
        "municipality_code": stored.municipality_code,
    }
    hush(entries_of_file(version.id, version.uploaded_at, name, page.id if page else None), written)
