"""The watchlist: what others have done with what one watches."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from tests.conftest import World
from tests.notices.telling import Telling, words
from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import engine, session, transaction
from wiki.journal.models import Entry
from wiki.watch.models import Concern, Kind
from wiki.watch.things import Thing
from wiki.watch.watch import put_watch


def test_it_tells_page_by_page_what_others_have_done_and_what_is_new(telling: Telling, world: World) -> None:
    ebba = telling.person("Ebba")
    world.write("Annat", "Text.\n")
    telling.deliver()
    telling.watch(ebba, "Plan")
    world.write("Plan", "Ny text.\n", by="Nils", summary="rättade ett fel")
    world.write("Annat", "Ny text.\n", by="Nils", summary="syns inte")
    telling.deliver()
    page = words(ebba.get("/watchlist").text)
    assert "1 sida har ändrats sedan du tittade sist." in page
    assert "Nytt Plan" in page
    assert "Nils: rättade ett fel" in page
    assert "syns inte" not in page


def test_what_one_has_done_oneself_is_no_news(telling: Telling, world: World) -> None:
    ebba = telling.person("Ebba")
    telling.watch(ebba, "Plan")
    world.write("Plan", "Ny text.\n", by="Ebba", summary="mitt eget")
    telling.deliver()
    assert "mitt eget" not in ebba.get("/watchlist").text


def test_what_has_been_seen_is_still_listed_but_not_as_new(telling: Telling, world: World) -> None:
    ebba = telling.person("Ebba")
    telling.watch(ebba, "Plan")
    world.write("Plan", "Ny text.\n", by="Nils", summary="rättade")
    telling.deliver()
    assert ebba.post("/watchlist/seen", {"next": "/watchlist"}).status_code == 303
    page = words(ebba.get("/watchlist").text)
    assert "Du har sett allt." in page
    assert "rättade" in page
    assert "rättade" not in ebba.get("/watchlist?unseen=1").text
    assert telling.bell(ebba) == ""
    world.write("Plan", "Nyare text.\n", by="Nils", summary="rättade mer")
    telling.deliver()
    unseen = words(ebba.get("/watchlist?unseen=1").text)
    assert "rättade mer" in unseen
    assert "Nils: rättade Nils" not in unseen


def test_one_page_can_be_called_seen_and_the_others_stay_new(telling: Telling, world: World) -> None:
    ebba = telling.person("Ebba")
    world.write("Annat", "Text.\n")
    for name in ("Plan", "Annat"):
        telling.watch(ebba, name)
        world.write(name, "Ny text.\n", by="Nils")
    telling.deliver()
    ebba.post("/watchlist/seen", {"page": str(telling.page_id("Plan"))})
    page = words(ebba.get("/watchlist").text)
    assert "1 sida har ändrats" in page
    assert "Nytt Annat" in page
    assert "Nytt Plan" not in page
    assert telling.bell(ebba) == "1"


@pytest.mark.parametrize(
    ("watched", "written", "source"),
    [
        ("theme 0 Piloter", "Kommun:Vara/Arkiv", "---\ntyp: exempel\ntema: Piloter\n---\nText.\n"),
        ("theme 0 Piloter", "Handbok", "---\ntema: [[Tema:Piloter]]\n---\nText.\n"),
        ("municipality 0 1470", "Kommun:Vara/Arkiv", "Text.\n"),
        ("category 0 Nytt", "Handbok", "Text.\n\n[[Kategori:Nytt]]\n"),
    ],
)
def test_pages_are_listed_by_what_they_belong_to(
    telling: Telling, world: World, watched: str, written: str, source: str
) -> None:
    ebba = telling.person("Ebba")
    telling.watch(ebba, watched)
    world.write(written, source, by="Nils")
    telling.deliver()
    assert written in words(ebba.get("/watchlist").text)
    assert written in words(ebba.get(f"/watchlist?kind={watched.partition(' ')[0]}").text)
    assert written not in words(ebba.get("/watchlist?kind=topic").text)


def test_subpages_are_listed_under_the_page_they_lie_under(telling: Telling, world: World) -> None:
    ebba = telling.person("Ebba")
    world.write("Projekt:Bygge", "Text.\n")
    telling.watch(ebba, f"subpages {telling.page_id('Projekt:Bygge')}")
    world.write("Projekt:Bygge/Grund/Djup", "Text.\n", by="Nils")
    telling.deliver()
    assert "Projekt:Bygge/Grund/Djup" in ebba.get("/watchlist").text


def test_the_list_can_be_narrowed_to_a_theme(telling: Telling, world: World) -> None:
    ebba = telling.person("Ebba")
    telling.watch(ebba, "municipality 0 1470")
    telling.watch(ebba, "theme 0 Piloter")
    world.write("Kommun:Vara/Arkiv", "---\ntyp: exempel\ntema: Piloter\n---\nText.\n", by="Nils")
    world.write("Kommun:Vara/Skola", "Text.\n", by="Nils")
    telling.deliver()
    page = ebba.get("/watchlist?theme=Piloter").text
    assert "Vara/Arkiv" in page
    assert "Vara/Skola" not in page


def test_a_hidden_post_is_not_listed(telling: Telling) -> None:
    ebba, nils, karin = telling.person("Ebba"), telling.person("Nils"), telling.person("Karin", role=20)
    telling.watch(ebba, "Plan")
    reply = telling.reply(nils, telling.topic(karin), "Något olämpligt.")
    telling.deliver()
    assert "Något olämpligt." in ebba.get("/watchlist").text
    assert karin.post(f"/reply/{reply}/hide", {"reason": "olämpligt"}).status_code in {302, 303}
    page = words(ebba.get("/watchlist").text)
    assert "olämpligt" not in page


def test_it_says_how_to_begin(telling: Telling) -> None:
    page = telling.person("Ebba").get("/watchlist").text
    assert "Du bevakar inget ännu" in page
    assert 'href="/themes"' in page


def test_a_thousand_things_and_ten_thousand_changes_take_a_few_questions(telling: Telling) -> None:
    ebba = telling.person("Ebba")
    with telling.world.app.app_context():
        make_much(ebba.name or "")
        asked: list[str] = []
        event.listen(engine(), "before_cursor_execute", lambda *args: asked.append(args[2]))
    page = ebba.get("/watchlist?page=2").text
    assert "1 000 sidor har ändrats" in words(page)
    assert page.count('class="watch-group unseen"') == 25
    assert len(asked) < 25


def make_much(name: str) -> None:
    """A thousand pages with ten changes each, all watched by `name`."""
    from wiki.pages.models import Page

    with transaction() as db:
        person, other = (db.query(User).filter_by(name=each).one() for each in (name, "Skrivare"))
        pages = [Page(namespace="main", title=f"Sida {each}", sort_key=f"{each}") for each in range(1000)]
        db.add_all(pages)
        db.flush()
        put_watch((person.id, Thing(Kind.PAGE, each.id)) for each in pages)
        entries = [
            Entry(kind="edit", actor_id=other.id, page_id=each.id, namespace="main", name=each.name.full, summary="x")
            for _round in range(10)
            for each in pages
        ]
        db.add_all(entries)
        db.flush()
        db.add_all(Concern(kind="page", number=each.page_id, name="", entry_id=each.id) for each in entries)


def test_old_changes_are_not_listed(telling: Telling, world: World) -> None:
    ebba = telling.person("Ebba")
    telling.watch(ebba, "Plan")
    world.write("Plan", "Ny text.\n", by="Nils", summary="gammalt")
    telling.deliver()
    with world.app.app_context(), transaction():
        for entry in session().query(Entry):
            entry.at = now() - timedelta(days=91)
    assert "gammalt" not in ebba.get("/watchlist").text
