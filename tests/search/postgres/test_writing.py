"""Writing the index in PostgreSQL: state and rows in one transaction, built beside the old one, few segments."""

import pytest
from sqlalchemy import Engine, select

from tests.search.postgres.conftest import Shelf, brought_up, held, places
from wiki.core.db import Base
from wiki.search.postgres import blocks
from wiki.search.postgres.blocks import MERGE_AT, State, begin, read_state, to_merge
from wiki.search.postgres.engine import PostgresEngine
from wiki.search.postgres.models import SearchBlock, SearchEntry, SearchIndex
from wiki.search.ranking.index import IndexAway


def test_the_state_and_the_rows_are_one_transaction(
    engine: PostgresEngine, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put("page:1", "pilot")
    brought_up(engine, shelf)
    shelf.put("page:2", "pilot")
    with monkeypatch.context() as crash:
        crash.setattr(blocks, "_write_state", lambda *_: (_ for _ in ()).throw(OSError("the machine is gone")))
        with pytest.raises(OSError, match="gone"):
            brought_up(engine, shelf)
    assert engine.reached() == 1
    assert engine.stored() == [("page:1", 1)]
    brought_up(engine, shelf)
    assert sorted(engine.stored()) == [("page:1", 1), ("page:2", 2)]


def test_rows_that_come_twice_do_no_harm(engine: PostgresEngine, shelf: Shelf) -> None:
    rows = [shelf.put("page:1", "pilot"), shelf.put("page:2", "pilot")]
    engine.build()
    engine.apply(rows)
    engine.apply(rows[:1])
    assert engine.stored() == [("page:1", 1), ("page:2", 2)]
    assert engine.reached() == 2


def test_a_build_that_was_cut_off_leaves_the_old_index_and_is_cleared_away(
    engine: PostgresEngine, database: Engine, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put("page:1", "pilot")
    engine.build()
    with monkeypatch.context() as crash:
        crash.setattr("wiki.search.postgres.engine.finish", lambda *_: (_ for _ in ()).throw(OSError("gone")))
        with pytest.raises(OSError, match="gone"):
            engine.build()
    with engine.reading() as index:
        assert held(index, "pilot") == {"page:1": 1.0}
    with database.connect() as connection:
        assert len(connection.scalars(select(SearchIndex.id)).all()) == 2
    engine.build()
    with database.connect() as connection:
        left = [set(connection.scalars(select(column))) for column in (SearchBlock.index_id, SearchEntry.index_id)]
        assert [set(connection.scalars(select(SearchIndex.id)))] * 2 == left
        assert len(left[0]) == 1


def test_the_old_index_answers_until_the_new_one_takes_its_place(engine: PostgresEngine, shelf: Shelf) -> None:
    for number in range(5):
        shelf.put(f"page:{number}", "pilot")
    engine.build()
    seen = []

    def look(_done: int, _total: int) -> None:
        with engine.reading() as index:
            seen.append(len(held(index, "pilot")))

    with engine.reading() as before:
        assert engine.build(look) == 5
        assert len(held(before, "pilot")) == 5  # whoever began to read before reads to the end
    assert seen == [5]
    with engine.reading() as index:
        assert len(held(index, "pilot")) == 5


def test_an_index_of_another_program_is_none(
    engine: PostgresEngine, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put("page:1", "pilot")
    engine.build()
    monkeypatch.setattr(blocks, "SCHEMA_VERSION", 99)
    assert engine.reached() is None
    assert engine.is_asked()
    with pytest.raises(IndexAway), engine.reading():
        pass
    engine.build()
    assert engine.reached() == 1
    assert not engine.is_asked()


def test_asking_for_a_new_index_holds_until_it_is_built(engine: PostgresEngine, database: Engine, shelf: Shelf) -> None:
    shelf.put("page:1", "pilot")
    engine.build()
    PostgresEngine(database, shelf).ask_to_build()  # on another server
    assert engine.is_asked()
    engine.build()
    assert not engine.is_asked()


def test_segments_become_few(engine: PostgresEngine, database: Engine, shelf: Shelf) -> None:
    engine.build()
    for number in range(MERGE_AT**2 + 5):
        engine.apply([shelf.put(f"page:{number}", f"pilot nummer{number}")])
        while engine.tend():
            pass
    with database.connect() as connection:
        state = read_state(connection)
    assert state
    assert state.count == MERGE_AT**2 + 5
    assert len(state.segments) <= 2 * MERGE_AT
    with engine.reading() as index:
        assert len(held(index, "pilot")) == state.count
        for number in (0, 7, 8, 63, 64, 68):
            assert held(index, f"nummer{number}") == {f"page:{number}": 1.0}
            assert len(places(index, "pilot")[f"page:{number}"]) == 1


@pytest.mark.parametrize(
    ("sizes", "start"),
    [
        ((), None),
        ((1,) * 7, None),
        ((1,) * 8, 0),
        ((9, *(1,) * 8), 1),
        ((9, 9, 500, *(1,) * 8), 3),
        ((1, 1, 500, *(1,) * 7), None),
        ((*(8,) * 8, 1, 1), 0),
        ((70_000, *(600,) * 8, 3), 1),
    ],
)
def test_what_is_merged_is_of_like_size_and_at_the_end(sizes: tuple[int, ...], start: int | None) -> None:
    assert to_merge(sizes) == start


def test_an_index_that_is_mostly_outdated_asks_to_be_built(engine: PostgresEngine, shelf: Shelf) -> None:
    assert not State(1, 1, (8000,), 9000).is_worn()
    assert State(1, 1, (8000,), 9001).is_worn()
    shelf.put("page:1", "pilot")
    engine.build()
    with pytest.MonkeyPatch.context() as always:
        always.setattr(State, "is_worn", lambda state: state.outdated > 0)
        engine.apply([shelf.put("page:2", "pilot")])
        assert not engine.is_asked()
        engine.apply([shelf.put("page:1", "pilot")])
        assert engine.is_asked()


def test_tables_belong_to_every_database() -> None:
    assert {"search_index", "search_entry", "search_block"} <= set(Base.metadata.tables)


def test_an_index_that_was_begun_does_not_answer(engine: PostgresEngine, database: Engine) -> None:
    with database.begin() as connection:
        begin(connection)
    assert engine.reached() is None
