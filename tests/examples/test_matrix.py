"""The matrix: municipalities and themes as a table, one at a time, as CSV, and as a picture."""

import csv
import re
from io import StringIO
from xml.etree.ElementTree import fromstring

from tests.conftest import World
from tests.examples.acting import member, tell

SVG = "{http://www.w3.org/2000/svg}"


def cast(world: World) -> None:
    """Four municipalities, three themes; one of the examples has ended, and one says no status."""
    tell(world, "Kommun:Umeå/Möten", "läge: pilot", "tema: [Delaktighet, Piloter]")
    tell(world, "Kommun:Umeå/Gamla möten", "läge: avslutat", "lärdom: Fråga först.", "tema: [Delaktighet]")
    tell(world, "Kommun:Skellefteå/Plan", "läge: breddinfört", "tema: [Ledning]")
    tell(world, "Kommun:Halmstad/Struktur", "tema: [Ledning]")
    tell(world, "Kommun:Vetlanda/Kurs", "läge: avslutat", "lärdom: Börja.", "tema: [Ledning]")


def labels(html: str) -> list[str]:
    """What the cells of the table say."""
    table = html[html.index("<table") : html.index("</table>")]
    return re.findall(r'<td><a [^>]*aria-label="([^"]*)"', table)


def rows(html: str) -> list[str]:
    """The municipalities in the table, in order."""
    return re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', html)


def test_a_cell_tells_how_many_and_how_far_the_furthest_has_come(world: World) -> None:
    cast(world)
    page = world.visitor().get("/matrix").text
    assert labels(page) == [
        "Halmstad, Ledning: 1 exempel",
        "Skellefteå, Ledning: 1 exempel, längst: breddinfört",
        "Umeå, Delaktighet: 2 exempel, längst: pilot",
        "Umeå, Piloter: 1 exempel, längst: pilot",
        "Vetlanda, Ledning: 1 exempel, längst: avslutat",
    ]
    assert '<caption class="ds-sr-only" id="mk-matrix">Antal exempel per kommun och tema.' in page
    listed = world.visitor().get("/examples?municipality=2480&theme=Delaktighet").text
    assert "Gamla möten" in listed
    assert "/examples?municipality=2480&amp;theme=Delaktighet" in page


def test_it_can_be_narrowed_and_widened(world: World) -> None:
    cast(world)
    visitor = world.visitor()
    assert rows(visitor.get("/matrix?county=24").text) == ["Skellefteå", "Umeå"]
    assert len(rows(visitor.get("/matrix?all=1").text)) == 290
    assert len(rows(visitor.get("/matrix?county=24&all=1").text)) == 15
    assert visitor.get("/matrix?county=24&group=").location == "/matrix?county=24"
    assert "Ingen kommun där" in visitor.get("/matrix?county=09").text


def test_a_theme_that_was_renamed_counts_under_its_new_name(world: World) -> None:
    cast(world)
    tell(world, "Kommun:Umeå/Kurs", "läge: breddinfört", "tema: [Medverkan, Delaktighet]")
    world.write("Tema:Medverkan", "#OMDIRIGERING [[Tema:Delaktighet]]")
    page = world.visitor().get("/matrix").text
    assert "Umeå, Delaktighet: 3 exempel, längst: breddinfört" in labels(page)
    assert "Medverkan" not in page


def test_ones_own_municipality_stands_first_and_is_invited(world: World) -> None:
    cast(world)
    page = member(world, "Asp", "1485").get("/matrix").text
    assert rows(page)[0] == "Uddevalla"
    assert "/examples/new?municipality=1485&amp;theme=Ledning" in page
    assert page.count('class="tell"') == 3
    assert 'class="tell"' not in world.visitor().get("/matrix").text
    other = member(world, "Ek", "2480").get("/matrix").text
    assert rows(other)[0] == "Umeå"
    assert page.count(">Uddevalla</option>") == 1


def test_a_phone_shows_one_municipality_at_a_time(world: World) -> None:
    cast(world)
    page = world.visitor().get("/matrix?municipality=2482").text
    one = page[page.index('class="matrix-one"') :]
    assert re.search(r'<h2 id="mk-one"><a [^>]*>Skellefteå</a>', one)
    assert "längst: breddinfört" in one
    assert "Delaktighet, Piloter" in one  # nothing told yet
    assert "← Halmstad" in one
    assert "Umeå →" in one


def test_more_themes_than_there_is_room_for_stand_a_link_away(world: World) -> None:
    for number in range(25):
        tell(world, f"Kommun:Umeå/Nummer {number}", f"tema: [Tema {number:02}]")
    visitor = world.visitor()
    first = visitor.get("/matrix").text
    assert len(labels(first)) == 22
    assert "Teman 23–25" in first
    assert len(labels(visitor.get("/matrix?page=2").text)) == 3


def test_the_table_can_be_taken_along(world: World) -> None:
    cast(world)
    visitor = world.visitor()
    answer = visitor.get("/matrix?format=csv&county=24")
    table = list(csv.reader(StringIO(answer.text.removeprefix("\ufeff"))))
    assert table[0] == ["code", "municipality", "county", "group", "Delaktighet", "Ledning", "Piloter"]
    assert table[2][:2] == ["2480", "Umeå"]
    assert table[2][4:] == ["2 pilot", "", "1 pilot"]
    assert visitor.get("/matrix?format=pdf").status_code == 400


def test_the_picture_can_be_read_and_told(world: World) -> None:
    tell(world, "Kommun:Umeå/Möten", "läge: pilot", 'tema: ["Barn & unga"]')
    answer = world.visitor().get("/matrix?format=svg")
    assert answer.content_type == "image/svg+xml; charset=utf-8"
    drawing = fromstring(answer.text.encode())
    assert drawing.findtext(f"{SVG}title") == "Kommuner och teman"
    assert "Umeå: Barn & unga 1 pilot." in (drawing.findtext(f"{SVG}desc") or "")
    assert "Barn & unga" in [each.text for each in drawing.iter(f"{SVG}text")]


def test_without_examples_it_invites(world: World) -> None:
    page = world.visitor().get("/matrix").text
    assert "Ingen kommun har berättat" in page
    assert "<table" not in page
