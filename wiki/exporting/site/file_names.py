"""Names of files that every file system and every archive takes, made of page names.

Only a–z, 0–9 and hyphens: no letters that differ in case or in how they are composed, nothing that Windows keeps for
itself. `Kommun:Västerås/E-tjänst` becomes `kommun/vasteras/e-tjanst.html`. A title with nothing to keep, one that is
too long, and one that would meet another's, get a checksum of the page's name.
"""

import hashlib
import re
import unicodedata

from wiki.markup import Namespace, PageName
from wiki.transfer.file_names import folder_of

PAGE = ".html"
OWN_FOLDERS = frozenset({"files", "search", "history", "talk", "static", "a-z"})
MAX_PATH = 140  # characters of a path below the folder: Windows counts 260 for all of it
KEPT = 60  # of a title that is too long
DIGITS = 10  # of the checksum

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ß": "ss", "œ": "oe"})
_OTHER = re.compile("[^a-z0-9]+")
_RESERVED = re.compile("(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|index)")  # by Windows, and by web servers


def slug(text: str) -> str:
    """`text` in letters that are safe everywhere; empty where it has none of them."""
    plain = unicodedata.normalize("NFD", text.casefold().translate(_LETTERS))
    found = _OTHER.sub("-", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip("-")
    return f"{found}-" if _RESERVED.fullmatch(found) else found


FOLDERS = {namespace: slug(folder_of(namespace)) for namespace in Namespace}


class SiteNames:
    """Gives each page a path of its own. The same names, given in the same order, get the same paths."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, name: PageName) -> str:
        """The path of a page below the folder, without an ending."""
        return self._free(_natural(name), f"{FOLDERS[name.namespace]}/", name.title.replace("/", " "), name.full)

    def give_file(self, title: str) -> str:
        """The path of a picture or document below the folder; it keeps the ending that says what it is."""
        stem, _, ending = title.rpartition(".")
        natural = f"files/{slug(stem)}.{slug(ending)}" if slug(stem) else None
        return self._free(natural, "files/", stem, title, ending)

    def _free(self, natural: str | None, folder: str, words: str, whole: str, ending: str = "") -> str:
        path, salt = natural, 0
        after = f".{slug(ending)}" if ending else ""
        while path is None or len(path) > MAX_PATH or path in self._taken:
            digest = hashlib.sha256(f"{whole}\n{salt}".encode()).hexdigest()[:DIGITS]
            path, salt = f"{folder}{'-'.join(filter(None, (slug(words[:KEPT]), digest)))}{after}", salt + 1
        self._taken.add(path)
        return path


def _natural(name: PageName) -> str | None:
    """The path that says the whole name, or None where one step of it has no letter that is safe."""
    steps = [slug(step) for step in (name.title.split("/") if name.namespace.has_subpages else [name.title])]
    return "/".join((FOLDERS[name.namespace], *steps)) if all(steps) else None
