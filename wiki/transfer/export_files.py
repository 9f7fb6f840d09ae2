"""Writing pictures and documents beside the pages about them."""

import shutil
from pathlib import Path, PurePosixPath

from wiki.core.errors import NotFound
from wiki.files.hidden_versions import hidden_versions
from wiki.files.hideable import AUTHOR, FILE
from wiki.files.queries import find_file, versions
from wiki.files.storage import storage
from wiki.markup import Namespace, PageName
from wiki.transfer.file_names import bytes_of
from wiki.transfer.form import Kept

MANY = 100_000


def write_files(
    folder: Path, page: PurePosixPath, name: PageName, names: dict[int | None, str], appearing: set[int | None]
) -> tuple[Kept, ...]:
    """Write every version of the file that the page at `page` is about; what the sidecar tells of them, oldest first.

    `names` are those of the accounts; who put something in is added to `appearing`. What is hidden stays here, and
    content that the storage has lost is left out. Raises Unavailable.
    """
    file = find_file(name.title) if name.namespace is Namespace.FILE else None
    if file is None:
        return ()
    (folder / page).parent.mkdir(parents=True, exist_ok=True)
    written = []
    every = versions(file, limit=MANY)
    hidden = hidden_versions(version.id for version in every)
    for version in reversed(every):
        gaps = hidden.get(version.id, {})
        if FILE in gaps:
            continue
        path = bytes_of(page, None if version.id == file.current_version_id else version.number)
        try:
            with storage().open(version.checksum) as stored, (folder / path).open("wb") as copy:
                shutil.copyfileobj(stored, copy)
        except NotFound:
            continue
        uploader_id = None if AUTHOR in gaps else version.uploader_id
        appearing.add(uploader_id)
        by = names[uploader_id] or None
        written.append(Kept(path, version.checksum, version.uploaded_at, by, version.comment))
    return tuple(written)
