"""All municipalities as map and list, and what gathers on the page of each."""

import csv
import re
from io import StringIO

from tests.conftest import World

UDDEVALLA = "---\ntyp: kommun\n---\n## Testmiljöer\n\nVi prövar enligt [[Pilot]].\n"


def tell(world: World) -> None:
    """Uddevalla has two examples, and Umeå one."""
    world.write("Pilot", "Så prövar man.")
    world.write("Kommun:Uddevalla", UDDEVALLA)
    world.write(
        "Kommun:Uddevalla/Snabbare svar", "---\ntyp: exempel\nläge: pilot\ntema: Piloter\n---\nVi svarar fort.\n"
    )
    world.write("Kommun:Umeå", '---\ntyp: kommun\nkommunkod: "2480"\n---\nText.\n')
    world.write("Kommun:Umeå/Klart", "---\ntyp: exempel\nläge: breddinfört\n---\nDet gick.\n")


def rows(page: str) -> dict[str, str]:
    """What the list says of each municipality."""
    found = re.findall(r'<li><a class="(?:has|no)-page"[^>]*>([^<]*)</a>(.*?)</li>', page, re.DOTALL)
    return {name: " ".join(re.sub("<[^>]*>", " ", rest).split()) for name, rest in found}


def test_lists_all_290_with_their_examples_and_invites_the_others(world: World) -> None:
    tell(world)
    page = world.visitor().get("/municipalities").text
    listed = rows(page)
    assert len(listed) == 290
    assert (listed["Uddevalla"], listed["Umeå"]) == ("2 exempel", "1 exempel")
    assert listed["Lund"] == "Skriv det första exemplet från Lund"
    assert "/examples/new?municipality=1281" in page
    assert "<strong>290 kommuner</strong>, 2 med egen sida, 3 exempel" in page


def test_the_map_is_shaded_by_number_and_links_to_the_pages_there_are(world: World) -> None:
    tell(world)
    page = world.visitor().get("/municipalities").text
    drawn = page[page.index("<figure") : page.index("<figcaption")]
    assert drawn.count("<path") == 290
    assert drawn.count("<a ") == 2
    assert re.search(r'href="/wiki/Kommun:Uddevalla" tabindex="-1"><path class="s2"[^>]*><title>Uddevalla: 2 ex', drawn)
    assert 'class="s1"' in drawn
    assert "7 eller fler" in page
    assert "<figure" not in world.visitor().get("/municipalities?view=list").text


def test_narrows_by_county_group_and_name(world: World) -> None:
    visitor = world.visitor()
    assert len(rows(visitor.get("/municipalities?county=24").text)) == 15
    assert list(rows(visitor.get("/municipalities?group=A1").text)) == ["Göteborg", "Malmö", "Stockholm"]
    assert list(rows(visitor.get("/municipalities?q=ÖREBRO kommun").text)) == ["Örebro"]
    assert list(rows(visitor.get("/municipalities?q=valla&county=14").text)) == ["Uddevalla"]
    page = visitor.get("/municipalities?county=01&group=C9").text
    assert "Ingen kommun i Sverige stämmer med allt det." in page
    assert len(rows(visitor.get("/municipalities?county=99&sort=x&view=y").text)) == 290


def test_the_address_of_a_search_is_short_enough_to_share(world: World) -> None:
    answer = world.visitor().get("/municipalities?q=&county=24&group=&sort=name&view=list")
    assert (answer.status_code, answer.location) == (302, "/municipalities?county=24&sort=name&view=list")
    answer = world.visitor().get("/municipalities?q=&county=24&group=&sort=examples")
    assert answer.location == "/municipalities?county=24"


def test_those_with_most_examples_come_first_unless_the_alphabet_is_asked_for(world: World) -> None:
    tell(world)
    page = world.visitor().get("/municipalities").text
    assert list(rows(page))[:3] == ["Uddevalla", "Umeå", "Ale"]
    order = ("Har berättat, de med flest exempel först", ">Umeå<", "Har inte berättat än, i bokstavsordning", ">Ale<")
    listed = page[page.index('class="places-list"') :]
    assert [listed.index(each) for each in order] == sorted(listed.index(each) for each in order)
    assert list(rows(world.visitor().get("/municipalities?sort=name").text))[:2] == ["Ale", "Alingsås"]


def test_the_invitation_is_a_sign_with_its_words_for_those_who_hear_it(world: World) -> None:
    page = world.visitor().get("/municipalities").text
    seen = page.replace('<span class="ds-sr-only">Skriv det första exemplet', "").replace('title="Skriv det första', "")
    assert "Skriv det första exemplet" not in seen


def test_the_list_can_be_had_as_csv_and_json(world: World) -> None:
    tell(world)
    visitor = world.visitor()
    visitor.get("/signin")  # with a cookie, too, it is no page
    answer = visitor.get("/municipalities?county=14&format=csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    table = list(csv.DictReader(StringIO(answer.get_data().decode("utf-8-sig"))))
    assert len(table) == 49
    uddevalla = next(each for each in table if each["code"] == "1485")
    assert (uddevalla["examples"], uddevalla["page"]) == ("2", "http://localhost/wiki/Kommun:Uddevalla")
    answer = visitor.get("/municipalities?group=A1&format=json")
    assert answer.json
    assert [each["name"] for each in answer.json] == ["Göteborg", "Malmö", "Stockholm"]


def test_the_list_follows_what_is_written_at_once(world: World) -> None:
    visitor = world.visitor()
    assert rows(visitor.get("/municipalities").text)["Umeå"].startswith("Skriv")
    tell(world)
    assert rows(visitor.get("/municipalities").text)["Umeå"] == "1 exempel"


def test_the_menu_leads_there(world: World) -> None:
    assert '<a href="/municipalities" aria-current="page">Kommuner</a>' in world.visitor().get("/municipalities").text


def gathered(page: str, heading: str) -> str:
    """The part of a page under a heading that the wiki has put there."""
    return page.split(f">{heading}</h2>")[1].split("</section>", maxsplit=1)[0]


def test_a_page_shows_its_examples_the_furthest_first(world: World) -> None:
    tell(world)
    world.write("Kommun:Uddevalla/Klart", "---\ntyp: exempel\nläge: breddinfört\nperiod: 2024–2026\n---\nDet gick.\n")
    page = world.visitor().get("/wiki/Kommun:Uddevalla").text
    ours = gathered(page, "Våra exempel")
    assert [ours.index(each) for each in (">Klart<", ">Snabbare svar<", ">Testmiljöer<")] == sorted(
        ours.index(each) for each in (">Klart<", ">Snabbare svar<", ">Testmiljöer<")
    )
    assert "2024–2026" in ours
    assert 'href="/wiki/Kommun:Uddevalla#' in ours
    assert "avsnitt på den här sidan" in ours
    assert ">Undersidor<" not in page  # they stand among the examples


def test_a_page_without_examples_invites(world: World) -> None:
    world.write("Kommun:Lund", "Om oss.")
    page = world.visitor().get("/wiki/Kommun:Lund").text
    assert "Inget exempel än. Tre meningar och en lärdom räcker" in page
    assert "municipality=1281" in page


def test_similar_municipalities_are_of_the_group_then_the_county_and_say_why(world: World) -> None:
    tell(world)
    world.write("Kommun:Lund", "Om oss.")
    page = world.visitor().get("/wiki/Kommun:Lund").text
    similar = rows(gathered(page, "Liknande kommuner"))
    assert len(similar) == 5
    assert similar["Umeå"] == "1 exempel Samma kommungrupp: Större stad"
    assert similar["Helsingborg"] == "inga exempel än Samma län och samma kommungrupp: Större stad"
    assert next(iter(similar)) == "Umeå"


def test_the_facts_come_from_the_register_by_name(world: World) -> None:
    world.write("Kommun:Lund", "Utan fält.")
    facts = world.visitor().get("/wiki/Kommun:Lund").text.split('<aside class="facts"')[1].split("</aside>")[0]
    assert '<a href="/municipalities?county=12">Skåne län</a>' in facts
    assert '<a href="/municipalities?group=B3">Större stad (B3)</a>' in facts
    assert "1281" in facts


def test_cooperations_are_told_by_either_page(world: World) -> None:
    world.write(
        "Samverkan:Kusten", "---\nkommuner: [Uddevalla kommun, '1430', \"[[Kommun:Lysekil]]\", Norska sidan]\n---\nVi."
    )
    world.write("Samverkan:Vid havet", "#OMDIRIGERING [[Samverkan:Kusten]]")
    world.write("Kommun:Sotenäs", "---\nsamverkan: [Vid havet]\n---\nVi med.")
    visitor = world.visitor()
    members = gathered(visitor.get("/wiki/Samverkan:Kusten").text, "Kommuner som är med")
    assert re.findall(r">([^<>]+)</(?:a|span)>", members) == [
        "Lysekil",
        "Munkedal",
        "Norska sidan",
        "Sotenäs",
        "Uddevalla",
    ]
    assert 'href="/wiki/Kommun:Munkedal"' in members
    for name in ("Sotenäs", "Munkedal"):
        assert (
            '<dt>Samverkan</dt><dd><a href="/wiki/Samverkan:Kusten">Kusten</a>'
            in visitor.get(f"/wiki/Kommun:{name}").text
        )


def test_a_municipality_without_a_page_offers_to_begin_it(world: World) -> None:
    answer = world.visitor().get("/wiki/Kommun:Lund")
    assert answer.status_code == 200
    assert "Lunds kommun har ingen sida här än." in answer.text
    assert "Skåne län" in answer.text
    assert "Liknande kommuner" in answer.text
    member = world.signed_in("Märta")
    editor = member.get("/edit/Kommun:Lund?kind=municipality").text
    assert "/edit/Kommun:Lund?kind=municipality" in member.get("/wiki/Kommun:Lund").text
    for beginning in (editor, member.get("/edit/Kommun:Lund").text):
        assert "kommunkod: &#34;1281&#34;" in beginning
        assert "## Kort om oss" in beginning


def test_examples_show_before_there_is_a_page_for_the_municipality(world: World) -> None:
    world.write("Kommun:Lund/Klart", "---\ntyp: exempel\nläge: pilot\n---\nDet gick.\n")
    visitor = world.visitor()
    assert ">Klart</a>" in gathered(visitor.get("/wiki/Kommun:Lund").text, "Våra exempel")
    assert rows(visitor.get("/municipalities").text)["Lund"] == "1 exempel"


def test_the_full_name_of_a_municipality_leads_to_its_page(world: World) -> None:
    world.write("Kommun:Uddevalla", "Om oss.")
    visitor = world.visitor()
    for address in ("/wiki/Kommun:Uddevalla_kommun", "/wiki/Uddevalla_kommun", "/wiki/Kommun:UDDEVALLA"):
        answer = visitor.get(address)
        assert (answer.status_code, answer.location) == (302, "/wiki/Kommun:Uddevalla"), address
    assert visitor.get("/wiki/Kommun:Västerås_stad/MISTEL").location == "/wiki/Kommun:V%C3%A4ster%C3%A5s/MISTEL"
    assert visitor.get("/wiki/Uddevalla").status_code == 404
    assert world.signed_in("Märta").get("/edit/Kommun:Lunds_kommun").location == "/edit/Kommun:Lund"


def test_a_page_that_has_the_full_name_is_read(world: World) -> None:
    world.write("Kommun:Uddevalla kommun", "Egen sida.")
    assert "Egen sida." in world.visitor().get("/wiki/Kommun:Uddevalla_kommun").text


def test_a_link_by_the_full_name_is_not_red(world: World) -> None:
    world.write("Kommun:Uddevalla", "Om oss.")
    world.write("Nyhet", "[[Kommun:Uddevalla kommun]] och [[Kommun:Lunds kommun]].")
    page = world.visitor().get("/wiki/Nyhet").text
    assert 'href="/wiki/Kommun:Uddevalla_kommun"' in page
    assert "Kommun:Lunds kommun (sidan" in page
