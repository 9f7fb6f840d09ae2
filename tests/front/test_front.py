"""The front page: what is new, what has come further, what is asked, and who does what."""

from tests.conftest import World
from tests.examples.acting import member, tell


def test_it_shows_examples_and_who_does_what(world: World) -> None:
    tell(world, "Kommun:Umeå/Möten", "läge: pilot", "tema: [Delaktighet]")
    tell(world, "Kommun:Halmstad/Struktur", "tema: [Ledning]")
    page = world.visitor().get("/").text
    assert "Vem gör vad?" in page
    assert 'aria-label="Umeå, Delaktighet: 1 exempel, längst: pilot"' in page
    assert 'href="/matrix"' in page


def test_it_tells_which_examples_have_come_to_another_step(world: World) -> None:
    tell(world, "Kommun:Umeå/Möten", "läge: pilot")
    tell(world, "Kommun:Umeå/Kurs", "läge: pilot")
    assert "Har bytt läge" not in world.visitor().get("/").text
    tell(world, "Kommun:Umeå/Möten", "läge: breddinfört")
    tell(world, "Kommun:Umeå/Kurs", "läge: pilot", text="Nya ord.")
    page = world.visitor().get("/").text
    changed = page[page.index("Har bytt läge") : page.index('id="mk-requests"')]
    assert "Möten" in changed
    assert "Pilot" in changed
    assert 'data-status="bredd"' in changed
    assert "Kurs" not in changed


def test_it_shows_open_requests_and_the_way_to_ask(world: World) -> None:
    page = world.visitor().get("/").text
    assert "Är det något du vill veta av andra kommuner?" in page
    asker = member(world, "Asp", "1380")
    asker.post("/requests/new", {"title": "Hur mäter ni?", "sentences": "Vi undrar."})
    world.write("Efterlysning:Gammal", "---\nlöst: ja\n---\nText.\n")
    page = world.visitor().get("/").text
    asked = page[page.index('id="mk-requests"') : page.index('id="mk-changes"')]
    assert "Hur mäter ni?" in asked
    assert "Halmstad frågar" in asked
    assert "Gammal" not in asked


def test_a_full_front_page_stays_light(world: World) -> None:
    for number in range(40):
        place = ("Umeå", "Halmstad", "Skellefteå", "Vetlanda", "Ale", "Lund", "Eda")[number % 7]
        world.write(
            f"Kommun:{place}/Exempel {number}", f"---\ntyp: exempel\nläge: pilot\ntema: [T{number % 9}]\n---\nÅ."
        )
        world.write(f"Tema:T{number % 9}", f"---\ndefinition: Det som kallas T{number % 9}.\n---\nText {number}.")
        world.write(f"Efterlysning:Fråga {number}", "Text.")
    assert len(world.visitor().get("/").data) < 60_000


def test_the_menu_says_where_one_is(world: World) -> None:
    """The page itself is "page"; a page that lies below it only says that it is in that part."""
    world.write("Kommun:Uddevalla", "Vi.")
    world.write("Tema:Piloter", "Text.")
    visitor = world.visitor()
    for address, entry, current in (
        ("/examples", "/examples", "page"),
        ("/matrix", "/examples", "true"),
        ("/requests", "/examples", "true"),
        ("/wiki/Kommun:Uddevalla", "/municipalities", "true"),
        ("/wiki/Tema:Piloter", "/themes", "true"),
        ("/themes", "/themes", "page"),
    ):
        page = visitor.get(address).text
        assert page.count(f'<a href="{entry}" aria-current="{current}">') == 2, address  # the menu, and that of phones
        assert page.split("<main")[0].count("aria-current=") == 2, address
    assert "aria-current" not in visitor.get("/").text.split("<main")[0].split('class="main-nav"')[1].split("</nav>")[0]
