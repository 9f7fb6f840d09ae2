"""The index follows the rows, whatever happens to it, on every engine."""

import threading
import time
from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import OperationalError

from tests.search.conftest import Library
from wiki import search
from wiki.core.db import transaction
from wiki.search import follower
from wiki.search.engine import Engine, engine_of
from wiki.search.models import SearchDocument
from wiki.search.rows import DatabaseRows, IndexRow


def eventually(condition: Callable[[], object]) -> bool:
    """Whether `condition` comes true, sooner or later."""
    until = time.monotonic() + 20
    while not (done := bool(condition())) and time.monotonic() < until:
        time.sleep(0.02)
    return done


def index_of(library: Library) -> Engine:
    return engine_of(library.world.app)


def test_only_what_is_new_is_applied(library: Library) -> None:
    library.put("Ett", "pilot")
    library.put("Två", "pilot")
    assert library.follow() == 2
    library.put("Ett", "försök")
    assert library.follow() == 1
    assert library.follow() == 0
    assert library.titles("pilot") == ["Två"]
    assert library.differences() == []


def test_updates_merges_and_deletions_leave_each_document_once(library: Library) -> None:
    keys: dict[int, str] = {}
    for round_ in range(30):
        for number in range(3):
            keys[number] = library.put(f"Sida {number}", f"En pilot, omgång {round_}.")
        library.follow()
        if round_ % 5 == 4:
            library.drop(keys[0])
            library.follow()
        found = library.find("pilot")
        assert found.total == len(found.hits) == (2 if round_ % 5 == 4 else 3)
        assert all("".join(text for text, _ in hit.snippet) == f"En pilot, omgång {round_}." for hit in found.hits)
    assert library.differences() == []


def test_an_index_that_is_ahead_of_the_database_is_built_again(library: Library) -> None:
    library.put("Ett", "En pilot.")
    key = library.put("Två", "En pilot.")
    library.follow()
    with library.world.app.app_context(), transaction() as session:  # as when an older backup has been brought back
        session.execute(delete(SearchDocument).where(SearchDocument.key == key))
    assert library.titles("pilot") == ["Ett"]
    assert library.follow() == 1
    assert library.differences() == []


def test_a_follower_makes_things_findable(library: Library) -> None:
    following = search.Follower(library.world.app)
    following.start()
    try:
        library.put("Sida", "En pilot.")
        assert eventually(lambda: library.differences() == [])
        library.put("Sida", "Ett försök.")
        assert eventually(lambda: library.differences() == [])
        assert library.titles("försök") == ["Sida"]
    finally:
        following.stop()


def test_of_two_followers_one_waits_and_takes_over(library: Library) -> None:
    one, other = search.Follower(library.world.app), search.Follower(library.world.app)
    one.start()
    library.put("Ett", "En pilot.")
    assert eventually(lambda: library.differences() == [])
    other.start()
    library.put("Två", "En pilot.")
    assert eventually(lambda: library.differences() == [])
    with library.world.app.app_context(), index_of(library).following() as ours:
        assert not ours
    one.stop()
    library.put("Tre", "En pilot.")
    assert eventually(lambda: library.differences() == [])
    other.stop()
    assert set(library.titles("pilot")) == {"Ett", "Två", "Tre"}


def test_a_follower_survives_what_goes_wrong(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = threading.Event()
    library.follow()

    def wrong(*_: object) -> list[IndexRow]:
        failed.set()
        raise OSError("the disk is away")

    right = DatabaseRows.after
    monkeypatch.setattr(DatabaseRows, "after", wrong)
    following = search.Follower(library.world.app)
    following.start()
    library.put("Sida", "En pilot.")
    assert failed.wait(20)
    monkeypatch.setattr(DatabaseRows, "after", right)
    try:
        assert eventually(lambda: library.differences() == [])
    finally:
        following.stop()


def test_rebuild_tells_how_far_it_has_come(library: Library) -> None:
    library.put("Ett", "En pilot.")
    library.drop(library.put("Två", "En pilot."))
    told: list[tuple[int, int]] = []
    with library.world.app.app_context():
        search.rebuild(lambda done, total: told.append((done, total)))
    assert told
    assert told[-1][0] == told[-1][1]
    assert library.titles("pilot") == ["Ett"]


def test_ready_says_whether_the_index_can_be_asked(library: Library) -> None:
    with library.world.app.app_context():
        assert not search.ready()
        library.follow()
        assert search.ready()


def test_readers_and_the_follower_do_not_disturb_each_other(library: Library) -> None:
    library.put("Sida 0", "En pilot.")
    library.follow()
    wrong: list[object] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            found = library.find("pilot")
            if found.notices or not found.total:
                wrong.append(found)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 20):
        library.put(f"Sida {number}", "En pilot.")
        library.follow()
    done.set()
    for reader in readers:
        reader.join()
    assert not wrong
    assert library.find("pilot").total == 20


def test_readers_are_answered_while_the_index_is_built_anew(library: Library) -> None:
    for number in range(30):
        library.put(f"Sida {number}", "En pilot.")
    library.follow()
    wrong: list[object] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            found = library.find("pilot")
            if found.notices or found.total != 30:
                wrong.append(found)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(4):
        with library.world.app.app_context():
            search.rebuild()
    done.set()
    for reader in readers:
        reader.join()
    assert not wrong
    assert library.differences() == []


def test_what_is_put_during_a_build_is_in_it(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.put("Ett", "En pilot.")
    library.put("Två", "En pilot.")
    right = DatabaseRows.after
    asked: list[int] = []

    def meanwhile(rows: DatabaseRows, version: int, limit: int) -> list[IndexRow]:
        asked.append(version)
        found = right(rows, version, limit)
        if len(asked) == 1:  # what has been read gets a new version before the build is done
            library.put("Ett", "En pilot till.")
            library.put("Tre", "En pilot.")
        return found

    monkeypatch.setattr(DatabaseRows, "after", meanwhile)
    with library.world.app.app_context():
        assert search.rebuild() == 3
    assert library.differences() == []
    assert library.find("pilot").total == 3


def test_nothing_is_merged_while_rows_wait(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    index = index_of(library)
    apply, tend = index.apply, index.tend

    def told_apply(rows: Sequence[IndexRow]) -> None:
        order.append("apply")
        apply(rows)

    def told_tend() -> bool:
        order.append("tend")
        return tend()

    monkeypatch.setattr(index, "apply", told_apply)
    monkeypatch.setattr(index, "tend", told_tend)
    monkeypatch.setattr(follower, "BATCH", 2)
    library.follow()
    for number in range(6):
        library.put(f"Sida {number}", "En pilot.")
    following = search.Follower(library.world.app)
    following.start()
    try:
        assert eventually(lambda: order.count("tend"))
    finally:
        following.stop()
    assert order[:4] == ["apply", "apply", "apply", "tend"]


def test_a_database_that_does_not_answer_is_no_fault_of_the_index(library: Library) -> None:
    library.put("Sida", "En pilot.")
    library.follow()
    with library.world.app.app_context():
        with pytest.raises(OperationalError), index_of(library).reading():
            raise OperationalError("select", {}, Exception("away"))
        assert search.ready()
