"""Reading a MediaWiki XML export of any size, in constant memory, from a plain, gzip or bzip2 file.

The format: https://www.mediawiki.org/wiki/Help:Export, schemas export-0.10 and export-0.11; older ones are read as far
as they are alike. Where the XML is broken, the page is named and the reading goes on with the next one.
"""

import bz2
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast
from xml.parsers.expat import ExpatError

from wiki.core.errors import N_, Refusal
from wiki.mediawiki.elements import Elements
from wiki.mediawiki.parts import PACKED_BADLY, TRUNCATED, Part

AT_ONCE = 256 * 1024  # bytes
AGAIN = b"<mediawiki>"  # what the rest of a broken file is read within
PAGE = b"<page>"
HEAD = 1024  # bytes in which an export says what it is
PACKED = (b"7z\xbc\xaf", b"PK\x03\x04", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")


class NotReadable(Refusal):
    """The file is none that can be read."""

    msgid = N_("%(file)s cannot be read (%(reason)s).")


class NoExport(NotReadable):
    """The file is something else."""

    msgid = N_("%(file)s cannot be read: it is no XML export of MediaWiki.")


class Packed(NotReadable):
    """The file is packed in a way that Python does not know."""

    msgid = N_("%(file)s cannot be read: unpack it first. Only files packed with gzip or bzip2 are read as they are.")


class Dump:
    """An export in a file."""

    def __init__(self, path: Path) -> None:
        """Open it. Raises NotReadable."""
        self.path = path
        self.logged = 0  # entries of a log, which are passed over
        try:
            self._raw = path.open("rb")
            self.size = path.stat().st_size
            head = self._raw.read(512)
        except OSError as error:
            raise NotReadable(file=path.name, reason=error.strerror or str(error)) from error
        self._raw.seek(0)
        self._file = cast("IO[bytes]", self._raw)
        if head.startswith(b"\x1f\x8b"):
            self._file = cast("IO[bytes]", gzip.GzipFile(fileobj=self._raw))
        elif head.startswith(b"BZh"):
            self._file = cast("IO[bytes]", bz2.BZ2File(self._raw))
        elif head.startswith(PACKED):
            self._raw.close()
            raise Packed(file=path.name)
        if not self._is_export():
            self.close()
            raise NoExport(file=path.name)

    def _is_export(self) -> bool:
        """Whether it begins as exports do, whatever it is packed with; also in UTF-16, which expat reads.

        Where the packed file is damaged, that is told when it is read.
        """
        head = self._read(HEAD)
        self._file.seek(0)
        return head is None or b"<mediawiki" in head.replace(b"\0", b"")

    @property
    def share(self) -> float:
        """How much of the file has been read, from 0 to 1."""
        return min(1.0, self._raw.tell() / max(1, self.size))

    def close(self) -> None:
        """Let the file go."""
        self._file.close()
        self._raw.close()

    def parts(self) -> Iterator[Part]:
        """All that stands in the file, in order. What cannot be read is a `Broken`."""
        elements, fed, rest = Elements(line=1), 0, b""
        while True:
            chunk = rest or self._read()
            if chunk is None:
                yield elements.broken(PACKED_BADLY)
                return
            try:
                elements.feed(chunk, is_last=not chunk)
            except ExpatError as error:
                yield from elements.taken()
                if not chunk:
                    yield elements.broken(TRUNCATED)
                    return
                line = elements.first_line + error.lineno - 1
                yield elements.broken_by(error, line)
                rest, line = self._next_page(chunk[max(elements.index() - fed, 0) :], line)
                if not rest:
                    return
                elements, fed = Elements(line=line, site_known=True), len(AGAIN)
                elements.feed(AGAIN, is_last=False)
                continue
            yield from elements.taken()
            self.logged, elements.logged = self.logged + elements.logged, 0
            if not chunk or elements.is_refused:
                return
            fed, rest = fed + len(chunk), b""

    def _read(self, most: int = AT_ONCE) -> bytes | None:
        """The next bytes, none at the end; None where the packed file is damaged."""
        try:
            return self._file.read(most)
        except (EOFError, OSError, zlib.error):
            return None

    def _next_page(self, rest: bytes, line: int) -> tuple[bytes, int]:
        """What stands from the next page on, and its line; nothing where there is none."""
        while (place := rest.find(PAGE)) < 0:
            kept = rest[-len(PAGE) :]
            line += rest.count(b"\n", 0, len(rest) - len(kept))
            more = self._read()
            if not more:
                return b"", line
            rest = kept + more
        return rest[place:], line + rest.count(b"\n", 0, place)
