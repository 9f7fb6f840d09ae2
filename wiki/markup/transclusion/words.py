"""Magic words: what stands for the name of the page, and what switches something on or off.

The names are MediaWiki's (docs: Help:Magic words). Those that change by themselves, such as `{{CURRENTYEAR}}` or
`{{NUMBEROFPAGES}}`, are left as they are written: a page is kept as it was made, so they would soon be wrong.
"""

import re
from collections.abc import Callable

from wiki.markup.names import PageName
from wiki.markup.transclusion.shielded import shielded
from wiki.markup.transclusion.values import Switch

_NAMES: dict[str, Callable[[PageName], str]] = {
    "PAGENAME": lambda page: page.title,
    "SIDNAMN": lambda page: page.title,
    "FULLPAGENAME": lambda page: page.full,
    "HELASIDNAMNET": lambda page: page.full,
    "NAMESPACE": lambda page: page.namespace.prefix,
    "NAMNRYMD": lambda page: page.namespace.prefix,
    "SUBPAGENAME": lambda page: page.leaf,
    "UNDERSIDNAMN": lambda page: page.leaf,
    "BASEPAGENAME": lambda page: page.parent.title if page.parent else page.title,
    "GRUNDSIDNAMN": lambda page: page.parent.title if page.parent else page.title,
    "ROOTPAGENAME": lambda page: page.base.title,
}
_SITE = frozenset({"SITENAME", "SAJTNAMN", "SITENAMN"})
_CHANGING = re.compile("(?:CURRENT|LOCAL|REVISION|NUMBEROF|NUVARANDE|LOKAL|ANTAL)[A-Z0-9]{2,20}")
_FUNCTION = re.compile(
    "#|(?:subst|safesubst|int|msg|raw|lc|lcfirst|uc|ucfirst|urlencode|anchorencode|fullurl|localurl|formatnum|plural|ns"
    "|padleft|padright|defaultsort|standardsortering|displaytitle|visatitel):",
    re.IGNORECASE,
)
_PLACES = frozenset({"exempel", "eksempler", "examples"})
_SWITCHES: dict[str, Switch] = {
    "TOC": "toc",
    "FORCETOC": "toc",
    "INNEHÅLLSFÖRTECKNING": "toc",
    "ALLTIDINNEHÅLLSFÖRTECKNING": "toc",
    "NOTOC": "notoc",
    "INGENINNEHÅLLSFÖRTECKNING": "notoc",
    "NOEDITSECTION": "noeditsection",
    "INTEREDIGERASEKTION": "noeditsection",
}
_SWITCH = re.compile(f"__({'|'.join(_SWITCHES)})__[ \t]*")


def word_for(called: str, page: PageName | None, site: str = "") -> str | None:
    """What a magic word stands for on `page` of the wiki called `site`; None for what is none."""
    if called in _SITE:
        return site or None
    return _NAMES[called](page) if page and called in _NAMES else None


def is_left_alone(called: str) -> bool:
    """Whether a name in double braces is none to take in: a place that the wiki fills, a function, a date."""
    return (
        called.casefold() in _PLACES or called in _SITE or bool(_FUNCTION.match(called) or _CHANGING.fullmatch(called))
    )


def switched(text: str) -> tuple[str, frozenset[Switch]]:
    """`text` without its switches, and which ones they were."""
    if "__" not in text:
        return text, frozenset()
    spans = shielded(text)
    found = [each for each in _SWITCH.finditer(text) if not spans.cover(each.start())]
    kept, at = [], 0
    for each in found:
        kept.append(text[at : each.start()])
        at = each.end()
    return "".join([*kept, text[at:]]), frozenset(_SWITCHES[each[1]] for each in found)
