"""`wiki search eval`: what it prints, writes and refuses."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wiki.cli import main

Files = Callable[..., str]


@pytest.fixture
def eval_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("WIKI_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("WIKI_DATABASE_URL", raising=False)
    return lambda *words: CliRunner().invoke(main, ["search", "eval", *map(str, words)])


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    documents = [
        {"id": "d1", "title": "Trygghetslarm", "text": "Larm till hemmet."},
        {"id": "d2", "title": "Snöröjning", "text": "Plogbilar på vintern."},
        {"id": "d3", "title": "Night alarm", "text": "An alarm for the night.", "language": "en"},
    ]
    lines = {
        "docs.jsonl": [json.dumps(each) for each in documents],
        "queries.tsv": ["q1\ttrygghetslarmen\tinflection", "q2\tsnörjöning\ttypo", "q3\tinte bedömd\ttypo"],
        "qrels.tsv": ["query-id\tcorpus-id\tscore", "q1\td1\t3", "q2\td2\t3"],
    }
    for name, content in lines.items():
        (tmp_path / name).write_text("\n".join(content) + "\n", encoding="utf-8")
    return tmp_path / "docs.jsonl", tmp_path / "queries.tsv", tmp_path / "qrels.tsv"


def test_the_figures_are_printed_by_group(
    eval_: Callable[..., Result], files: tuple[Path, ...], tmp_path: Path
) -> None:
    said = eval_(*files)

    assert said.exit_code == 0, said.output
    assert said.stdout.splitlines() == [
        "            queries  nDCG@10  recall@5    MRR",
        "inflection        1    1.000     1.000  1.000",
        "typo              1    1.000     1.000  1.000",
        "all               2    1.000     1.000  1.000",
    ]
    assert "3 documents indexed in" in said.stderr
    assert not (tmp_path / "data").exists()  # the wiki itself is not touched


def test_queries_without_a_group_have_a_row_of_their_own(
    eval_: Callable[..., Result], files: tuple[Path, ...], tmp_path: Path
) -> None:
    (tmp_path / "queries.tsv").write_text("q1\ttrygghetslarmen\tinflection\nq2\tsnörjöning\n", encoding="utf-8")
    assert [line.split("  ")[0] for line in eval_(*files).stdout.splitlines()][1:] == [
        "inflection",
        "(no group)",
        "all",
    ]


def test_judgements_of_queries_that_are_not_there_are_told(
    eval_: Callable[..., Result], files: tuple[Path, ...], tmp_path: Path
) -> None:
    with (tmp_path / "qrels.tsv").open("a") as qrels:
        qrels.write("q9\td1\t3\n")
    said = eval_(*files)
    assert said.exit_code == 0
    assert "1 of the judged queries is not among the queries." in said.stderr


def test_a_feature_can_be_switched_off(eval_: Callable[..., Result], files: tuple[Path, ...]) -> None:
    said = eval_(*files, "--without", "spelling")

    assert "typo              1    0.000     0.000  0.000" in said.stdout
    assert "inflection        1    1.000" in said.stdout


def test_the_run_is_written(eval_: Callable[..., Result], files: tuple[Path, ...], tmp_path: Path) -> None:
    eval_(*files, "--run", tmp_path / "out.run")

    assert (tmp_path / "out.run").read_text().splitlines() == ["q1 Q0 d1 1 1 whoosh", "q2 Q0 d2 1 1 whoosh"]


def test_files_can_be_named_for_what_they_are(eval_: Callable[..., Result], files: tuple[Path, ...]) -> None:
    documents, queries, qrels = files
    said = eval_("--documents", documents, "--queries", queries, "--qrels", qrels)

    assert said.exit_code == 0, said.output


def test_the_other_engine_gives_the_same(
    eval_: Callable[..., Result], files: tuple[Path, ...], postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_whoosh = eval_(*files).stdout
    monkeypatch.setenv("WIKI_DATABASE_URL", postgres_url.replace("+psycopg", ""))

    assert eval_(*files, "--engine", "postgres").stdout == by_whoosh


def test_lines_that_make_no_sense_are_told_and_passed_over(
    eval_: Callable[..., Result], files: tuple[Path, ...]
) -> None:
    with files[0].open("a", encoding="utf-8") as file:
        file.write("{\n" * 25)
    with files[2].open("a", encoding="utf-8") as file:
        file.write("q1\td9\t1\n")
    said = eval_(*files)

    assert said.exit_code == 0
    assert "Passed over docs.jsonl, line 4: this is no JSON" in said.stderr
    assert "Passed over 5 more lines." in said.stderr
    assert "1 of the judgements is of a document that is not there" in said.stderr


@pytest.mark.parametrize(
    ("kept", "sentence"),
    [
        ((), "There are no documents."),
        ((1, 2), "There are no documents."),
        ((0, 2), "There are no queries."),
        ((0, 1), "None of the queries is judged."),
    ],
)
def test_what_is_missing_is_said(
    eval_: Callable[..., Result], files: tuple[Path, ...], kept: tuple[int, ...], sentence: str
) -> None:
    said = eval_(*(files[number] for number in kept))

    assert said.exit_code == 2
    assert sentence in said.stderr


def test_a_file_that_tells_nothing_has_to_be_named(eval_: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "strange").write_text("once upon a time\n")
    said = eval_(tmp_path / "strange")

    assert said.exit_code == 2
    assert "give it with --documents, --queries or --qrels" in said.stderr


def test_postgres_needs_an_address(eval_: Callable[..., Result], files: tuple[Path, ...]) -> None:
    said = eval_(*files, "--engine", "postgres")

    assert said.exit_code == 2
    assert "say which with WIKI_DATABASE_URL" in said.stderr
