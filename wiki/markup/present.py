"""The last step before a stored rendering is shown: red links, and tools beside the headings.

The shapes that `render` promises in its HTML, and that nothing else there can have:

    <a class="wikilink" href="/wiki/Kommun:Uddevalla#Testmilj%C3%B6">label</a>     a link to a page, existing or not
    <h2 id="Anchor">Text, with inline elements</h2>                                a heading, h2 to h6

Which pages exist is asked when the page is shown, so creating a page makes no rendering stale.
"""

import re
from collections.abc import Callable, Container
from html import escape, unescape

from wiki.markup.names import PageName
from wiki.markup.reading import page_at

_WIKILINK = re.compile('<a class="wikilink" href="(/wiki/[^"#]*)(#[^"]*)?">')
_WIKILINK_PATH = re.compile('<a class="wikilink" href="(/wiki/[^"#]*)[#"]')
_HEADING = re.compile('<(h[2-4]) id="([^"]*)">(.*?)</\\1>', re.DOTALL)
_TAG = re.compile("<[^>]*>")


def targets(html: str) -> set[PageName]:
    """The pages that the wikilinks in `html` lead to; ask which of them exist, then `present`."""
    return {page for path in set(_WIKILINK_PATH.findall(html)) if (page := page_at(path))}


def present(
    html: str,
    exists: Container[str] | Callable[[str], bool],
    red_href: Callable[[PageName], str],
    red_title: Callable[[PageName], str],
    heading_label: Callable[[str], str],
) -> str:
    """`html`, as `render` gave it, with links to missing pages made red and a link to itself beside each heading.

    `exists` holds (or is asked for) full names. `red_href` is where a red link leads, `red_title` what it says on
    hovering, `heading_label` the name of a heading's link, from its plain text. All three are escaped here.
    """
    known = exists if callable(exists) else exists.__contains__

    red: dict[str, str] = {}
    for page_path in set(_WIKILINK_PATH.findall(html)):
        page = page_at(page_path)
        if page and not known(page.full):
            title = escape(red_title(page))
            red[page_path] = f'<a class="wikilink red" href="{escape(red_href(page))}" title="{title}">'

    def wikilink(link: re.Match[str]) -> str:
        return red.get(link[1]) or link[0]

    def heading(found: re.Match[str]) -> str:
        _, anchor, inside = found.groups()
        label = escape(heading_label(unescape(_TAG.sub("", inside)).strip()))
        tools = f'<span class="tools"><a class="anchor" href="#{anchor}" aria-label="{label}">#</a></span>'
        return f'<div class="heading">{found[0]}{tools}</div>'

    return _HEADING.sub(heading, _WIKILINK.sub(wikilink, html) if red else html)
