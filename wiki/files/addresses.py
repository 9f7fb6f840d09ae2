"""Where files are fetched. An address with a checksum shows the same for ever, so whoever has it may keep it."""

from urllib.parse import quote

SHOWN = 16  # digits of the checksum that stand in an address
THUMBNAILS = (320, 640, 1280)  # widths in pixels that pictures are made in


def file_url(title: str, checksum: str) -> str:
    """Where one version of a file is fetched."""
    return f"/file/{checksum[:SHOWN]}/{_written(title)}"


def thumb_url(title: str, checksum: str, width: int) -> str:
    """Where the picture is fetched, `width` pixels wide: one of THUMBNAILS."""
    return f"/thumb/{checksum[:SHOWN]}/{width}/{_written(title)}"


def thumb_widths(media_type: str, width: int | None) -> list[int]:
    """The widths that a picture of `width` pixels is offered in besides its own; drawings are sharp in any."""
    return [] if media_type == "image/svg+xml" else [each for each in THUMBNAILS if each < (width or 0)]


def _written(title: str) -> str:
    return quote(title.replace(" ", "_"), safe=":()!*,;@=+$~")
