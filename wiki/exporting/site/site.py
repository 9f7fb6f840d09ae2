"""What lies where in the copy, and where the addresses of the wiki lead in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from wiki.core.i18n import gettext
from wiki.exporting.site.file_names import PAGE
from wiki.markup import BadName, Namespace, PageName, parse_name
from wiki.municipalities.naming import short_name

OWN = "/site/"
"""What addresses in our templates begin with that lead to the copy's own pages: `/site/themes.html`."""

_LISTS = {
    "/": "index.html",
    "/themes": "themes.html",
    "/municipalities": "municipalities.html",
    "/examples": "examples.html",
    "/categories": "categories.html",
    "/search": "search.html",
}


@dataclass(frozen=True)
class Way:
    """Where a link leads: `href` in the copy, below its folder, or out of it; empty where nothing is there.

    `why` then says to readers why there is no link, where they would wonder.
    """

    href: str = ""
    is_outside: bool = False
    why: str = ""


NOWHERE = Way()


@dataclass(frozen=True)
class Options:
    """What comes along besides the pages, of which part of the wiki, and in which language the copy speaks."""

    language: str
    theme: PageName | None = None
    with_talk: bool = False
    with_history: bool = False


@dataclass(frozen=True)
class Site:
    """The copy: the pages that come along with their paths, and those of the wiki that do not."""

    options: Options
    base_url: str
    pages: Mapping[PageName, str]  # in the order of their names; paths have no ending
    left_out: frozenset[PageName] = frozenset()
    talked_about: frozenset[PageName] = frozenset()  # those with topics, where these come along
    topics: Mapping[int, PageName] = field(default_factory=dict)  # on which page each topic is

    def path(self, name: PageName) -> str:
        """The file of a page, below the folder."""
        return self.pages[name] + PAGE

    def talk_path(self, name: PageName) -> str:
        """The file of what is said about a page."""
        return f"talk/{self.pages[name]}{PAGE}"

    def history_path(self, name: PageName) -> str:
        """The file of a page's versions."""
        return f"history/{self.pages[name]}{PAGE}"

    def living(self, name: PageName) -> str:
        """Where the page is read that goes on changing; empty where nobody has said where the wiki is."""
        return self.base_url + name.path if self.base_url else ""

    def way(self, address: str) -> Way:
        """Where an address of the wiki leads in the copy."""
        parts = urlsplit(address)
        found = self._way(unquote(parts.path), dict(parse_qsl(parts.query)))
        anchor = f"#{parts.fragment}" if parts.fragment and "#" not in found.href else ""
        return Way(found.href + anchor, found.is_outside) if found.href else found

    def _way(self, path: str, query: dict[str, str]) -> Way:
        if path.startswith(OWN):
            return Way(path.removeprefix(OWN))
        if path == "/examples" and set(query) == {"theme"}:
            return self._examples_of(query["theme"])
        if path in _LISTS and not query:
            return Way(_LISTS[path])
        begin, _, name = path.removeprefix("/").partition("/")
        if begin == "topic" and name.isdecimal() and int(name) in self.topics:
            return Way(f"{self.talk_path(self.topics[int(name)])}#topic-{name}")
        return self._page(begin, name, query)

    def _examples_of(self, theme: str) -> Way:
        name = PageName(Namespace.THEME, theme)
        return Way(f"{self.path(name)}#mk-how") if name in self.pages else NOWHERE

    def _page(self, begin: str, text: str, query: dict[str, str]) -> Way:
        try:
            name = parse_name(text)
        except BadName:
            return NOWHERE
        if begin == "wiki" and not query.keys() - {"redirect", "redirectedfrom"}:
            return self.way_to(name)
        if begin == "talk" and name in self.talked_about:
            return Way(self.talk_path(name))
        if begin == "history" and self.options.with_history and name in self.pages:
            return Way(self.history_path(name))
        return NOWHERE

    def way_to(self, name: PageName) -> Way:
        """Where a link to a page leads: into the copy, to the living wiki, or nowhere."""
        for each in filter(None, (name, short_name(name))):
            if each in self.pages:
                return Way(self.path(each))
            if each in self.left_out:
                why = gettext("%(name)s is not in this copy", name=each.full)
                return Way(self.living(each), is_outside=True, why=why) if self.base_url else Way(why=why)
        if name.namespace is Namespace.USER:  # most people have no page, and nobody misses it
            return NOWHERE
        return Way(why=gettext("%(name)s (page does not exist)", name=name.full))
