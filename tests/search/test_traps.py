"""What goes wrong with Whoosh, each tried out: so that nobody walks into it again."""

import ast
from pathlib import Path

import pytest

import wiki.search
from tests.search.trial_rows import ListedRows, row
from wiki.search.asking.question import read_question
from wiki.search.language import LANGUAGES
from wiki.search.ranking import scoring
from wiki.search.ranking.index import Index, IndexAway
from wiki.search.ranking.look_up import Found, Lookup, look_up
from wiki.search.whoosh.engine import WhooshEngine
from wiki.search.whoosh.folder import opened, read_state
from wiki.search.whoosh.writing import MERGE_AT


def engine_with(folder: Path, *texts: str) -> tuple[WhooshEngine, ListedRows]:
    rows = ListedRows()
    for number, text in enumerate(texts):
        rows.put(row(f"page:{number}", text))
    engine = WhooshEngine(folder / "index", rows)
    engine.build()
    return engine, rows


def ask(engine: WhooshEngine, query: str, count: int = 20) -> Found:
    with engine.reading() as index:
        return look_up(index, Lookup(read_question(query), count=count))


def test_nobody_uses_what_brings_deleted_documents_back() -> None:
    """`Searcher.refresh` and `reader(reuse=)` do, and `BufferedWriter` loses what a crash finds in its buffer."""
    for path in Path(wiki.search.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            named = getattr(node, "attr", getattr(node, "id", getattr(node, "name", "")))
            assert named not in {"refresh", "BufferedWriter", "AsyncWriter"}, path
            if isinstance(node, ast.Call):
                assert not {"reuse"} & {keyword.arg for keyword in node.keywords}, path


def test_updates_merges_and_deletions_are_counted_right(tmp_path: Path) -> None:
    engine, rows = engine_with(tmp_path, "Start.")
    for number in range(MERGE_AT + 1):
        rows.put(row(f"page:a{number}", "En pilot."), row(f"page:b{number}", "En pilot."))
        engine.apply(rows.waiting(engine))
        assert ask(engine, "pilot").total == 2 * number + 2  # a reader stays open over each of the commits
    rows.put(*(row(f"page:a{number}", "Ett försök.") for number in range(MERGE_AT + 1)))
    rows.drop("page:b0", "page:b1")
    engine.apply(rows.waiting(engine))
    assert (ask(engine, "pilot").total, ask(engine, "försök").total) == (MERGE_AT - 1, MERGE_AT + 1)
    assert engine.tend()
    assert (ask(engine, "pilot").total, ask(engine, "försök").total) == (MERGE_AT - 1, MERGE_AT + 1)
    fresh = WhooshEngine(engine.folder, rows)
    assert (ask(fresh, "pilot").total, ask(fresh, "försök").total) == (MERGE_AT - 1, MERGE_AT + 1)
    assert sorted(fresh.stored()) == sorted((each.key, each.version) for each in rows.live())


def test_a_second_writer_is_refused_and_harms_nothing(tmp_path: Path) -> None:
    engine, rows = engine_with(tmp_path, "En pilot.")
    state = read_state(engine.folder)
    assert state
    rows.put(row("page:ny", "En pilot."))
    with opened(state.place_in(engine.folder)) as index:
        first = index.writer()
        with pytest.raises(IndexAway):
            engine.apply(rows.waiting(engine))
        first.cancel()
    assert engine.reached() == 1  # nothing was taken in, and nothing is lost
    engine.apply(rows.waiting(engine))
    assert ask(engine, "pilot").total == 2


class Counting:
    """An index that counts what is read of it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.read: list[tuple[str, str]] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._index, name)

    def postings(self, field: str, term: str) -> object:
        self.read.append((field, term))
        return self._index.postings(field, term)


def test_the_beginning_of_30000_words_stands_for_a_bounded_number_of_terms(tmp_path: Path) -> None:
    words = [f"förs{number:05}" for number in range(30_000)]
    engine, _rows = engine_with(tmp_path, *(" ".join(words[start : start + 1000]) for start in range(0, 30_000, 1000)))
    with engine.reading() as index:
        counting = Counting(index)
        found = look_up(counting, Lookup(read_question("förs*")))  # type: ignore[arg-type]
        assert len(index.forms("förs", 10**6)) == 30_000
    assert found.total
    assert found.complete
    assert 0 < len(counting.read) <= scoring.MOST_FORMS * len(LANGUAGES)


def test_a_beginning_of_two_letters_is_no_beginning() -> None:
    assert [wish.manner.value for wish in read_question("fö* för*").wanted][-1] == "prefix"
    assert all(wish.manner.value != "prefix" for wish in read_question("fö*").wanted)


def test_more_than_ten_hits_are_all_counted_and_paged(tmp_path: Path) -> None:
    engine, _rows = engine_with(tmp_path, *(f"En pilot, nummer {number}." for number in range(57)))
    found = ask(engine, "pilot")
    assert (found.total, len(found.entries)) == (57, 20)
    everything: list[tuple[str, int]] = []
    for first in range(0, 57, 10):
        with engine.reading() as index:
            everything += look_up(index, Lookup(read_question("pilot"), first=first, count=10)).entries
    assert len(set(everything)) == 57


@pytest.mark.parametrize("word", ["IT", "it", "e-tjänst", "is"])
def test_no_list_of_stop_words_hides_what_people_look_for(tmp_path: Path, word: str) -> None:
    engine, _rows = engine_with(tmp_path, "Kommunens IT och e-tjänster, is på vägen.", "Något annat.")
    assert ask(engine, word).total == 1


def test_inside_of_a_word_nothing_is_found_by_accident(tmp_path: Path) -> None:
    engine, _rows = engine_with(tmp_path, "En bit.", "IT.")
    assert [key for key, _version in ask(engine, "IT").entries] == ["page:1"]
