"""What one value of a field may be: each check raises Refusal, with a sentence that names the value."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from wiki.core.clock import local, now
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext
from wiki.examples.read import GUIDANCE, years
from wiki.examples.taxonomy import area_written, status_written
from wiki.markup import BadName, Namespace, PageName, parse_name
from wiki.municipalities.register import by_code, by_name
from wiki.pages.queries import existing

MAX_LESSON = 500  # characters

_WIKILINK = re.compile(r"\[\[([^\[\]|#]+)[^\[\]]*\]\]")
_UNKNOWN = {"okänd", "okänt", "ukjent"}
_ALL_YEARS = re.compile(r"\b[0-9]{4}\b")
_DATES = re.compile(r"\b([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?\b")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def fits(key: str, value: str, name: PageName) -> bool:
    """Whether the field `key` of the page `name` may hold `value`."""
    try:
        CHECKS[key](value, name)
    except Refusal:
        return False
    return True


def refuse_no_theme(value: str) -> None:
    """Refuse what no theme with a page is called."""
    for name in _pages(value, Namespace.THEME):
        if name.namespace is not Namespace.THEME:
            raise Refusal(N_("“%(value)s” is no theme."), value=value)
        if not existing([name]):
            raise Refusal(
                N_("There is no theme called “%(value)s”. Choose among the themes, or make the theme first."),
                value=name.title,
            )


def refuse_no_guidance(value: str) -> None:
    """Refuse what an example cannot belong to: pages that are not there, and those that are no guidance."""
    for name in _pages(value, Namespace.MAIN):
        if name.namespace not in GUIDANCE:
            raise Refusal(
                N_("“%(value)s” is no guidance. Choose a page of guidance, a tool, a workshop or a checklist."),
                value=value,
            )
        if not existing([name]):
            raise Refusal(
                N_("There is no page called %(name)s. Choose one from the list, or leave it empty."), name=name.full
            )


def refuse_long_lesson(value: str) -> None:
    """Refuse a lesson that is a story; lists show it whole."""
    if len(value) > MAX_LESSON:
        raise Refusal(
            N_("The lesson has %(length)s characters. Shorten it to at most %(most)s, and tell the rest in the text."),
            length=len(value),
            most=MAX_LESSON,
        )


def refuse_no_day(text: str) -> None:
    """Refuse what is no day to come."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise Refusal(N_("“%(text)s” is no date. Write year, month and day, such as 2027-03-31."), text=text)
    if day < local(now()).date():
        raise Refusal(N_("That day has passed. Choose a day to come, or leave the field empty."))


def _status(value: str, _name: PageName) -> None:
    if status_written(value) is None:
        raise Refusal(
            N_("“%(value)s” is no step. Choose idea, pilot, gradual introduction, widely introduced or ended."),
            value=value,
        )


def _area(value: str, _name: PageName) -> None:
    if area_written(value) is None:
        raise Refusal(N_("“%(value)s” is not in the list of welfare areas."), value=value)


def _period(value: str, _name: PageName) -> None:
    said = [int(year) for year in _ALL_YEARS.findall(value)]
    has_years = years(value) != (None, None) and all(map(_is_date, _DATES.findall(value)))
    if not has_years and value.casefold() not in _UNKNOWN:
        raise Refusal(N_("“%(value)s” is no period. Write years, such as 2024–2026."), value=value)
    if said != sorted(said):
        raise Refusal(N_("“%(value)s” ends before it begins."), value=value)


def _is_date(said: tuple[str, str, str]) -> bool:
    year, month, day = said
    try:
        date(int(year), int(month), int(day or 1))
    except ValueError:
        return False
    return True


def _neighbour(value: str, _name: PageName) -> None:
    for name in _pages(value, Namespace.THEME):
        if name.namespace is not Namespace.THEME:
            raise Refusal(N_("“%(value)s” is no theme."), value=value)


def _tool(value: str, _name: PageName) -> None:
    _pages(value, Namespace.TOOL)


def _cooperation(value: str, _name: PageName) -> None:
    _pages(value, Namespace.COOPERATION)


def _pages(value: str, default: Namespace) -> list[PageName]:
    """The pages that a field names, with or without brackets."""
    try:
        return [parse_name(one, default) for one in _WIKILINK.findall(value) or [value]]
    except BadName as bad:
        raise Refusal(
            N_("No page can be called “%(value)s”: %(why)s"), value=value, why=gettext(bad.msgid, **bad.params)
        ) from bad


def _own_municipality(value: str, name: PageName) -> None:
    """The municipality whose example it is, which is that of the page above."""
    _municipality(value, name)
    above = by_name(name.base.title) if name.namespace is Namespace.MUNICIPALITY else None
    if above and by_name(_pages(value, Namespace.MUNICIPALITY)[-1].title) != above:
        raise Refusal(
            N_("The page belongs to %(owner)s, so it cannot be an example of %(value)s."),
            owner=above.name,
            value=value,
        )


def _municipality(value: str, name: PageName) -> None:
    known = by_name(_pages(value, Namespace.MUNICIPALITY)[-1].title)
    if known is None and value not in {name.title, name.base.title}:
        raise Refusal(N_("There is no municipality called “%(value)s”."), value=value)


def _member(value: str, name: PageName) -> None:
    if by_code(value) is None:
        _municipality(value, name)


def _code(value: str, _name: PageName) -> None:
    if by_code(value) is None:
        raise Refusal(N_("No municipality has the code “%(value)s”."), value=value)


CHECKS: Mapping[str, Callable[[str, PageName], None]] = {
    "läge": _status,
    "välfärdsområde": _area,
    "period": _period,
    "tema": lambda value, _name: refuse_no_theme(value),
    "överordnat tema": _neighbour,
    "angränsande tema": _neighbour,
    "stödjer": lambda value, _name: refuse_no_guidance(value),
    "lärdom": lambda value, _name: refuse_long_lesson(value),
    "sista dag": lambda value, _name: refuse_no_day(value),
    "verktyg": _tool,
    "samverkan": _cooperation,
    "kommun": _own_municipality,
    "kommuner": _member,
    "kommunkod": _code,
}
"""What is asked of each value, by the key of its field."""
