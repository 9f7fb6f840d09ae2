"""What a cooperation tells of counts for its members, and is marked as theirs through it."""

import csv
import re
from io import StringIO

from tests.conftest import World
from tests.examples.acting import tell
from tests.examples.test_matrix import labels
from tests.examples.test_municipalities import rows


def cast(world: World) -> None:
    """Two cooperations: one names Umeå, the other is named by Skellefteå. Umeå has an example of its own too."""
    world.write("Samverkan:Kusten", "---\ntyp: samverkan\nkommuner: [Umeå]\n---\nVi hör ihop.")
    world.write(
        "Samverkan:Norr", "---\ntyp: samverkan\n---\n## Kursen\n\nVi gick [[Kurs|en kurs]] ihop i [[Tema:Lära]]."
    )
    world.write("Kommun:Skellefteå", "---\ntyp: kommun\nsamverkan: [Norr]\n---\nText.")
    world.write("Kommun:Umeå", "---\ntyp: kommun\n---\nText.")
    tell(world, "Samverkan:Kusten/Båtar", "tema: [Färja]", "läge: breddinfört")
    tell(world, "Kommun:Umeå/Bro", "tema: [Färja]", "läge: pilot")


def test_members_show_it_on_their_pages_after_their_own(world: World) -> None:
    cast(world)
    visitor = world.visitor()
    ours = visitor.get("/wiki/Kommun:Umeå").text.split('id="mk-ours"')[1].split("</section>")[0]
    assert ours.index(">Bro</a>") < ours.index(">Båtar</a>")
    assert len(re.findall("genom (?:<[^>]*>)?Kusten", ours)) == 1
    ours = visitor.get("/wiki/Kommun:Skellefteå").text.split('id="mk-ours"')[1].split("</section>")[0]
    assert ">Kursen</a>" in ours
    assert re.search("genom (?:<[^>]*>)?Norr", ours)
    assert "genom" not in visitor.get("/wiki/Samverkan:Kusten").text.split('id="mk-ours"')[1].split("</section>")[0]


def test_the_map_and_the_list_count_it_for_each_member_and_once_in_all(world: World) -> None:
    cast(world)
    visitor = world.visitor()
    page = visitor.get("/municipalities").text
    assert rows(page)["Umeå"] == "2 exempel, varav 1 genom Kusten"
    assert rows(page)["Skellefteå"] == "1 exempel, genom Norr"
    assert "<title>Umeå: 2 exempel, varav 1 genom Kusten</title>" in page
    assert "2 med egen sida, 3 exempel" in page
    world.write("Kommun:Skellefteå", "---\ntyp: kommun\nsamverkan: [Norr, Kusten]\n---\nText.")
    assert "2 med egen sida, 3 exempel" in visitor.get("/municipalities").text
    told = {row["name"]: row for row in visitor.get("/municipalities?format=json").json or ()}
    assert (told["Skellefteå"]["examples"], told["Skellefteå"]["through_cooperations"]) == (2, 2)


def test_the_matrix_has_it_in_the_rows_of_the_members(world: World) -> None:
    cast(world)
    visitor = world.visitor()
    page = visitor.get("/matrix").text
    assert labels(page) == [
        "Skellefteå, Lära: 1 exempel, genom Norr",
        "Umeå, Färja: 2 exempel, varav 1 genom Kusten, längst: breddinfört",
    ]
    assert "<span>2<sup>+</sup></span></a>" in page
    table = list(csv.reader(StringIO(visitor.get("/matrix?format=csv").text.removeprefix("\ufeff"))))
    assert table[0][4:] == ["Färja", "Lära"]
    assert [row[4:] for row in table[1:]] == [["", "1 (genom Norr)"], ["2 breddinfört (varav 1 genom Kusten)", ""]]
    assert labels(visitor.get("/matrix?county=24").text) == labels(page)


def test_what_a_cell_counts_is_what_the_list_behind_it_shows(world: World) -> None:
    cast(world)
    visitor = world.visitor()
    for address, titles in (
        ("/examples?municipality=2480&theme=Färja", {"Båtar", "Bro"}),
        ("/examples?municipality=2482", {"Kursen"}),
        ("/examples?county=24", {"Båtar", "Bro", "Kursen"}),
        ("/examples?county=14", set()),
    ):
        page = visitor.get(address).text
        assert {title for title in ("Båtar", "Bro", "Kursen") if f">{title}</a>" in page} == titles, address
    counties = visitor.get("/examples").text
    assert re.search(r'county=24"><span[^>]*>Västerbottens län</span> <span class="n">3</span>', counties)
