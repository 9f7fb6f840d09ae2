"""The elements of an export, made into parts: what expat tells, gathered until something is whole."""

import binascii
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime
from xml.parsers.expat import ExpatError, ParserCreate, errors

from wiki.core.clock import local
from wiki.core.db import MAX_ID
from wiki.mediawiki.parts import (
    BAD_SIGN,
    BAD_TAG,
    DAMAGED,
    ENTITIES,
    INCOMPLETE,
    Broken,
    Contributor,
    OldRevision,
    OldUpload,
    PageBegins,
    PageEnds,
    Part,
    Site,
)

LONGEST = 400_000_000  # characters of one text: a file of 300 MB as base64
HOLDERS = frozenset({"mediawiki", "siteinfo", "namespaces", "page", "revision", "contributor", "upload", "logitem"})
READ = {  # what is read of each; all else is passed over
    "siteinfo": frozenset({"sitename", "dbname", "base", "case"}),
    "namespaces": frozenset({"namespace"}),
    "page": frozenset({"title", "ns", "id"}),
    "revision": frozenset({"id", "parentid", "timestamp", "comment", "minor", "model", "text", "sha1"}),
    "contributor": frozenset({"username", "ip"}),
    "upload": frozenset({"timestamp", "comment", "filename", "archivename", "contents"}),
}
WRONG = {errors.XML_ERROR_INVALID_TOKEN: BAD_SIGN, errors.XML_ERROR_TAG_MISMATCH: BAD_TAG}


class _Refused(Exception):
    """The file holds what no export holds."""


class Elements:
    """Feed it bytes, and take the parts that have become whole."""

    def __init__(self, line: int, *, site_known: bool = False) -> None:
        self.first_line = line
        self.is_refused = False
        self.logged = 0  # entries of a log, which are passed over
        self._site_known = site_known
        self._parts: list[Part] = []
        self._open: list[tuple[str, dict[str, str]]] = []  # holders, with what has been read of them
        self._namespaces: dict[int, str] = {}
        self._leaf: list[str] | None = None
        self._leaf_size = self._depth = 0  # how deep we are in what is passed over
        self._attributes: dict[str, str] = {}
        self._page_line = self._line = 0
        self._page: dict[str, str] | None = None
        self._announced = self._skipping = False
        self._contributor: Contributor | None = None
        self._expat = ParserCreate()
        self._expat.buffer_text = True
        self._expat.StartElementHandler = self._begin
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._characters
        self._expat.StartDoctypeDeclHandler = self._refuse
        self._expat.EntityDeclHandler = self._refuse

    def feed(self, data: bytes, *, is_last: bool) -> None:
        """Read on. Raises ExpatError."""
        if self.is_refused:
            return
        try:
            self._expat.Parse(data, is_last)
        except _Refused:
            self.is_refused = True
            self._parts.append(Broken("", self._now(), ENTITIES))

    def taken(self) -> Iterator[Part]:
        """The parts that have become whole since this was last asked."""
        parts, self._parts = self._parts, []
        return iter(parts)

    def index(self) -> int:
        """How many bytes of what was fed came before the fault."""
        return self._expat.ErrorByteIndex

    def broken(self, msgid: str, reason: str = "") -> Broken:
        """That the reading cannot go on in the present page."""
        title = self._page.get("title", "") if self._page is not None else ""
        return Broken(title, self._page_line if title else self._now(), msgid, reason)

    def broken_by(self, error: ExpatError, line: int) -> Broken:
        """What is wrong in the XML, at the page's name and the line of the fault itself."""
        title = self._page.get("title", "") if self._page is not None else ""
        message = errors.messages.get(error.code, "")
        return Broken(title, line, WRONG.get(message, DAMAGED), message)

    def _now(self) -> int:
        return self.first_line + self._expat.CurrentLineNumber - 1

    def _refuse(self, *_about: object) -> None:
        raise _Refused

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if self._depth or self._leaf is not None:
            self._depth += 1
            return
        holder = self._open[-1][0] if self._open else ""
        if tag in HOLDERS:
            self._open.append((tag, {}))
            self._begin_holder(tag, attributes)
        elif tag in READ.get(holder, ()):
            self._leaf, self._leaf_size, self._attributes = [], 0, attributes
        else:
            self._depth = 1

    def _begin_holder(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "page":
            self._page, self._page_line, self._announced, self._skipping = self._open[-1][1], self._now(), False, False
        elif tag in {"revision", "upload"}:
            self._line, self._contributor = self._now(), None
            self._announce()
        elif tag == "contributor":
            self._contributor = None if "deleted" in attributes else Contributor()
        elif tag == "logitem":
            self.logged += 1

    def _characters(self, text: str) -> None:
        if self._leaf is not None and not self._depth:
            self._leaf_size += len(text)
            if self._leaf_size <= LONGEST:
                self._leaf.append(text)

    def _end(self, tag: str) -> None:
        if self._depth:
            self._depth -= 1
            return
        if self._leaf is not None:
            self._end_leaf(tag, "".join(self._leaf))
            self._leaf = None
            return
        name, read = self._open.pop()
        if name == "contributor":
            if self._contributor is not None:
                self._contributor = Contributor(read.get("username", "").strip(), read.get("ip", "").strip())
        elif name == "siteinfo" and not self._site_known:
            self._parts.append(_site(read, self._namespaces))
        elif name == "revision":
            self._take(read, "revision")
        elif name == "upload":
            self._take(read, "upload")
        elif name == "page":
            self._announce()
            if not self._skipping:
                self._parts.append(PageEnds())
            self._page = None

    def _end_leaf(self, tag: str, text: str) -> None:
        if tag == "namespace":
            number = self._attributes.get("key", "")
            if number.lstrip("-").isdecimal():
                self._namespaces[int(number)] = text.strip()
            return
        read = self._open[-1][1]
        read[tag] = text
        for name in ("deleted", "bytes", "encoding"):
            if name in self._attributes:
                read[f"{tag} {name}"] = self._attributes[name]

    def _announce(self) -> None:
        """Tell of the page before its first revision or upload."""
        if self._announced or self._page is None:
            return
        self._announced = True
        page = self._page
        title, number, namespace = page.get("title", "").strip(), page.get("id", ""), page.get("ns", "")
        missing = "title" if not title else "id" if not _is_number(number) else ""
        if missing:
            self._skipping = True
            self._parts.append(Broken(title, self._page_line, INCOMPLETE, missing))
            return
        found = int(namespace) if namespace.lstrip("-").isdecimal() else _namespace_of(title, self._namespaces)
        self._parts.append(PageBegins(int(number), title, found, self._page_line))

    def _take(self, read: dict[str, str], what: str) -> None:
        if self._skipping or self._page is None:
            return
        title = self._page.get("title", "").strip()
        try:
            part = (
                _revision(read, self._contributor, self._line)
                if what == "revision"
                else _upload(read, self._contributor)
            )
        except (ValueError, OverflowError, KeyError) as error:
            name = error.args[0] if isinstance(error, KeyError) else "timestamp"
            self._skipping = True
            self._parts.append(Broken(title, self._line, INCOMPLETE, str(name)))
            return
        self._parts.append(part)


def _site(read: dict[str, str], namespaces: dict[int, str]) -> Site:
    return Site(
        read.get("sitename", "").strip(),
        read.get("dbname", "").strip(),
        read.get("base", "").strip(),
        read.get("case", "first-letter").strip() != "case-sensitive",
        dict(namespaces),
    )


def _revision(read: dict[str, str], contributor: Contributor | None, line: int) -> OldRevision:
    text: str | None = read.get("text", "")
    if "text deleted" in read:
        text = None
    elif "text" not in read or (not text and read.get("text bytes", "0") not in {"", "0"}):
        raise KeyError("text")  # a "stub" export, which has the histories without their texts
    if not _is_number(read["id"]):
        raise KeyError("id")
    parent = read.get("parentid", "")
    return OldRevision(
        number=int(read["id"]),
        at=_moment(read["timestamp"]),
        contributor=contributor,
        comment=None if "comment deleted" in read else read.get("comment", ""),
        text=text,
        minor="minor" in read,
        model=read.get("model", "wikitext").strip() or "wikitext",
        sha1=read.get("sha1", "").strip()[:40],
        line=line,
        parent=int(parent) if _is_number(parent) else 0,
    )


def _upload(read: dict[str, str], contributor: Contributor | None) -> OldUpload:
    contents = None
    if read.get("contents encoding") == "base64":
        try:
            contents = b64decode(read.get("contents", ""))
        except binascii.Error as error:
            raise KeyError("contents") from error
    return OldUpload(
        filename=read["filename"].strip(),
        at=_moment(read["timestamp"]),
        contributor=contributor,
        comment=None if "comment deleted" in read else read.get("comment", ""),
        contents=contents,
        is_old="archivename" in read,
    )


def _is_number(text: str) -> bool:
    """Whether it is a number of a page or a version, and one that a database can hold."""
    return text.isdecimal() and len(text) <= len(str(MAX_ID)) and 0 < int(text) <= MAX_ID


def _moment(text: str) -> datetime:
    """The time that is told. Raises ValueError, also for one that has no day in every time zone."""
    at = datetime.strptime(text.strip(), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    local(at)
    return at


def _namespace_of(title: str, namespaces: dict[int, str]) -> int:
    """The number of a page's namespace where an old export does not say it."""
    prefix, colon, _rest = title.partition(":")
    return next((number for number, name in namespaces.items() if colon and name == prefix), 0)
