"""`wiki search check`: what differs between index and database is told, and mended by whoever follows."""

import threading
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, delete, text, update

from tests.search.conftest import Library
from wiki import search
from wiki.cli import main
from wiki.core.db import transaction
from wiki.core.schema import newest
from wiki.core.settings import Settings
from wiki.search import checking
from wiki.search.checking import compare, look_over, settled
from wiki.search.engine import Engine, engine_of
from wiki.search.models import SearchDocument

RIGHT = "The search index holds what the database holds."


@pytest.fixture
def index(library: Library) -> Engine:
    """An index that holds three pages."""
    for number in (1, 2, 3):
        library.put(f"Sida {number}", "En pilot.", key=f"page:{number}")
    library.follow()
    return engine_of(library.world.app)


@pytest.fixture
def look(library: Library, index: Engine) -> Callable[..., tuple[bool, list[str]]]:
    """Looks the index over; gives whether it is right, and what was told."""

    def look_at(*, mend: bool = True) -> tuple[bool, list[str]]:
        told: list[str] = []
        with library.world.app.app_context():
            return look_over(index, told.append, mend=mend), told

    return look_at


def behind_its_back(library: Library, *statements: object) -> None:
    """Change rows as no act of the wiki does."""
    with library.world.app.app_context(), transaction() as session:
        for statement in statements:
            session.execute(statement)  # type: ignore[call-overload]


def wrong_in_every_way(library: Library, index: Engine) -> None:
    """An index without page 4, with an old page 1, with page 2, which has gone, and with 3, of which nobody knows."""
    row = SearchDocument
    for said in ("En pilot.", "En annan pilot."):
        library.put("Sida 5", said, key="page:5")
    library.follow()
    library.put("Sida 4", "En pilot.", key="page:4")
    behind_its_back(
        library,
        delete(row).where(row.key == "page:3"),
        update(row).where(row.key == "page:2").values(gone=True),
        update(row).where(row.key == "page:1").values(text="Ett försök.", version=4),  # has been that of page 5
        update(row).where(row.key == "page:4").values(version=3),  # has been that of page 3
    )


def test_an_index_that_is_right_is_left_alone(index: Engine, look: Callable[..., tuple[bool, list[str]]]) -> None:
    before = index.reached()
    assert look() == (True, [RIGHT])
    assert index.reached() == before


def test_each_sort_of_difference_is_told(
    library: Library, index: Engine, look: Callable[..., tuple[bool, list[str]]]
) -> None:
    wrong_in_every_way(library, index)
    expected = [
        "1 document can be found, but not in the index: page:4",
        "1 document in the index with an old text: page:1",
        "2 documents still in the index, but gone: page:2, page:3",
    ]
    assert look(mend=False) == (False, expected)
    assert look(mend=False) == (False, expected)  # nothing was mended


def test_what_differs_is_mended(library: Library, index: Engine, look: Callable[..., tuple[bool, list[str]]]) -> None:
    wrong_in_every_way(library, index)
    is_right, told = look()
    assert is_right
    assert told[-1] == "4 documents mended."
    assert look() == (True, [RIGHT])
    assert set(library.titles("pilot")) == {"Sida 4", "Sida 5"}
    assert library.titles("försök") == ["Sida 1"]
    assert library.differences() == []


def test_a_document_that_stands_twice_in_the_index_is_mended(
    library: Library, index: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubled = [*index.stored(), next(iter(index.stored()))]
    with monkeypatch.context() as twice, library.world.app.app_context():
        twice.setattr(type(index), "stored", lambda _: doubled)
        assert compare(index).repeated == (doubled[0][0],)


def test_what_is_still_waiting_is_no_fault(
    library: Library, index: Engine, look: Callable[..., tuple[bool, list[str]]]
) -> None:
    library.put("Ny", "En pilot.")
    library.drop("page:1")
    assert look(mend=False) == (True, [RIGHT, "2 documents still to be taken in, which is no fault."])
    assert look() == (True, [RIGHT])
    assert library.differences() == []


def test_without_an_index_one_is_built(library: Library) -> None:
    library.put("Sida", "En pilot.")
    told: list[str] = []
    with library.world.app.app_context():
        index = engine_of(library.world.app)
        assert not look_over(index, told.append, mend=False)
        assert look_over(index, told.append, mend=True)
    nothing = "There is no search index that can be used."
    assert told == [nothing, nothing, "It was built anew and holds 1 document."]
    assert library.differences() == []


def test_when_most_differs_the_index_is_built_anew(
    library: Library,
    index: Engine,
    look: Callable[..., tuple[bool, list[str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrong_in_every_way(library, index)
    monkeypatch.setattr(checking, "MOST_MENDED", 2)
    assert look()[1][-1] == "It was built anew and holds 3 documents."
    assert look() == (True, [RIGHT])


def test_a_running_follower_does_the_work(
    library: Library, index: Engine, look: Callable[..., tuple[bool, list[str]]]
) -> None:
    wrong_in_every_way(library, index)
    following = search.Follower(library.world.app)
    following.start()
    try:
        assert look()[0]
        assert look() == (True, [RIGHT])
    finally:
        following.stop()


def test_a_follower_that_does_nothing_is_told_of(
    library: Library,
    index: Engine,
    look: Callable[..., tuple[bool, list[str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrong_in_every_way(library, index)
    monkeypatch.setattr(checking, "PATIENCE", 0.5)
    holding, done = threading.Event(), threading.Event()

    def hold() -> None:
        with library.world.app.app_context(), index.following():
            holding.set()
            done.wait()

    stuck = threading.Thread(target=hold)
    stuck.start()
    assert holding.wait(20)
    is_right, told = look()
    done.set()
    stuck.join()
    assert not is_right
    assert "Nobody takes in what has changed" in told[-1]
    with library.world.app.app_context():
        assert settled(index)
    assert look() == (True, [RIGHT])


@pytest.fixture
def wiki(library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command on the library's wiki."""
    monkeypatch.setenv("WIKI_DATA", str(settings.data))
    monkeypatch.setenv("WIKI_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("WIKI_SEARCH", settings.search)
    database = create_engine(settings.database)
    with database.begin() as connection:  # the tables are there already: tell the migrations so
        connection.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
        connection.execute(text("DELETE FROM alembic_version"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:newest)"), {"newest": newest()})
    database.dispose()
    return lambda *words: CliRunner().invoke(main, list(words))


def test_the_command_says_by_its_exit_code_whether_all_is_right(
    library: Library, index: Engine, wiki: Callable[..., Result]
) -> None:
    wrong_in_every_way(library, index)
    looked = wiki("search", "check", "--dry-run")
    assert looked.exit_code == 1, looked.output
    assert "still in the index, but gone: page:2, page:3" in looked.output
    mended = wiki("search", "check")
    assert (mended.exit_code, mended.output.splitlines()[-1]) == (0, "4 documents mended."), mended.output
    right = wiki("search", "check", "--dry-run")
    assert (right.exit_code, right.output) == (0, f"{RIGHT}\n")
