"""Pages as Markdown: one as a file with its front matter, many as a zip in the form that `wiki import` reads.

Only the text that stands now goes along: no history, no discussions, and not whom to ask about an example.
"""

from collections.abc import Sequence
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import select

from wiki.core.clock import local
from wiki.core.db import session
from wiki.core.errors import N_, NotFound, TooLarge
from wiki.exporting.contacts import without_contact
from wiki.exporting.document.choose import Part
from wiki.files.models import FileVersion
from wiki.files.queries import current_version, find_file
from wiki.files.storage import storage
from wiki.markup import Namespace, PageName
from wiki.pages.hidden import require_text
from wiki.pages.models import Link, Page, Revision
from wiki.pages.queries import AT_ONCE
from wiki.transfer.file_names import FileNames, bytes_of, name_from
from wiki.transfer.form import Kept, Sidecar, Unreadable, Version
from wiki.transfer.sidecar import write_sidecar

MOST_PAGES = 1000
MOST_BYTES = 200_000_000  # of pictures and other files


class TooMuch(TooLarge):
    """More than anybody takes over the web; the command line knows no such limit."""

    msgid = N_("That is too much for one file. Choose fewer pages.")


def source_of(page: Page, version: Revision | None = None) -> str:
    """The text of a page as it is written, without whom to ask where only members may see that. Raises TextHidden."""
    number = version.id if version else page.current_revision_id
    require_text(number)
    return without_contact(session().scalars(select(Revision.source).where(Revision.id == number)).one(), page.name)


def zipped(parts: Sequence[Part]) -> bytes:
    """The pages, and the pictures and documents that they show, as files in folders. Raises TooMuch."""
    pages = list({part.page.id: part.page for part in parts}.values())
    if len(pages) > MOST_PAGES:
        raise TooMuch
    pages += _files_shown(pages)
    file, names, size = BytesIO(), FileNames(), 0
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for page in sorted(pages, key=lambda page: page.name):
            size += _put(archive, names.give(page.name), page)
            if size > MOST_BYTES:
                raise TooMuch
    return file.getvalue()


def _files_shown(pages: Sequence[Page]) -> list[Page]:
    """The pages about the files that these pages show, where they are not among them."""
    ids, found = [page.id for page in pages], dict[int, Page]()
    for start in range(0, len(ids), AT_ONCE):
        same = (Link.target_namespace == Page.namespace) & (Link.target_title == Page.title)
        shown = select(Page).join(Link, same).where(Link.page_id.in_(ids[start : start + AT_ONCE]))
        shown = shown.where(Link.kind == "file", Page.namespace == Namespace.FILE.value, Page.redirect_to.is_(None))
        found |= {page.id: page for page in session().scalars(shown)}
    return [page for number, page in found.items() if number not in ids]


def _put(archive: ZipFile, path: PurePosixPath, page: Page) -> int:
    """Write a page, what stands beside it and its file; how many bytes the file has."""
    revision = session().scalars(select(Revision).where(Revision.id == page.current_revision_id)).one()
    content, kept = _file_of(page.name, path)
    sidecar = Sidecar(_title(path, page.name), (Version("", revision.created_at),), (), kept)
    _write(archive, path, source_of(page).encode(), revision)
    _write(archive, path.with_suffix(".yaml"), write_sidecar(sidecar).encode(), revision)
    if kept:
        _write(archive, bytes_of(path), content, revision)
    return len(content)


def _title(path: PurePosixPath, name: PageName) -> str | None:
    """The title, where the path does not say it."""
    try:
        return None if name_from(path) == name else name.title
    except Unreadable:
        return name.title


def _file_of(name: PageName, path: PurePosixPath) -> tuple[bytes, tuple[Kept, ...]]:
    file = find_file(name.title) if name.namespace is Namespace.FILE else None
    version: FileVersion | None = current_version(file) if file else None
    if version is None:
        return b"", ()
    try:
        with storage().open(version.checksum) as opened:
            content = opened.read()
    except NotFound:
        return b"", ()
    return content, (Kept(bytes_of(path), version.checksum, version.uploaded_at, None, version.comment),)


def _write(archive: ZipFile, path: PurePosixPath, content: bytes, revision: Revision) -> None:
    """One file, dated as the version is: the same pages give the same archive."""
    at = local(revision.created_at)
    entry = ZipInfo(str(path), (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second))
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
    archive.writestr(entry, content)
