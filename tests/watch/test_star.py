"""The star: watching and unwatching where one reads."""

from tests.conftest import World
from tests.notices.telling import Telling

PRESSED, UNPRESSED = 'aria-pressed="true"', 'aria-pressed="false"'


def test_the_star_says_whether_this_reader_watches_the_page(telling: Telling) -> None:
    ebba, nils = telling.person("Ebba"), telling.person("Nils")
    assert UNPRESSED in ebba.get("/wiki/Plan").text
    telling.watch(ebba, "Plan")
    ebba.get("/watchlist")  # shows what was said, once
    for _again in range(2):  # made, and kept
        assert PRESSED in ebba.get("/wiki/Plan").text
        assert PRESSED not in nils.get("/wiki/Plan").text
    assert ebba.post("/unwatch", {"thing": f"page {telling.page_id('Plan')}"}).status_code == 303
    ebba.get("/watchlist")
    assert PRESSED not in ebba.get("/wiki/Plan").text


def test_watching_leads_back_to_the_page_and_says_so(telling: Telling) -> None:
    ebba = telling.person("Ebba")
    thing = f"page {telling.page_id('Plan')}"
    answer = ebba.post("/watch", {"thing": thing, "next": "/wiki/Plan"}, follow_redirects=True)
    assert answer.request.path == "/wiki/Plan"
    assert "Du får veta vad som händer här." in answer.text


def test_a_script_hears_what_is_so_now(telling: Telling) -> None:
    ebba = telling.person("Ebba")
    sent = {"thing": f"page {telling.page_id('Plan')}"}
    for address, is_watched in (("/watch", True), ("/watch", True), ("/unwatch", False), ("/unwatch", False)):
        assert ebba.post(address, sent, headers={"Accept": "application/json"}).get_json()["watched"] is is_watched


def test_the_form_of_a_kept_star_holds_the_token_and_the_address_of_its_reader(telling: Telling) -> None:
    ebba = telling.person("Ebba")
    for address in ("/wiki/Plan", "/wiki/Plan", "/wiki/Plan?a=1&b=2"):
        page = ebba.get(address).text
        assert f'name="next" value="{address.replace("&", "&amp;")}"' in page
        assert "<!--" not in page


def test_themes_municipalities_and_categories_are_watched_as_such(telling: Telling, world: World) -> None:
    world.write("Tema:Piloter", "Text.")
    world.write("Kommun:Vara", "Text.")
    world.write("Kategori:Nytt", "Text.")
    ebba = telling.person("Ebba")
    for address, key in (
        ("/wiki/Tema:Piloter", "theme 0 Piloter"),
        ("/wiki/Kommun:Vara", "municipality 0 1470"),
        ("/wiki/Kommun:Lund", "municipality 0 1281"),  # has no page
        ("/wiki/Kategori:Nytt", "category 0 Nytt"),
    ):
        assert f'name="thing" value="{key}"' in ebba.get(address).text
        telling.watch(ebba, key)


def test_visitors_see_neither_star_nor_bell(telling: Telling) -> None:
    page = telling.world.visitor().get("/wiki/Plan").text
    assert 'class="star"' not in page
    assert 'class="bell"' not in page


def test_what_is_not_there_cannot_be_watched(telling: Telling) -> None:
    ebba = telling.person("Ebba")
    for key in ("", "page", "page x", "page 999", "topic 999", "municipality 0 9999", "theme 0 ", "moon 1"):
        assert ebba.post("/watch", {"thing": key}).status_code == 404, key
