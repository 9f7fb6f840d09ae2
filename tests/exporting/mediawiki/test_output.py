"""Where an export is written: whole, or not at all."""

import bz2
import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import World
from wiki.cli import main
from wiki.exporting.mediawiki.output import CannotWrite, ThereAlready, written
from wiki.mediawiki.dump import Dump
from wiki.mediawiki.parts import PageBegins


def test_nothing_has_the_name_until_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "ut.xml"
    with written(path) as file:
        file.write("å" * 100_000)
        file.flush()
        assert not path.exists()
    assert path.read_text() == "å" * 100_000
    assert path.stat().st_mode & 0o077 == 0


def test_what_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "ut.xml.gz"
    path.write_text("före")
    with pytest.raises(KeyboardInterrupt):
        stop_halfway(path)
    assert path.read_text() == "före"
    assert [*tmp_path.iterdir()] == [path]


def stop_halfway(path: Path) -> None:
    with written(path, force=True) as file:
        file.write("hälften")
        raise KeyboardInterrupt


def test_what_is_there_is_not_overwritten_by_chance(tmp_path: Path) -> None:
    path = tmp_path / "ut.xml"
    path.write_text("före")
    with pytest.raises(ThereAlready), written(path):
        pass
    with pytest.raises(CannotWrite), written(tmp_path / "nowhere" / "ut.xml"):
        pass


@pytest.mark.parametrize(("name", "unpack"), [("a.xml.gz", gzip.decompress), ("a.xml.bz2", bz2.decompress)])
def test_it_is_packed_as_the_name_says(tmp_path: Path, name: str, unpack: object) -> None:
    with written(tmp_path / name) as file:
        file.write("text")
    assert callable(unpack)
    assert unpack((tmp_path / name).read_bytes()) == b"text"


def test_the_command(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.cli_export.inside", lambda _settings: world.app.app_context())
    world.write("Pilot", "Text.\n")
    file, php = tmp_path / "a.xml.gz", tmp_path / "namespaces.php"
    run = CliRunner()
    answer = run.invoke(main, ["export", "mediawiki", str(file), "--settings", str(php)], catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    assert "1 pages" in answer.output
    assert "$wgExtraNamespaces[3000] = 'Kommun';" in php.read_text()
    dump = Dump(file)
    assert [part.title for part in dump.parts() if isinstance(part, PageBegins)][-1] == "Pilot"
    dump.close()
    again = run.invoke(main, ["export", "mediawiki", str(file)])
    assert again.exit_code == 1
    assert "--force" in again.output
