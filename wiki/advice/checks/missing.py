"""Links to pages that nobody has written yet."""

import re
from collections.abc import Callable, Iterable, Iterator

from wiki.advice.findings import Finding
from wiki.core.errors import N_
from wiki.markup import BadName, Namespace, PageName
from wiki.markup.wikilinks import read_target

NAMED = 3  # pages that one tip names

_WIKILINK = re.compile(r"\[\[([^\[\]\n]+)\]\]")


def links_to_missing_pages(
    text: str, name: PageName, existing: Callable[[Iterable[PageName]], set[str]]
) -> Iterator[Finding]:
    """One finding for all of them, at the first; `text` is the prose of a source."""
    places: dict[PageName, re.Match[str]] = {}
    for link in _WIKILINK.finditer(text):
        target = _target(link[1], name)
        if target and target != name:
            places.setdefault(target, link)
    found = existing(places)
    missing = [target for target in places if target.full not in found]
    if missing:
        first = places[missing[0]]
        others = len(missing) - NAMED
        yield Finding(
            code="missing",
            severity="info",
            title=N_("Nobody has written these pages yet, and that is welcome: %(pages)s"),
            text=N_("The links show what is wished for. Whoever knows more can begin the page."),
            start=first.start(),
            end=first.end(),
            params={
                "pages": ", ".join(target.full for target in missing[:NAMED]) + (f" +{others}" if others > 0 else "")
            },
        )


def _target(inside: str, name: PageName) -> PageName | None:
    """The page that a wikilink leads to; categories and files are not waited for."""
    try:
        target = read_target(inside, name)
    except BadName:
        return None
    if target.page is None or target.categorises or target.page.namespace is Namespace.FILE:
        return None
    return target.page
