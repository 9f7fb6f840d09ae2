"""Reading the index in PostgreSQL: it holds what the other one holds, whatever the texts are."""

import threading
from pathlib import Path

import numpy as np
from sqlalchemy import Engine, event, text

from tests.search.postgres.conftest import Shelf, brought_up, held, places, terms_of
from wiki.search.postgres.engine import PostgresEngine
from wiki.search.ranking.index import Index
from wiki.search.whoosh.engine import WhooshEngine

WORDS = [
    "kommun",
    "skolan",
    "äldreomsorgsplanen",
    "e-tjänst",
    "pilot",
    "IT-chef",
    "införande",
    "och",
    "digitalisering",
    "tänk",
    "stort",
    "råd",
    "öl",
]


def described(index: Index) -> dict[tuple[str, int], object]:
    """What is known of each document that is there."""
    return {
        index.stored(number): (
            float(index.lengths[number]),
            float(index.title_lengths[number]),
            float(index.changed[number]),
            set(index.facets.of_one(number)),
        )
        for number in range(index.count)
        if index.lengths[number]
    }


def test_both_engines_hold_the_same(engine: PostgresEngine, shelf: Shelf, tmp_path: Path) -> None:
    whoosh = WhooshEngine(tmp_path / "index", shelf)
    for number in range(60):
        facets = ("kind=page", f"year={2020 + number % 4}")
        words = [WORDS[number * step % len(WORDS)] for step in range(1, 12)]
        shelf.put(f"page:{number % 45}", " ".join(words), title=WORDS[number % 7], gone=number % 11 == 5, facets=facets)
        if number % 7 == 0:
            brought_up(engine, shelf)
            brought_up(whoosh, shelf)
    with engine.reading() as ours, whoosh.reading() as theirs:
        forms = ours.forms("", 1000)
        assert forms == theirs.forms("", 1000)
        assert len(forms) >= len(WORDS)
        with_dots = [form for form in ours.forms("al", 100) if "\0" in form]
        assert with_dots == theirs.forms("al", 100)
        terms = {term for word in WORDS for term in (word, word[:5], word[:-2], f"~{word}")}
        terms |= {term for row in shelf.after(0, 99) for term in terms_of(row)}
        assert sum(bool(held(ours, term)) for term in terms) >= len(WORDS)
        for term in terms:
            for field in ("content", "title"):
                assert held(ours, term, field) == held(theirs, term, field), term
            assert places(ours, term) == places(theirs, term), term
        assert described(ours) == described(theirs)
    assert sorted(engine.stored()) == sorted(whoosh.stored())
    whoosh._let_go()


def test_what_is_newer_than_the_index_is_read_with_it(engine: PostgresEngine, shelf: Shelf) -> None:
    shelf.put("page:1", "pilot")
    brought_up(engine, shelf)
    shelf.put("page:1", "försök")
    shelf.put("page:2", "pilot pilot")
    with engine.reading() as index:
        assert held(index, "pilot") == {"page:2": 2.0}


ODD = ["o'brien", "back\\slash", "c:kolon", "två ord", "& | ! ()", "<->", "%", "_", "*", "\x01", "🙂", "ﬁ", "a" * 4000]


def test_odd_characters_are_stored_and_found_as_they_are(engine: PostgresEngine, shelf: Shelf) -> None:
    for number, odd in enumerate(ODD):
        facets = (f"theme={odd}",)
        shelf.put(f"page:{number}", f"{odd} pilot", title=f"Om {odd}", facets=facets)
    brought_up(engine, shelf)
    with engine.reading() as index:
        assert len(held(index, "pilot")) == len(ODD)
        assert [set(index.facets.of_one(number)) for number in range(len(ODD))] == [{f"theme={odd}"} for odd in ODD]
        for row in shelf.after(0, 99):
            for term in terms_of(row):
                assert row.key in held(index, term), term
        for strange in [*ODD, "", "'; DROP TABLE search_block; --", "\0"]:
            held(index, strange)
            index.forms(strange, 10)
            index.frequency(strange)


def test_a_nul_in_a_form_is_no_trouble(engine: PostgresEngine, shelf: Shelf) -> None:
    shelf.put("page:1", "äldreomsorg")
    brought_up(engine, shelf)
    with engine.reading() as index:
        assert index.forms("aldreomsorg\0", 10) == ["aldreomsorg\0äldreomsorg"]


def test_a_very_long_document_is_held_as_a_whole(engine: PostgresEngine, shelf: Shelf) -> None:
    """Far beyond what a tsvector can hold: 256 places of a word, the first 16,383 words, a megabyte."""
    shelf.put("page:1", " ".join(f"ord{number} pilot" for number in range(90_000)) + " slutet")
    shelf.put("page:2", "pilot")
    brought_up(engine, shelf)
    with engine.reading() as index:
        assert held(index, "pilot") == {"page:1": 90_000.0, "page:2": 1.0}
        assert len(places(index, "pilot")["page:1"]) == 90_000
        assert held(index, "ord89999") == {"page:1": 1.0}
        assert index.lengths[0] > 180_000


def test_only_what_has_come_since_is_fetched_again(engine: PostgresEngine, database: Engine, shelf: Shelf) -> None:
    for number in range(3):
        shelf.put(f"page:{number}", "pilot")
    brought_up(engine, shelf)
    with engine.reading():
        pass
    asked: list[str] = []
    event.listen(database, "before_cursor_execute", lambda *details: asked.append(details[2]))
    with engine.reading() as index:
        index.postings("content", "pilot")
        index.postings("content", "pilot")
    assert len(asked) == 3  # how far the index has come and the rows, and the word once
    brought_up_after = shelf.put("page:1", "försök")
    engine.apply([brought_up_after])
    with engine.reading() as index:
        assert index.count == 4
        assert np.flatnonzero(index.lengths).tolist() == [0, 2, 3]
        assert held(index, "pilot") == {"page:0": 1.0, "page:2": 1.0}


def test_readers_and_writer_do_not_disturb_each_other(engine: PostgresEngine, shelf: Shelf) -> None:
    shelf.put("page:0", "pilot")
    brought_up(engine, shelf)
    wrong: list[object] = []
    done = threading.Event()

    def read() -> None:
        try:
            known = 0
            while not done.is_set():
                with engine.reading() as index:
                    now = len(held(index, "pilot"))
                    places(index, "pilot")
                if now < known:
                    wrong.append((known, now))
                known = now
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shall tell
            wrong.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 40):
        engine.apply([shelf.put(f"page:{number}", "pilot")])
        engine.tend()
        if number % 20 == 0:
            engine.build()
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_no_extension_is_needed(engine: PostgresEngine, database: Engine, shelf: Shelf) -> None:
    shelf.put("page:1", "pilot")
    engine.build()
    with database.connect() as connection:
        assert connection.scalars(text("SELECT extname FROM pg_extension")).all() == ["plpgsql"]
