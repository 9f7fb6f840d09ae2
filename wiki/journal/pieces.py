"""Pages in pieces: what many see alike, compressed once, and between it the places of what is one reader's own.

A stream of deflated data may be put together out of parts that were compressed apart (RFC 1951, 3.2), so a page that
differs a little from reader to reader need not be compressed anew for each. Tokens and addresses are not compressed at
all: nobody can guess at a secret by the length of an answer.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MARK = "<!--personal:{}-->"
TOKEN, HERE = "token", "here"  # places of the token of forms, and of the present address
_MARKED = re.compile(rb"<!--personal:([a-z]+)(?: (.*?))?-->")
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # RFC 1952: deflated, no name, no time
_END = b"\x03\x00"  # an empty last block
_MOST_STORED = 65535


class Piece(NamedTuple):
    """Bytes, and the same as blocks of a deflated stream."""

    raw: bytes
    packed: bytes


class Place(NamedTuple):
    """Where something comes that is one reader's own: which part, and what it is about where a page has several."""

    part: str
    about: str


Cut = tuple[Piece | Place, ...]


def mark(part: str, about: str = "") -> str:
    """What stands in a page in the place of a part. There are no < and > in what it is about."""
    return MARK.format(f"{part} {about}".strip())


def cut(html: bytes) -> Cut:
    """A page with marks, in pieces."""
    return tuple(_pieces(html))


def _pieces(html: bytes) -> Iterator[Piece | Place]:
    end = 0
    for found in _MARKED.finditer(html):
        if found.start() > end:
            yield _packed(html[end : found.start()])
        yield Place(found[1].decode(), (found[2] or b"").decode())
        end = found.end()
    if end < len(html):
        yield _packed(html[end:])


def _packed(raw: bytes) -> Piece:
    packing = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Piece(raw, packing.compress(raw) + packing.flush(zlib.Z_SYNC_FLUSH))  # which ends with a whole byte


def uncompressed(text: str) -> Piece:
    """Something that differs with each reader, or is nobody else's to know."""
    raw = text.encode()
    blocks = (raw[start : start + _MOST_STORED] for start in range(0, len(raw), _MOST_STORED))
    return Piece(raw, b"".join(_stored(block) for block in blocks))


def _stored(raw: bytes) -> bytes:
    length = len(raw)
    return b"\x00" + length.to_bytes(2, "little") + (length ^ 0xFFFF).to_bytes(2, "little") + raw


def joined(pieces: Iterable[Piece]) -> bytes:
    """The page."""
    return b"".join([piece.raw for piece in pieces])


def zipped(pieces: Iterable[Piece]) -> bytes:
    """The page as a file of gzip."""
    packed, check, length = [_HEAD], 0, 0
    for raw, blocks in pieces:
        packed.append(blocks)
        check = zlib.crc32(raw, check)
        length += len(raw)
    packed += (_END, check.to_bytes(4, "little"), (length & 0xFFFFFFFF).to_bytes(4, "little"))
    return b"".join(packed)


def weight(pieces: Cut) -> int:
    """About how many bytes of memory they take."""
    return sum(sum(map(len, each)) + 200 for each in pieces)
