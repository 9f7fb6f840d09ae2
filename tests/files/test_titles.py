"""What a file is called on somebody's machine, and what it may be called here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.files.titles import WrongEnding, check_ending, file_title
from wiki.markup import Namespace, parse_name


@pytest.mark.parametrize(
    ("called", "title"),
    [
        ("torget.PNG", "Torget.png"),
        ("bild.jpeg", "Bild.png"),
        ("bild.png.exe", "Bild.png"),
        ("C:\\bilder\\IMG_0042.jpg", "IMG 0042.png"),
        ("../../etc/passwd", "Passwd.png"),
        ("plan 2.1", "Plan 2.1.png"),
        ("Kommun:Umeå [ny].png", "Kommun-Umeå -ny.png"),
        ("", "Fil.png"),
        ("....", "Fil.png"),
        ("a\u202egnp.exe", "Agnp.png"),
        ("a\0b\n.png", "A-b.png"),
        ("~~~~.png", "~.png"),
        ("<script>.svg", "Script.png"),
    ],
)
def test_a_name_from_a_machine_becomes_a_title(called: str, title: str) -> None:
    assert file_title(called, "png") == title


@given(st.text(max_size=400))
def test_whatever_it_is_called_it_gets_a_title_that_reads_back_as_itself(called: str) -> None:
    title = file_title(called, "png")
    assert parse_name(f"Fil:{title}").title == title
    assert parse_name(title, Namespace.FILE).namespace is Namespace.FILE
    assert file_title(title, "png") == title
    assert "/" not in title
    check_ending(title, "png")


def test_other_spellings_of_an_ending_are_good_enough() -> None:
    check_ending("Bild.JPEG", "jpg")
    for title in ("Bild.png", "Bild", "Bild.jpg.exe"):
        with pytest.raises(WrongEnding):
            check_ending(title, "jpg")
