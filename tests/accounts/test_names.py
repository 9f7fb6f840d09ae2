"""What people may be called, and which addresses are whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.accounts.names import address, user_name, user_page
from wiki.core.errors import Refusal


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("anna berg", "Anna berg"),
        (" Anna_Berg ", "Anna Berg"),
        ("Åsa (Umeå)", "Åsa (Umeå)"),
        ("Jean-Luc O’Neil", "Jean-Luc O’Neil"),
    ],
)
def test_names_are_tidied_as_page_titles(written: str, name: str) -> None:
    assert user_name(written) == name


@pytest.mark.parametrize(
    "written", ["", " ", "a", "_", "/", "..", "a#b", "a|b", "[a]", "{a}", "a\x07b", "a/b", "a@b.se", ":", "~~~~"]
)
def test_names_that_will_not_do(written: str) -> None:
    with pytest.raises(Refusal):
        user_name(written)


@pytest.mark.parametrize(
    "written",
    ["\N{CYRILLIC CAPITAL LETTER A}dmin", "Ann\N{GREEK SMALL LETTER ALPHA}"],
)
def test_a_name_that_only_looks_like_another_will_not_do(written: str) -> None:
    with pytest.raises(Refusal, match="one alphabet"):
        user_name(written)


@pytest.mark.parametrize("written", ["Анна Иванова", "Ελένη", "Łukasz Øst", "田中 Anna"])
def test_a_name_may_be_written_in_any_one_alphabet(written: str) -> None:
    assert user_name(written) == written


@given(st.text(max_size=90))
def test_a_name_that_will_do_is_the_title_of_a_page_and_stays_as_it_is(text: str) -> None:
    try:
        name = user_name(text)
    except Refusal:
        return
    assert user_name(name) == name
    assert user_page(name).title == name


@given(st.text(max_size=60))
def test_an_address_stays_as_it_is_and_fits_on_one_line(text: str) -> None:
    try:
        found = address(text)
    except Refusal:
        return
    assert address(found) == found
    assert found.isascii()
    assert not set(found) & set("\r\n ,<>\0")


def test_addresses_are_kept_in_small_letters_with_domains_as_the_mail_knows_them() -> None:
    assert address(" Anna.Berg@Umeå.SE ") == "anna.berg@xn--ume-wla.se"
