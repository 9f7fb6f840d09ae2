"""Examples that grow from others."""

import re
from html import unescape
from urllib.parse import quote

from tests.conftest import World
from tests.examples.acting import ADDRESS, EXAMPLE, member, tell

CHILD = "Kommun:Halmstad/Vår kontroll"


def tree(world: World, address: str) -> str:
    """What the family tree says, as plain text in order."""
    page = world.visitor().get(f"/wiki/{address}").text
    if 'id="mk-family"' not in page:
        return ""
    return unescape(page.split('id="mk-family"')[1].split("</section>")[0])


def test_ones_own_begins_with_the_fields_of_the_other_and_remembers_it(world: World) -> None:
    for name in ("Tema:Ekonomi", "Tema:Ledning", "Årliga val"):
        world.write(name, "Text.")
    tell(world, EXAMPLE, "tema: [Ekonomi, Saknas, Ledning]", "välfärdsområde: Hela kommunen", text="Se [[Årliga val]].")
    asp = member(world, "Asp", "1380")
    form = asp.get("/new", query_string={"kind": "example", "from": EXAMPLE, "full": "1"}).text
    assert f'name="from" value="{EXAMPLE}"' in form
    assert '<option value="1380" selected>' in form
    asked = {
        "full": "1",
        "go": "1",
        "kind": "example",
        "from": EXAMPLE,
        "municipality": "1380",
        "title": "Vår kontroll",
    }
    editor = unescape(asp.get("/new", query_string=asked, follow_redirects=True).text)
    for line in (
        "kommun: Halmstad",
        "tema: [Ekonomi, Ledning]",
        "välfärdsområde: [Hela kommunen]",
        "stödjer: [Årliga val]",
        'bygger på: "Kommun:Vetlanda/Kostnadskontroll"',
        "## Slutsatser",
    ):
        assert line in editor, line


def test_ones_own_is_told_in_the_quick_form_which_knows_as_much(world: World) -> None:
    world.write("Årliga val", "Text.")
    for theme in ("Ekonomi", "Ledning"):
        world.write(f"Tema:{theme}", "Text.")
    tell(world, EXAMPLE, "tema: [Ekonomi, Ledning]", "välfärdsområde: Hela kommunen", text="Se [[Årliga val]].")
    asp, nobody = member(world, "Asp", "1380"), member(world, "Ek", None)
    leads = f"/examples/new?from={quote(EXAMPLE, safe=':/')}"
    assert leads in asp.get(f"/wiki/{ADDRESS}").text
    without = nobody.get(f"/wiki/{ADDRESS}").text
    assert leads not in without
    assert "Välj din kommun, så kan du säga hur den gör eller starta ert eget" in without
    form = asp.get(leads).text
    for said in (f'name="from" value="{EXAMPLE}"', 'value="Ekonomi" checked', 'name="guidance" value="Årliga val"'):
        assert said in form, said
    told = {"title": "Vår kontroll", "municipality": "1380", "theme": ["Ekonomi"], "status": "ide", "from": EXAMPLE}
    assert asp.post("/examples/new", {**told, "sentences": "Vi vill."}).status_code == 302
    assert "Vår kontroll" in tree(world, ADDRESS)
    assert asp.get("/new", query_string={"kind": "example", "from": EXAMPLE}).location.startswith("/examples/new?from=")


def test_a_section_becomes_a_page_of_its_own_by_the_same_form(world: World) -> None:
    world.write("Pilot", "Text.")
    world.write("Kommun:Halmstad", "## Vår pilot\n\nVi provar en [[Pilot]] i skolan. Det går bra.\n")
    asp = member(world, "Asp", "1380")
    page = unescape(asp.get("/wiki/Kommun:Halmstad").text)
    assert "bara där ett exempel har en egen sida" in page
    assert "Gör till en egen exempelsida" not in world.visitor().get("/wiki/Kommun:Halmstad").text
    leads = re.search(r'"(/examples/new\?page=[^"]*)"', page)
    assert leads
    form = asp.get(leads[1]).text
    assert 'name="title" value="Vår pilot"' in form
    assert "Vi provar en Pilot i skolan." in form
    assert 'name="guidance" value="Pilot"' in form


def test_the_tree_is_shown_both_ways(world: World) -> None:
    tell(world)
    tell(world, CHILD, f'bygger på: "{EXAMPLE}"')
    tell(world, "Kommun:Umeå/Barnbarn", f'bygger på: "{CHILD}"')
    assert tree(world, ADDRESS).index("Vår kontroll") < tree(world, ADDRESS).index("Barnbarn")
    of_grandchild = tree(world, "Kommun:Umeå/Barnbarn")
    assert "Exemplet växte fram ur" in of_grandchild
    assert of_grandchild.index("Vår kontroll") < of_grandchild.index("Kostnadskontroll")
    assert "Har vuxit fram" not in of_grandchild
    both = tree(world, "Kommun:Halmstad/Vår_kontroll")
    assert both.index("Kostnadskontroll") < both.index("Barnbarn")


def test_a_name_that_has_changed_is_followed_and_one_that_is_gone_is_told_plainly(world: World) -> None:
    tell(world, CHILD, f'bygger på: "{EXAMPLE}"')
    assert "Kostnadskontroll</span>" in tree(world, "Kommun:Halmstad/Vår_kontroll")
    assert "sidan finns inte" in tree(world, "Kommun:Halmstad/Vår_kontroll")
    world.write(EXAMPLE, "#OMDIRIGERING [[Kommun:Vetlanda/Nytt namn]]\n")
    tell(world, "Kommun:Vetlanda/Nytt namn")
    assert "Nytt namn</a>" in tree(world, "Kommun:Halmstad/Vår_kontroll")
    assert "Vår kontroll</a>" in tree(world, "Kommun:Vetlanda/Nytt_namn")


def test_a_circle_ends(world: World) -> None:
    tell(world, EXAMPLE, f'bygger på: "{CHILD}"')
    tell(world, CHILD, f'bygger på: "{EXAMPLE}"')
    assert tree(world, ADDRESS).count("Vår kontroll") == 2  # above it, and below it
    tell(world, EXAMPLE, f'bygger på: "{EXAMPLE}"')
    assert "Kostnadskontroll" not in tree(world, ADDRESS)
