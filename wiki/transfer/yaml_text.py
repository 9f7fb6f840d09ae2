"""Writing YAML that is always the same for the same values, that people can read, and that any YAML reader reads back.

Texts of several lines stand as blocks, indented as they are; everything else is quoted as in JSON.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

Tree = str | bool | Sequence["Tree"] | Mapping[str, "Tree"]

# What YAML cannot hold unescaped, or would read as the end of a line (YAML 1.1, 4.1 and 4.2), or hides from the eye.
_NOT_PLAIN = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\u2065\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
STEP = "  "


def write_yaml(tree: Tree) -> str:
    """`tree` as the text of a YAML file."""
    return "\n".join(_lines(tree)) + "\n"


def _lines(tree: Tree) -> Iterator[str]:
    """The lines of a mapping or list, without indentation."""
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            yield from _entry(f"{key}:", value)
    else:
        assert not isinstance(tree, (str, bool))
        for value in tree:
            first, *rest = _lines(value) if isinstance(value, Mapping) else [_scalar(value)]
            yield f"- {first}"
            yield from (STEP + line if line else "" for line in rest)


def _entry(key: str, value: Tree) -> Iterator[str]:
    """A key of a mapping with its value."""
    if isinstance(value, str) and "\n" in value and value.strip("\n") and not _NOT_PLAIN.search(value):
        yield from _block(key, value)
    elif isinstance(value, (str, bool)):
        yield f"{key} {_scalar(value)}"
    elif not value:
        yield f"{key} []"
    else:
        yield key
        yield from (STEP + line if line else "" for line in _lines(value))


def _block(key: str, text: str) -> Iterator[str]:
    """A text of several lines as it stands. The indicator 2 tells our indentation from that of the first line."""
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    indicator = "2" if body[0] in " \t\n" else ""
    yield f"{key} |{indicator}{'-+'[ends > 1] if ends != 1 else ''}"
    yield from (STEP + line if line else "" for line in body.split("\n"))
    yield from [""] * (ends - 1)


def _scalar(value: Tree) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    quoted = json.dumps(value, ensure_ascii=False)
    return _NOT_PLAIN.sub(lambda sign: _escape(ord(sign[0])), quoted)


def _escape(number: int) -> str:
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
