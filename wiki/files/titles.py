"""Titles of files: what a file is called on somebody's machine, made into the title of a page."""

import re
import unicodedata

from wiki.core.errors import N_, Refusal
from wiki.markup import Namespace, parse_name

ALSO_CALLED = {"jpg": frozenset({"jpeg", "jpe", "jfif"}), "txt": frozenset({"text", "log", "md"})}
MAX_STEM = 200  # bytes: room for the ending, and for a "-12" after it
_ODD = re.compile(r"[\\/#<>\[\]|{}:*?\"\x00-\x1f\x7f-\x9f\ufffd]+")
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,10})$")
_ENDINGS = re.compile(
    r"\.(png|jpe?g|jpe|jfif|gif|webp|avif|heic|bmp|tiff?|svg|pdf|do[ct][xm]?|xl[st][xm]?|pp[st][xm]?|od[tsp]|rtf"
    r"|csv|txt|text|log|md|html?|xml|php|js|exe|bat|cmd|com|zip)$",
    re.IGNORECASE,
)


class WrongEnding(Refusal):
    """The title of a file ends with something else than what the file is."""

    status = 400
    msgid = N_("The name “%(title)s” does not suit a file of the type %(extension)s.")


def file_title(wanted: str, extension: str) -> str:
    """The title for a file that somebody calls `wanted` and that is an `extension`.

    Signs that no title can hold become hyphens, and the ending is made to agree. Never raises: without a usable name
    it is "Fil".
    """
    name = _ODD.sub("-", unicodedata.normalize("NFC", re.split(r"[\\/]", wanted.strip())[-1]))
    name = re.sub(r"~{3,}", "~", "".join(each for each in name if unicodedata.category(each) not in {"Cc", "Cs", "Cf"}))
    while ending := _ENDINGS.search(name):
        name = name[: ending.start()].rstrip(" .")
    name = name.encode()[:MAX_STEM].decode(errors="ignore").strip(" ._-")
    return parse_name(f"{name or 'Fil'}.{extension}", Namespace.FILE).title


def check_ending(title: str, extension: str) -> None:
    """Raises WrongEnding when `title` says that the file is something else than an `extension`."""
    ending = _ENDING.search(title)
    said = ending[1].lower() if ending else ""
    if said != extension and said not in ALSO_CALLED.get(extension, ()):
        raise WrongEnding(title=title, extension=extension)
