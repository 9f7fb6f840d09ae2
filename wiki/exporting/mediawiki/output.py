"""Where an export is written: beside its place until it is whole, packed if its name says so, or to standard output."""

import bz2
import gzip
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, TextIO, cast

from wiki.core.errors import N_, Refusal

STANDARD_OUTPUT = Path("-")


class ThereAlready(Refusal):
    """Something else would be lost."""

    status = 409
    msgid = N_("%(file)s is there already. Replace it with --force.")


class CannotWrite(Refusal):
    """The disk says no."""

    status = 500
    msgid = N_("%(file)s cannot be written (%(reason)s).")


@contextmanager
def written(path: Path, *, force: bool = False) -> Iterator[TextIO]:
    """A file to write to that becomes `path` when all has gone well, packed as the ending says (.gz, .bz2).

    Whatever happens before, also when the program is killed, nothing is called `path` that is not whole. It may hold
    what not everybody may read, so only its owner may. Raises ThereAlready and CannotWrite.
    """
    if path == STANDARD_OUTPUT:
        with _text(os.fdopen(os.dup(sys.stdout.fileno()), "wb"), "") as file:
            yield file
        return
    if path.exists() and not force:
        raise ThereAlready(file=path)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        raw = os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
        try:
            with raw, _text(raw, path.suffix) as file:
                yield file
                file.flush()
            _last(part)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CannotWrite(file=path, reason=error.strerror or str(error)) from error


def _text(raw: BinaryIO, ending: str) -> TextIO:
    packed: IO[bytes] = raw
    if ending == ".gz":
        packed = cast("IO[bytes]", gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0))
    elif ending == ".bz2":
        packed = cast("IO[bytes]", bz2.BZ2File(raw, "wb"))
    return io.TextIOWrapper(packed, encoding="utf-8", newline="\n")


def _last(path: Path) -> None:
    """Have the disk hold it, before it gets its name."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
