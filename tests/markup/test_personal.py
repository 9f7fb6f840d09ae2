"""Which numbers look like a person's, and which do not. All of them are made up or the authorities' test numbers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.markup.personal import personal_numbers

DAYS = st.dates(date(1900, 1, 1), date(2026, 11, 1))


def luhn_digit(digits: str) -> str:
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    return str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def swedish(born: date, serial: int, *, coordination: bool = False) -> str:
    """The twelve digits of a number for somebody born that day."""
    day = born.day + (60 if coordination else 0)
    short = f"{born:%y%m}{day:02}{serial:03}"
    return f"{born.year // 100}{short}{luhn_digit(short)}"


@pytest.mark.parametrize(
    "number",
    [
        "19121212-1212",
        "191212121212",
        "121212-1212",
        "121212+1212",
        "121212–1212",
        "1212121212",
        "121212 1212",
        "701063-2391",  # samordningsnummer
        "19701063-2391",
        "01010750160",  # fødselsnummer
        "010107 50160",
    ],
)
def test_what_looks_like_a_persons_number_is_found_where_it_stands(number: str) -> None:
    before = "Ring Iris ("
    assert personal_numbers(f"{before}{number}), som vill ha svar.") == [(len(before), len(before) + len(number))]


@pytest.mark.parametrize(
    "text",
    [
        "Mötet är 2026-11-21 kl. 14.30.",
        "Perioden 20260101-20261231",
        "Org.nr 212000-1355 och 556036-0793",
        "Tfn 070-123 45 67, 0701234567, 08-123 456 78, 010-456 78 90 och +46 70 123 45 67",
        "Oslo: +47 22 33 44 55, org.nr. 974 760 673",
        "ISBN 978-91-7000-150-5",
        "121212-1213 har fel kontrollsiffra",
        "121312-1212 har ingen månad",
        "Dnr 2026-121212-1212",
        "https://example.se/a1b191212121212c",
        "Bankgiro 5050-1055, plusgiro 1 23 45-6",
        "01010750161",
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert personal_numbers(text) == []


@given(DAYS, st.integers(1, 999), st.booleans(), st.sampled_from(["", "-"]), st.booleans())
def test_every_right_number_is_found(born: date, serial: int, coordination: bool, sign: str, century: bool) -> None:
    digits = swedish(born, serial, coordination=coordination)
    number = digits[:8] + (sign if century else "-") + digits[8:]
    number = number if century else number[2:]
    assert personal_numbers(f"Se {number}.") == [(3, 3 + len(number))]


@given(DAYS, st.integers(1, 999), st.integers(1, 9))
def test_a_wrong_control_digit_is_never_taken_for_a_person(born: date, serial: int, off: int) -> None:
    digits = swedish(born, serial)
    wrong = digits[:-1] + str((int(digits[-1]) + off) % 10)
    assert personal_numbers(wrong[:8] + "-" + wrong[8:]) == []


@given(st.integers(1, 36_500), st.integers(1, 999))
def test_nobody_is_born_in_the_future(days: int, serial: int) -> None:
    to_come = date.today() + timedelta(days=days)  # noqa: DTZ011
    if to_come.year < 2100:
        assert personal_numbers(swedish(to_come, serial)) == []


@given(DAYS)
def test_dates_and_days_with_times_between_signs_are_no_numbers(day: date) -> None:
    assert personal_numbers(f"{day:%Y-%m-%d} {day:%Y%m%d} {day:%d.%m.%Y} {day:%y%m%d}") == []


@given(st.text(alphabet="0123456789 -+.–a\n", max_size=60))
def test_what_is_found_are_whole_numbers_in_order(text: str) -> None:
    ends = [0]
    for start, end in personal_numbers(text):
        assert start >= ends[-1] or end >= ends[-1]
        assert sum(letter.isdigit() for letter in text[start:end]) in (10, 11, 12)
        ends.append(end)
