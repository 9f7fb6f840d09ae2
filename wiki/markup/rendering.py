"""From a source to a Document: take the front matter off, parse, sanitise, read."""

from html import escape

from wiki.markup import frontmatter
from wiki.markup.dialect import to_html
from wiki.markup.document import Document, Link
from wiki.markup.limits import is_too_complex
from wiki.markup.names import PageName
from wiki.markup.reading import MAX_LEAD, Reading
from wiki.markup.sanitise import sanitise
from wiki.markup.sentences import shorten
from wiki.markup.source import MAX_BYTES, normalise
from wiki.markup.wikilinks import Target, anchor, read_redirect

VERSION = 4
"""Counts up whenever the same source gives another Document, so that stored renderings are made anew."""


def render(source: str, page: PageName | None = None) -> Document:
    """What `source` says when it stands on `page`. Pure; may be slow for strange texts (see `render_safely`)."""
    if len(source) > MAX_BYTES or len(source.encode(errors="replace")) > MAX_BYTES:
        return plain(source[:MAX_BYTES], "too-large")
    source = normalise(source)
    if is_too_complex(source):
        return plain(source, "too-complex")
    front = frontmatter.read(source)
    redirect, body = read_redirect(front.body)
    html, categories = to_html(body, page)
    html = sanitise(html)
    reading = Reading(html)
    return Document(
        html=html,
        headings=tuple(reading.headings),
        links=(*_redirect_link(redirect), *reading.links, *(Link("category", name) for name in categories)),
        redirect=redirect.page if redirect else None,
        redirect_fragment=anchor(redirect.fragment) if redirect and redirect.fragment else "",
        categories=categories,
        fields=front.fields,
        text=reading.text,
        lead=reading.lead,
        language=front.language,
        notices=("bad-front-matter",) if front.broken else (),
    )


def plain(source: str, notice: str) -> Document:
    """The source as it is written, for texts that cannot be rendered; searchable, but without links and fields."""
    text = normalise(source)
    lead = shorten(" ".join(text[: 4 * MAX_LEAD].split()), MAX_LEAD)
    html = f'<pre class="plain">{escape(text, quote=False)}</pre>'
    return Document(html=html, text=text.strip(), lead=lead, notices=(notice,))


def _redirect_link(redirect: Target | None) -> tuple[Link, ...]:
    if not redirect or not redirect.page:
        return ()
    fragment = anchor(redirect.fragment) if redirect.fragment else ""
    return (Link("redirect", redirect.page, fragment),)
