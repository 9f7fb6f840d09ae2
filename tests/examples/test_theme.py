"""The page of a theme, which gathers what there is, and the page of an example, which leads on to others."""

import re

from tests.conftest import World
from tests.examples.test_how import panel
from tests.examples.test_queries import cast, tell
from wiki.search import catch_up, exact, find, suggest
from wiki.search.engine import engine_of

THEME = (
    "---\ndefinition: Att pröva i liten skala.\nsynonymer: [Försök, test]\n---\nMer om det. Se [[Mall för pilot]].\n"
)


def test_a_theme_gathers_guidance_examples_wishes_and_whom_to_ask(world: World) -> None:
    cast(world)
    world.write("Tema:Piloter", THEME)
    world.write("Börja smått", "---\ntema: [Piloter]\n---\nVäj det lilla. Se [[Nyttan av lagom]].\n")
    page = world.visitor().get("/wiki/Tema:Piloter").text
    assert '<p class="lead">Att pröva i liten skala.</p>' in page
    assert "Väj det lilla." in page[page.index("Vägledning inom temat") :]
    asked = page[page.index("Fråga de här") :]
    assert "Umeå</a>" in asked
    assert "Mittköping</a>" not in asked.split("</ul>")[0]
    wished = page[page.index("Önskade sidor") :]
    assert "Mall för pilot" in wished
    assert "Nyttan av lagom" in wished


def test_its_examples_are_narrowed_on_the_page_itself(world: World) -> None:
    world.write("Tema:Piloter", THEME)
    tell(world, "Kommun:Umeå/Ett", "tema: [Piloter]", "läge: pilot")
    tell(world, "Kommun:Halmstad/Två", "tema: [Piloter]", "läge: idé")
    whole = panel(world, "/wiki/Tema:Piloter")
    assert re.search("Halmstad Två.*Umeå Ett", whole)
    narrowed = panel(world, "/wiki/Tema:Piloter?county=24")
    assert "Umeå Ett" in narrowed
    assert "Halmstad" not in narrowed
    assert "Inget exempel är sådant" in panel(world, "/wiki/Tema:Piloter?county=24&status=ide")


def test_open_topics_about_the_theme_and_its_guidance_show(world: World) -> None:
    world.write("Tema:Piloter", THEME)
    world.write("Börja smått", "---\ntema: [[Piloter]]\n---\nText.\n")
    asta = world.signed_in("Asta")
    asta.post("/talk/Börja smått", {"title": "Hur länge då?", "text": "Ett halvår?", "kind": "question"})
    asta.post("/talk/Börja smått", {"title": "Mer om tid", "text": "Säg hur länge.", "kind": "suggestion"})
    page = world.visitor().get("/wiki/Tema:Piloter").text
    questions, talked_about = page.index("Obesvarade frågor"), page.index("Samtal som pågår")
    assert questions < page.index("Hur länge då?") < talked_about < page.index("Mer om tid")


def test_a_synonym_finds_the_theme_first(world: World) -> None:
    world.write("Tema:Piloter", THEME)
    world.write("Annat", "Här står mycket om försök, försök och åter försök.")
    with world.app.test_request_context():
        assert [each.address for each in suggest("förs")] == ["/wiki/Tema:Piloter"]
        assert [each.title for each in suggest("pilot")] == ["Piloter"]
        found = exact("försök")
        assert found
        assert found.name == "Tema:Piloter"
        catch_up(engine_of(world.app))
        assert find("testet").hits[0].name == "Tema:Piloter"
    assert world.visitor().get("/search?q=försök&go=1").location == "/wiki/Tema:Piloter"
    world.write("Tema:Piloter", "Utan synonymer.")
    with world.app.test_request_context():
        assert suggest("förs") == []


def test_an_example_shows_its_step_its_guidance_and_others(world: World) -> None:
    tell(
        world, "Kommun:Umeå/Ett", "tema: [Piloter]", "läge: pilot", "stödjer: [Börja smått]", "välfärdsområde: Förskola"
    )
    tell(world, "Kommun:Halmstad/Två", "tema: [Piloter]")
    world.write("Börja smått", "Välj det lilla.")
    world.write("Kommun:Umeå", "Vi är Umeå.")
    page = world.visitor().get("/wiki/Kommun:Umeå/Ett").text
    assert re.search(r'<li aria-current="step">.*?<b>Pilot</b>', page)
    assert "steg 2 av 4" in page
    assert '<a href="/examples?area=F%C3%B6rskola">Förskola</a>' in page
    assert re.search(r'<dt>Kommun</dt><dd><a href="/wiki/Kommun:Ume%C3%A5">Umeå</a>', page)
    assert "Välj det lilla." in page[page.index("Stödjer vägledning") :]
    assert page[page.index("Vem gör något liknande?") :].count(">Två</a>") == 1


def test_what_has_ended_says_first_what_was_learnt(world: World) -> None:
    tell(world, "Kommun:Umeå/Ett", "läge: avslutat", "lärdom: Fråga personalen först.")
    page = world.visitor().get("/wiki/Kommun:Umeå/Ett").text.partition("<main")[2]
    assert page.index("Fråga personalen först.") < page.index("Så gick det till")
    assert page.count("Fråga personalen först.") == 1


def facts(world: World, title: str) -> dict[str, str]:
    """What stands beside a theme, its links as (address)."""
    page = world.visitor().get(f"/wiki/Tema:{title}").text
    found = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    return {label: re.sub(r'<a href="([^"]*)">(.*?)</a>', r"\2 (\1)", words) for label, words in found}


def test_themes_tell_how_they_stand_to_each_other_both_ways(world: World) -> None:
    world.write("Tema:Ledning", "Text.")
    world.write("Tema:Ledarskap", "#OMDIRIGERING [[Tema:Ledning]]")
    world.write("Tema:Planer", "---\növerordnat tema: Ledarskap\nangränsande tema: [Mål, Saknat]\n---\nText.")
    world.write("Tema:Mål", "Text.")
    planer = facts(world, "Planer")
    assert planer["Överordnat tema"] == "Ledning (/wiki/Tema:Ledning)"
    assert planer["Angränsande teman"] == "Mål (/wiki/Tema:M%C3%A5l), Saknat"
    assert facts(world, "Ledning")["Underordnade teman"] == "Planer (/wiki/Tema:Planer)"
    assert facts(world, "Mål")["Angränsande teman"] == "Planer (/wiki/Tema:Planer)"
