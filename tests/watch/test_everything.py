"""The list of all that one watches: easy to stop, and to take back; and what is watched by itself."""

import re

from tests.conftest import World
from tests.notices.telling import Telling, words


def numbers(page: str) -> list[str]:
    return re.findall(r'name="number" value="(\d+)"', page)


def test_everything_is_listed_with_what_it_is(telling: Telling) -> None:
    ebba = telling.person("Ebba")
    telling.watch(ebba, "Plan")
    telling.watch(ebba, "theme 0 Piloter")
    telling.watch(ebba, "municipality 0 1470")
    telling.watch(ebba, f"topic {telling.topic(telling.person('Nils'))}")
    page = words(ebba.get("/watchlist/all").text)
    for said in ("Plan Sida", "Piloter Tema", "Vara Kommun", "Hur gör ni? Ämne"):
        assert said in page, said
    assert "Piloter Tema" not in words(ebba.get("/watchlist/all?kind=topic").text)


def test_one_thing_is_stopped_by_its_button_and_taken_back(telling: Telling) -> None:
    ebba = telling.person("Ebba")
    telling.watch(ebba, "Plan")
    one = numbers(ebba.get("/watchlist/all").text)
    stopped = ebba.post("/watchlist/stop", {"one": one[0]}).text
    assert "Du bevakar inte längre 1 sak." in stopped
    assert "Du bevakar inget ännu." in ebba.get("/watchlist/all").text
    thing = re.search(r'name="thing" value="([^"]+)"', stopped)
    assert thing
    ebba.post("/watchlist/again", {"thing": thing[1]})
    assert "Plan" in words(ebba.get("/watchlist/all").text)


def test_many_things_are_stopped_at_once(telling: Telling) -> None:
    ebba = telling.person("Ebba")
    for theme in ("Ett", "Två", "Tre"):
        telling.watch(ebba, f"theme 0 {theme}")
    ticked = numbers(ebba.get("/watchlist/all").text)[:2]
    assert "Du bevakar inte längre 2 saker." in ebba.post("/watchlist/stop", {"number": ticked}).text
    assert len(numbers(ebba.get("/watchlist/all").text)) == 1


def test_nobody_stops_what_others_watch(telling: Telling) -> None:
    ebba, nils = telling.person("Ebba"), telling.person("Nils")
    telling.watch(ebba, "Plan")
    one = numbers(ebba.get("/watchlist/all").text)
    answer = nils.post("/watchlist/stop", {"number": one}, follow_redirects=True)
    assert "Kryssa i det som du inte vill bevaka längre." in answer.text
    assert numbers(ebba.get("/watchlist/all").text) == one


def test_own_pages_and_topics_are_watched_by_themselves(telling: Telling, world: World) -> None:
    ebba, nils = telling.person("Ebba"), telling.person("Nils")
    world.write("Min sida", "Text.\n", by="Ebba")
    world.write("Plan", "Ändrad.\n", by="Ebba")
    telling.reply(ebba, telling.topic(nils, title="Vem beslutar?"))
    telling.deliver()
    page = words(ebba.get("/watchlist/all").text)
    assert "Min sida Sida" in page
    assert "Vem beslutar? Ämne" in page
    assert "Plan Sida" not in page


def test_what_is_watched_by_itself_can_be_chosen(telling: Telling, world: World) -> None:
    ebba, nils = telling.person("Ebba"), telling.person("Nils")
    assert ebba.post("/watchlist/choices", {"edited": "1"}, follow_redirects=True).status_code == 200
    world.write("Min sida", "Text.\n", by="Ebba")
    world.write("Plan", "Ändrad.\n", by="Ebba")
    telling.reply(ebba, telling.topic(nils, title="Vem beslutar?"))
    telling.deliver()
    page = ebba.get("/watchlist/all").text
    assert len(numbers(page)) == 1
    assert "Plan Sida" in words(page)
    assert re.search(r'name="edited" value="1" checked', page)


def test_what_one_has_stopped_stays_stopped(telling: Telling) -> None:
    ebba, nils = telling.person("Ebba"), telling.person("Nils")
    topic = telling.topic(nils)
    telling.reply(ebba, topic)
    telling.deliver()
    ebba.post("/unwatch", {"thing": f"topic {topic}"})
    telling.reply(ebba, topic, "En sak till.")
    telling.deliver()
    assert numbers(ebba.get("/watchlist/all").text) == []
