"""Changing one field of a page's front matter, and leaving every other letter of the source as somebody wrote it."""

import json
import re

from wiki.markup import frontmatter

DRAFT = "utkast"

_PLAIN = re.compile(r"[^\W\d_][\w åäö./()-]*[\w)]", re.UNICODE)  # what YAML takes for text without quotation marks
_NOT_TEXT = {"true", "false", "null"}
_OPENING = re.compile("---[ \t]*\n")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t]*\n?\Z")


def is_draft(source: str) -> bool:
    """Whether the page says of itself that it is half done."""
    return str(frontmatter.read(source).fields.get("status", "")).strip().casefold() == DRAFT


def with_field(source: str, key: str, value: str | list[str] | None) -> str:
    """`source` with `value` under `key` in its front matter; None takes the field away.

    All else stays as it is, comments and blanks too. Front matter that cannot be read, or that is written in a way in
    which this cannot be done (a mapping in braces), is left alone altogether.
    """
    front = frontmatter.read(source)
    wanted = {name: each for name, each in front.fields.items() if name != key}
    if value is not None:
        wanted[key] = value
    if front.broken or wanted == front.fields:
        return source
    changed = _changed(front.raw, key, value) + front.body
    return changed if frontmatter.read(changed).fields == wanted else source


def _changed(raw: str, key: str, value: str | list[str] | None) -> str:
    """The front matter `raw`, with its lines of dashes, after the change; empty when nothing is left in it."""
    line = "" if value is None else f"{key}: {_written(value)}\n"
    if not raw:
        return f"---\n{line}---\n"
    field = re.compile(rf"^{re.escape(key)}[ \t]*:.*\n(?:(?:[ \t]+\S|- |-\n).*\n)*", re.MULTILINE)
    if field.search(raw):
        changed = field.sub(lambda _: line, raw, count=1)
        return changed if _OPENING.sub("", _CLOSING.sub("", changed)).strip() else ""
    kind = re.search(r"^typ[ \t]*:.*\n", raw, re.MULTILINE) if key == "status" else None
    end = _CLOSING.search(raw)
    at = kind.end() if kind else end.start() if end else len(raw)
    return raw[:at] + line + raw[at:]


def _written(value: str | list[str]) -> str:
    """`value` as YAML that means just that."""
    if isinstance(value, list):
        return f"[{', '.join(_written(each) for each in value)}]"
    plain = _PLAIN.fullmatch(value) and value.casefold() not in _NOT_TEXT
    return value if plain else json.dumps(value, ensure_ascii=False)
