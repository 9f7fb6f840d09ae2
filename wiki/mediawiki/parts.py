"""What a MediaWiki export is made of, as it is read: values, one after the other, none larger than a revision."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wiki.core.errors import N_

TRUNCATED = N_("The file ends in the middle: it was not copied or written to its end.")
DAMAGED = N_("The file is damaged here (%(reason)s).")
BAD_SIGN = N_("There is a sign here that cannot stand in XML. The page was left out.")
BAD_TAG = N_("Something ends here that did not begin. The page was left out.")
PACKED_BADLY = N_("The packed file is damaged or cut off: what comes after this place cannot be read.")
INCOMPLETE = N_("The page lacks “%(what)s” in the file. It was left out.")
ENTITIES = N_("The file declares entities, as no export of MediaWiki does. It is not read.")


@dataclass(frozen=True)
class Site:
    """The wiki that the export is from. `first_letter`: whether the first letter of a title may be either."""

    name: str = ""
    database: str = ""
    base: str = ""
    first_letter: bool = True
    namespaces: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Contributor:
    """Who wrote: a name or an address; neither where the wiki hides it."""

    name: str = ""
    ip: str = ""

    @property
    def written(self) -> str:
        """As the other wiki shows it; empty where it is hidden."""
        return self.name or self.ip


@dataclass(frozen=True)
class PageBegins:
    """A page; its revisions and uploads follow, then `PageEnds`. `line` is where it stands in the file."""

    number: int
    title: str
    namespace: int
    line: int


@dataclass(frozen=True)
class OldRevision:
    """One version of a page. `text`, `comment` and `contributor` are None where the other wiki hides them."""

    number: int
    at: datetime
    contributor: Contributor | None
    comment: str | None
    text: str | None
    minor: bool = False
    model: str = "wikitext"
    sha1: str = ""
    line: int = 0
    parent: int = 0  # the number of the version that was changed; 0 where the export does not say it


@dataclass(frozen=True)
class OldUpload:
    """One version of a file; `contents` is None where the export was made without them."""

    filename: str
    at: datetime
    contributor: Contributor | None
    comment: str | None
    contents: bytes | None = None
    is_old: bool = False  # a later version has taken its place


@dataclass(frozen=True)
class PageEnds:
    """The page is whole."""


@dataclass(frozen=True)
class Broken:
    """Something cannot be read. `title` is the page it belongs to, which then is left out; "" for the file itself."""

    title: str
    line: int
    msgid: str
    reason: str = ""


Part = Site | PageBegins | OldRevision | OldUpload | PageEnds | Broken
