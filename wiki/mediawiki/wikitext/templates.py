"""What stands between double and triple braces: templates, their parameters, magic words, parser functions."""

import re
from collections.abc import Callable

from wiki.markup import BadName, Namespace
from wiki.mediawiki.wikitext.conversion import OPEN, PIECE, Conversion, Piece
from wiki.mediawiki.wikitext.escaping import code_span, fence
from wiki.mediawiki.wikitext.functions import carried_out
from wiki.mediawiki.wikitext.inline import inline
from wiki.mediawiki.wikitext.names import TEMPLATE

VARIABLES = {
    **dict.fromkeys(("PAGENAME", "SIDNAMN", "SIDENAVN"), "PAGENAME"),
    **dict.fromkeys(("FULLPAGENAME", "HELASIDNAMNET", "FULLSIDENAVN"), "FULLPAGENAME"),
    **dict.fromkeys(("NAMESPACE", "NAMNRYMD", "NAVNEROM"), "NAMESPACE"),
    **dict.fromkeys(("SUBPAGENAME", "UNDERSIDNAMN", "UNDERSIDENAVN"), "SUBPAGENAME"),
    **dict.fromkeys(("BASEPAGENAME", "GRUNDSIDNAMN", "GRUNNSIDENAVN"), "BASEPAGENAME"),
    "ROOTPAGENAME": "ROOTPAGENAME",
    **dict.fromkeys(("SITENAME", "SAJTNAMN", "SITENAMN"), "SITENAME"),
}
"""Magic words that the wiki fills in."""
_UNFILLED = re.compile(
    "(?:CURRENT|LOCAL|REVISION|NUMBEROF|NUVARANDE|LOKAL|ANTAL)[A-Z0-9]{2,20}"
    "|SERVER|SERVERNAME|SCRIPTPATH|STYLEPATH|DIRECTIONMARK|CONTENTLANGUAGE|PAGEID|PAGELANGUAGE"
    "|(?:TALK|SUBJECT|ARTICLE)(?:PAGENAME|SPACE)E?|(?:FULL|BASE|SUB|ROOT)?PAGENAMEE|NAMESPACE(?:E|NUMBER)"
)
_SORTING = ("DEFAULTSORT", "STANDARDSORTERING", "DEFAULTSORTKEY", "DEFAULTCATEGORYSORT")
_DROPPED = ("DISPLAYTITLE", "VISATITEL", "VISTITTEL")
_FUNCTION = re.compile(
    r"#|(?:lc|uc|lcfirst|ucfirst|formatnum|padleft|padright|plural|gender|grammar|urlencode|fullurl|localurl|canonicalurl"
    r"|anchorencode|filepath|ns|nse|int|bidi|msgnw|raw|special|pagesincategory|protectionlevel|numberingroup)(?:e)?:",
    re.IGNORECASE,
)
_UNSUBSTITUTED = re.compile("(?:subst|safesubst|ers|subst&aacute;):", re.IGNORECASE)
_PLACES = frozenset(("exempel", "eksempler", "examples"))
"""Places in our text that the wiki fills."""
_BLOCKS = re.compile(r"\n[ ]*(?:[*#:;=]|\{\||\n|-{4})|^[ ]*(?:[*#:;]|\{\|)")

Blocks = Callable[[Conversion, str], str]


def parameter(conversion: Conversion, inside: str, original: str, blocks: Blocks) -> str:
    """The sign for a place in a template that is filled when it is used."""
    name, bar, default = inside.partition("|")
    text = f"{{{{{{{conversion.restored(name)}{bar}{_value(conversion, default, blocks)}}}}}}}"
    return conversion.keep(Piece(text, original.count("\n"), plain=original))


def call(conversion: Conversion, inside: str, original: str, blocks: Blocks) -> str:
    """The sign for a template that is used, or for what looks like one."""
    name, *given = inside.split("|")
    name = conversion.seen(name)
    gap = name[len(name.rstrip()) :] if given else ""
    word = PIECE.sub("", name).strip()
    before, colon, after = word.partition(":")
    lines = original.count("\n")
    if before in (*_SORTING, *_DROPPED) and colon:
        if before in _DROPPED:
            conversion.lose("magic", original)
        else:
            conversion.default_sort = conversion.restored(after).strip()
        return conversion.keep(Piece("", lines, is_unseen=True, plain=original))
    if word in ("!", "="):
        return conversion.keep(Piece("\\|" if word == "!" else "&#61;", plain=original))
    if word.casefold() in _PLACES:
        return conversion.keep(Piece(conversion.restored(original), lines, plain=original))
    if before in VARIABLES and not colon:
        return conversion.keep(Piece(f"{{{{{VARIABLES[before]}}}}}", lines, plain=original))
    if (said := carried_out(conversion, inside, original)) is not None:
        return said
    if before in VARIABLES or _UNFILLED.fullmatch(before):
        return _as_code(conversion, "variable", original)
    if _FUNCTION.match(word) or _UNSUBSTITUTED.match(word):
        return _as_code(conversion, "parser-function" if _FUNCTION.match(word) else "unsubstituted", original)
    if OPEN in name:
        return _as_code(conversion, "parser-function", original)
    return _use(conversion, word + gap, given, original, blocks)


def _use(conversion: Conversion, word: str, given: list[str], original: str, blocks: Blocks) -> str:
    try:
        page = conversion.names.page(word.rstrip(), 0 if word.startswith(":") else TEMPLATE).name
    except BadName:
        return _as_code(conversion, "link", original)
    conversion.templates.setdefault(page)
    written = f":{page.full}" if page.namespace is Namespace.MAIN else page.full
    arguments = "".join(f"|{_argument(conversion, argument, blocks)}" for argument in given)
    text = f"{{{{{written}{word[len(word.rstrip()) :]}{arguments}}}}}"
    return conversion.keep(Piece(text, original.count("\n"), plain=original))


def _argument(conversion: Conversion, argument: str, blocks: Blocks) -> str:
    name, equals, value = argument.partition("=")
    name = conversion.seen(name)
    if equals and OPEN not in name:
        return f"{name}={_value(conversion, value, blocks)}"
    return _value(conversion, argument, blocks)


def _value(conversion: Conversion, value: str, blocks: Blocks) -> str:
    """What is given to a template: converted, with the blanks around it as they were."""
    text = value.strip()
    if not text:
        return value
    start = value.index(text)
    if _BLOCKS.search(value):
        return f"\n{blocks(conversion, text)}\n"
    return value[:start] + inline(conversion, text) + value[start + len(text) :]


def _as_code(conversion: Conversion, kind: str, original: str) -> str:
    conversion.lose(kind, original)
    lines, text = original.count("\n"), conversion.restored(original)
    if lines:
        return conversion.keep(Piece(fence(text), lines, stands_alone=True, short=code_span(text), plain=original))
    return conversion.keep(Piece(code_span(text), plain=original))
