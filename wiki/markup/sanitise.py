"""The last word on HTML from people: one allow-list, applied by two engines one after the other.

bleach applies it first, nh3 (ammonia) has the last word, so that a fault in one is not a hole in the wiki.
"""

import re

import bleach  # type: ignore[import-untyped]
import nh3

_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "br",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "var",
        "wbr",
    }
)
_BLOCKS = frozenset(
    {
        "blockquote",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "summary",
        "ul",
        "img",
        "input",
        "label",
    }
)
_TABLES = frozenset({"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"})
TAGS = _INLINE | _BLOCKS | _TABLES
"""The elements that may come out."""

_CLASSES = {
    "a": {
        *("wikilink", "external", "footnote-ref", "footnote-backref", "file"),
        *("fault missing", "fault section", "fault loop", "fault deep", "fault many", "fault large"),
    },
    "img": {"file", "file bare"},
    "details": {"instructions"},
    "div": {"scroll", "examples", "footnote", "note", "note tip", "note important", "note warning"},
    "ul": {"tasks"},
    "ol": {"tasks"},
    "li": {"task"},
    "td": {"center", "right"},
    "th": {"center", "right"},
    "pre": {"plain"},
}
_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_HEADING_ID = re.compile(r"(?!mk-|fn(?:ref)?[0-9]*:)\S+", re.IGNORECASE)
_FOOTNOTE_ID = re.compile("fn(?:ref[0-9]*)?:[0-9]+")
_LANGUAGE = re.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_FIGURE_CLASS = re.compile("picture(?: (?:left|right|center))?(?: w(?:50|[1-7][05]0|800))?")
_CODE_CLASS = re.compile("language-[A-Za-z0-9_+#-]{1,30}")
_PATTERNS = {"code": _CODE_CLASS, "figure": _FIGURE_CLASS}
_NUMBER = re.compile("[0-9]{1,4}")
_NO_URL = re.compile(r"[\x00-\x20\\]")  # browsers drop or turn these, so that "/\t/host" would lead to another site
_URL = re.compile("(?:https?://[^/]|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)


def sanitise(html: str) -> str:
    """`html` with nothing in it that could run, restyle the page, or pretend to be part of the layout.

    Elements outside the list lose their tags and keep their text; scripts and styles lose both.
    """
    first = bleach.clean(html, tags=TAGS, attributes=_keeps, protocols=_SCHEMES, strip=True, strip_comments=True)
    return nh3.clean(
        first,
        tags=set(TAGS),
        attributes={tag: set(_ATTRIBUTES.get(tag, ())) | _EVERYWHERE for tag in TAGS},
        attribute_filter=lambda tag, name, value: value if _keeps(tag, name, value) else None,
        url_schemes=set(_SCHEMES),
        link_rel=None,
        strip_comments=True,
        set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
    )


_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_EVERYWHERE = {"class", "lang"}
_ATTRIBUTES = {
    "a": {"href", "rel", "title"},
    "abbr": {"title"},
    "details": {"open"},
    "div": {"tabindex"},
    "img": {"src", "alt", "loading", "width", "height"},
    "input": {"type", "checked", "disabled"},
    "li": {"id"},
    "ol": {"start"},
    "sup": {"id"},
    "td": {"colspan", "rowspan"},
    "th": {"scope", "colspan", "rowspan"},
    **{heading: {"id"} for heading in _HEADINGS},
}
_VALUES = {
    "rel": re.compile("nofollow noopener"),
    "loading": re.compile("lazy"),
    "scope": re.compile("col|row"),
    "tabindex": re.compile("0"),
    "lang": _LANGUAGE,
    "type": re.compile("checkbox"),
    **dict.fromkeys(("width", "height", "colspan", "rowspan", "start"), _NUMBER),
}


def _keeps(tag: str, name: str, value: str) -> bool:
    """Whether an attribute may stay; asked by both engines."""
    if name == "class":
        pattern = _PATTERNS.get(tag)
        return value in _CLASSES.get(tag, ()) or bool(pattern and pattern.fullmatch(value))
    if name not in _EVERYWHERE and name not in _ATTRIBUTES.get(tag, ()):
        return False
    if name == "id":
        return _keeps_id(tag, value)
    if name in ("href", "src"):
        return is_safe_url(value) and (name == "href" or value.startswith(("/file/", "/wiki/")))
    return name not in _VALUES or bool(_VALUES[name].fullmatch(value))


def _keeps_id(tag: str, value: str) -> bool:
    """Headings have ids of their text, footnotes of their number; "mk-" belongs to the layout."""
    if tag in _HEADINGS:
        return bool(_HEADING_ID.fullmatch(value))
    return bool(_FOOTNOTE_ID.fullmatch(value))


def is_safe_url(url: str) -> bool:
    """Whether a link may lead there: the web, mail, telephone, or a place on this site (never "//host")."""
    return not _NO_URL.search(url) and bool(_URL.match(url))
