"""Citing a page: which version, whose words they are, and the forms that people are asked for.

A citation names the version by its own address, which shows the same for ever.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date
from flask import current_app, url_for

from wiki.core.clock import local, now
from wiki.core.errors import N_
from wiki.core.i18n import gettext, locale, long_date
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import by_name
from wiki.pages.models import Page, Revision

LABELS = {
    "harvard": N_("Harvard"),
    "apa": N_("APA 7"),
    "oxford": N_("Footnote (Oxford)"),
    "bibtex": N_("BibTeX"),
    "ris": N_("RIS (EndNote, Zotero, Mendeley)"),
}
ENDINGS = {"bibtex": "bib", "ris": "ris"}
"""Forms that programs read, and the ending of such a file."""
MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)  # BibTeX knows these words
LANGUAGES = {"sv": "swedish", "nb": "norsk", "en": "english"}  # babel's names, which BibTeX uses

_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}&%$#_"},
}
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Citation:
    """What all forms say of one version of a page."""

    author: str
    title: str
    site: str
    version: int
    written: datetime
    read: datetime
    address: str
    language: str


def citation(page: Page, version: Revision) -> Citation:
    """How to name this version of the page, today."""
    site = str(current_app.config["WIKI"].site_name)
    return Citation(
        author=_author(page, site),
        title=_one_line(page.name.title),
        site=_one_line(site),
        version=version.id,
        written=local(version.created_at),
        read=local(now()),
        address=url_for("pages.read", name=page.name.address, oldid=version.id, _external=True),
        language=page.language or "sv",
    )


def _author(page: Page, site: str) -> str:
    """An example is told by its municipality or cooperation, all else by everybody who writes in the wiki."""
    owner: PageName = page.name.base
    if page.kind == "example" and owner.namespace is Namespace.MUNICIPALITY:
        municipality = by_name(owner.title)
        return municipality.full_name if municipality else owner.title
    if page.kind == "example" and owner.namespace is Namespace.COOPERATION:
        return _one_line(owner.title)
    return _one_line(gettext("Contributors to %(site)s", site=site))


def harvard(said: Citation) -> str:
    """As Swedish universities write it."""
    return gettext(
        "%(author)s (%(year)s). %(title)s. %(site)s. Version of %(written)s. %(address)s [%(read)s]",
        author=said.author,
        year=said.written.year,
        title=said.title,
        site=said.site,
        written=long_date(said.written),
        address=said.address,
        read=f"{said.read:%Y-%m-%d}",
    )


def apa(said: Citation) -> str:
    """By the seventh edition of the manual of the American Psychological Association."""
    return gettext(
        "%(author)s. (%(written)s). %(title)s. %(site)s. Retrieved %(read)s, from %(address)s",
        author=said.author,
        written=_year_first(said.written),
        title=said.title,
        site=said.site,
        read=_day(said.read),
        address=said.address,
    )


def oxford(said: Citation) -> str:
    """A note at the foot of the page."""
    return gettext(
        "%(author)s, “%(title)s”, %(site)s, version of %(written)s, %(address)s (accessed %(read)s).",
        author=said.author,
        title=said.title,
        site=said.site,
        written=long_date(said.written),
        address=said.address,
        read=long_date(said.read),
    )


def _day(moment: datetime) -> str:
    return format_date(moment, "MMMM d, y", locale="en") if locale() == "en" else long_date(moment)


def _year_first(moment: datetime) -> str:
    patterns = {"sv": "y, d MMMM", "nb": "y, d. MMMM", "en": "y, MMMM d"}
    return format_date(moment, patterns[locale()], locale=locale())


def bibtex(said: Citation) -> str:
    """An entry for BibTeX and BibLaTeX. The double braces keep names and titles as they are written."""
    fields = {
        "author": f"{{{_tex(said.author)}}}",
        "title": f"{{{_tex(said.title)}}}",
        "organization": _tex(said.site),
        "year": f"{said.written:%Y}",
        "date": f"{said.written:%Y-%m-%d}",
        "url": said.address,
        "urldate": f"{said.read:%Y-%m-%d}",
        "note": _tex(gettext("Version %(number)s", number=said.version)),
        "language": LANGUAGES.get(said.language, said.language),
    }
    lines = [f"  {name} = {{{words}}}," for name, words in fields.items()]
    lines.insert(4, f"  month = {MONTHS[said.written.month - 1]},")
    return "\n".join([f"@online{{{_key(said)},", *lines, "}"]) + "\n"


def _key(said: Citation) -> str:
    """What the entry is called where it is cited: letters and figures only, and never the same for two versions."""
    folded = said.title.casefold().translate(str.maketrans("åäöæøéü", "aaoaoeu"))
    words = "-".join(re.findall("[a-z0-9]+", folded))[:40].strip("-")
    return f"{words or 'page'}-{said.version}"


def _tex(words: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in words)


def ris(said: Citation) -> str:
    """For programs that keep references. Its lines end as the format has it."""
    fields = (
        ("TY", "ELEC"),
        ("AU", said.author),
        ("TI", said.title),
        ("T2", said.site),
        ("PB", said.site),
        ("PY", f"{said.written:%Y}"),
        ("DA", f"{said.written:%Y/%m/%d}"),
        ("ET", gettext("Version %(number)s", number=said.version)),
        ("LA", said.language),
        ("UR", said.address),
        ("Y2", f"{said.read:%Y/%m/%d}"),
        ("ER", ""),
    )
    return "".join(f"{tag}  - {_one_line(words)}\r\n" for tag, words in fields)


FORMS: Mapping[str, Callable[[Citation], str]] = {
    "harvard": harvard,
    "apa": apa,
    "oxford": oxford,
    "bibtex": bibtex,
    "ris": ris,
}


def _one_line(words: str) -> str:
    return _BLANKS.sub(" ", words).strip()
