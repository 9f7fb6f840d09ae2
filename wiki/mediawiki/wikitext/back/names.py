"""What our pages are called in a MediaWiki: numbers and names of namespaces, and of the talk pages beside them."""

from collections.abc import Mapping

from wiki.markup import Namespace, PageName
from wiki.mediawiki.wikitext.names import Names

NUMBERS: Mapping[Namespace, int] = {
    Namespace.MAIN: 0,
    Namespace.USER: 2,
    Namespace.PROJECT: 4,
    Namespace.FILE: 6,
    Namespace.TEMPLATE: 10,
    Namespace.HELP: 12,
    Namespace.CATEGORY: 14,
    # MediaWiki leaves 3000 to 4999 to each wiki (Extension default namespaces)
    Namespace.MUNICIPALITY: 3000,
    Namespace.COOPERATION: 3002,
    Namespace.THEME: 3004,
    Namespace.TOOL: 3006,
    Namespace.WORKSHOP: 3008,
    Namespace.CHECKLIST: 3010,
    Namespace.REQUEST: 3012,
}
"""The number of each namespace; that of its talk pages is one more."""

_TALK = {  # what the Swedish MediaWiki says, and Swedish compounds for what it does not have
    Namespace.MAIN: "Diskussion",
    Namespace.USER: "Användardiskussion",
    Namespace.COOPERATION: "Samverkansdiskussion",
    Namespace.TOOL: "Verktygsdiskussion",
    Namespace.CHECKLIST: "Checklistediskussion",
    Namespace.REQUEST: "Efterlysningsdiskussion",
}


def talk_prefix(namespace: Namespace) -> str:
    """What the talk pages of a namespace are called."""
    return _TALK.get(namespace, f"{namespace.prefix}diskussion")


def talk_name(page: PageName) -> str:
    """What MediaWiki calls the talk page of a page."""
    return f"{talk_prefix(page.namespace)}:{page.title}"


NAMESPACES: Mapping[int, str] = {
    -2: "Media",
    -1: "Special",
    8: "MediaWiki",
    9: "MediaWiki-diskussion",
    **{number: namespace.prefix for namespace, number in NUMBERS.items()},
    **{number + 1: talk_prefix(namespace) for namespace, number in NUMBERS.items()},
}
"""The names of all namespaces, as an export tells them."""

NAMES = Names.of(NAMESPACES)
"""How `convert` reads what was written for such a wiki."""
