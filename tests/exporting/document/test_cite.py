"""Citations: each form as it is written, and nothing in a title that breaks it."""

from datetime import UTC, datetime

from flask import Flask

from tests.conftest import World
from wiki.core.i18n import speak
from wiki.exporting.document.cite import FORMS, Citation, citation
from wiki.markup import parse_name
from wiki.pages.queries import find_page, revision

SAID = Citation(
    author="Bidragsgivare till Mittköping",
    title="50 % {bättre} & billigare_nu",
    site="Mittköping",
    version=12,
    written=datetime(2026, 11, 20, 10, tzinfo=UTC),
    read=datetime(2026, 11, 22, 10, tzinfo=UTC),
    address="https://wiki.example.se/wiki/B%C3%A4ttre?oldid=12",
    language="sv",
)


def written(language: str) -> dict[str, str]:
    """All forms, in the language of a reader."""
    with Flask("test").app_context():
        speak(language)
        return {name: form(SAID) for name, form in FORMS.items()}


def test_in_swedish() -> None:
    said = written("sv")
    assert said["harvard"] == (
        "Bidragsgivare till Mittköping (2026). 50 % {bättre} & billigare_nu. Mittköping. Version från 20 november "
        "2026. https://wiki.example.se/wiki/B%C3%A4ttre?oldid=12 [2026-11-22]"
    )
    assert said["apa"] == (
        "Bidragsgivare till Mittköping. (2026, 20 november). 50 % {bättre} & billigare_nu. Mittköping. "
        "Hämtad 22 november 2026 från https://wiki.example.se/wiki/B%C3%A4ttre?oldid=12"
    )
    assert said["oxford"] == (
        "Bidragsgivare till Mittköping, ”50 % {bättre} & billigare_nu”, Mittköping, version från 20 november 2026, "
        "https://wiki.example.se/wiki/B%C3%A4ttre?oldid=12 (hämtad 22 november 2026)."
    )


def test_in_english_and_bokmal() -> None:
    assert "(2026, November 20)" in written("en")["apa"]
    assert "Retrieved November 22, 2026, from https://" in written("en")["apa"]
    assert "versjon fra 20. november 2026" in written("nb")["oxford"]


def test_bibtex_escapes_what_means_something_to_it() -> None:
    entry = written("sv")["bibtex"]
    assert entry.startswith("@online{50-battre-billigare-nu-12,\n")
    assert "  title = {{50 \\% \\{bättre\\} \\& billigare\\_nu}},\n" in entry
    assert "  author = {{Bidragsgivare till Mittköping}},\n" in entry
    assert "  url = {https://wiki.example.se/wiki/B%C3%A4ttre?oldid=12},\n" in entry
    assert entry.count("{") == entry.count("}")


def test_ris_has_a_field_on_each_line() -> None:
    lines = written("sv")["ris"].split("\r\n")
    assert lines[0] == "TY  - ELEC"
    assert "UR  - https://wiki.example.se/wiki/B%C3%A4ttre?oldid=12" in lines
    assert lines[-2:] == ["ER  - ", ""]
    assert all(line[2:6] == "  - " for line in lines[:-1])


def test_an_example_is_said_to_be_told_by_its_municipality(world: World) -> None:
    world.write("Kommun:Västerås", "Text.")
    world.write("Kommun:Västerås/MISTEL", "---\ntyp: exempel\n---\nText.")
    world.write("Plan", "Text.")
    with world.app.test_request_context(headers={"Accept-Language": "sv"}):
        authors = {}
        for name in ("Kommun:Västerås/MISTEL", "Kommun:Västerås", "Plan"):
            page = find_page(parse_name(name))
            assert page is not None
            authors[name] = citation(page, revision(page.current_revision_id or 0)).author
    assert authors == {
        "Kommun:Västerås/MISTEL": "Västerås stad",
        "Kommun:Västerås": "Bidragsgivare till Mittköping",
        "Plan": "Bidragsgivare till Mittköping",
    }
