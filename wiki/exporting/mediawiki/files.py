"""The versions of a file, with their bytes."""

from collections.abc import Callable, Collection, Iterator
from itertools import pairwise

from wiki.core.errors import NotFound
from wiki.exporting.mediawiki.elements import Author, Upload, upload
from wiki.files.addresses import file_url
from wiki.files.hidden_versions import hidden_versions
from wiki.files.hideable import AUTHOR, FILE, SUMMARY
from wiki.files.models import FileVersion
from wiki.files.queries import find_file, versions
from wiki.files.storage import storage
from wiki.mediawiki.authors import ANONYMOUS

MANY = 100_000

Missing = Callable[[str], None]


def uploads(title: str, base: str, missing: Missing) -> Iterator[str]:
    """The elements of all versions of the file `title`, oldest first.

    Those whose content is hidden are left out. `base` is the wiki's address; `missing` is told of a file whose bytes
    the storage has lost. Raises Unavailable.
    """
    file = find_file(title)
    if file is None:
        return
    newest_first = versions(file, limit=MANY)
    hidden = hidden_versions(version.id for version in newest_first)
    for version, later in pairwise([*reversed(newest_first), None]):
        assert version is not None
        gaps = hidden.get(version.id, {})
        if FILE in gaps:
            continue
        try:
            with storage().open(version.checksum) as stored:
                yield from upload(_told(version, later, base, gaps), stored)
        except NotFound:
            missing(title)


def _told(version: FileVersion, later: FileVersion | None, base: str, gaps: Collection[str]) -> Upload:
    title = version.file.title
    person = version.uploader
    return Upload(
        title,
        version.uploaded_at,
        None if AUTHOR in gaps else Author(person.name, person.id) if person else Author(ANONYMOUS),
        None if SUMMARY in gaps else version.comment,
        f"{base}{file_url(title, version.checksum)}",
        version.size,
        later.uploaded_at if later else None,
    )
