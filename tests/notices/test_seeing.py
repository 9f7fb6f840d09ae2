"""The bell and the list of notices: what has been seen counts no more."""

from tests.conftest import World
from tests.notices.telling import Telling, words


def test_the_bell_counts_what_one_has_not_seen_on_kept_pages_too(telling: Telling, world: World) -> None:
    ebba, nils = telling.person("Ebba"), telling.person("Nils")
    telling.watch(ebba, "Plan")
    ebba.get("/watchlist")  # shows what was said, once
    assert [telling.bell(ebba), telling.bell(ebba)] == ["", ""]
    world.write("Plan", "Ny text.\n", by="Vera")
    telling.deliver()
    assert [telling.bell(ebba), telling.bell(ebba), telling.bell(nils)] == ["1", "1", ""]
    assert "Notiser, 1 osedd" in words(ebba.get("/wiki/Plan").text)


def test_the_bell_stops_counting_at_nine(telling: Telling, world: World) -> None:
    ebba = telling.person("Ebba")
    telling.watch(ebba, "Plan")
    for each in range(11):
        world.write("Plan", f"Text {each}.\n", by=f"Skribent {each}")
    telling.deliver()
    assert telling.bell(ebba) == "9+"


def test_a_notice_leads_where_it_happened_and_is_seen_then(telling: Telling, world: World) -> None:
    ebba = telling.person("Ebba")
    telling.watch(ebba, "Plan")
    world.write("Plan", "Ny text.\n", by="Nils")
    world.write("Plan", "Nyare text.\n", by="Nils")
    telling.deliver()
    assert 'href="/notices/1"' in ebba.get("/notices").text
    assert ebba.get("/notices/1", headers={"Sec-Purpose": "prefetch"}).status_code == 204
    assert telling.bell(ebba) == "1"
    answer = ebba.get("/notices/1")
    assert answer.location == "/diff/1/3"
    assert telling.bell(ebba) == ""
    assert "Nytt Plan" not in words(ebba.get("/watchlist").text)
    assert "Nils har ändrat Plan två gånger" in words(ebba.get("/notices").text)


def test_nobody_sees_the_notices_of_others(telling: Telling, world: World) -> None:
    telling.watch(telling.person("Ebba"), "Plan")
    world.write("Plan", "Ny text.\n", by="Nils")
    telling.deliver()
    vera = telling.person("Vera")
    assert vera.get("/notices/1").status_code == 404
    assert vera.post("/notices/seen", {"number": "1"}).status_code == 404
    assert "Nils" not in vera.get("/notices").text


def test_one_or_all_are_called_seen(telling: Telling, world: World) -> None:
    ebba = telling.person("Ebba")
    telling.watch(ebba, "Plan")
    for name in ("Nils", "Vera", "Karin"):
        world.write("Plan", f"Av {name}.\n", by=name)
    telling.deliver()
    ebba.post("/notices/seen", {"number": "1"})
    assert telling.bell(ebba) == "2"
    page = words(ebba.get("/notices").text)
    assert page.index("Karin har ändrat") < page.index("Vera har ändrat") < page.index("I dag") < page.index("Nils har")
    ebba.post("/notices/seen")
    assert telling.bell(ebba) == ""
    assert "Du har sett allt." in ebba.get("/notices").text


def test_the_list_says_how_to_begin(telling: Telling) -> None:
    assert "Här finns inga notiser ännu" in telling.person("Ebba").get("/notices").text


def test_what_is_told_goes_with_the_account(telling: Telling, world: World) -> None:
    from sqlalchemy import delete, func, select

    from wiki.accounts.models import User
    from wiki.core.db import session, transaction
    from wiki.notices.models import Notice
    from wiki.watch.models import Seen, Watch, Watcher

    ebba = telling.person("Ebba")
    telling.watch(ebba, "Plan")
    ebba.post("/watchlist/choices", {"minor": "1"})
    world.write("Plan", "Ny text.\n", by="Nils")
    telling.deliver()
    ebba.get("/notices/1")
    with world.app.app_context():
        with transaction():
            session().execute(delete(User).where(User.name == "Ebba"))
        for table in (Watch, Watcher, Seen, Notice):
            assert session().scalar(select(func.count()).select_from(table)) == 0
