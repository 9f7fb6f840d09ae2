"""Wikilinks: [[Page]], [[Page|label]], [[Page#Heading]], [[#Heading]], [[/Subpage]], [[Kategori:X]] and redirects."""

import re
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from wiki.markup.names import BadName, Namespace, PageName, parse_name

PIPE = "\x1f"
"""Stands for "|" inside brackets, so that a table row is not split there; `normalise` lets no such sign through."""

# Letters right after the brackets belong to the label, as in MediaWiki: [[pilot]]er reads "piloter".
_WIKILINK = r"\[\[([^\[\]]+)\]\]([^\W\d_]*)"
_REDIRECT = re.compile(
    r"\s*#(?:REDIRECT|OMDIRIGERING|OMDIRIGER)[ \t]*:?[ \t]*\[\[([^\[\]\n]{1,1000})\]\][^\n]*(?:\n|\Z)", re.IGNORECASE
)
_ESCAPED = re.compile("\x02([0-9]+)\x03")  # how Python-Markdown keeps a character that had a backslash before it
_OWN_IDS = re.compile("mk-|fn(?:ref)?[0-9]*:", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """What the brackets point at; `page` is None for a place on the same page."""

    page: PageName | None
    fragment: str
    label: str
    categorises: bool

    @property
    def href(self) -> str:
        """The address of the link: ASCII, and ready to stand in HTML."""
        place = f"#{quote(anchor(self.fragment), safe='/:()!*,;@=+$~')}" if self.fragment else ""
        return (self.page.path if self.page else "") + place


def anchor(heading: str) -> str:
    """The id that a heading of this text has: spaces as underscores, no quotes; never one of the layout's own ids."""
    plain = "_".join(re.sub("[<>\"'&]", "", heading.replace("_", " ")).split())
    return "_" + plain if not plain or _OWN_IDS.match(plain) else plain


def read_target(inside: str, page: PageName | None) -> Target:
    """What `inside`, the text between the brackets, points at, seen from `page`; raises `BadName`."""
    named, divider, label = inside.replace(PIPE, "|").partition("|")
    named = unescaped(named).strip()
    name, _, fragment = named.partition("#")
    name, fragment = name.strip(), fragment.strip()
    if not name and fragment:
        return Target(None, fragment, label.strip() or fragment, categorises=False)
    if name.startswith("/") and page and page.namespace is not Namespace.CATEGORY:
        target, typed = parse_name(f":{page.full}/{name.strip('/')}"), name.strip("/")
    else:
        target = parse_name(name)
        typed = name.lstrip(":").strip().replace("_", " ") if target.namespace is Namespace.MAIN else target.full
    categorises = target.namespace is Namespace.CATEGORY and not name.startswith(":")
    if divider and not label.strip():
        typed, fragment_shown = target.title, ""
    else:
        fragment_shown = f"#{fragment}" if fragment else ""
    return Target(target, fragment, label.strip() or typed + fragment_shown, categorises)


def unescaped(text: str) -> str:
    """`text` with the characters that had a backslash before them."""
    return _ESCAPED.sub(lambda sign: chr(int(sign[1])), text)


def read_redirect(body: str) -> tuple[Target | None, str]:
    """Where the first line that is not empty redirects to, if it does, and the body without that line."""
    found = _REDIRECT.match(body)
    if not found:
        return None, body
    try:
        target = read_target(found[1], None)
    except BadName:
        return None, body
    return (target, body[found.end() :]) if target.page else (None, body)


class WikilinkProcessor(InlineProcessor):
    """Turns wikilinks into links, and remembers the categories; `page` is the page the text stands on."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(_WIKILINK, md)
        self.page: PageName | None = None
        self.categories: dict[PageName, str] = {}  # each with what the page is sorted by in it

    # The library's base class promises an old signature; its own subclasses override it like this.
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | str | None, int | None, int | None]:
        """A link element for one pair of brackets; a bad name leaves the text as it is."""
        named, divider, label = m[1].replace(PIPE, "|").partition("|")
        try:
            target = read_target(self.unescape(named) + divider + label, self.page)
        except BadName:
            return None, None, None
        if target.categorises and target.page:
            self.categories[target.page] = label.strip()
            return "", m.start(), m.end(1) + 2
        link = Element("a", {"href": target.href})
        if target.page:
            link.set("class", "wikilink")
        link.text = target.label + m[2]
        return link, m.start(), m.end()
