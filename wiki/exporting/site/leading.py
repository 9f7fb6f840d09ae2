"""HTML of the wiki's templates, made to stand by itself.

Every address in it becomes a relative one, or the link becomes text; signs are drawn in place, because a browser that
reads from a disk fetches none from another file. Our templates and the sanitised text are known: attributes stand in
double quotes, and links do not lie within each other.
"""

import re
from html import escape, unescape

from wiki.core.i18n import gettext
from wiki.exporting.site.copies import Copies, icons, static_path
from wiki.exporting.site.site import Site

_LINK = re.compile(r'<a((?:\s[^<>"=]+(?:="[^"]*")?)*)>(.*?)</a>', re.DOTALL)
_IMAGE = re.compile(r'<img((?:\s[^<>"=]+(?:="[^"]*")?)*)>')
_LINKED = re.compile(r'(<(?:link|script|form)\s[^<>]*?(?:href|src|action)=")(/[^"]*)"')
_ICON = re.compile(r'<svg([^<>]*)><use href="/static/[^"#]*#([^"]*)"/></svg>')
_ATTRIBUTE = re.compile(r'\s([^<>"=\s]+)(?:="([^"]*)")?')
_REFRESH = re.compile(r'(<meta http-equiv="refresh" content="0; url=)(/[^"]*)"')

_ACTS = frozenset({"ds-button", "quiet", "edit-section", "invite"})
"""Classes of links that only lead to something one can do in the wiki: without it nothing is left of them."""
_KEPT = ("class", "lang", "id")
_LOOKS = frozenset({"wikilink", "red", "upload", "external"})  # of links, which text has not


class Leading:
    """Makes pages stand by themselves in the copy `site`, whose files are `copies`."""

    def __init__(self, site: Site, copies: Copies) -> None:
        self._site, self._copies, self._icons = site, copies, icons()

    def stand_alone(self, html: str, path: str) -> str:
        """The page that is to lie at `path` below the folder."""
        up = "../" * path.count("/")
        html = _ICON.sub(self._icon, html)
        html = _IMAGE.sub(lambda found: self._image(found[1], up), html)
        html = _LINK.sub(lambda found: self._link(found[1], found[2], up), html)
        html = _REFRESH.sub(lambda found: f'{found[1]}{self._href(unescape(found[2]), up)}"', html)
        return _LINKED.sub(lambda found: f'{found[1]}{self._href(unescape(found[2]), up)}"', html)

    def _icon(self, found: re.Match[str]) -> str:
        box, drawn = self._icons[found[2]]
        return f'<svg{found[1]} viewBox="{box}">{drawn}</svg>'

    def _href(self, address: str, up: str) -> str:
        if address.startswith("/static/"):
            return up + static_path(address)
        way = self._site.way(address)
        return escape(way.href if way.is_outside else up + way.href)

    def _image(self, attributes: str, up: str) -> str:
        given = _attributes(attributes)
        path = self._file(given.get("src", ""))
        if path is None:
            return f'<span class="not-here">{escape(given.get("alt", ""))}</span>'
        given["src"] = up + path
        if "srcset" in given:
            offered = [each.split(" ") for each in given["srcset"].split(", ")]
            sizes = [(self._file(address), wide) for address, wide in offered]
            given["srcset"] = ", ".join(f"{up}{at} {wide}" for at, wide in sizes if at)
        return _tag("img", given)

    def _file(self, address: str) -> str | None:
        return self._copies.path(address) if address.startswith(("/file/", "/thumb/")) else None

    def _link(self, attributes: str, inside: str, up: str) -> str:
        given = _attributes(attributes)
        address = given.get("href", "#")
        if not address.startswith("/"):
            return f"<a{attributes}>{inside}</a>"
        if address.startswith(("/file/", "/thumb/")):
            path = self._file(address)
            if path:
                return f"{_tag('a', {**given, 'href': up + path})}{inside}</a>"
            return _text(given, inside, gettext("The file is not in this copy"))
        way = self._site.way(address)
        if way.href:
            given["href"] = way.href if way.is_outside else up + way.href
            if way.is_outside:
                given["class"] = " ".join(filter(None, (given.get("class", ""), "external")))
            return f"{_tag('a', given)}{inside}</a>"
        return self._without_link(given, inside, way.why)

    @staticmethod
    def _without_link(given: dict[str, str], inside: str, why: str) -> str:
        classes = set(given.get("class", "").split())
        if classes & _ACTS:
            return ""
        if "upload" in classes:  # it said how to put the file in
            words = escape(gettext("%(name)s (upload)", name=""))
            return _text(given, inside.removesuffix(words), gettext("The file is not in this copy"))
        return _text(given, inside, given.get("title", "") if "red" in classes else why)


def _text(given: dict[str, str], inside: str, why: str) -> str:
    """What a link says, without being one; `why` stands in its title."""
    classes = [each for each in given.get("class", "").split() if each not in _LOOKS]
    kept = {name: given[name] for name in _KEPT if name in given}
    kept["class"] = " ".join([*classes, *(["not-here"] if why else [])])
    if why:
        kept["title"] = why
    kept = {name: value for name, value in kept.items() if value}
    return f"{_tag('span', kept)}{inside}</span>" if kept else inside


def _attributes(text: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def _tag(name: str, attributes: dict[str, str]) -> str:
    return f"<{name}" + "".join(f' {key}="{escape(value)}"' for key, value in attributes.items()) + ">"
