"""What a page tells of examples: read from its fields and its links, without asking anything else."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from wiki.examples.taxonomy import Status, area_written, status_written
from wiki.examples.telling import telling_sections
from wiki.markup import BadName, Document, Link, Namespace, PageName, parse_name
from wiki.markup.kinds import kind_of
from wiki.municipalities.register import by_name
from wiki.pages.facts import words

OWNERS = {Namespace.MUNICIPALITY, Namespace.COOPERATION}
GUIDANCE = {Namespace.MAIN, Namespace.TOOL, Namespace.WORKSHOP, Namespace.CHECKLIST}
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_LEANING = re.compile(r"(?:det|den|de|detta|dette|dessa|disse|it|this|these|they)\b", re.IGNORECASE)  # on what was said
_WIKILINK = re.compile(r"\[\[([^\[\]|#]+)[^\[\]]*\]\]")


@dataclass(frozen=True)
class Support:
    """Guidance that an example supports, and the sentence around the link."""

    target: PageName
    before: str = ""
    label: str = ""
    after: str = ""


@dataclass(frozen=True)
class Told:
    """An example as a page tells it. `anchor` is empty where the whole page is the example."""

    title: str
    owner: PageName
    municipality_code: str | None
    anchor: str = ""
    status: Status | None = None
    areas: tuple[str, ...] = ()
    years: tuple[int | None, int | None] = (None, None)
    themes: tuple[str, ...] = ()
    supports: tuple[Support, ...] = field(default_factory=tuple)
    lead: str = ""
    lesson: str = ""
    grew_from: PageName | None = None


def examples_told(name: PageName, document: Document) -> list[Told]:
    """The examples on the page `name`: itself, or the sections of a municipality's page that tell of something.

    Those link to guidance, and have a sentence about it (see `telling`).
    """
    if name.namespace not in OWNERS or document.redirect:
        return []
    kind = kind_of(name, document.fields)
    if kind == "example":
        return [_whole_page(name, document)]
    if kind in {"municipality", "cooperation"}:
        return list(_sections(name, document))
    return []


def _whole_page(name: PageName, document: Document) -> Told:
    fields = document.fields
    supports = [Support(page) for page in pages_named(fields.get("stödjer"))]
    supports += [Support(page) for page in pages_named(fields.get("svarar på"), Namespace.REQUEST)]
    linked = {link.target: link for link in reversed(document.links) if link.kind == "link"}
    said = [_support(linked[each.target]) if each.target in linked else each for each in supports]
    named = {each.target for each in supports}
    said += [_support(link) for link in document.links if _is_guidance(link) and link.target not in named]
    return Told(
        title=name.leaf,
        owner=name.base,
        municipality_code=municipality_code(name, fields),
        status=status_written(first_word(fields.get("läge"))),
        areas=tuple(filter(None, map(area_written, words(fields.get("välfärdsområde"))))),
        years=years(first_word(fields.get("period"))),
        themes=tuple(themes_named(fields.get("tema"))),
        supports=tuple(_once(said)),
        lead=document.lead,
        lesson=first_word(fields.get("lärdom")),
        grew_from=next(iter(pages_named(fields.get("bygger på"), Namespace.MUNICIPALITY)), None),
    )


def _sections(name: PageName, document: Document) -> Iterator[Told]:
    """The sections that tell and link to guidance. Their themes are those they link to, else those of the page."""
    telling = telling_sections(document)
    links = [link for link in document.links if link.kind == "link"]
    of_page = tuple(themes_named(document.fields.get("tema")))
    code = municipality_code(name, document.fields)
    by_place = groupby(sorted(links, key=lambda link: _place(link, document)), key=lambda link: _place(link, document))
    for _, found in by_place:
        section = list(found)
        supports = [_support(link) for link in section if _is_guidance(link)]
        first = section[0]
        if not supports or first.anchor not in telling:
            continue
        linked = tuple(dict.fromkeys(link.target.title for link in section if link.target.namespace is Namespace.THEME))
        own = tuple(theme for theme in of_page if theme.casefold() == first.heading.casefold())
        yield Told(
            title=first.heading or name.title,
            owner=name,
            municipality_code=code,
            anchor=first.anchor,
            themes=linked or own or of_page,
            supports=tuple(_once(supports)),
            lead=_lead(supports, telling[first.anchor]),
        )


def _lead(supports: Sequence[Support], telling: Sequence[str]) -> str:
    """The first sentence around a link to guidance, where it tells of something, else the first that does."""
    around = supports[0].before + supports[0].label + supports[0].after
    whole = " ".join(around.strip("…").split())
    tells = any(whole in sentence for sentence in telling) and not _LEANING.match(whole)
    return around if tells else telling[0]


def _place(link: Link, document: Document) -> int:
    """Where the section stands in the page; what stands above the first heading comes first."""
    anchors = [heading.anchor for heading in document.headings]
    return anchors.index(link.anchor) + 1 if link.anchor in anchors else 0


def _is_guidance(link: Link) -> bool:
    return link.kind == "link" and link.target.namespace in GUIDANCE


def _support(link: Link) -> Support:
    return Support(link.target, link.before, link.label, link.after)


def _once(supports: Iterable[Support]) -> list[Support]:
    """Each guidance once: with the first sentence that says more than its name."""
    found: dict[PageName, Support] = {}
    for each in supports:
        known = found.get(each.target)
        if known is None or (_is_bare(known) and not _is_bare(each)):
            found[each.target] = each
    return list(found.values())


def _is_bare(support: Support) -> bool:
    return not any(letter.isalnum() for letter in support.before + support.after)


def municipality_code(name: PageName, fields: Mapping[str, object]) -> str | None:
    """The municipality whose page this is or stands under; none for Mittköping and for cooperations."""
    if name.namespace is not Namespace.MUNICIPALITY:
        return None
    said = by_name(name.base.title) or next(filter(None, map(by_name, words(fields.get("kommun")))), None)
    return said.code if said else None


def themes_named(value: object) -> list[str]:
    """The titles of the themes in a field, each once."""
    return list(dict.fromkeys(page.title for page in pages_named(value, Namespace.THEME)))


def pages_named(value: object, default: Namespace = Namespace.MAIN) -> list[PageName]:
    """The pages that a field names, with or without brackets; what cannot be a name is left out."""
    found = []
    for word in words(_flat(value)):
        for name in _WIKILINK.findall(word) or [word]:
            try:
                found.append(parse_name(name, default))
            except BadName:
                continue
    return found


def _flat(value: object) -> object:
    """What YAML makes of [[Name]] without quotation marks, a list in a list, as a plain list."""
    if not isinstance(value, list):
        return value
    return [inner for each in value for inner in (each if isinstance(each, list) else [each])]


def years(text: str) -> tuple[int | None, int | None]:
    """The first and the last year in a period ("2024–2026", "från 2025", "senast 2019")."""
    found = [int(year) for year in _YEAR.findall(text)]
    if not found:
        return None, None
    if len(found) == 1:
        open_end = re.search(r"\b(?:från|sedan|fra|siden)\b|[–-]\s*$", text)
        open_start = re.search(r"\b(?:senast|till|til)\b|^\s*[–-]", text)
        return (None if open_start else found[0]), (None if open_end else found[0])
    return min(found), max(found)


def first_word(value: object) -> str:
    """What a field says, where it says one thing."""
    said: Sequence[str] = words(value)
    return said[0] if said else ""
