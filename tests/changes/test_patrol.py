"""Patrol: gardeners say that they have looked at what newcomers wrote."""

from datetime import timedelta
from threading import Barrier, Thread

from sqlalchemy import select

from tests.conftest import Visitor, World
from tests.pages.test_backlinks import in_order, words
from wiki.accounts.models import Role, User
from wiki.changes.models import Patrol
from wiki.changes.patrol import patrol
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.journal.models import Entry
from wiki.journal.record import head

WAITS = "Ogranskad"


def gardener(world: World) -> Visitor:
    return world.signed_in("Karin", Role.GARDENER)


def test_what_a_newcomer_writes_waits_and_is_marked_on_its_difference(world: World) -> None:
    first = world.write("Plan", "Ett.", by="Asp")
    second = world.write("Plan", "Två.", by="Asp")
    karin = gardener(world)
    address = f"/diff/{first.revision_id}/{second.revision_id}"
    before = karin.get(address).text
    assert WAITS in before
    assert "Märk som granskad" in before
    answer = karin.post("/patrol", {"these": str(second.revision_id), "next": address})
    assert answer.status_code == 303
    assert answer.location == address
    after = karin.get(address).text
    assert "1 version är märkt som granskad." in after
    assert "Märk som granskad" not in after
    assert in_order(words(after), "Granskad", "av Karin")
    changes = words(karin.get("/changes").text)
    assert "1 ogranskad" in changes, "the first one waits still"
    karin.post("/unpatrol", {"these": str(second.revision_id), "next": address})
    assert "Märk som granskad" in karin.get(address).text


def test_others_see_nothing_of_it(world: World) -> None:
    first = world.write("Plan", "Ett.", by="Asp")
    second = world.write("Plan", "Två.", by="Asp")
    for visitor in (world.visitor(), world.signed_in("Bo")):
        for address in ("/changes", "/history/Plan", f"/diff/{first.revision_id}/{second.revision_id}"):
            text = visitor.get(address).text
            assert WAITS not in text
            assert "ogranskad" not in text
            assert "Ny här" not in text


def test_gardeners_and_those_who_know_their_way_need_nobody_to_look(world: World) -> None:
    world.user("Karl", Role.GARDENER)
    world.user("Bo")
    with world.app.app_context(), transaction():
        session().execute(select(User).where(User.name == "Bo")).scalar_one().created_at = now() - timedelta(days=400)
    world.write("Plan", "Ett.", by="Karl")
    world.write("Plan", "Två.", by="Bo")
    assert "ogranskad" not in gardener(world).get("/changes").text.casefold().split("listan lästes")[1]


def test_many_are_marked_at_once(world: World) -> None:
    numbers = [world.write(f"Sida {number}", "Text.", by="Asp").revision_id for number in range(3)]
    karin = gardener(world)
    page = karin.get("/changes?unpatrolled=1").text
    assert page.count('type="checkbox" form="mk-patrol"') == 3
    karin.post("/patrol", {"revision": [str(number) for number in numbers[:2]], "next": "/changes"})
    assert "2 versioner är märkta som granskade." in karin.get("/changes").text
    left = karin.get("/changes?unpatrolled=1").text
    assert "Sida 2" in left
    assert "Sida 1" not in left


def test_a_group_is_marked_by_one_button(world: World) -> None:
    numbers = [world.write("Plan", f"Text {number}.", by="Asp").revision_id for number in range(3)]
    karin = gardener(world)
    page = karin.get("/changes").text
    assert "Märk alla 3 som granskade" in page
    assert f'value="{" ".join(str(number) for number in reversed(numbers))}"' in page
    karin.post("/patrol", {"these": " ".join(map(str, numbers)), "revision": "77", "next": "/changes"})
    assert WAITS not in karin.get("/changes").text.split("Listan lästes")[1]


def test_nothing_to_mark_is_said(world: World) -> None:
    world.write("Plan", "Text.", by="Asp")
    karin = gardener(world)
    for form in ({}, {"revision": "999999"}, {"revision": "x"}, {"these": "-1 ٣ 99999999999999999999"}):
        answer = karin.post("/patrol", {**form, "next": "/changes"})
        assert answer.status_code == 303
        assert "Inget märktes" in karin.get("/changes").text
    assert karin.post("/patrol", {"these": "1", "next": "https://example.org/"}).location == "/"


def test_marking_moves_the_journal_but_is_no_change(world: World) -> None:
    saved = world.write("Plan", "Text.", by="Asp", summary="början")
    karin = gardener(world)
    with world.app.app_context():
        before = head()
    karin.post("/patrol", {"these": str(saved.revision_id), "next": "/changes"})
    with world.app.app_context():
        assert head() == before + 1
        newest = session().get(Entry, head())
        assert newest
        assert (newest.kind, newest.revision_id) == ("patrol", saved.revision_id)
    assert words(karin.get("/changes?grouped=0").text).count("början") == 1


def test_the_history_shows_what_waits(world: World) -> None:
    world.write("Plan", "Text.", by="Asp")
    page = words(gardener(world).get("/history/Plan").text)
    assert in_order(page, "Asp", "Ny här", WAITS)


def test_two_gardeners_may_do_it_at_once(world: World) -> None:
    numbers = [world.write(f"Sida {number}", "Text.", by="Asp").revision_id for number in range(5)]
    for name in ("Karin", "Karl"):
        world.user(name, Role.GARDENER)
    start, done = Barrier(2), []

    def look(name: str) -> None:
        with world.app.test_request_context():
            by = session().execute(select(User).where(User.name == name)).scalar_one()
            start.wait()
            done.append(patrol(numbers, by))

    threads = [Thread(target=look, args=(name,)) for name in ("Karin", "Karl")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [0, 5]
    with world.app.app_context():
        assert len(session().scalars(select(Patrol)).all()) == 5
