"""Summaries with links in them: [[Page]], [[Page|label]] and [[Special:Permanentlänk/12|Page]], as in MediaWiki."""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from wiki.markup.names import BadName, PageName, parse_name

_LINK = re.compile(r"\[\[:?([^\[\]|]{1,300})(?:\|([^\[\]|]{1,300}))?\]\]")
_VERSION = re.compile(r"Special ?:(?:Permanentlänk|PermanentLink|Permalenke)/([0-9]{1,9})", re.IGNORECASE)


def link_to_version(name: PageName, number: int | None) -> str:
    """A link to a version of the page `name`, as it is written in a summary."""
    return f"[[Special:Permanentlänk/{number}|{name.full}]]"


def with_links(summary: str) -> Markup:
    """`summary` as HTML, with its links; all else in it is text."""
    return Markup().join(_pieces(summary))


def plain(summary: str) -> str:
    """`summary` as text: what its links show, without their brackets."""
    return _LINK.sub(lambda link: link[2] or link[1], summary)


def _pieces(summary: str) -> Iterator[Markup]:
    end = 0
    for link in _LINK.finditer(summary):
        yield escape(summary[end : link.start()])
        yield _link(link[1], link[2] or link[1], link[0])
        end = link.end()
    yield escape(summary[end:])


def _link(target: str, label: str, written: str) -> Markup:
    version = _VERSION.fullmatch(target.strip())
    try:
        path = parse_name(label if version else target).path
    except BadName:
        return escape(written)
    return Markup('<a href="{}{}">{}</a>').format(path, f"?oldid={version[1]}" if version else "", label)
