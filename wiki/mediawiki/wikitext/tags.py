"""HTML within a line: what our Markdown knows stays, what only gives looks goes, the rest is text."""

import re
from html import escape, unescape

from wiki.mediawiki.wikitext.conversion import Conversion
from wiki.mediawiki.wikitext.urls import safe

KEPT = frozenset(re.split(r"\|", "sup|sub|kbd|small|mark|ins|del|u|s|b|i|em|strong|code|var|samp|cite|q|dfn|bdi"))
_OTHERWISE = {"strike": "s", "tt": "code"}
_LOOKS = frozenset(
    re.split(r"\|", "span|font|big|center|div|p|bdo|section|rb|rp|rt|ruby|rtc|data|time|nobr|caption|thead|tbody|tfoot")
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(.*?)(/?)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_ADDRESS = re.compile(r"/[a-zA-Z0-9][^\s<>]{0,500}|/")
_LANGUAGE = re.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")


PLACE = "wikiplats"
"""The class of words that lead to another place of this wiki than a page; their title is its address."""


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag, by their names in small letters."""
    if "=" not in written:
        return {}
    return {
        found[1].lower(): unescape(found[2] or found[3] or found[4] or "") for found in _ATTRIBUTE.finditer(written)
    }


def inline_tag(conversion: Conversion, written: str) -> str | None:
    """What stands for a tag within a line; None for one that MediaWiki shows as text."""
    found = _TAG.fullmatch(written)
    assert found
    name, rest = found[2].lower(), found[3]
    name = _OTHERWISE.get(name, name)
    if name in ("br", "wbr"):
        return f"<{name}>"
    if name in KEPT:
        if rest.strip():
            _lose_looks(conversion, written, rest)
        return "" if found[4] else f"<{found[1]}{name}>"
    if name in ("span", "abbr"):
        return _closed(conversion, name) if found[1] else _spanned(conversion, name, written, rest, bool(found[4]))
    if name in _LOOKS:
        if not found[1] and (rest.strip() or name == "big"):
            _lose_looks(conversion, written, rest or "style=big")
        return ""
    return None


def _spanned(conversion: Conversion, name: str, written: str, rest: str, is_empty: bool) -> str:
    given = attributes(rest)
    title = given.get("title", "")[:200] if name == "abbr" else ""
    language = given.get("lang", "") if name == "span" else ""
    if given.get("class") == PLACE and _ADDRESS.fullmatch(title := given.get("title", "")) and not is_empty:
        conversion.spans.append(f"]({safe(title)})")
        return "["
    if set(given) - {"title", "lang"}:
        _lose_looks(conversion, written, rest)
    opening = ""
    if title:
        opening = f'<abbr title="{escape(title.replace(chr(10), " "))}">'
    elif name == "abbr":
        opening = "<abbr>"
    elif _LANGUAGE.fullmatch(language) and len(language) <= 20:
        opening = f'<span lang="{language}">'
    if is_empty:
        return ""
    conversion.spans.append(f"</{name}>" if opening else "")
    return opening


def _closed(conversion: Conversion, name: str) -> str:
    if conversion.spans and (conversion.spans[-1] in ("", f"</{name}>") or conversion.spans[-1][0] == "]"):
        return conversion.spans.pop()
    return ""


def _lose_looks(conversion: Conversion, written: str, rest: str) -> None:
    if attributes(rest):
        conversion.lose("attributes", written)
