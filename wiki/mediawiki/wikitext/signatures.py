"""Signatures: who wrote something on a talk page and when, as MediaWiki writes it in Swedish, bokmål and English."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from wiki.mediawiki.wikitext.names import SPECIAL, USER, USER_TALK, Names

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan|januari|januar|january",
            "feb|februari|februar|february",
            "mar|mars|march",
            "apr|april",
            "maj|mai|may",
            "jun|juni|june",
            "jul|juli|july",
            "aug|augusti|august",
            "sep|sept|september",
            "okt|oct|oktober|october",
            "nov|november",
            "dec|des|december|desember",
        ),
        1,
    )
    for name in names.split("|")
}
_ZONES = {"CET": 1, "MET": 1, "MEZ": 1, "CEST": 2, "MEST": 2, "MESZ": 2, "BST": 1, "EET": 2, "EEST": 3}
_ZONE = r"(?: ?\((?P<zone>[A-Z]{2,5})\))?"
_CLOCK = r"(?:kl\.? ?|klokka )?(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-9]{2})(?:[.:][0-9]{2})?"
_DAY = r"(?P<day>[0-9]{1,2})\.? (?P<month>[a-zA-Z]{3,9})\.? (?P<year>[0-9]{4})"
_DATES = (
    re.compile(rf"(?:den )?{_DAY},? {_CLOCK}{_ZONE}", re.IGNORECASE),
    re.compile(rf"{_CLOCK},? (?:den )?{_DAY}{_ZONE}", re.IGNORECASE),
    re.compile(rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})[T ]{_CLOCK}Z?{_ZONE}"),
)
_HINT = re.compile(r"[0-9]{4}")
_AFTER = re.compile(r"(?:\s|</?(?:small|span|font|sup|sub|i|b|div)\b[^<>]*>|'{2,}|[.)\]}]|&nbsp;)*", re.IGNORECASE)
_LINK = re.compile(r"\[\[[ :]*([^\[\]|#]{1,255})(?:#[^\[\]|]*)?(?:\|([^\[\]]*))?\]\]")
_BEFORE = re.compile(
    r"(?:\s|&nbsp;|&mdash;|&ndash;|[-–—/~•·|(]|'{2,}|<(?:small|span|font|sup|sub|b|i)\b[^<>]*>)+$", re.IGNORECASE
)
_DASH = re.compile("[-–—~•/]|&[mn]dash;")
_UNSIGNED_WORDS = re.compile(
    r"(?:(?:föregående|forrige|ovanstående)? ?osignerade? (?:kommentar|inlägg)(?: av| skrevs av| är av)?"
    r"|(?:forrige )?usignerte? (?:kommentar|innlegg)(?: er| av| ble skrevet av)*"
    r"|(?:the )?preceding (?:\[\[[^\]]*\]\] )?unsigned comment(?: was)?(?: added)? by"
    r"|detta är en osignerad kommentar av)"
    r"\s*(?:bidrag av)?\s*$",
    re.IGNORECASE,
)
_UNSIGNED = re.compile(
    r"\{\{ *(?:subst:)? *(?:osignerad|osignerat|osign|unsigned|unsigned2|unsignedip|usignert|usign|ip-?sign)[ 0-9]*"
    r"\|([^{}]*)\}\}",
    re.IGNORECASE,
)
_NEAR = 90
"""Characters that may stand between two links of one signature, or between its last link and the time."""


@dataclass(frozen=True)
class Signature:
    """The end of a post. `start` and `end` are its place in the line, `at` in UTC, None where no time is said."""

    author: str
    at: datetime | None
    start: int
    end: int


def signature(line: str, names: Names) -> Signature | None:
    """The signature that ends a line, or the template that says who should have signed."""
    unsigned = None if "{{" not in line else _last(_UNSIGNED, line)
    if unsigned and not line[unsigned.end() :].strip():
        return _said(unsigned)
    dated = _date_at_end(line)
    end = dated.start() if dated else len(line)
    if not dated and not line.rstrip().endswith(("]]", ")", ">", "'")):
        return None
    found = _person(line, end, names)
    if not found:
        return None
    author, start = found
    if not dated:
        rest = _LINK.sub("", line[start:])
        before = _BEFORE.search(line[:start])
        if not before or not _DASH.search(before[0]) or len(re.sub(r"<[^<>]*>|\W", "", rest)) > 20:
            return None
    return Signature(author, moment(dated[0]) if dated else None, _begin(line, start), len(line))


def moment(text: str) -> datetime | None:
    """The time that a signature's date says, in UTC; None where there is no such day."""
    for pattern in _DATES:
        found = pattern.search(text)
        if not found:
            continue
        said = found.groupdict()
        month = int(said["month"]) if said["month"].isdecimal() else _MONTHS.get(said["month"].casefold(), 0)
        hours = _ZONES.get((said["zone"] or "").upper(), 0)
        try:
            at = datetime(
                int(said["year"]), month, int(said["day"]), int(said["hour"]), int(said["minute"]), tzinfo=UTC
            ) - timedelta(hours=hours)
        except (ValueError, OverflowError):
            continue
        return at
    return None


def _date_at_end(line: str) -> re.Match[str] | None:
    """The date that ends a line, but for what closes after it."""
    tail = max(0, len(line) - 400)
    if not _HINT.search(line, tail):
        return None
    for pattern in _DATES:
        for found in reversed(list(pattern.finditer(line, tail))):
            after = _AFTER.match(line, found.end())
            if after and after.end() == len(line) and moment(found[0]):
                return found
    return None


def _person(line: str, end: int, names: Names) -> tuple[str, int] | None:
    """Whose links stand last before `end`, and where the first of them begins."""
    author, start = "", end
    for link in reversed(list(_LINK.finditer(line, max(0, end - 800), end))):
        person = _named(link[1], names)
        if start - link.end() > _NEAR or not person or (author and person.casefold() != author.casefold()):
            break
        author, start = person, link.start()
    return (author, start) if author else None


def _named(target: str, names: Names) -> str:
    """The user that a link leads to, whose page, talk page or list of edits it is."""
    number, rest = names.number_of(target)
    if number == SPECIAL:
        page, _, person = rest.partition("/")
        is_edits = page.strip().casefold() in {"contributions", "bidrag", "användarbidrag", "bidrag/"}
        return _tidy(person) if is_edits else ""
    return _tidy(rest.partition("/")[0]) if number in (USER, USER_TALK) else ""


def _tidy(name: str) -> str:
    name = " ".join(name.replace("_", " ").split())
    return name[:1].upper() + name[1:]


def _begin(line: str, start: int) -> int:
    """Where a signature really begins: dashes, opened tags and words of introduction belong to it."""
    for _ in range(4):
        before = line[:start]
        found = _BEFORE.search(before) or _UNSIGNED_WORDS.search(before)
        if not found:
            return start
        start = found.start()
    return start


def _last(pattern: re.Pattern[str], line: str) -> re.Match[str] | None:
    found = None
    for each in pattern.finditer(line):
        found = each
    return found


def _said(unsigned: re.Match[str]) -> Signature:
    """What a template about an unsigned post says: a name and a time, in any order."""
    at, author = None, ""
    for part in unsigned[1].split("|"):
        value = part.rpartition("=")[2].strip()
        when = moment(value)
        if when:
            at = at or when
        elif value and not author:
            author = _tidy(re.sub(r"\[\[|\]\]", "", value).rpartition(":")[2].partition("|")[0])
    return Signature(author, at, unsigned.start(), unsigned.end())
