"""The fields of a page in wikitext: the call of a template that shows them, and reading them back from it.

    {{Uppgifter om sidan|uppgifter=
    {{Uppgift|namn=typ|värde=kommun}}
    {{Uppgift|namn=tema|värde=
    * Piloter
    * Testmiljöer
    }}
    }}

One call a field needs no extension and knows no field by name, so every field is shown, also one that nobody has
thought of. What a list of fields cannot say (fields within fields, remarks) stands as it was written in a comment.
"""

import json
import re
from collections.abc import Mapping
from html import escape, unescape

from wiki.markup.frontmatter import read

FIELDS = "Uppgifter om sidan"
"""The template that holds the fields, and the word with which a comment begins that holds them."""
FIELD = "Uppgift"
"""The template that shows one field."""

_COMMENT = re.compile(rf"\s*<!-- {FIELDS}\n(.*?)\n-->\n?", re.DOTALL)
_ONE = r"\{\{" + FIELD + r"[ ]*\|[ ]*namn[ ]*=([^{}|]*)\|[ ]*värde[ ]*=([^{}|]*)\}\}\s*"
_EACH = re.compile(_ONE)
_CALL = re.compile(r"\s*\{\{" + FIELDS + r"[ ]*\|[ ]*uppgifter[ ]*=\s*((?:" + _ONE + r")*)\}\}[ \t]*\n?")
_ITEM = re.compile(r"\*[ ]*(.*)")
_SIGNS = re.compile(r"[\[\]{}|<]|'(?=')|~(?=~~)|_(?=_)|&(?=#?[a-zA-Z0-9]{1,31};)|^[*#:;!+-]")
_REMARK = re.compile(r"^[ \t]*#|[ \t]#", re.MULTILINE)

Value = str | list[str]


def write_fields(fields: Mapping[str, object], yaml: str) -> str:
    """The wikitext that shows `fields`, which are written as `yaml`, and from which they can be read back."""
    call = _call(fields)
    if not _REMARK.search(yaml) and _fields(_yaml(call)) == fields:
        return call
    kept = escape(yaml, quote=False).replace("--", "&#45;-").rstrip()
    return "\n".join(part for part in (f"<!-- {FIELDS}\n{kept}\n-->", call) if part)


def read_fields(text: str, start: int) -> tuple[str, int]:
    """The front matter that fields at `start` stand for, with its lines of "---", and where the rest begins.

    What a comment says is exact, so it counts before what the template shows.
    """
    yaml = None
    if comment := _COMMENT.match(text, start):
        yaml, start = unescape(comment[1]).strip(), comment.end()
    if found := _CALL.match(text, start):
        start = found.end()
        if yaml is None:
            yaml = _yaml(found[0])
    return (f"---\n{yaml}\n---\n", start) if yaml else ("", start)


def _call(fields: Mapping[str, object]) -> str:
    shown = "".join(f"{{{{{FIELD}|namn={_shown(name)}|värde={_value(value)}}}}}\n" for name, value in fields.items())
    return f"{{{{{FIELDS}|uppgifter=\n{shown}}}}}" if shown else ""


def _value(value: object) -> str:
    said = _said(value)
    return _shown(said) if isinstance(said, str) else "".join(f"\n* {_shown(each)}" for each in said) + "\n"


def _said(value: object) -> Value:
    """A value as text or texts; numbers and truths as they are written, and what lies deeper as JSON."""
    if isinstance(value, list):
        return [_text(each) for each in value]
    return _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _shown(text: str) -> str:
    """Text that MediaWiki shows as it is, whatever signs it holds."""
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", text)


def _values(call: str) -> dict[str, Value]:
    """What a call says, by the names of the fields."""
    found: dict[str, Value] = {}
    for each in _EACH.finditer(call):
        rows = each[2].strip().split("\n")
        items = [item[1] for row in rows if (item := _ITEM.fullmatch(row))]
        is_list = bool(items) and len(items) == len(rows)
        found[_read(each[1])] = [_read(item) for item in items] if is_list else _read(each[2])
    return found


def _yaml(call: str) -> str:
    """What a call says, as front matter without its lines of "---"."""
    return "\n".join(_line(name, value) for name, value in _values(call).items())


def _read(text: str) -> str:
    return unescape(text).strip()


def _line(name: str, value: Value) -> str:
    """A field as front matter writes it."""
    if isinstance(value, str):
        return f"{_scalar(name)}: {_scalar(value)}".rstrip()
    plain = [_scalar(each) for each in value]
    if _fields(f"a: [{', '.join(plain)}]") != {"a": value}:
        plain = [json.dumps(each, ensure_ascii=False) for each in value]
    return f"{_scalar(name)}: [{', '.join(plain)}]"


def _scalar(text: str) -> str:
    """A text as it stands in front matter: as it is where that means the same, else between quotation marks."""
    return text if not text or _fields(f"a: {text}") == {"a": text} else json.dumps(text, ensure_ascii=False)


def _fields(yaml: str) -> Mapping[str, object]:
    return read(f"---\n{yaml}\n---\n").fields
