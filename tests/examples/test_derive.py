import re

import pytest
from sqlalchemy import select

from tests.conftest import World
from wiki.core.db import session
from wiki.core.places import folder
from wiki.editing.rebuild import rebuild_all
from wiki.examples.models import Example, ExampleSupport, ExampleTheme
from wiki.examples.queries import ExampleFilter, examples
from wiki.markup import parse_name
from wiki.transfer.bring_in import bring_in

MISTEL = """\
---
typ: exempel
tema: [Testmiljöer, Piloter]
välfärdsområde: Äldreomsorg
läge: pilot
period: 2024–2026
stödjer: [Tänk stort men börja smått]
lärdom: Börja med ett boende.
---
Testbädden prövar nytt, ett sätt att [[Tänk stort men börja smått|tänka stort]] i vardagen.
"""
UDDEVALLA = """\
---
typ: kommun
kommunkod: "1485"
tema: [Testmiljöer]
---
Vi är Uddevalla.

## Så arbetar vi

### Testmiljö

Vi prövar innan vi [[Tänk stort men börja smått|inför i stor skala]].

### Delaktighet

Alla är med, som i [[Årliga prioriteringar]] och i [[Tema:Delaktighet]].

## Kontakt

Se [[Kommun:Halmstad]].
"""


def told(world: World) -> list[tuple[object, ...]]:
    with world.app.app_context():
        rows = session().scalars(select(Example).order_by(Example.owner_title, Example.number))
        return [
            (each.title, each.anchor, each.owner.full, each.municipality_code, each.status, each.areas, each.last_year)
            for each in rows
        ]


def test_a_page_that_says_so_is_an_example(world: World) -> None:
    world.write("Kommun:Västerås/MISTEL", MISTEL)
    assert told(world) == [("MISTEL", "", "Kommun:Västerås", "1980", "pilot", ["Äldreomsorg"], 2026)]
    with world.app.app_context():
        assert set(session().scalars(select(ExampleTheme.title))) == {"Testmiljöer", "Piloter"}
        support = session().scalars(select(ExampleSupport)).one()
        assert (support.title, support.label, support.after) == (
            "Tänk stort men börja smått",
            "tänka stort",
            " i vardagen.",
        )


def test_sections_of_a_municipality_that_link_to_guidance_are_examples(world: World) -> None:
    world.write("Kommun:Uddevalla", UDDEVALLA)
    assert [(title, anchor) for title, anchor, *_ in told(world)] == [
        ("Testmiljö", "Testmiljö"),
        ("Delaktighet", "Delaktighet"),
    ]
    with world.app.app_context():
        themes = session().execute(
            select(Example.title, ExampleTheme.title).join(ExampleTheme, ExampleTheme.example_id == Example.id)
        )
        assert set(map(tuple, themes)) == {("Testmiljö", "Testmiljöer"), ("Delaktighet", "Delaktighet")}


@pytest.mark.parametrize(
    "section",
    [
        "## Se även\n\nVi har prövat [[Pilot|små piloter]] länge.",
        "## Piloter\n\nSe även [[Pilot]].",
        "## Piloter\n\n- [[Pilot]]\n- [[Pilot|Hur man prövar]] – en handledning i tio steg.",
        "## Piloter\n\n1. [[Pilot]] visar hur man gör.\n\n2. [[Plan]] visar resten.",
        "## [[Pilot]]\n\nVad gör ni?",
        "## Vår [[Pilot|pilot]]\n",
        "## Piloter\n\nTankarna bakom finns i [[Pilot]] och [[Plan]].",
        "## Piloter\n\nDen som vill veta mer kan läsa om [[Pilot]].",
        "## Piloter\n\nHur arbetar ni med [[Pilot|piloter]] i dag?",
        "## Piloter\n\nMer om hur vi har arbetat: [[Pilot]]",
    ],
)
def test_a_section_that_only_points_the_way_is_no_example(world: World, section: str) -> None:
    world.write("Kommun:Uddevalla", section)
    assert told(world) == []


@pytest.mark.parametrize(
    "section",
    [
        "## Piloter\n\nVi prövar med [[Pilot]].",
        "## Se till helheten\n\nVi prövade [[Pilot|i liten skala]] först.",
        "## Piloter\n\n- Först prövade vi [[Pilot|i liten skala]]\n- Sedan köpte vi.",
        "## Piloter\n\nCheferna fick följa med. Tankarna bakom finns i [[Pilot]].",
        "## [[Pilot]]\n\nVi prövade med tio familjer i ett år.",
        "## Pilot\n\nVi fick se hur [[Pilot|det lilla]] växte.",
    ],
)
def test_a_section_with_a_sentence_of_its_own_is_an_example(world: World, section: str) -> None:
    world.write("Kommun:Uddevalla", section)
    assert len(told(world)) == 1


def test_what_it_says_first_is_what_was_done_and_not_where_to_read_on(world: World) -> None:
    world.write("Kommun:Ale", "## Ledarna först\n\nCheferna fick följa med. Tankarna bakom finns i [[Pilot]].")
    with world.app.app_context():
        assert session().scalars(select(Example.lead)).one() == "Cheferna fick följa med."


SEVEN = {"Skellefteå", "Halmstad", "Karlskrona", "Sollentuna", "Umeå", "Uddevalla", "Västerås"}


def test_the_examples_of_the_first_pages_all_tell_of_something(world: World) -> None:
    with world.app.app_context():
        assert not bring_in(folder("seed_pages")).faults
        guidance = parse_name("Tänk stort men börja smått")
        rows = {row.owner.title: row.lead for row in examples(ExampleFilter(supports=guidance))}
        assert rows.keys() >= SEVEN
        leads = [row.lead for row in examples()]
        assert len(leads) >= 15
        assert not [lead for lead in leads if re.match(r"(Se|Läs) |Tankarna bakom|.*\?$", lead)]


def test_what_a_page_no_longer_tells_is_gone_at_once(world: World) -> None:
    world.write("Kommun:Västerås/MISTEL", MISTEL)
    world.write("Kommun:Västerås/MISTEL", "#OMDIRIGERING [[Kommun:Västerås]]\n")
    assert told(world) == []
    with world.app.app_context():
        assert session().scalars(select(ExampleSupport)).all() == []


def test_guidance_and_the_fictional_municipality_are_nobodys_examples(world: World) -> None:
    world.write("Tänk stort men börja smått", "Se [[Årliga prioriteringar]].\n")
    world.write("Kommun:Mittköping", "---\ntyp: kommun\n---\nVi väljer som i [[Årliga prioriteringar]].\n")
    assert [code for _, _, _, code, *_ in told(world)] == [None]


def test_rebuilding_changes_nothing(world: World) -> None:
    world.write("Kommun:Västerås/MISTEL", MISTEL)
    world.write("Kommun:Uddevalla", UDDEVALLA)
    before = told(world)
    with world.app.test_request_context():
        rebuild_all()
    assert told(world) == before
