"""Numbers that stand for a person: Swedish personnummer and samordningsnummer, Norwegian fødselsnummer and D-nummer.

A number counts only when its date exists, is not to come, and its control digits are right, so that dates, telephone
numbers, organisation numbers (whose third digit is at least 2, so that no month fits) and most other numbers pass.
Sources: folkbokföringslagen (1991:481) 18, 18 a §§ and SKV 704; folkeregisterforskriften § 2-2-1.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime

# Neither a part of a word, nor of a longer number with signs between its parts.
_BEFORE = r"(?<![^\W_])(?<![0-9][-–.])"
_AFTER = r"(?![^\W_])(?![-–.][0-9])"
_SPACE = "[ \u00a0\u2009\u202f]"
_SIGN = f"(?P<sign>{_SPACE}?[-+\u2010\u2011\u2013\u2212]{_SPACE}?|{_SPACE})?"
_SWEDISH = re.compile(
    rf"{_BEFORE}(?P<century>1[89]|20)?(?P<year>[0-9]{{2}})(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})"
    rf"{_SIGN}(?P<rest>[0-9]{{4}}){_AFTER}"
)
_NORWEGIAN = re.compile(
    rf"{_BEFORE}(?P<day>[0-9]{{2}})(?P<month>[0-9]{{2}})(?P<year>[0-9]{{2}}){_SIGN}(?P<rest>[0-9]{{5}}){_AFTER}"
)
_COORDINATION = 60  # what a samordningsnummer adds to the day
_D_NUMBER = 40  # what a D-nummer adds to the day
_WEIGHTS = ((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))


def personal_numbers(text: str) -> list[tuple[int, int]]:
    """Where in `text` something stands that looks like a person's number: (start, end), in order."""
    return sorted(_found(text, datetime.now(UTC).date()))


def _found(text: str, today: date) -> Iterator[tuple[int, int]]:
    for match in _SWEDISH.finditer(text):
        if _is_swedish(match, today):
            yield match.span()
    for match in _NORWEGIAN.finditer(text):
        if _is_norwegian(match, today):
            yield match.span()


def _is_swedish(match: re.Match[str], today: date) -> bool:
    year, month, day, rest = match["year"], match["month"], match["day"], match["rest"]
    if not match["century"] and match["sign"] is None and year[0] == "0":
        return False  # ten digits that begin with 0, without a sign: a telephone number
    centuries = [match["century"]] if match["century"] else ["18" if "+" in (match["sign"] or "") else "19", "19", "20"]
    born = int(day) - _COORDINATION if int(day) > _COORDINATION else int(day)
    exists = any(_has_been(int(century + year), int(month), born, today) for century in centuries)
    return exists and _luhn(year + month + day + rest)


def _is_norwegian(match: re.Match[str], today: date) -> bool:
    day = int(match["day"])
    born = day - _D_NUMBER if day > _D_NUMBER else day
    years = (century + int(match["year"]) for century in (1800, 1900, 2000))
    if not any(_has_been(year, int(match["month"]), born, today) for year in years):
        return False
    digits = [int(digit) for digit in match["day"] + match["month"] + match["year"] + match["rest"]]
    return all(sum(map(int.__mul__, weights, digits)) % 11 == 0 for weights in _WEIGHTS)


def _has_been(year: int, month: int, day: int, today: date) -> bool:
    """Whether there was such a day, up to today."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] and date(year, month, day) <= today


def _luhn(digits: str) -> bool:
    """Whether the last of `digits` is right (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value // 10 + value % 10
    return total % 10 == 0
