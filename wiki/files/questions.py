"""What `worker` is asked of files: each question gets the bytes, and answers with words and bytes."""

from dataclasses import asdict
from typing import Any

from wiki.files.kinds import examine
from wiki.files.pictures import shrink
from wiki.files.reading import read_text

Made = tuple[dict[str, Any], bytes]


def examine_file(data: bytes, filename: str) -> Made:
    """What kind of file it is, and the file without what does not belong in it."""
    kind = examine(data, filename)
    found = asdict(kind)
    return found, found.pop("data")


def read_file(data: bytes, extension: str) -> Made:
    """The words in a document."""
    return {"text": read_text(data, extension)}, b""


def shrink_picture(data: bytes, widths: list[int]) -> Made:
    """The picture in smaller sizes, one after the other."""
    made = shrink(data, widths)
    return {"sizes": {width: len(each) for width, each in made.items()}}, b"".join(made.values())
