"""Page names: what a page is called, which kind that makes it, and the address it is read at.

The rules are MediaWiki's (docs: Manual:Page title, MediaWikiTitleCodec), so that names from a MediaWiki mean the same
here. We part from it twice: empty steps between slashes are joined ("A//B" is "A/B"), because web servers join them in
addresses anyway, and "&" may be written as it is.
"""

import enum
import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote

from wiki.core.errors import N_, Refusal

MAX_TITLE_BYTES = 255


class Namespace(enum.Enum):
    """The kinds of page a name can stand for: the key that is stored, its Swedish prefix, what else is understood.

    `value` is the key. `prefix` stands in names and addresses; it is empty for the main namespace.
    """

    MAIN = "main", ""
    MUNICIPALITY = "municipality", "Kommun", "Kommune", "Municipality"
    COOPERATION = "cooperation", "Samverkan", "Samarbeid", "Samarbete", "Cooperation"
    THEME = "theme", "Tema", "Theme"
    TOOL = "tool", "Verktyg", "Verktøy", "Tool"
    WORKSHOP = "workshop", "Workshop", "Verkstad", "Verksted"
    CHECKLIST = "checklist", "Checklista", "Sjekkliste", "Checklist"
    REQUEST = "request", "Efterlysning", "Etterlysning", "Request"
    HELP = "help", "Hjälp", "Hjelp", "Help"
    PROJECT = "project", "Projekt", "Prosjekt", "Project"
    TEMPLATE = "template", "Mall", "Mal", "Template"
    FILE = "file", "Fil", "File", "Bild", "Bilde", "Image"
    CATEGORY = "category", "Kategori", "Category"
    USER = "user", "Användare", "Bruker", "User"

    _value_: str
    prefix: str
    aliases: tuple[str, ...]

    def __new__(cls, key: str, prefix: str = "", *aliases: str) -> Self:
        """A member whose value is `key`."""
        member = object.__new__(cls)
        member._value_, member.prefix, member.aliases = key, prefix, aliases
        return member

    @property
    def has_subpages(self) -> bool:
        """Whether a slash in a title here means "a page below that page"."""
        return self not in (Namespace.MAIN, Namespace.CATEGORY)


_ORDER = {namespace: number for number, namespace in enumerate(Namespace)}
_BY_PREFIX = {
    prefix.casefold(): namespace
    for namespace in Namespace
    for prefix in (namespace.prefix, *namespace.aliases)
    if prefix
}


class BadName(Refusal):
    """The text cannot be the name of a page; the sentence says what is wrong with it."""

    msgid = N_("A page cannot have that name.")


@functools.total_ordering
@dataclass(frozen=True)
class PageName:
    """The name of a page, as `parse_name` makes it: tidied, so that equal names are equal values."""

    namespace: Namespace
    title: str

    @property
    def full(self) -> str:
        """The whole name as people read and write it: "Kommun:Uddevalla"."""
        return f"{self.namespace.prefix}:{self.title}" if self.namespace.prefix else self.title

    def __str__(self) -> str:
        return self.full

    def __lt__(self, other: "PageName") -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, str, str]:
        return _ORDER[self.namespace], self.sort_key, self.title

    @property
    def address(self) -> str:
        """The name as it stands in an address, before percent-encoding: spaces as underscores."""
        return self.full.replace(" ", "_")

    @property
    def path(self) -> str:
        """Where the page is read: an ASCII path that needs no HTML escaping."""
        return "/wiki/" + quote(self.address, safe="/:()!*,;@=+$~")

    @property
    def base(self) -> "PageName":
        """The page on top: Kommun:Uddevalla for Kommun:Uddevalla/Plan/2027, and itself where there are no subpages."""
        return PageName(self.namespace, self._steps[0].rstrip())

    @property
    def leaf(self) -> str:
        """The last step of the title: "2027" for Kommun:Uddevalla/Plan/2027."""
        return self._steps[-1].lstrip()

    @property
    def parent(self) -> "PageName | None":
        """The page one step up, or None for a page that stands by itself."""
        steps = self._steps[:-1]
        return PageName(self.namespace, "/".join(steps).rstrip()) if steps else None

    @property
    def _steps(self) -> list[str]:
        return self.title.split("/") if self.namespace.has_subpages else [self.title]

    @property
    def sort_key(self) -> str:
        """Where the title belongs in a Swedish alphabet. Compare as bytes (a "C" collation); not for people to read."""
        return sort_key(self.title)

    @property
    def place(self) -> str:
        """Where the name belongs in a list of all kinds of page, each in Swedish order. Compare as bytes."""
        return f"{_ORDER[self.namespace]:02} {self.sort_key}"


_LAST_LETTERS = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}  # what follows "z" in ASCII, and no title may hold
_ALIKE = {"ü": "y", "ð": "d", "þ": "th", "đ": "d", "ł": "l", "œ": "o"}
_SORTED = str.maketrans(_LAST_LETTERS | _ALIKE)
_NUMBER = re.compile("[0-9]+")
LONGEST_KEY = 590  # so that it fits where it is stored, with what may come before it


def sort_key(text: str) -> str:
    """The Swedish order of `text` as a string to compare: digits, a–z, å, ä, ö; accents and case aside; 2 before 10."""
    letters = unicodedata.normalize("NFC", text.casefold()).translate(_SORTED)
    if not letters.isascii():
        letters = "".join(part for part in unicodedata.normalize("NFD", letters) if not unicodedata.combining(part))
    return _NUMBER.sub(lambda digits: digits.group().zfill(8), letters)[:LONGEST_KEY]


# Marks for the direction of text, soft hyphens and other signs without width come along when text is pasted.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SPACES = re.compile("[ _\t\r\n\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_EMPTY_STEPS = re.compile("/(?: */)+")
_PREFIX = re.compile("([^:]+?) *: *(.*)")
_FORBIDDEN = re.compile(r"[#<>\[\]|{}]")
_DOTS = re.compile(r"(?:^|/) *\.\.? *(?:/|$)")


def parse_name(text: str, default: Namespace = Namespace.MAIN) -> PageName:
    """The page that `text` names, as MediaWiki would read it; `default` is the kind when no prefix says it.

    Raises `BadName`. Reading the `full` name of the answer gives the same answer.
    """
    tidy = _tidy(text)
    if tidy.startswith(":"):
        tidy, default = tidy[1:].lstrip(" /"), Namespace.MAIN
    if not tidy:
        raise BadName(N_("Write a name for the page."))
    namespace, title = default, tidy
    parts = _PREFIX.fullmatch(tidy)
    if parts and parts[1].casefold() in _BY_PREFIX:
        namespace, title = _BY_PREFIX[parts[1].casefold()], parts[2].lstrip(" /")
        if not title:
            raise BadName(
                N_("“%(prefix)s:” only says what kind of page it is. Write a name after it."), prefix=parts[1]
            )
    title = _capitalised(title)
    _check(title)
    return PageName(namespace, title)


def _tidy(text: str) -> str:
    """The same name with one spelling: composed letters, single spaces, no invisible signs, no empty steps."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = _SPACES.sub(" ", text)
    return _EMPTY_STEPS.sub("/", text).strip(" /")


def _capitalised(title: str) -> str:
    """`title` with a large first letter, where that is one letter ("ß" stays, it would become two)."""
    first = title[0].upper()
    return unicodedata.normalize("NFC", first + title[1:]) if len(first) == 1 else title


def _check(title: str) -> None:
    """Refuse a title that could not be stored, linked to, or told apart from something else."""
    if title.startswith(":"):
        raise BadName(N_("A name cannot begin with a colon."))
    if "\ufffd" in title:
        raise BadName(N_("A letter in the name was damaged on the way here (�). Write the name again."))
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in title):
        raise BadName(N_("There is an invisible control character in the name. Write the name again."))
    forbidden = sorted(set(_FORBIDDEN.findall(title)))
    if forbidden:
        raise BadName(N_("A name cannot hold these characters: %(characters)s"), characters=" ".join(forbidden))
    if "~~~" in title:
        raise BadName(N_("A name cannot hold three tildes in a row (~~~)."))
    if _DOTS.search(title):
        raise BadName(N_("A name cannot be “.” or “..”, and neither can a part of it between slashes."))
    written = title.encode()
    if len(written) > MAX_TITLE_BYTES:
        fitting = len(written[:MAX_TITLE_BYTES].decode(errors="ignore"))
        raise BadName(
            N_("The name is too long: it has %(length)s characters, and there is room for %(limit)s."),
            length=len(title),
            limit=fitting,
        )
