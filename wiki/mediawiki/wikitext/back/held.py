"""Calls of templates, categories, comments and switches: the same in our source and in wikitext.

They are taken out before the source is rendered, and a sign with a number stands in the place of each.
"""

import re
from collections.abc import Callable

OPEN, CLOSE = "\ue010", "\ue011"
SIGN = re.compile(f"{OPEN}([0-9]+){CLOSE}")
_SIGNS = re.compile("[\ue010-\ue012]")
_FOUND = re.compile(
    r"\\[^\n]|^(?P<before>[ ]*(?:> ?)*)(?P<fence>`{3,}|~{3,})[^\n`]*$|(?P<ticks>`+)|(?P<comment><!--)|(?P<braces>\{\{)"
    r"|(?P<category>\[\[[ ]*(?:kategori|category)[ ]*:[^\[\]\n]+\]\])|(?P<switch>__[A-ZÅÄÖ]{3,}__)"
    r"|(?P<part></?(?:noinclude|includeonly|onlyinclude) ?>)",
    re.IGNORECASE | re.MULTILINE,
)
_ALONE = "\ue012"
_AROUND = re.compile(f"\n*{_ALONE}([^{_ALONE}]*){_ALONE}\n*")
_BRACES = re.compile(r"\{\{|\}\}|\[\[|\]\]|\|")
_NAMED = re.compile(r"(\s*[\w -]{1,60}?\s*=)(.*)", re.DOTALL)
MAX_CALL = 20_000

Convert = Callable[[str], str]


class Held:
    """The pieces of one source; `inside` converts what is given to a template.

    A tag alone on its line, as `<noinclude>` below a box, belongs to no block: it stands between empty lines until it
    is given back.
    """

    def __init__(self, inside: Convert, *, takes_in: bool = True) -> None:
        """With `takes_in` False nothing in braces is a call: as in discussions, where braces are text."""
        self.inside = inside
        self.takes_in = takes_in
        self.pieces: list[str] = []

    def take(self, body: str) -> str:
        """The source with signs in place of what is held."""
        body = _SIGNS.sub("", body)
        done: list[str] = []
        at = 0
        while found := _FOUND.search(body, at):
            done.append(body[at : found.start()])
            end = self._end(body, found)
            original = body[found.start() : end]
            is_alone = found["part"] and f"\n{body}\n"[found.start() : end + 2] == f"\n{original}\n"
            done.append(f"\n\n{self._sign(found, original, _ALONE)}\n\n" if is_alone else self._sign(found, original))
            at = end
        return "".join([*done, body[at:]])

    def give(self, text: str) -> str:
        """The text with the pieces in their places."""
        return _AROUND.sub(_tag, SIGN.sub(lambda sign: self.pieces[int(sign[1])], text)).lstrip("\n")

    def _sign(self, found: re.Match[str], original: str, around: str = "") -> str:
        kind = found.lastgroup
        if kind in (None, "fence", "ticks", "before") or original in ("<!--", "{{"):
            return original
        if (kind == "switch" and not original.isupper()) or (kind == "braces" and not self.takes_in):
            return original
        self.pieces.append(self._call(original) if kind == "braces" else f"{around}{original}{around}")
        return f"{OPEN}{len(self.pieces) - 1}{CLOSE}"

    def _end(self, body: str, found: re.Match[str]) -> int:
        """Where what begins here ends; nothing is found where it never does."""
        if found["fence"]:
            closing = re.compile(
                rf"^[ >]*{re.escape(found['fence'])}{re.escape(found['fence'][0])}*[ ]*$", re.MULTILINE
            )
            end = closing.search(body, found.end())
            return end.end() if end else len(body)
        if found["ticks"]:
            end = re.compile(rf"(?<!`){found['ticks']}(?!`)").search(body, found.end())
            return end.end() if end and "\n\n" not in body[found.end() : end.start()] else found.end()
        if found["comment"]:
            place = body.find("-->", found.end())
            return place + 3 if place >= 0 else found.end()
        if found["braces"]:
            return _closed(body, found.start()) or found.end()
        return found.end()

    def _call(self, original: str) -> str:
        """A call with what is given to it converted; the fields of a place for examples stay as they are."""
        braces = "{{{" if original.startswith("{{{") and original.endswith("}}}") else "{{"
        name, *given = _parts(original[len(braces) : -len(braces)])
        done = [name]
        for part in given:
            named = _NAMED.fullmatch(part) if braces == "{{" else None
            start, value = (named[1], named[2]) if named else ("", part)
            core = value.strip()
            if core:
                begin = value.index(core)
                value = value[:begin] + self.inside(core) + value[begin + len(core) :]
            done.append(start + value)
        return f"{braces}{'|'.join(done)}{'}}}' if braces == '{{{' else '}}'}"


def _tag(alone: re.Match[str]) -> str:
    """A tag that stands alone. What begins here is not taken in, so neither is the line end before it."""
    before = "" if alone[1].lower().startswith("<noinclude") else "\n"
    return f"{before}{alone[1]}\n"


def _closed(body: str, start: int) -> int:
    """Where the braces that open at `start` are closed; 0 where they are not."""
    depth = 0
    at = start
    while found := _BRACES.search(body, at, start + MAX_CALL):
        at = found.end()
        depth += {"{{": 1, "}}": -1}.get(found[0], 0)
        if depth == 0:
            is_parameter = body.startswith("{{{", start) and body.startswith("}", at)
            return at + int(is_parameter)
    return 0


def _parts(inside: str) -> list[str]:
    """What stands between strokes, but for those within braces and brackets."""
    parts = [""]
    depth = 0
    at = 0
    while found := _BRACES.search(inside, at):
        parts[-1] += inside[at : found.start()]
        at = found.end()
        depth += {"{{": 1, "[[": 1, "}}": -1, "]]": -1}.get(found[0], 0)
        if found[0] == "|" and depth <= 0:
            parts.append("")
        else:
            parts[-1] += found[0]
    parts[-1] += inside[at:]
    return parts
