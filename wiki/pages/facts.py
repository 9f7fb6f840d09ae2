"""The facts beside a page: what its front matter says, in the reader's words, with links where there is a page."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wiki.accounts.permissions import can
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext
from wiki.markup import Namespace, PageName, parse_name
from wiki.markup.kinds import SPOKEN_FOR
from wiki.municipalities.register import Municipality, by_code, by_name
from wiki.pages.models import Page

SHOWN = (  # front matter key, label; in the order they are shown
    ("definition", N_("Definition")),
    ("målgrupp", N_("For")),
    ("nyckelområde", N_("Key area")),
    ("välfärdsområde", N_("Welfare area")),
    ("period", N_("Period")),
    ("omfattning", N_("Extent")),
    ("kostnad", N_("Cost")),
    ("finansiering", N_("Funding")),
    ("leverantör", N_("Supplier or product")),
    ("lärdom", N_("Lesson")),
    ("syfte", N_("Purpose")),
    ("tid", N_("Time")),
    ("deltagare", N_("Participants")),
    ("synonymer", N_("Synonyms")),
    ("kontakt", N_("Page contact")),
)
STATES = {  # page status as front matter writes it → as the templates know it
    "utkast": "draft",
    "för synpunkter": "comments",
    "aktuell": "current",
    "behöver ses över": "review",
    "historisk": "historical",
}
STAGES = {  # status of an example, likewise
    "idé": "ide",
    "pilot": "pilot",
    "successivt införande": "inforande",
    "breddinfört": "bredd",
    "avslutat": "avslutat",
}


@dataclass(frozen=True)
class Fact:
    """One line of facts: a label, and values with the page each leads to."""

    label: str
    values: Sequence[tuple[str, str | None]]


def themes(page: Page) -> list[PageName]:
    """The theme pages that the page says it belongs to."""
    names = []
    for theme in words(page.fields.get("tema")):
        try:
            names.append(parse_name(theme, default=Namespace.THEME))
        except Refusal:
            continue
    return names


def words(value: Any) -> list[str]:
    """The words of a field that may hold one value or a list of them."""
    values = value if isinstance(value, list) else [value]
    return [str(each).strip() for each in values if each not in (None, "") and not isinstance(each, dict)]


def is_address(said: str) -> bool:
    """Whether something that should be a role is a way to reach a person: an address, or a number."""
    return "@" in said or len(re.sub(r"[^0-9]", "", said)) >= 5


def page_state(page: Page) -> str | None:
    """The status of the page (draft, current, …) by the name the templates use, if it says a known one."""
    return STATES.get(str(page.fields.get("status", "")).strip().casefold())


def stage(fields: dict[str, Any]) -> str | None:
    """The status (läge) of an example by the name the templates use, if it says a known one."""
    return STAGES.get(str(fields.get("läge", "")).strip().casefold())


def facts(page: Page, found: Collection[str]) -> list[Fact]:
    """What stands beside the text of `page`; `found` are the full names of the theme pages that exist."""
    return [*_register_facts(page), *_theme_facts(page, found), *_field_facts(page)]


def _theme_facts(page: Page, found: Collection[str]) -> Iterator[Fact]:
    if page.namespace == Namespace.THEME.value:
        return
    values = [(name.title, name.path if name.full in found else None) for name in themes(page)]
    if values:
        yield Fact(gettext("Themes"), values)


def _field_facts(page: Page) -> Iterator[Fact]:
    for key, label in SHOWN:
        values = words(page.fields.get(key))
        if key == "kontakt" and page.kind in SPOKEN_FOR and not can("see contacts"):
            continue
        if key == "kontakt":
            values = [value for value in values if not is_address(value)]
        if values:
            yield Fact(gettext(label), [(value, None) for value in values])


def _register_facts(page: Page) -> Iterator[Fact]:
    municipality = municipality_of(page)
    if municipality:
        yield from register_facts(municipality)


def register_facts(municipality: Municipality) -> Iterator[Fact]:
    """What the register says of a municipality, with the way to its neighbours in county and group."""
    group = f"{municipality.group} ({municipality.group_code})"
    yield Fact(gettext("County"), [(municipality.county, f"/municipalities?county={municipality.county_code}")])
    yield Fact(gettext("Region"), [(municipality.region, None)])
    yield Fact(gettext("Municipality group"), [(group, f"/municipalities?group={municipality.group_code}")])
    yield Fact(gettext("Municipality code"), [(municipality.code, None)])


def municipality_of(page: Page) -> Municipality | None:
    """The municipality that a municipality page is about."""
    return municipality_said(page.title, page.fields) if page.kind == "municipality" else None


def municipality_said(title: str, fields: Mapping[str, Any]) -> Municipality | None:
    """The municipality that a municipality page says it is about: by its code, or else by its title."""
    return by_code(str(fields.get("kommunkod", "")).strip()) or by_name(title)
