"""Atom (RFC 4287): a feed and its items as XML. The one way in which feeds are made here."""

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import current_app

from wiki.core.xml import xml_text

ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"
LANGUAGE = "xml:lang"
NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # when a feed without items was updated

_LEADS_WITHIN = re.compile(r'(<[^<>]*? (?:href|src)=")(/(?!/)[^"]*")')
_SIZES = re.compile(r'(<img [^<>]*?) (?:srcset|sizes)="[^"]*"')
_OF_THE_PAGE = re.compile(r'(<[^<>]*?) (?:id|class|data-[a-z-]+)="[^"]*"')


@dataclass(frozen=True)
class Item:
    """One thing that a feed tells. `path` and `related` are addresses within the wiki, `html` is sanitised."""

    key: str  # what it is, for ever and whatever it is called: "entry:17"
    title: str
    path: str
    updated: datetime
    published: datetime | None = None
    author: str | None = None  # None: the wiki itself
    author_path: str | None = None
    summary: str = ""
    html: str = ""
    language: str | None = None  # of the title and of what people wrote
    categories: Sequence[str] = ()


@dataclass(frozen=True)
class Feed:
    """A feed: what it is about, where the same is read as a page, and its items, the newest first.

    `here` and `pages` (by their relation: first, previous, next, last; RFC 5005, section 3) are full addresses.
    """

    key: str
    title: str
    here: str
    alternate: str
    language: str
    items: Sequence[Item]
    subtitle: str = ""
    pages: Sequence[tuple[str, str]] = ()

    @property
    def updated(self) -> datetime:
        """When anything in it was updated last."""
        return max((item.updated for item in self.items), default=NEVER)


def as_atom(feed: Feed) -> bytes:
    """`feed` as a document."""
    root = Element("feed", {"xmlns": ATOM, LANGUAGE: feed.language})
    _say(root, "id", urn(feed.key))
    _say(root, "title", feed.title)
    if feed.subtitle:
        _say(root, "subtitle", feed.subtitle)
    _say(root, "updated", _moment(feed.updated))
    _link(root, "self", feed.here, TYPE)
    _link(root, "alternate", urljoin(feed.here, feed.alternate))
    for relation, address in feed.pages:
        _link(root, relation, address, TYPE)
    _author(root, current_app.config["WIKI"].site_name, urljoin(feed.here, "/"))
    for item in feed.items:
        _item(root, item, feed)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, "unicode").encode()


def _item(root: Element, item: Item, feed: Feed) -> None:
    entry = SubElement(root, "entry", {LANGUAGE: item.language} if item.language else {})
    _say(entry, "id", urn(item.key))
    _say(entry, "title", xml_text(item.title).strip() or item.path)
    _say(entry, "updated", _moment(item.updated))
    _say(entry, "published", _moment(item.published or item.updated))
    _link(entry, "alternate", urljoin(feed.here, item.path))
    if item.author and xml_text(item.author).strip():
        _author(entry, item.author, urljoin(feed.here, item.author_path) if item.author_path else None)
    for category in item.categories:
        SubElement(entry, "category", {"term": xml_text(category)})
    if item.summary:
        _say(entry, "summary", item.summary)
    if item.html:
        _say(entry, "content", as_read_elsewhere(item.html, feed.here), type="html")


def as_read_elsewhere(html: str, base: str) -> str:
    """`html` for reading outside the wiki: with full addresses, and without what only our own pages understand."""
    html = _LEADS_WITHIN.sub(lambda found: found[1] + urljoin(base, found[2]), _SIZES.sub(r"\1", html))
    while (plain := _OF_THE_PAGE.sub(r"\1", html)) != html:
        html = plain
    return html


def urn(key: str) -> str:
    """The name of a thing in all feeds of this wiki, for ever (RFC 4122): it survives that pages and the wiki move.

    It is made with the wiki's secret key, which moves with its data, and tells nothing of it.
    """
    secret = current_app.config["SECRET_KEY"]
    own = hmac.new(secret if isinstance(secret, bytes) else secret.encode(), b"feeds", hashlib.sha256).digest()
    return uuid5(uuid5(NAMESPACE_URL, UUID(bytes=own[:16]).hex), key).urn


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _link(parent: Element, relation: str, address: str, kind: str = "text/html") -> None:
    SubElement(parent, "link", {"rel": relation, "type": kind, "href": xml_text(address)})


def _author(parent: Element, name: str, address: str | None = None) -> None:
    author = SubElement(parent, "author")
    _say(author, "name", name)
    if address:
        _say(author, "uri", address)


def _say(parent: Element, tag: str, text: str, **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = xml_text(text)
