"""The bytes of pictures that a document shows, fetched once each and no larger than paper needs."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from wiki.core.errors import NotFound, Refusal
from wiki.files.models import FileVersion
from wiki.files.queries import version_with
from wiki.files.storage import storage
from wiki.files.thumbnails import thumbnail
from wiki.markup import Namespace, parse_name

WIDE = 1280  # pixels: sharp on paper
MOST_BYTES = 60_000_000  # in one document
_ADDRESS = re.compile(r"/(?:file/([0-9a-f]+)|thumb/([0-9a-f]+)/\d+)/([^/?#]+)")


@dataclass(frozen=True)
class Image:
    """A picture of a document: what kind it is, and its bytes."""

    media_type: str
    data: bytes


@dataclass
class Images:
    """The pictures of one document. `take` gives each a name of its own, which stands in its place."""

    taken: list[Image] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)
    _size: int = 0

    def take(self, address: str) -> str:
        """The name of the picture at that address of the wiki, `picture:0`; "" where there is none, or no more room."""
        found = _ADDRESS.fullmatch(address)
        if found is None:
            return ""
        key = f"{found[1] or found[2]}/{found[3]}"
        if key not in self._names:
            image = _fetch(found[1] or found[2], unquote(found[3]))
            if image is None or self._size + len(image.data) > MOST_BYTES:
                return ""
            self._size += len(image.data)
            self._names[key] = f"picture:{len(self.taken)}"
            self.taken.append(image)
        return self._names[key]


def _fetch(checksum: str, title: str) -> Image | None:
    try:
        version = version_with(parse_name(title, Namespace.FILE).title, checksum)
        return _read(version) if version and version.is_picture else None
    except Refusal:  # a document without one of its pictures is better than none
        return None


def _read(version: FileVersion) -> Image:
    """The picture, or a smaller one where it is wider than paper. Raises NotFound, Unavailable."""
    smaller = thumbnail(version, WIDE) if (version.width or 0) > WIDE else None
    if smaller is not None:
        return Image("image/webp", smaller)
    with storage().open(version.checksum) as file:
        data = file.read()
    if not data:
        raise NotFound
    return Image(version.media_type, data)
