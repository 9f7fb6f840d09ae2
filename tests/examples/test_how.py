"""How municipalities do it: the list that fills itself, on guidance and where a text asks for it."""

import re
from html import unescape

from tests.conftest import World
from wiki.examples.how import Entry, how_they_do_it
from wiki.markup import parse_name


def linking(world: World, name: str, *mentioned: str) -> list[Entry]:
    with world.app.test_request_context():
        found = how_they_do_it(parse_name(name), [parse_name(each) for each in mentioned])
        return [entry for group in found.groups for entry in group.entries]


def panel(world: World, address: str) -> str:
    """The words of the panel, as somebody reads them."""
    html = world.visitor().get(address).text
    inside = html[html.index('<section class="so-do') :].split("<footer>")[0]
    return " ".join(unescape(re.sub("<[^>]+>", " ", inside)).split())


def test_of_equals_those_that_the_text_mentions_come_first_then_the_rest_in_swedish_order(world: World) -> None:
    names = ("Kommun:Östersund/A", "Kommun:Umeå/A", "Kommun:Åre/A", "Kommun:Västerås/MISTEL")
    for name in ("Samverkan:Ale med flera/A", *names):
        tell(world, name, "läge: pilot", text="Vi gör en [[Pilot]] här.")
    world.write("Nyckel", "Vi gör en [[Pilot]] här.")
    mentioned = ("Pilot", "Kommun:Västerås", "Kommun:Ale", "Kommun:Umeå")
    found = [(entry.owner_title, entry.page.full) for entry in linking(world, "Pilot", *mentioned)]
    assert found == [
        ("Västerås", "Kommun:Västerås/MISTEL"),
        ("Umeå", "Kommun:Umeå/A"),
        ("Åre", "Kommun:Åre/A"),
        ("Östersund", "Kommun:Östersund/A"),
        ("Ale med flera", "Samverkan:Ale med flera/A"),
    ]


def test_a_page_has_one_entry_with_its_first_sentence_that_says_something(world: World) -> None:
    world.write("Kommun:Ale", "- [[Pilot]]\n\nVi gör en [[Pilot|liten pilot]] här.\n\nOch en [[Pilot|till]].")
    world.write("Kommun:Umeå", "[[Pilot]]")
    ale, umea = linking(world, "Pilot")
    assert (ale.before, ale.label, ale.after) == ("Vi gör en ", "liten pilot", " här.")
    assert (umea.before, umea.label, umea.after) == ("", "Pilot", "")


def test_links_through_redirects_count_and_the_page_itself_does_not(world: World) -> None:
    world.write("Kommun:Ale", "Läs om [[Kommun:Ale]] och [[Kommun:Ale kommun|oss]].")
    world.write("Kommun:Ale kommun", "#OMDIRIGERING [[Kommun:Ale]]")
    world.write("Kommun:Umeå", "Vi gör som [[Kommun:Ale kommun|Ale]] gör.")
    assert [entry.page.full for entry in linking(world, "Kommun:Ale")] == ["Kommun:Umeå"]


def test_the_status_of_an_example_comes_along(world: World) -> None:
    world.write("Kommun:Ale/Test", "---\ntyp: exempel\nläge: Breddinfört\n---\nVi gör en [[Pilot]] här.")
    world.write("Kommun:Umeå/Test", "---\ntyp: exempel\nläge: snart\n---\nVi gör en [[Pilot]] här.")
    assert [entry.status for entry in linking(world, "Pilot")] == ["bredd", ""]


def tell(world: World, name: str, *fields: str, text: str = "Så gick det till hos oss.") -> None:
    world.write(name, "\n".join(("---", "typ: exempel", *fields, "---", text)))


def test_they_stand_up_the_ladder_and_those_that_do_not_say_last(world: World) -> None:
    tell(world, "Kommun:Umeå/Brett", "läge: breddinfört", "stödjer: [Pilot]")
    tell(world, "Kommun:Ale/Prov", "läge: pilot", text="Vi gör en [[Pilot|pilot]] här.")
    tell(world, "Kommun:Vetlanda/Slut", "läge: avslutat", "stödjer: [Pilot]", "lärdom: Fråga först.")
    world.write("Kommun:Halmstad", "## Försök\n\nVi vill ha en [[Pilot]] snart.")
    world.write("Pilot", "Pröva i liten skala.")
    shown = panel(world, "/wiki/Pilot")
    order = (
        "Pilot",
        "Ale",
        "Breddinfört",
        "Umeå",
        "Avslutat",
        "Vetlanda",
        "Lärdom: Fråga först.",
        "Nämner det",
        "Halmstad",
    )
    assert re.search(".*?".join(map(re.escape, order)), shown), shown
    assert "Fyra" in shown or "4 berättar" in shown


def test_those_that_do_not_say_are_told_apart_from_those_that_mention_it_and_stand_by_municipality(
    world: World,
) -> None:
    tell(world, "Kommun:Umeå/Brett", "stödjer: [Pilot]")
    tell(world, "Kommun:Halmstad/Smått", text="Vi gör en [[Pilot|pilot]] här.")
    world.write("Kommun:Vetlanda", "## Försök\n\nVi vill ha en [[Pilot]] snart.")
    world.write("Kommun:Ale", "## Försök\n\nVi vill ha en [[Pilot]] nu.")
    world.write("Pilot", "Som [[Kommun:Vetlanda]] och [[Kommun:Umeå]] gör.")
    shown = panel(world, "/wiki/Pilot")
    order = ("Säger inte hur långt de har kommit", "Halmstad", "Umeå", "Nämner det", "Ale", "Vetlanda")
    assert re.search(".*?".join(map(re.escape, order)), shown), shown


def test_an_empty_step_is_asked_about_in_one_line(world: World) -> None:
    tell(world, "Kommun:Umeå/Brett", "läge: breddinfört", "stödjer: [Pilot]")
    world.write("Pilot", "Pröva i liten skala.")
    page = world.visitor().get("/wiki/Pilot").text
    assert page.count("Ingen har berättat om") == 1
    assert "Ingen har berättat om en pilot än" in page


def test_sections_of_one_page_stand_each_for_itself(world: World) -> None:
    world.write("Kommun:Ale", "## Ett\n\nVi gör en [[Pilot]] här.\n\n## Två\n\nOch en [[Pilot]] där.\n\n- [[Pilot]]")
    assert [entry.anchor for entry in linking(world, "Pilot")] == ["Ett", "Två"]


def test_examples_of_the_same_theme_come_after_under_a_heading_of_their_own(world: World) -> None:
    tell(world, "Kommun:Umeå/Brett", "tema: [Piloter]")
    tell(world, "Kommun:Ale/Prov", "tema: [Piloter]", "stödjer: [Pilot]")
    world.write("Pilot", "---\ntema: [Piloter]\n---\nPröva i liten skala.")
    shown = panel(world, "/wiki/Pilot")
    assert re.search("Ale Prov.*Andra inom samma tema Umeå Brett", shown), shown
    assert shown.count("Ale Prov") == 1


def test_the_list_is_right_in_the_same_second(world: World) -> None:
    world.write("Pilot", "Pröva i liten skala.")
    visitor = world.visitor()
    assert "Umeå" not in visitor.get("/wiki/Pilot").text
    tell(world, "Kommun:Umeå/Brett", "läge: pilot", "stödjer: [Pilot]")
    assert "Umeå" in visitor.get("/wiki/Pilot").text
    tell(world, "Kommun:Umeå/Brett", "läge: pilot", "stödjer: [Annat]")
    assert "Umeå" not in visitor.get("/wiki/Pilot").text


def test_the_text_can_say_where_the_list_shall_stand(world: World) -> None:
    tell(world, "Kommun:Umeå/Brett", "läge: pilot", "stödjer: [Pilot]")
    tell(world, "Kommun:Ale/Annat", "tema: [Testmiljöer]")
    world.write(
        "Pilot", "Före.\n{{exempel}}\nMitten.\n\n{{exempel|tema=Testmiljöer}}\n\nEfter {{exempel}} och\n\n{{annat}}"
    )
    page = world.visitor().get("/wiki/Pilot").text
    order = ("Före.", "Umeå", "Mitten.", "Testmiljöer", "Ale", "Efter {{exempel}} och", "Mall:Annat</a>")
    assert re.search(".*?".join(map(re.escape, order)), page[page.index("<article") :], re.DOTALL)
    assert page.count('id="mk-how"') == 1
    assert page.count('id="mk-how-2"') == 1
    assert "{{" not in world.visitor().get("/search?q=före").text.split("Mitten")[0].split("Före.")[-1]


def test_where_the_text_asks_for_the_list_twice_the_second_place_leads_to_the_first(world: World) -> None:
    tell(world, "Kommun:Umeå/Brett", "läge: pilot", "stödjer: [Pilot]")
    world.write("Pilot", "## Så här\n\n{{exempel}}\n\n## Igen\n\n{{exempel}}")
    asta = world.signed_in("Asta")
    form = {"text": "## Så här\n\n{{exempel}}\n\n## Igen\n\n{{exempel}}", "base": "1"}
    for page in (world.visitor().get("/wiki/Pilot").text, asta.post("/preview/Pilot", form).text):
        assert page.count('id="mk-how"') == 1
        assert '<a href="#mk-how">Exemplen står längre upp.</a>' in page.split("Igen</h2>")[-1]


def test_what_narrows_the_list_follows_it_to_its_place(world: World) -> None:
    tell(world, "Kommun:Umeå/Brett", "läge: pilot", "tema: [Piloter]")
    tell(world, "Kommun:Ale/Smått", "läge: idé", "tema: [Piloter]")
    world.write("Tema:Piloter", "Före.\n\n{{exempel}}\n\nEfter.")
    page = world.visitor().get("/wiki/Tema:Piloter").text
    before = page.partition("<article")[2].split("Före.")[1].split("Efter.")[0]
    assert '<nav class="narrowing"' in before
    assert "/wiki/Tema:Piloter?status=pilot#mk-how" in before
    narrowed = world.visitor().get("/wiki/Tema:Piloter?status=pilot").text
    assert "Smått" not in narrowed.partition("<article")[2].split("Före.")[1].split("Efter.")[0]


def test_a_popular_page_shows_some_and_leads_to_the_rest(world: World) -> None:
    sections = "\n\n".join(f"## Del {number}\n\nVi gör en [[Pilot]] nummer {number}." for number in range(62))
    world.write("Kommun:Umeå", sections)
    world.write("Pilot", "Pröva.")
    page = world.visitor().get("/wiki/Pilot").text
    assert "nummer 59." in page
    assert "nummer 60." not in page
    assert '/examples?supports=Pilot">2 till</a>' in page


def test_the_preview_shows_the_list_as_it_is_now(world: World) -> None:
    world.write("Pilot", "Text.")
    world.write("Kommun:Umeå", "Vi gör en [[Pilot|liten pilot]] här.")
    asta = world.signed_in("Asta")
    form = {"text": "Början.\n\n{{exempel}}\n\nSlutet.", "base": "1", "preview": "1"}
    for address in ("/edit/Pilot", "/preview/Pilot"):
        page = asta.post(address, form).text
        before, after = page.split("Början.</p>")[1].split("<p>Slutet.")[0], page.split("<p>Slutet.")[1]
        assert "liten pilot" in before, address
        assert "so-do" not in after
    assert "so-do" in asta.post("/preview/Pilot", {**form, "beside": "1"}).text


def test_an_old_version_says_where_the_list_stands(world: World) -> None:
    world.write("Pilot", "Början.\n\n{{exempel}}\n\nSlutet.")
    world.write("Pilot", "Något annat.")
    page = world.visitor().get("/wiki/Pilot?oldid=1").text
    assert "står listan över hur kommunerna gör" in page.split("Början.")[1].split("Slutet.")[0]
