"""What rendering a page gives: values that can be stored, compared and sent between processes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from wiki.markup.names import PageName

LinkKind = Literal["link", "file", "category", "redirect"]


@dataclass(frozen=True)
class Heading:
    """A heading of the page: `level` 2 to 6, its plain text, and the id it has in the HTML."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Link:
    """A link from the page to another, with the sentence it stands in, so that backlinks can show why they are there.

    `heading` and `anchor` are the section it stands in ("" above the first heading). `before + label + after` is the
    sentence as plain text, cut at words with "…" to about 240 characters. Categories and redirects have no sentence. A
    "file" is a picture that is shown, its caption as the label, or a document that is linked to.
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

    `links` has the redirect first, then the links in order of appearance, then the categories. `text` is the plain
    text for searching, a paragraph a line; `lead` its beginning, at most 300 characters. `language` is the page's own,
    if it says one. `notices` are codes: "too-large", "too-complex", "too-slow", "bad-front-matter".
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
