"""Parser functions that can be carried out while converting, or that say something without being carried out."""

import re
from collections.abc import Callable

from wiki.mediawiki.wikitext.conversion import OPEN, SOFT, Conversion, Piece

_PARAMETER = re.compile(r"\{\{\{([^{}|]+)(?:\|[^{}]*)?\}\}\}")
_BLOCK = re.compile(r"\{\||[*#:;]")
_CASES: dict[str, Callable[[str], str]] = {
    "lc": str.lower,
    "uc": str.upper,
    "lcfirst": lambda text: text[:1].lower() + text[1:],
    "ucfirst": lambda text: text[:1].upper() + text[1:],
}


def carried_out(conversion: Conversion, inside: str, original: str) -> str | None:
    """What `inside`, which stood between double braces, comes to; None where that shows only when a page is read.

    It is wikitext, which is read with what stands around it.
    """
    word, _, rest = inside.partition(":")
    name = word.strip().lower()
    first, *others = rest.split("|")
    if name == "#if" and others:
        return _condition(conversion, first, others, original)
    if name == "formatnum":
        return first.strip()
    if name in _CASES and OPEN not in first and not others:
        return _CASES[name](first.strip())
    return None


def _condition(conversion: Conversion, asked: str, branches: list[str], original: str) -> str:
    """What is shown when the condition is fulfilled, or else what is shown when it is not."""
    then, otherwise = branches[0].strip(), branches[1].strip() if len(branches) > 1 else ""
    wanted, given = (_PARAMETER.fullmatch(conversion.restored(text).strip()) for text in (asked, then))
    if wanted and given and wanted[1].strip() == given[1].strip() and OPEN not in otherwise:
        text = f"{{{{{{{wanted[1].strip()}|{otherwise}}}}}}}"
        return conversion.keep(Piece(text, original.count("\n"), plain=original))
    conversion.lose("condition", original)
    shown = then or otherwise
    taken = original.count("\n") - shown.count("\n") - conversion.lines_in(shown)
    counted = conversion.keep(Piece("", taken, is_unseen=True, plain="")) if taken > 0 else ""
    return f"{shown}{counted}" if not _BLOCK.match(shown) else f"{SOFT}{shown}{counted}"
