"""The courier: everybody once, nobody twice, whatever happens to it."""

import threading

import pytest
from sqlalchemy import func, select

from tests.conftest import World
from tests.notices.telling import Telling
from wiki.core.db import session, transaction
from wiki.journal.models import Entry
from wiki.notices import courier
from wiki.notices.models import Courier, Notice


def numbers_told(telling: Telling) -> dict[int, int]:
    """How many notices each person has, and how much they count together."""
    with telling.world.app.app_context():
        rows = session().execute(select(Notice.user_id, func.sum(Notice.count)).group_by(Notice.user_id))
        return {user_id: int(number) for user_id, number in rows}


def test_a_new_courier_begins_at_the_end_of_the_journal(world: World) -> None:
    world.write("Plan", "Text.\n")
    telling = Telling(world)
    assert telling.one_batch()
    assert not telling.one_batch()
    assert numbers_told(telling) == {}


def test_many_are_told_in_batches(telling: Telling, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier, "BATCH", 10)
    people = telling.many_watchers(25)
    world.write("Plan", "Ett.\n", by="Nils")
    world.write("Plan", "Två.\n", by="Karin")
    told = []
    while telling.one_batch():
        told.append(sum(numbers_told(telling).values()))
    assert told == [10, 20, 25, 35, 45, 50]  # each change by itself: whoever makes it may begin to watch
    assert numbers_told(telling) == dict.fromkeys(people, 2)


def test_a_batch_that_fails_is_told_again_as_a_whole(
    telling: Telling, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "BATCH", 10)
    people = telling.many_watchers(25)
    world.write("Plan", "Ett.\n", by="Nils")
    assert telling.one_batch()

    def break_down(entry: Entry, people: dict[int, str]) -> None:
        tell_some(entry, people)
        raise RuntimeError("the power is gone")

    tell_some = courier._tell
    monkeypatch.setattr(courier, "_tell", break_down)
    with pytest.raises(RuntimeError, match="power"):
        telling.one_batch()
    assert len(numbers_told(telling)) == 10
    monkeypatch.setattr(courier, "_tell", tell_some)
    telling.deliver()
    assert numbers_told(telling) == dict.fromkeys(people, 1)


def test_two_couriers_at_once_tell_everybody_once(
    telling: Telling, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "BATCH", 10)
    monkeypatch.setattr(courier, "_is_held_by_another", lambda _holder: False)  # as if the lease had just run out
    people = telling.many_watchers(60)
    world.write("Plan", "Ett.\n", by="Nils")
    both = [threading.Thread(target=telling.deliver, args=(name,)) for name in ("one", "other")]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert numbers_told(telling) == dict.fromkeys(people, 1)


def test_the_lease_keeps_others_away_until_it_runs_out(telling: Telling, world: World) -> None:
    telling.many_watchers(1)
    world.write("Plan", "Ett.\n", by="Nils")
    assert telling.one_batch("one")
    world.write("Plan", "Två.\n", by="Nils")
    assert not telling.one_batch("other")
    with world.app.app_context(), transaction():
        held = session().get_one(Courier, courier.NAME)
        assert held.held_until
        held.held_until -= courier.LEASE
    assert telling.one_batch("other")


def test_the_loop_tells_and_stops_when_it_is_told(telling: Telling, world: World) -> None:
    people = telling.many_watchers(3)
    stop = threading.Event()
    loop = threading.Thread(target=courier.run, args=(world.app, stop))
    loop.start()
    world.write("Plan", "Ett.\n", by="Nils")
    for _again in range(100):
        if len(numbers_told(telling)) == 3:
            break
        stop.wait(0.1)
    stop.set()
    loop.join(10)
    assert not loop.is_alive()
    assert numbers_told(telling) == dict.fromkeys(people, 1)
    with world.app.app_context():
        assert session().get_one(Courier, courier.NAME).held_until is None
