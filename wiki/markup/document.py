"""What rendering a page gives: values that can be stored, compared and sent between processes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from wiki.markup.names import PageName
from wiki.markup.transclusion.values import Switch

LinkKind = Literal["link", "file", "category", "redirect", "template"]


@dataclass(frozen=True)
class Heading:
    """A heading of the page: `level` 2 to 6, its plain text, and the id it has in the HTML.

    `origin` is the full name of the page whose source holds it, where it was taken in, or stands in what was given to
    a template; "" where it is a line of the page's own.
    """

    level: int
    text: str
    anchor: str
    origin: str = ""


@dataclass(frozen=True)
class Link:
    """A link from the page to another, with the sentence it stands in, so that backlinks can show why they are there.

    `heading` and `anchor` are the section it stands in ("" above the first heading). `before + label + after` is the
    sentence as plain text, cut at words with "…" to about 240 characters. Categories, redirects and templates have no
    sentence; the label of a category is what the page is sorted by there, if it says. A "file" is a picture that is
    shown, its caption as the label, or a document that is linked to; a "template" is a page that is taken in.
    """

    kind: LinkKind
    target: PageName
    fragment: str = ""
    label: str = ""
    heading: str = ""
    anchor: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Document:
    """All that follows from a source: HTML to show, and what the rest of the wiki wants to know about the text.

    `links` has the redirect first, then the links in order of appearance, then the categories, then the templates.
    `made_of` are all pages that were taken in, with the number of the version of each, 0 where there was none.
    `text` is the plain text for searching, a paragraph a line; `lead` its beginning, at most 300 characters. `language`
    is the page's own, if it says one. `notices` are codes: "too-large", "too-complex", "too-slow", "bad-front-matter".
    """

    html: str
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    redirect: PageName | None = None
    redirect_fragment: str = ""
    categories: tuple[PageName, ...] = ()
    fields: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    lead: str = ""
    language: str | None = None
    notices: tuple[str, ...] = ()
    made_of: tuple[tuple[PageName, int], ...] = ()
    switches: frozenset[Switch] = frozenset()
