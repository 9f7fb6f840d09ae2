"""What may happen to the files of a Whoosh index, and to those who write them."""

import gc
import shutil
import time
import warnings
from pathlib import Path

import pytest

from tests.search.conftest import Library
from tests.search.test_follower import eventually, index_of
from wiki import search
from wiki.search.whoosh import engine as whoosh_engine
from wiki.search.whoosh import writing
from wiki.search.whoosh.folder import Files, opened, read_state
from wiki.search.whoosh.snapshot import Kept, Snapshot

pytestmark = pytest.mark.parametrize("engine_kind", ["whoosh"])


def place(library: Library) -> Path:
    """Where the files of the Whoosh index lie."""
    state = read_state(library.folder)
    assert state
    return state.place_in(library.folder)


def segments(library: Library) -> int:
    with opened(place(library)) as index:
        return len(index._read_toc().segments)


def full_disk(*_: object) -> None:
    raise OSError("no space left")


def test_segments_do_not_pile_up(library: Library) -> None:
    keys = []
    for number in range(40):
        keys.append(library.put(f"Sida {number}", "En pilot."))
        library.follow()
        index_of(library).tend()
    assert segments(library) <= 16
    assert library.find("pilot").total == 40
    for key in keys:
        library.drop(key)
        library.follow()
        index_of(library).tend()
    assert segments(library) <= 8
    assert library.find("pilot").total == 0


def test_what_is_changed_again_and_again_stays_found(library: Library) -> None:
    """A segment whose documents have all been replaced is left out, and not merged into one without any."""
    library.put("Annan", "En pilot.")
    library.follow()
    for number in range(4):
        library.put("Sida", f"En pilot, nummer{number}.")
        library.follow()
        while index_of(library).tend():
            pass
        assert library.titles(f"nummer{number}") == ["Sida"]
        found = library.find("pilot")
        assert (found.total, found.notices) == (2, ())
    with opened(place(library)) as index:
        assert all(segment.doc_count() for segment in index._read_toc().segments)


def test_an_index_that_cannot_be_opened_is_built_again(library: Library) -> None:
    library.put("Sida", "En pilot.")
    follower = search.Follower(library.world.app)
    follower.start()
    try:
        assert eventually(lambda: library.titles("pilot") == ["Sida"])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("wiki.search.whoosh.engine.is_whole", lambda _folder: True)  # as it may seem
            for column in place(library).glob("MAIN_*facets.col"):
                column.unlink()
            library.put("Sida till", "En pilot.")
            assert eventually(lambda: library.find("pilot").total == 2 and not library.find("pilot").notices)
    finally:
        follower.stop()


def test_a_lost_index_is_built_again(library: Library) -> None:
    key = library.put("Sida", "En pilot.")
    library.follow()
    shutil.rmtree(library.folder)
    assert library.differences() == [key]
    assert library.follow() == 1
    assert library.titles("pilot") == ["Sida"]


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # Whoosh leaves what it could not read open
@pytest.mark.parametrize("damage", ["toc", "trm", "pst", "col", "state", "old state", "all"])
def test_a_damaged_index_is_built_again(library: Library, damage: str) -> None:
    library.put("Ett", "En pilot.")
    library.follow()
    for path in [*place(library).iterdir(), *library.folder.glob("*.json")]:
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
        crash.setattr(whoosh_engine, "write_state", full_disk)
        with pytest.raises(OSError, match="no space"):
            library.follow()
    assert library.follow() == 1
    assert library.find("pilot").total == 1
    assert library.differences() == []


def test_a_full_disk_leaves_the_index_as_it_was(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.put("Ett", "En pilot.")
    library.follow()
    key = library.put("Två", "En pilot.")
    with monkeypatch.context() as full:
        full.setattr(writing, "document_of", full_disk)
        with pytest.raises(OSError, match="no space"):
            library.follow()
    with library.world.app.app_context():
        assert search.check() == [key]
    assert library.follow() == 1


def test_rebuild_beside_a_running_follower_lets_that_do_it(library: Library) -> None:
    library.put("Ett", "En pilot.")
    following = search.Follower(library.world.app)
    following.start()
    try:
        assert eventually(lambda: library.differences() == [])
        identity = read_state(library.folder)
        with library.world.app.app_context():
            assert search.rebuild() == 1
        assert read_state(library.folder) != identity
        assert library.titles("pilot") == ["Ett"]
    finally:
        following.stop()


def test_an_index_that_cannot_be_opened_leaves_no_file_open(library: Library) -> None:
    """A merge may take away a file while the others are being opened; whoever forgets to close them is told here."""
    library.put("Sida", "En pilot.")
    library.follow()
    next(place(library).glob("MAIN_*facets.col")).unlink()
    state = read_state(library.folder)
    assert state
    with pytest.raises(FileNotFoundError):
        Snapshot(Files(place(library)), state, {}, Kept())
    with warnings.catch_warnings(record=True, action="always") as told:
        gc.collect()
    assert [str(each.message) for each in told] == []


@pytest.mark.parametrize("step", ["create", "opened", "write_sizes", "write_state"])
def test_a_build_that_breaks_off_leaves_the_old_index(
    library: Library, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    library.put("Ett", "En pilot.")
    library.follow()
    library.put("Två", "En pilot.")
    with monkeypatch.context() as crash, library.world.app.app_context():
        crash.setattr(whoosh_engine, step, full_disk)
        with pytest.raises(OSError, match="no space"):
            search.rebuild()
    assert set(library.titles("pilot")) == {"Ett", "Två"}
    with library.world.app.app_context():
        assert search.rebuild() == 2
    assert library.differences() == []
    assert len([path for path in library.folder.iterdir() if path.is_dir()]) == 1  # nothing half built is left


def test_the_lease_of_a_killed_follower_is_free_at_once(library: Library) -> None:
    """It is a lock on a file, which the system lets go of with the process."""
    import multiprocessing

    context = multiprocessing.get_context("fork")
    held, index = context.Event(), index_of(library)

    def hold() -> None:
        with index.following() as ours:
            if ours:
                held.set()
                time.sleep(60)

    process = context.Process(target=hold)
    process.start()
    assert held.wait(20)
    with index.following() as ours:
        assert not ours
    process.kill()
    process.join()
    with index.following() as ours:
        assert ours


def test_an_index_that_proves_damaged_while_it_is_tended_is_built_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.put("Sida", "En pilot.")
    library.follow()
    before = place(library)

    def broken(*_: object) -> bool:
        raise ValueError("a block of postings cannot be read")

    monkeypatch.setattr(writing, "merge", broken)
    following = search.Follower(library.world.app)
    following.start()
    try:
        assert eventually(lambda: place(library) != before)
    finally:
        following.stop()
    assert library.differences() == []
