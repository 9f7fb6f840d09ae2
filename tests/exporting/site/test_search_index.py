import json
from pathlib import Path

from wiki.exporting.site.search_index import HEADING, TEXT, TITLE, Found, SearchIndex, folded


def words_in(folder: Path, shard: str) -> dict[str, list[int]]:
    script = (folder / "search" / f"{shard}.js").read_text(encoding="utf-8")
    found: dict[str, list[int]] = json.loads(script.removeprefix(f'wikiSearch.words("{shard}", ').removesuffix(");\n"))
    return found


def test_words_are_compared_without_case_and_accents() -> None:
    assert folded("Västerås e-tjänst, ÅR 2027 och Ærø") == {"vasteras", "tjanst", "ar", "2027", "och", "aero"}


def test_each_word_knows_its_pages_and_where_it_stands_there(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path)
    index.add(Found("Pilot", "Vägledning", "vagledning/pilot.html", "Början.", "sv"), ["Åtgärder"], "En pilot prövas.")
    index.add(Found("Annat", "Vägledning", "vagledning/annat.html", "ord " * 100, "sv"), [], "Pilot, åtgärder, 日本.")
    index.finish()
    assert words_in(tmp_path, "p") == {"pilot": [TITLE, 4 + TEXT], "provas": [TEXT]}
    assert words_in(tmp_path, "a") == {"annat": [4 + TITLE], "atgarder": [HEADING, 4 + TEXT]}
    assert words_in(tmp_path, "other") == {"日本": [4 + TEXT]}
    pages = (tmp_path / "search" / "pages.js").read_text(encoding="utf-8")
    rows = json.loads(pages.removeprefix("wikiSearch.pages(").removesuffix(");\n"))
    assert rows[0] == ["Pilot", "Vägledning", "vagledning/pilot.html", "Början.", "sv"]
    assert len(rows[1][3]) <= 162
    assert not list(tmp_path.rglob("*.heap"))


def test_a_title_cannot_end_the_script(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path)
    index.add(Found("A\u2028b", "", "a.html", "</script>", "sv"), [], "")
    index.finish()
    assert "\u2028" not in (tmp_path / "search" / "pages.js").read_text(encoding="utf-8")
