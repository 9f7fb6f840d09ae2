"""The index follows the rows, whatever happens to it."""

import gc
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from whoosh.reading import SegmentReader  # type: ignore[import-untyped]

from tests.search.conftest import Library
from wiki import search
from wiki.search import follower, whoosh_index


def eventually(condition: Callable[[], object]) -> bool:
    """Whether `condition` comes true, sooner or later."""
    until = time.monotonic() + 20
    while not (done := bool(condition())) and time.monotonic() < until:
        time.sleep(0.02)
    return done


def segments(folder: Path) -> int:
    return len(whoosh_index.open_index(folder)._read_toc().segments)


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
    for round_ in range(30):
        for number in range(3):
            library.put(f"Sida {number}", f"En pilot, omgång {round_}.")
        library.follow()
        if round_ % 5 == 4:
            library.drop("page:Sida 0")
            library.follow()
        found = library.find("pilot")
        assert found.total == len(found.hits) == (2 if round_ % 5 == 4 else 3)
        assert all("".join(text for text, _ in hit.snippet) == f"En pilot, omgång {round_}." for hit in found.hits)
    assert library.differences() == []


def test_segments_do_not_pile_up(library: Library) -> None:
    for number in range(40):
        library.put(f"Sida {number}", "En pilot.")
        library.follow()
    assert segments(library.folder) <= 16
    assert library.find("pilot").total == 40
    for number in range(40):
        library.drop(f"page:Sida {number}")
        library.follow()
    assert segments(library.folder) <= 8
    assert library.find("pilot").total == 0


def test_a_lost_index_is_built_again(library: Library) -> None:
    import shutil

    library.put("Sida", "En pilot.")
    library.follow()
    shutil.rmtree(library.folder)
    assert library.differences() == ["page:Sida"]
    assert library.follow() == 1
    assert library.titles("pilot") == ["Sida"]


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # Whoosh leaves what it could not read open
@pytest.mark.parametrize("damage", ["toc", "trm", "pst", "col", "state", "old state", "all"])
def test_a_damaged_index_is_built_again(library: Library, damage: str) -> None:
    library.put("Ett", "En pilot.")
    library.follow()
    for path in library.folder.iterdir():
        if damage in {path.suffix.removeprefix("."), "all"} or (damage == "state" and path.suffix == ".json"):
            path.write_bytes(path.read_bytes()[:20])
    if damage == "old state":
        state = library.folder / "state.json"
        state.write_text(state.read_text().replace('"schema": ', '"schema": 99'))
    library.put("Två", "En pilot.")
    library.find("pilot")  # answers whatever it can
    library.follow()
    assert set(library.titles("pilot")) == {"Ett", "Två"}
    assert library.differences() == []
    gc.collect()


def test_a_crash_between_commit_and_state_is_repeated_without_harm(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.put("Ett", "En pilot.")
    library.follow()
    library.put("Ett", "En annan pilot.")
    with monkeypatch.context() as crash:
        crash.setattr(whoosh_index, "write_state", lambda *_: (_ for _ in ()).throw(OSError("no space left")))
        with pytest.raises(OSError, match="no space"):
            library.follow()
    assert library.follow() == 1
    assert library.find("pilot").total == 1
    assert library.differences() == []


def test_a_full_disk_leaves_the_index_as_it_was(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.put("Ett", "En pilot.")
    library.follow()
    library.put("Två", "En pilot.")
    with monkeypatch.context() as full:
        full.setattr(whoosh_index, "document_of", lambda _: (_ for _ in ()).throw(OSError("no space left")))
        with pytest.raises(OSError, match="no space"):
            library.follow()
    with library.world.app.app_context():
        assert search.check() == ["page:Två"]
    assert library.follow() == 1


def test_an_index_that_is_ahead_of_the_database_is_built_again(library: Library) -> None:
    from sqlalchemy import delete

    from wiki.core.db import transaction
    from wiki.search.models import SearchDocument

    library.put("Ett", "En pilot.")
    library.put("Två", "En pilot.")
    library.follow()
    with library.world.app.app_context(), transaction() as session:  # as when an older backup has been brought back
        session.execute(delete(SearchDocument).where(SearchDocument.key == "page:Två"))
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
    with follower.following(library.folder) as ours:
        assert not ours
    one.stop()
    library.put("Tre", "En pilot.")
    assert eventually(lambda: library.differences() == [])
    other.stop()
    assert set(library.titles("pilot")) == {"Ett", "Två", "Tre"}


def test_a_follower_survives_what_goes_wrong(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = threading.Event()
    right = follower._rows_after

    def wrong(*_: object) -> list[whoosh_index.IndexRow]:
        failed.set()
        raise OSError("the disk is away")

    monkeypatch.setattr(follower, "_rows_after", wrong)
    following = search.Follower(library.world.app)
    following.start()
    library.put("Sida", "En pilot.")
    assert failed.wait(20)
    monkeypatch.setattr(follower, "_rows_after", right)
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


def test_rebuild_beside_a_running_follower_lets_that_do_it(library: Library) -> None:
    library.put("Ett", "En pilot.")
    following = search.Follower(library.world.app)
    following.start()
    try:
        assert eventually(lambda: library.differences() == [])
        identity = whoosh_index.read_state(library.folder)
        with library.world.app.app_context():
            assert search.rebuild() == 1
        assert whoosh_index.read_state(library.folder) != identity
        assert library.titles("pilot") == ["Ett"]
    finally:
        following.stop()


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


def test_merging_a_segment_with_deletions_keeps_the_rest_whole(library: Library) -> None:
    """What the forks of Whoosh get wrong: deleted documents come back after a merge."""
    for number in range(whoosh_index.MERGE_AT - 1):
        library.put(f"Sida {number}", f"pilot nummer{number}")
        library.put(f"Bort {number}", f"pilot nummer{number}")
        library.follow()
    for number in range(whoosh_index.MERGE_AT - 1):
        library.drop(f"page:Bort {number}")
    library.follow()
    library.put("Sist", "pilot")
    library.follow()
    assert library.find("pilot").total == whoosh_index.MERGE_AT
    assert library.titles("nummer3") == ["Sida 3"]
    reader = whoosh_index.open_index(library.folder).reader()
    leaves = [leaf for leaf, _ in reader.leaf_readers()]
    assert all(isinstance(leaf, SegmentReader) for leaf in leaves)
    assert sum(leaf.doc_count() for leaf in leaves) == whoosh_index.MERGE_AT
    reader.close()
