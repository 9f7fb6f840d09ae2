"""Taking everything out of a GIF or WebP that is no picture, without touching the picture.

Comments, notes of cameras and programs, and whatever lies behind the end go: there somebody could hide a web page, a
script or a position. GIF89a, sections 15 to 27; WebP container, RFC 9649, section 2.
"""

LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
EXIF_FLAG, XMP_FLAG, PROFILE_FLAG = 0x08, 0x04, 0x20
PICTURE_CHUNKS = {b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"}


class Torn(ValueError):
    """The file ends or turns where it should not."""


class _Reader:
    """Reads on, and knows when there is nothing left."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.place = 0

    def take(self, length: int) -> bytes:
        part = self.data[self.place : self.place + length]
        if len(part) != length:
            raise Torn
        self.place += length
        return part

    def blocks(self) -> bytes:
        """Blocks that each begin with their length, as they are; the last has none."""
        start = self.place
        while (length := self.take(1)[0]) > 0:
            self.take(length)
        return self.data[start : self.place]


def strip_gif(data: bytes) -> bytes:
    """The pictures of a GIF, their colours, times and how often it repeats. Raises Torn."""
    reader = _Reader(data)
    screen = reader.take(13)
    parts = [b"GIF89a", screen[6:], reader.take(_colours(screen[10]))]
    frames = 0
    while (kind := reader.take(1)) != b";":
        if kind == b",":
            place = reader.take(9)
            parts += [b",", place, reader.take(_colours(place[8])), reader.take(1), reader.blocks()]
            frames += 1
        elif kind == b"!":
            parts.append(_extension(reader))
        else:
            raise Torn
    if not frames:
        raise Torn
    return b"".join([*parts, b";"])


def _colours(flags: int) -> int:
    """Bytes of the table of colours that follows."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _extension(reader: _Reader) -> bytes:
    label = reader.take(1)
    blocks = reader.blocks()
    if label == b"\xf9" and len(blocks) == 6:  # how a picture is shown, and for how long
        return b"!\xf9" + blocks
    if label == b"\xff" and blocks[1:12] in LOOPS and len(blocks) >= 17 and blocks[12:14] == b"\x03\x01":
        return b"!\xff" + blocks[:16] + b"\0"
    return b""


def strip_webp(data: bytes, profile: bytes | None) -> bytes:
    """The pictures of a WebP, with `profile` for their colours. Raises Torn."""
    reader = _Reader(data)
    head = reader.take(12)
    end = min(len(data), 8 + int.from_bytes(head[4:8], "little"))
    body: list[bytes] = []
    while reader.place + 8 <= end:
        kind, size = reader.take(4), reader.take(4)
        length = int.from_bytes(size, "little")
        content = reader.take(length)
        if length % 2 and reader.place < len(data):
            reader.take(1)
        if kind == b"VP8X" and length == 10:
            flags = content[0] & ~(EXIF_FLAG | XMP_FLAG | PROFILE_FLAG) | (PROFILE_FLAG if profile else 0)
            body.insert(0, _chunk(b"VP8X", bytes([flags]) + content[1:]))
            if profile:
                body.insert(1, _chunk(b"ICCP", profile))
        elif kind in PICTURE_CHUNKS:
            body.append(_chunk(kind, _frame(content) if kind == b"ANMF" else content))
    joined = b"WEBP" + b"".join(body)
    return b"RIFF" + len(joined).to_bytes(4, "little") + joined


def _frame(content: bytes) -> bytes:
    """One picture of a moving one: where it stands and what it shows, without chunks that nobody knows."""
    reader = _Reader(content)
    parts = [reader.take(16)]
    while reader.place + 8 <= len(content):
        kind, size = reader.take(4), reader.take(4)
        part = reader.take(int.from_bytes(size, "little"))
        if len(part) % 2 and reader.place < len(content):
            reader.take(1)
        if kind in PICTURE_CHUNKS:
            parts.append(_chunk(kind, part))
    return b"".join(parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return kind + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)
