"""Fields at the top of a text that nobody can read would be lost for readers: said before the page is published."""

import re

from wiki.core.errors import N_, Refusal
from wiki.editing.field_catalogue import BY_KEY
from wiki.markup import frontmatter

_KEYS = {*BY_KEY, "typ", "status", "språk", "kontakt", "bygger på", "svarar på"}
_KEY = re.compile(r"([^\W\d_][\w ]*?)[ \t]*:(?:[ \t]|$)")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


def unreadable_fields(source: str, before: str) -> Refusal | None:
    """What is wrong with the fields of `source`, a normalised text that shall follow `before`, if they cannot be read.

    A page whose fields could not be read before can be edited as it is.
    """
    front, old = frontmatter.read(source), frontmatter.read(before)
    if old.broken or front.raw:
        return None
    if front.broken and front.broken_line:
        return Refusal(
            N_("The fields at the top of the text cannot be read. Look at line %(line)s. Your text is still here."),
            line=front.broken_line,
        )
    if front.broken:
        return Refusal(N_("The fields at the top of the text cannot be read. Your text is still here."))
    return _not_taken_for_fields(source, had_fields=bool(old.fields))


def _not_taken_for_fields(source: str, *, had_fields: bool) -> Refusal | None:
    """What is wrong where fields were meant, and the text reads as if there were none."""
    first, _, rest = source.partition("\n")
    if first.rstrip() != "---":
        missing = N_("Above the fields, in line 1, there has to be a line with only ---. Your text is still here.")
        return Refusal(missing) if had_fields and _is_key(first) else None
    if not (had_fields or _is_key(rest.partition("\n")[0])):
        return None
    end = _END.search(rest)
    if end is None:
        return Refusal(
            N_("Below the last of the fields there has to be a line with only ---. Your text is still here.")
        )
    if end.start() > frontmatter.MAX_FRONT:
        return Refusal(
            N_("The fields at the top of the text are too long: at most %(most)s characters are read."),
            most=frontmatter.MAX_FRONT,
        )
    return Refusal(
        N_("The fields at the top of the text cannot be read. Look at line %(line)s. Your text is still here."), line=2
    )


def _is_key(line: str) -> bool:
    found = _KEY.match(line)
    return found is not None and found[1].casefold() in _KEYS
