"""Pictures and documents travel with the pages about them."""

from pathlib import Path

from tests.conftest import World
from tests.transfer.conftest import brought_in, empty, exported, put, sentences
from tests.uploads.conftest import TORG, png, send

PAGE = "/wiki/Fil:Torget_i_Uddevalla.png"


def furnish(world: World) -> None:
    """A picture of two versions, and a document."""
    asta = world.signed_in("Asta", municipality="1485")
    assert send(asta, png()).status_code == 302
    assert (
        send(asta, png("red", (300, 300)), {"comment": "Ny"}, to="/upload/Fil:Torget_i_Uddevalla.png").location == PAGE
    )
    assert send(asta, b"Vi provar.", {**TORG, "title": "Anteckningar"}, "a.txt").status_code == 302


def test_an_export_with_files_brought_into_an_empty_wiki_gives_the_same_export(world: World, tmp_path: Path) -> None:
    furnish(world)
    before = exported(world, tmp_path / "one")
    assert before["Fil/Torget i Uddevalla.png.1"].startswith(b"\x89PNG")
    assert before["Fil/Anteckningar.txt"] == b"Vi provar."
    empty(world)
    assert not sentences(brought_in(world, tmp_path / "one"))
    assert exported(world, tmp_path / "two") == before
    page = world.visitor().get(PAGE).text
    assert "300 × 300" in page
    assert "Asta" in page


def test_bringing_files_in_twice_is_the_same_as_once(world: World, tmp_path: Path) -> None:
    put(tmp_path, {"Fil/Torget.png.md": "---\nlicens: CC0 1.0\n---\n"})
    (tmp_path / "Fil" / "Torget.png").write_bytes(png())
    assert brought_in(world, tmp_path).added["files"] == 1
    assert brought_in(world, tmp_path).added["files"] == 0
    (tmp_path / "Fil" / "Torget.png").write_bytes(png("red"))
    assert brought_in(world, tmp_path).added["files"] == 1
    assert "Första versionen" in world.visitor().get("/wiki/Fil:Torget.png").text


def test_what_the_wiki_does_not_take_is_told_of_and_the_page_comes_all_the_same(world: World, tmp_path: Path) -> None:
    folder = put(tmp_path / "folder", {"Fil/Fel.png.md": "Text.", "Fil/Utan sida.png": "x"})
    (folder / "Fil" / "Fel.png").write_bytes(b"MZ\x90\0" + b"\0" * 500)
    told = sentences(brought_in(world, folder))
    assert len(told) == 2
    assert any(each.startswith("Fil/Fel.png.md") and "program" in each for each in told)
    assert "Text." in world.visitor().get("/wiki/Fil:Fel.png").text
