"""Writing links anew in a source when pages have got other names: exactly the piece that names the page, nothing else.

Whether brackets are a link depends on all that stands around them (code, comments, backslashes). So nothing here
decides that: the names are replaced by made-up ones, the text is rendered, and what then leads to those names was one.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wiki.markup import frontmatter
from wiki.markup.document import Document
from wiki.markup.names import BadName, Namespace, PageName, parse_name
from wiki.markup.reading import page_at
from wiki.markup.renamed_fields import with_fields_renamed
from wiki.markup.source import normalise
from wiki.markup.transclusion.parse import Call, Nodes, parse
from wiki.markup.transclusion.shielded import shielded
from wiki.markup.wikilinks import read_target
from wiki.markup.worker import render_safely

Renamed = Sequence[tuple[PageName, PageName]]

_OPEN = re.compile(r"\[\[((?:[^\[\]|\\]|\\[^|])+?)(?=\\?\||\]\])")
_PATH = re.compile(r"(?<=\]\()(/wiki/[^\s<>\"]+?)(?=\)[^)\w]|\)$|\s)", re.MULTILINE)
_TRAIL = re.compile(r"\]\]([^\W\d_]+)")
_BACKSLASH = re.compile(r"\\([!-/:-@\[-`{-~])")
_CALLED = re.compile(r"\{\{\s*([^{}|#<>\[\]\n]+?)\s*(?=\||\}\})")
_SMALL = re.compile(r"[^\W\d_](?![A-ZÅÄÖÆØ])")
_MADE_UP = "Xqprov"  # no page is called so; where one is, its links are left alone
_MOST = 2000  # links of one page


@dataclass(frozen=True)
class _Place:
    """A piece of the source that may name the page `old`: from `start` to `end`."""

    start: int
    end: int
    old: PageName
    new: PageName
    is_path: bool = False


def relinked(source: str, page: PageName, renamed: Renamed) -> str:
    """`source`, which stands on `page`, with the links, categories, redirects and fields that name old pages anew.

    `renamed` are pairs of an old and a new name. Slow: it renders the text.
    """
    source = normalise(source)
    names = dict(renamed)
    front = frontmatter.read(source)
    start = len(front.raw)
    places = list(_places(source, start, page, names))[:_MOST]
    real = _that_are_links(source, page, places) if places else set()
    for number in sorted(real, reverse=True):
        source = _rewritten(source, places[number], page)
    return with_fields_renamed(_with_calls_renamed(source, names), names)


def below(source: str, page: PageName) -> set[PageName]:
    """What pieces of `source` that look like links beginning with a slash ("[[/Part]]") lead to from `page`."""
    named = (_named(link[1], page) for link in _OPEN.finditer(source) if link[1].lstrip().startswith("/"))
    return {name for name in named if name}


def spelled_out(source: str, page: PageName, targets: Collection[PageName]) -> str:
    """`source` with the links that begin with a slash, and from `page` lead to `targets`, naming those in full.

    So they lead there from wherever the text stands. Slow: it renders the text.
    """
    source = normalise(source)
    found = _places(source, len(frontmatter.read(source).raw), page, {each: each for each in targets})
    places = [each for each in found if source[each.start : each.end].lstrip().startswith("/") and not each.is_path]
    real = _that_are_links(source, page, places[:_MOST]) if places else set()
    for number in sorted(real, reverse=True):
        source = _rewritten(source, places[number], page)
    return source


def _with_calls_renamed(source: str, names: Mapping[PageName, PageName]) -> str:
    """`source` with the pages that it takes in called by their new names: `{{Old|…}}` as `{{New|…}}`."""
    body = source[len(frontmatter.read(source).raw) :]
    if "{{" not in body:
        return source
    start = len(source) - len(body)
    for at in sorted(_called(parse(body)), reverse=True):
        called = _CALLED.match(body, at)
        old = _template(called[1]) if called else None
        if called and old and old in names:
            anew = _as_called(names[old], called[1])
            source = source[: start + called.start(1)] + anew + source[start + called.end(1) :]
    return source


def _called(nodes: Nodes) -> Iterator[int]:
    """Where the calls begin, also those within others."""
    for node in nodes:
        if isinstance(node, str):
            continue
        if isinstance(node, Call):
            yield node.start
        for part in node.parts:
            yield from _called(part)


def _template(text: str) -> PageName | None:
    try:
        return parse_name(text, Namespace.TEMPLATE)
    except BadName:
        return None


def _as_called(new: PageName, written: str) -> str:
    """A page's name as a call has it: a template without its prefix, unless it was written with it."""
    if new.namespace is Namespace.MAIN:
        return f":{new.full}"
    if new.namespace is not Namespace.TEMPLATE or ":" in written:
        return new.full
    return new.title[0].lower() + new.title[1:] if written[:1].islower() and _SMALL.match(new.title) else new.title


def links_to(source: str, page: PageName, target: PageName) -> list[tuple[int, int]]:
    """Where in a normalised source that stands on `page` something links to `target`: from and to of its name.

    Slow: it renders the text.
    """
    start = len(frontmatter.read(source).raw)
    places = list(_places(source, start, page, {target: target}))[:_MOST]
    real = _that_are_links(source, page, places) if places else set()
    return [(places[number].start, places[number].end) for number in sorted(real)]


def _places(source: str, start: int, page: PageName, names: Mapping[PageName, PageName]) -> Iterator[_Place]:
    found: list[_Place] = []
    shield = shielded(source)
    for link in _OPEN.finditer(source, start):
        old = _named(link[1], page)
        if old and old in names and not shield.cover(link.start()):
            found.append(_Place(link.start(1), link.end(1), old, names[old]))
    for link in _PATH.finditer(source, start):
        old = page_at(link[1].partition("#")[0])
        if old and old in names:
            found.append(_Place(link.start(1), link.end(1), old, names[old], is_path=True))
    yield from sorted(found, key=lambda place: place.start)


def _named(text: str, page: PageName) -> PageName | None:
    try:
        return read_target(_BACKSLASH.sub(r"\1", text), page).page
    except BadName:
        return None


def _that_are_links(source: str, page: PageName, places: Sequence[_Place]) -> set[int]:
    """The numbers of those among `places` that are links: found by what the text would lead to with other names."""
    tried = source
    for number in range(len(places) - 1, -1, -1):
        place = places[number]
        tried = tried[: place.start] + _tried(source[place.start : place.end], place, number) + tried[place.end :]
    return {
        number
        for name in _led_to(render_safely(tried, page))
        if (found := re.match(rf"{_MADE_UP}([0-9]+)x", name.title)) and (number := int(found[1])) < len(places)
    }


def _led_to(document: Document) -> Iterator[PageName]:
    yield from (link.target for link in document.links)
    yield from document.categories
    if document.redirect:
        yield document.redirect


def _tried(written: str, place: _Place, number: int) -> str:
    """The piece with a made-up name in it: one of the same kind, so that it is read alike."""
    ending = re.search(r"\.[A-Za-z0-9]{1,10}$", place.old.title) if place.old.namespace is Namespace.FILE else None
    name = PageName(place.old.namespace, f"{_MADE_UP}{number}x{ending[0] if ending else ''}")
    if place.is_path:
        return name.path
    colon = ":" if written.lstrip().startswith(":") else ""
    return colon + name.full


def _rewritten(source: str, place: _Place, page: PageName) -> str:
    """`source` with the name in one place written anew, and as much else as that makes necessary."""
    written = source[place.start : place.end]
    after = source[place.end :]
    if place.is_path:
        _, hash_, fragment = written.partition("#")
        return source[: place.start] + place.new.path + hash_ + fragment + after
    name, hash_, fragment = written.partition("#")
    anew = _spelled(name, place) + hash_ + fragment
    label = _label(name, place, after, page)
    return source[: place.start] + anew + (f"|{label}" if label else "") + after


def _spelled(name: str, place: _Place) -> str:
    """The new name as it is written where the old one was written `name`: with its colon, and as small as it was."""
    new, plain = place.new, name.strip()
    if plain.startswith(":"):
        return f":{new.full}"
    categorised = place.old.namespace in {Namespace.CATEGORY, Namespace.FILE}
    if new.namespace in {Namespace.CATEGORY, Namespace.FILE} and not categorised:
        return f":{new.full}"
    bare = new.namespace is Namespace.MAIN is place.old.namespace
    if bare and plain[:1].islower() and _SMALL.match(new.title):
        return new.title[0].lower() + new.title[1:]
    return new.full


def _label(name: str, place: _Place, after: str, page: PageName) -> str:
    """What the link is to show, where that would not make sense with another name: before letters, and of a subpage."""
    categorises = place.old.namespace is Namespace.CATEGORY and not name.strip().startswith(":")
    if categorises or not after.startswith("]]"):
        return ""
    if name.strip().startswith("/") and place.new != place.old:
        return place.new.leaf if page.namespace.has_subpages else ""
    reads_otherwise = _TRAIL.match(after) or place.new == place.old
    return read_target(name, page).label if reads_otherwise else ""
