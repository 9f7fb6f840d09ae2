"""Collections as others share them: what is read, what is recognised, and what is said of lines that make no sense."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from wiki.search.measuring.trec import Collection, Part, recognise, run_lines


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str, *lines: str) -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def test_documents_are_read_with_their_other_names_as_redirects(write: Callable[..., Path]) -> None:
    path = write(
        "docs.jsonl",
        json.dumps(
            {
                "id": "d1",
                "title": "Trygghetslarm",
                "text": "Larm dygnet runt.",
                "headings": ["Varför?", "Så gör ni"],
                "names": ["Larmknapp"],
                "language": "sv",
                "facets": {"county": ["01"], "status": "pilot"},
            }
        ),
        json.dumps({"_id": "MED-7", "title": "", "text": "A text without a title.", "metadata": {}}),
    )
    read = Collection()
    read.read(path, Part.DOCUMENTS)

    first, other, last = read.documents
    assert (first.key, first.title, first.headings) == ("d1", "Trygghetslarm", "Varför?\nSå gör ni")
    assert first.facets == {"county": ["01"], "status": ["pilot"]}
    assert (other.kind, other.title, other.leads_to) == ("redirect", "Larmknapp", "Trygghetslarm")
    assert (last.key, last.title, last.text) == ("MED-7", "MED-7", "A text without a title.")
    assert read.faults == []


def test_queries_are_read_from_columns_and_from_json(write: Callable[..., Path]) -> None:
    read = Collection()
    read.read(write("q.tsv", "id\ttext\tgroup", "1\tlarm på natten\ttitle\ta note", "2\tbad"), Part.QUERIES)
    read.read(write("q.jsonl", '{"_id": "3", "text": "night alarm", "metadata": {}}'), Part.QUERIES)

    assert [(query.key, query.text, query.group) for query in read.queries.values()] == [
        ("1", "larm på natten", "title"),
        ("2", "bad", ""),
        ("3", "night alarm", ""),
    ]


def test_judgements_are_read_in_both_forms(write: Callable[..., Path]) -> None:
    read = Collection()
    read.read(write("qrels", "1 0 d1 2", "1 0 d2 -1"), Part.QRELS)
    read.read(write("test.tsv", "query-id\tcorpus-id\tscore", "2\td1\t1"), Part.QRELS)

    assert read.judgements == {"1": {"d1": 2, "d2": 0}, "2": {"d1": 1}}


def test_a_key_may_hold_spaces_where_tabs_part_the_columns(write: Callable[..., Path]) -> None:
    read = Collection()
    read.read(write("test.tsv", "1\tKommun:Umeå\t3", "1\tTänk stort\t2"), Part.QRELS)

    assert read.judgements == {"1": {"Kommun:Umeå": 3, "Tänk stort": 2}}


def test_lines_that_make_no_sense_are_named_and_the_others_are_read(write: Callable[..., Path]) -> None:
    read = Collection()
    read.read(write("d.jsonl", '{"id": "1", "title": "Bra"}', "{", '{"title": "Utan id"}', "[]"), Part.DOCUMENTS)
    read.read(write("q.tsv", "1\tfråga", "bara en kolumn", "1\tsamma igen"), Part.QUERIES)
    read.read(write("r.tsv", "1\td1\tbra", "1 d1"), Part.QRELS)

    assert [document.key for document in read.documents] == ["1"]
    assert list(read.queries) == ["1"]
    assert [fault.partition(":")[0] for fault in read.faults] == [
        "d.jsonl, line 2",
        "d.jsonl, line 3",
        "d.jsonl, line 4",
        "q.tsv, line 2",
        "q.tsv, line 3",
        "r.tsv, line 1",
        "r.tsv, line 2",
    ]
    assert read.faults[2] == "d.jsonl, line 4: this is JSON, but not an object"
    assert read.faults[4] == "q.tsv, line 3: there is a query 1 already"
    assert read.faults[5] == "r.tsv, line 1: “bra” is no grade; a grade is a whole number"


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ('{"id": "1", "title": "t", "text": "x"}', Part.DOCUMENTS),
        ('{"_id": "1", "text": "what is asked"}', Part.QUERIES),
        ("1\tlarm", Part.QUERIES),
        ("1\tlarm\ttitle", Part.QUERIES),
        ("1 0 d1 2", Part.QRELS),
        ("1\td1\t2", Part.QRELS),
        ("once upon a time", None),
        ("{", None),
    ],
)
def test_what_a_file_holds_is_seen_at_its_beginning(write: Callable[..., Path], line: str, part: Part | None) -> None:
    assert recognise(write("file", line)) is part


def test_an_empty_file_tells_nothing(write: Callable[..., Path]) -> None:
    assert recognise(write("file", "")) is None


def test_a_run_is_written_as_trec_eval_reads_it() -> None:
    lines = list(run_lines({"1": ["d2", "Tänk stort"]}, "whoosh"))

    assert lines == ["1 Q0 d2 1 2 whoosh\n", "1 Q0 Tänk_stort 2 1 whoosh\n"]
