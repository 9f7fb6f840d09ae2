"""From a source to a Document: take the front matter off, parse, sanitise, read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from wiki.markup import frontmatter
from wiki.markup.dialect import to_html
from wiki.markup.document import Document, Heading, Link
from wiki.markup.limits import is_too_complex
from wiki.markup.names import PageName
from wiki.markup.reading import MAX_LEAD, Reading
from wiki.markup.sanitise import sanitise
from wiki.markup.sentences import shorten
from wiki.markup.source import MAX_BYTES, normalise
from wiki.markup.transclusion import Expanded
from wiki.markup.wikilinks import Target, anchor, read_redirect

VERSION = 6
"""Counts up whenever the same source gives another Document, so that stored renderings are made anew."""


def render(source: str | Expanded, page: PageName | None = None) -> Document:
    """What `source` says when it stands on `page`. Pure; may be slow for strange texts (see `render_safely`).

    A source that is given as it was written takes nothing in: that is for `transclusion.expand` to do before.
    """
    expanded = source if isinstance(source, Expanded) else _as_written(source)
    if len(expanded.text) > MAX_BYTES or len(expanded.text.encode(errors="replace")) > MAX_BYTES:
        return plain(expanded, "too-large")
    if is_too_complex(expanded.text):
        return plain(expanded, "too-complex")
    front = frontmatter.read(expanded.text)
    redirect, body = read_redirect(front.body)
    parsed = to_html(body, page, expanded.faults)
    html = sanitise(parsed.html)
    reading = Reading(html)
    categories = (Link("category", name, label=key) for name, key in parsed.categories.items())
    document = Document(
        html=html,
        headings=tuple(_with_origin(heading, parsed.foreign, expanded.foreign) for heading in reading.headings),
        links=(*_redirect_link(redirect), *reading.links, *categories),
        redirect=redirect.page if redirect else None,
        redirect_fragment=anchor(redirect.fragment) if redirect and redirect.fragment else "",
        categories=tuple(parsed.categories),
        fields=front.fields,
        text=reading.text,
        lead=reading.lead,
        language=front.language,
        notices=("bad-front-matter",) if front.broken else (),
        switches=expanded.switches,
    )
    return _made_of(document, expanded)


def plain(source: str | Expanded, notice: str) -> Document:
    """The source as it is written, for texts that cannot be rendered; searchable, but without links and fields."""
    expanded = source if isinstance(source, Expanded) else _as_written(source)
    text = normalise(expanded.source[:MAX_BYTES])
    lead = shorten(" ".join(text[: 4 * MAX_LEAD].split()), MAX_LEAD)
    html = f'<pre class="plain">{escape(text, quote=False)}</pre>'
    return _made_of(Document(html=html, text=text.strip(), lead=lead, notices=(notice,)), expanded)


def _as_written(source: str) -> Expanded:
    text = normalise(source) if len(source) <= MAX_BYTES else source
    return Expanded(text, text)


def _made_of(document: Document, expanded: Expanded) -> Document:
    """The document with what it was made of: whatever became of it, it has to be made anew when that changes."""
    if not expanded.made_of:
        return document
    taken = (Link("template", name) for name, _version in expanded.made_of)
    return replace(document, links=(*document.links, *taken), made_of=expanded.made_of)


def _with_origin(heading: Heading, foreign: Mapping[str, int], pages: Sequence[PageName]) -> Heading:
    number = foreign.get(heading.anchor, -1)
    return replace(heading, origin=pages[number].full) if 0 <= number < len(pages) else heading


def _redirect_link(redirect: Target | None) -> tuple[Link, ...]:
    if not redirect or not redirect.page:
        return ()
    fragment = anchor(redirect.fragment) if redirect.fragment else ""
    return (Link("redirect", redirect.page, fragment),)
