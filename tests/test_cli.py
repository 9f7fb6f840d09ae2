"""The command `wiki`, but for `serve`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, text

from wiki import __version__
from wiki.cli import main
from wiki.core.schema import newest
from wiki.core.settings import Settings

Wiki = Callable[..., Result]


@pytest.fixture
def wiki(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Wiki:
    """Runs a command on a wiki of the test's own, whose tables the migrations have made."""
    data = tmp_path / "data"
    (data / "wiki.sqlite").unlink(missing_ok=True)
    monkeypatch.setenv("WIKI_DATA", str(data))
    monkeypatch.setenv("WIKI_DATABASE_URL", database_url)
    if database_url:  # the tables are there already: tell the migrations so
        engine = create_engine(Settings(database_url=database_url).database)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
            connection.execute(text("DELETE FROM alembic_version"))
            connection.execute(text("INSERT INTO alembic_version VALUES (:newest)"), {"newest": newest()})
        engine.dispose()

    def run(*words: str, given: str | None = None) -> Result:
        return CliRunner().invoke(main, list(words), input=given)

    return run


def test_help_names_every_command() -> None:
    said = CliRunner().invoke(main, ["--help"]).output
    names = ("serve", "follow", "user", "digest", "seed", "rebuild", "export", "import", "migrate")
    for name in (*names, "backup", "restore", "verify", "doctor"):
        assert f"  {name} " in said
        assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0
    assert CliRunner().invoke(main, ["--version"]).output.strip() == __version__


def test_an_account_is_made_listed_and_changed(wiki: Wiki) -> None:
    made = wiki("user", "add", "Elna", "elna@example.org", "--municipality", "1485", given="lingon 2017 lingon\n" * 2)
    assert made.exit_code == 0, made.output
    assert "lingon" not in made.output
    assert wiki("user", "role", "elna", "gardener").output == "Elna is now gardener.\n"
    assert wiki("user", "list").output == "Elna\tgardener\telna@example.org\t1485\n"
    assert wiki("user", "password", "Elna", "--password-stdin", given="hjortron 2018 myr\n").exit_code == 0


@pytest.mark.parametrize(
    ("words", "given", "sentence"),
    [
        (("user", "add", "Elna", "elna"), "", "Write a whole e-mail address, such as anna@kommun.se."),
        (("user", "add", "E/a", "e@example.org", "--password-stdin"), "", "A user name cannot hold a slash (/)."),
        (("user", "add", "Elna", "e@example.org", "--password-stdin"), "kort\n", "Use at least 10 characters."),
        (("user", "role", "Ingen", "member"), "", "There is no such user."),
        (("import", "finns-inte"), "", "There is no folder finns-inte."),
    ],
)
def test_refusals_are_one_sentence(wiki: Wiki, words: tuple[str, ...], given: str, sentence: str) -> None:
    outcome = wiki(*words, given=given)
    assert outcome.exit_code == 1
    assert sentence in outcome.output
    assert outcome.output.count("\n") == 1


def test_the_last_administrator_stays(wiki: Wiki) -> None:
    password = ("--password-stdin", "--role", "administrator")
    assert wiki("user", "add", "Elna", "elna@example.org", *password, given="lingon 2017 lingon\n").exit_code == 0
    assert "Elna is the only administrator" in wiki("user", "role", "Elna", "member").output


def test_pages_go_out_and_come_back(wiki: Wiki, tmp_path: Path) -> None:
    (tmp_path / "in" / "Vägledning").mkdir(parents=True)
    (tmp_path / "in" / "Vägledning" / "Pilot.md").write_text("Nu.")
    assert wiki("import", str(tmp_path / "in")).exit_code == 0
    assert "The wiki has pages already" in wiki("seed").output
    assert "Exported " in wiki("export", str(tmp_path / "out")).output
    again = wiki("import", str(tmp_path / "out"))
    assert again.exit_code == 0
    assert "Added nothing." in again.output


def test_skipped_files_are_named_and_the_exit_code_is_1(wiki: Wiki, tmp_path: Path) -> None:
    (tmp_path / "in" / "Vägledning").mkdir(parents=True)
    (tmp_path / "in" / "Vägledning" / "Bra.md").write_text("x")
    (tmp_path / "in" / "Fel.md").write_text("x")
    outcome = wiki("import", str(tmp_path / "in"))
    assert outcome.exit_code == 1
    assert "Added 1 users, 1 pages, 1 revisions." in outcome.output
    assert "Skipped Fel.md: a page has to lie in the folder of its namespace" in outcome.output


def test_rebuilding_is_told(wiki: Wiki) -> None:
    outcome = wiki("rebuild")
    assert outcome.exit_code == 0
    assert outcome.output == "Rebuilt 0 pages and the search index.\n"


def test_a_page_is_written_as_a_document(wiki: Wiki, tmp_path: Path) -> None:
    assert wiki("seed").exit_code == 0
    for ending, begins in (("docx", b"PK"), ("md", b"---")):
        file = tmp_path / f"pilot.{ending}"
        assert f"Wrote 1 page into {file}." in wiki("export", "document", "Tema:Piloter", str(file)).output
        assert file.read_bytes().startswith(begins)
    refused = wiki("export", "document", "--theme", "Tema:Piloter", str(tmp_path / "pilot.md"))
    assert refused.exit_code != 0
    assert "give the file the ending .zip" in refused.output
    assert "Wrote 3 pages into" in wiki("export", "document", "--theme", "Pilot", str(tmp_path / "tema.zip")).output
    assert "There is no page called Nej." in wiki("export", "document", "Nej", str(tmp_path / "x.md")).output


def test_what_the_disk_does_not_take_is_told_in_one_sentence(wiki: Wiki, tmp_path: Path) -> None:
    assert wiki("migrate").exit_code == 0
    (tmp_path / "file").write_text("x")
    for words in (("export",), ("export", "site"), ("export", "mediawiki")):
        refused = wiki(*words, str(tmp_path / "file" / "out"))
        assert refused.exit_code == 1
        assert f"Error: {tmp_path / 'file' / 'out'} cannot be written" in refused.output


def test_what_came_from_a_mediawiki_is_converted_again(wiki: Wiki, tmp_path: Path) -> None:
    dump, report = Path(__file__).parent / "mediawiki" / "mittkoping.xml", tmp_path / "report.csv"
    wiki("user", "add", "Karin", "karin@example.org", given="lingon 2017 lingon\n" * 2)
    wiki("import", "mediawiki", str(dump))
    tried = wiki("import", "mediawiki", "--again", "--dry-run", "--report", str(report))
    assert "Would convert 0 pages again." in tried.output
    assert report.read_text(encoding="utf-8-sig").startswith("page;line;kind")
    assert "Converted 0 pages again." in wiki("import", "mediawiki", "--again", "--by", "Karin").output
    for words, sentence in (
        (("--again",), "say with --by"),
        (("--again", "--by", "Karin", str(dump)), "takes no FILE"),
        ((), "Missing argument"),
    ):
        refused = wiki("import", "mediawiki", *words)
        assert (refused.exit_code, sentence in refused.output) == (2, True)
