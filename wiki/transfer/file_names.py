"""From page names to names of files and back.

A page lies in the folder of its namespace, a subpage in a folder named for the page above: `Kommun/Västerås/MISTEL.md`.
What some file system dislikes is percent-encoded. Where even that does not help (a name that is too long, or that
differs from another in nothing but case), the file gets a shortened name with a checksum, and the real title stands
in the sidecar.
"""

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import unquote

from wiki.markup import BadName, Namespace, PageName, parse_name
from wiki.transfer.form import Unreadable

MAIN_FOLDER = "Vägledning"
PAGE, SIDECAR = ".md", ".yaml"
MAX_BYTES = 255 - len(SIDECAR)  # of a file name without its ending: ext4, NTFS and APFS take 255
SHORTENED = 60  # characters that are left of a title

_VERSION = re.compile(r"(?<=.)\.[0-9]{1,6}$")
_DISLIKED = re.compile(r'[\\:*?"<>|%]|^[. ]|[. ]$')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)", re.IGNORECASE)  # on Windows, with any ending


def bytes_of(path: PurePosixPath, version: int | None = None) -> PurePosixPath:
    """Where the picture or document lies whose page is `path`: beside it; an earlier version with its number."""
    beside = path.with_name(path.name.removesuffix(PAGE))
    return beside if version is None else beside.with_name(f"{beside.name}.{version}")


def page_of(path: PurePosixPath) -> PurePosixPath:
    """Where the page lies about the picture or document `path`, which may be an earlier version."""
    return path.with_name(_VERSION.sub("", path.name) + PAGE)


def folder_of(namespace: Namespace) -> str:
    """The folder in which the pages of `namespace` lie."""
    return namespace.prefix or MAIN_FOLDER


FOLDERS = {folder_of(each): each for each in Namespace}


def name_from(path: PurePosixPath, title: str | None = None) -> PageName:
    """The page whose file is `path`, below the root of the folder, or whose sidecar says `title`. Raises Unreadable."""
    namespace = FOLDERS.get(unicodedata.normalize("NFC", path.parts[0]))
    if namespace is None:
        raise Unreadable(f"“{path.parts[0]}” is no namespace; these are: {', '.join(FOLDERS)}")
    if title is None:
        title = "/".join(unquote(part) for part in (*path.parts[1:-1], path.name.removesuffix(PAGE)))
    try:
        name = parse_name(f"{namespace.prefix}:{title}")
    except BadName as refusal:
        raise Unreadable(f"“{title}” cannot be the title of a page. {refusal}") from refusal
    if name.namespace is not namespace:
        raise Unreadable(f"“{title}” belongs into the folder “{folder_of(name.namespace)}”")
    return name


class FileNames:
    """Gives each page a file of its own. The same names, given in the same order, get the same files."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}  # what stands there, by what a file system that ignores case would compare

    def give(self, name: PageName) -> PurePosixPath:
        """The path of the page's file below the root of the folder; its name says the page's, or is a shortened one."""
        path, salt = _natural(name), 0
        while path is None or not self._take(path):
            path, salt = _shortened(name, salt), salt + 1
        return path

    def _take(self, path: PurePosixPath) -> bool:
        """Take `path` and its sidecar for a page, and the folders above; False when that would meet somebody else's."""
        files = {_key(file): str(file) for file in (path, path.with_suffix(SIDECAR))}
        folders = {_key(folder): f"{folder}/" for folder in path.parents[:-1]}
        if any(key in self._taken for key in files):
            return False
        if any(self._taken.get(key, folder) != folder for key, folder in folders.items()):
            return False
        self._taken.update(files | folders)
        return True


def _natural(name: PageName) -> PurePosixPath | None:
    """The path that says the whole name, or None where no path can."""
    steps = [_encode(step) for step in name.title.split("/")]
    if any(len(step.encode()) > MAX_BYTES for step in steps):
        return None
    path = PurePosixPath(folder_of(name.namespace), *steps[:-1], steps[-1] + PAGE)
    try:
        return path if name_from(path) == name else None
    except Unreadable:
        return None


def _shortened(name: PageName, salt: int) -> PurePosixPath:
    digest = hashlib.sha256(f"{name.full}\n{salt}".encode()).hexdigest()[:12]
    beginning = _encode(name.title.replace("/", " ")[:SHORTENED].rstrip(" ."))
    return PurePosixPath(folder_of(name.namespace), f"{beginning}~{digest}{PAGE}")


def _encode(step: str) -> str:
    """`step` so that every file system takes it; reserved names begin with an encoded letter."""
    step = _DISLIKED.sub(lambda sign: f"%{ord(sign[0]):02X}", step)
    return f"%{ord(step[0]):02X}{step[1:]}" if _RESERVED.match(step) else step


def _key(path: PurePosixPath) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", str(path)).casefold())
