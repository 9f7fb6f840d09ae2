import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import World
from tests.exporting.site.conftest import copied, text_of
from tests.exporting.site.crawling import faults_in, pages_in
from tests.uploads.conftest import TORG, png, send
from wiki.core.errors import Refusal
from wiki.exporting.site import export as exporting
from wiki.markup import parse_name
from wiki.pages.queries import find_page, rendering_of
from wiki.talk.open_topic import open_topic
from wiki.talk.quote import Asked, find_passage

EXAMPLE = (
    "---\ntyp: exempel\ntema: Piloter\nläge: pilot\nlärdom: Börja smått.\nkontakt: Vera, 070-123 45 67\n---\n"
    "Vi provade som i [[Pilot]].\n"
)


def furnish(world: World) -> None:
    """A page of most kinds."""
    world.write("Tema:Piloter", "---\ndefinition: Små försök.\n---\nPröva.\n", by="Asta")
    world.write("Pilot", "---\ntema: Piloter\n---\nHur [[prövar]]. Se [[Kommun:Umeå]].\n\n[[Kategori:Arbetssätt]]\n")
    world.write("Pröva smått", "#OMDIRIGERING [[Pilot]]")
    world.write("Kommun:Umeå", "---\ntyp: kommun\nkontakt: digital@umea.example\n---\nUmeå.\n")
    world.write("Kommun:Umeå/Lås", EXAMPLE, by="Vera", summary="Nytt försök")
    world.write("Kategori:Arbetssätt", "Sätt att arbeta.")


def with_base_url(world: World, address: str) -> None:
    world.app.config["WIKI"] = replace(world.app.config["WIKI"], base_url=address)


def test_pages_come_with_what_gathers_around_them_and_nothing_that_needs_a_server(world: World, tmp_path: Path) -> None:
    furnish(world)
    files = copied(world, tmp_path / "out")
    assert faults_in(tmp_path / "out") == []
    guidance = text_of(files, "vagledning/pilot.html")
    assert '<span class="not-here" title="Prövar (sidan existerar inte)">prövar</span>' in guidance
    assert 'href="../kommun/umea.html"' in guidance
    assert 'href="../kommun/umea/las.html"' in guidance  # how municipalities do it
    assert 'href="../kategori/arbetssatt.html"' in guidance
    assert 'href="../vagledning/pilot.html"' in text_of(files, "kategori/arbetssatt.html")
    assert "Små försök." in text_of(files, "tema/piloter.html")
    assert "Börja smått." in text_of(files, "kommun/umea/las.html")
    assert re.search(r"Senast ändrad <time [^>]*>[^<]*</time> av Vera", text_of(files, "kommun/umea/las.html"))
    elements = set().union(*(read.elements for read in pages_in(tmp_path / "out").values()))
    assert not elements & {"iframe", "object", "textarea", "use"}
    everything = b"\n".join(each for path, each in files.items() if path.endswith((".html", ".js"))).decode()
    assert not re.search(r"Logga in|Redigera avsnittet|csrf|/edit/|/signin|method=\"post\"", everything)


def test_a_redirect_says_so_and_leads_on(world: World, tmp_path: Path) -> None:
    furnish(world)
    page = text_of(copied(world, tmp_path / "out"), "vagledning/prova-smatt.html")
    assert '<meta http-equiv="refresh" content="0; url=../vagledning/pilot.html">' in page
    assert "Omdirigering till" in page


def test_a_redirect_to_nothing_leads_nowhere(world: World, tmp_path: Path) -> None:
    world.write("Gammalt", "#OMDIRIGERING [[Borta]]")
    page = text_of(copied(world, tmp_path / "out"), "vagledning/gammalt.html")
    assert "refresh" not in page
    assert "Borta (sidan existerar inte)" in page


def test_contacts_and_what_is_deleted_stay_in_the_wiki(world: World, tmp_path: Path) -> None:
    from wiki.accounts.models import Role
    from wiki.gardening.delete import delete_page

    furnish(world)
    world.write("Hemligt", "Detta raderas.")
    with world.app.app_context():
        karin = world.user("Karin", Role.ADMINISTRATOR)
        delete_page(parse_name("Hemligt"), "Fel", karin)
    files = copied(world, tmp_path / "out", with_talk=True, with_history=True)
    everything = b"\n".join(files.values()).decode(errors="replace")
    for secret in ("070-123", "digital@umea", "Detta raderas", "@example.org", "argon2"):
        assert secret not in everything


def test_a_hidden_author_is_not_named(world: World, tmp_path: Path) -> None:
    from wiki.accounts.models import Role
    from wiki.gardening.conceal import conceal

    saved = world.write("Pilot", "Text.", by="Olycklig", summary="Ring mig")
    world.write("Pilot", "Text två.", by="Asta")
    with world.app.app_context():
        karin = world.user("Karin", Role.ADMINISTRATOR)
        conceal(saved.revision_id, {"author", "summary"}, "Personuppgift", karin)
    files = copied(world, tmp_path / "out", with_history=True)
    page = text_of(files, "history/vagledning/pilot.html")
    assert "(författaren är dold)" in page
    assert "(sammanfattningen är dold)" in page
    assert not any(b"Olycklig" in each or b"Ring mig" in each for each in files.values())


def test_pictures_and_documents_come_along(world: World, tmp_path: Path) -> None:
    asta = world.signed_in("Asta", municipality="1485")
    send(asta, png())
    send(asta, b"Vi provar.", {**TORG, "title": "Anteckningar"}, "a.txt")
    world.write("Pilot", "Se [[Fil:Torget i Uddevalla.png|Torget]] och [[Fil:Anteckningar.txt]] och [[Fil:Borta.png]].")
    files = copied(world, tmp_path / "out")
    assert faults_in(tmp_path / "out") == []
    assert files["files/torget-i-uddevalla.png"].startswith(b"\x89PNG")
    assert files["files/anteckningar.txt"] == b"Vi provar."
    assert b"WEBP" in files["files/320/torget-i-uddevalla.png.webp"][:16]
    assert 'src="../files/' in text_of(files, "fil/torget-i-uddevalla-png.html")
    assert "ladda upp" not in text_of(files, "vagledning/pilot.html")


def test_content_that_the_storage_has_lost_is_counted_and_left_out(world: World, tmp_path: Path) -> None:
    asta = world.signed_in("Asta", municipality="1485")
    send(asta, b"Vi provar.", {**TORG, "title": "Anteckningar"}, "a.txt")
    for stored in (tmp_path / "data" / "files").rglob("*"):
        if stored.is_file():
            stored.unlink()
    with world.app.app_context():
        assert exporting.export(tmp_path / "out")["lost"] == 1
    assert faults_in(tmp_path / "out") == []


def test_discussions_and_history_come_along_when_asked_for(world: World, tmp_path: Path) -> None:
    furnish(world)
    with world.app.app_context():
        page = find_page(parse_name("Pilot"))
        assert page
        open_topic(page, "Hur då?", "Någon som **vet**?", by=world.user("Nyfiken"))
    files = copied(world, tmp_path / "without")
    assert not [path for path in files if path.startswith(("talk/", "history/"))]
    files = copied(world, tmp_path / "with", with_talk=True, with_history=True)
    assert faults_in(tmp_path / "with") == []
    talk = text_of(files, "talk/vagledning/pilot.html")
    assert "Hur då?" in talk
    assert "<strong>vet</strong>" in talk
    assert "Nyfiken" in talk
    assert "Nytt försök" in text_of(files, "history/kommun/umea/las.html")
    assert 'href="../talk/vagledning/pilot.html"' in text_of(files, "vagledning/pilot.html")


def test_a_passage_that_is_talked_about_is_marked_and_found_from_the_topic(world: World, tmp_path: Path) -> None:
    furnish(world)
    with world.app.app_context():
        page = find_page(parse_name("Pilot"))
        assert page
        about = find_passage(page, Asked(words="prövar. Se"))
        number = open_topic(page, "Hur då?", "Vet någon?", by=world.user("Nyfiken"), about=about).id
    files = copied(world, tmp_path / "with", with_talk=True)
    assert faults_in(tmp_path / "with") == []
    assert f'href="../../vagledning/pilot.html#mk-quote-{number}"' in text_of(files, "talk/vagledning/pilot.html")
    assert f'href="../talk/vagledning/pilot.html#topic-{number}"' in text_of(files, "vagledning/pilot.html")
    assert "mk-quote" not in text_of(copied(world, tmp_path / "without"), "vagledning/pilot.html")


def test_each_page_says_where_it_lives_on(world: World, tmp_path: Path) -> None:
    furnish(world)
    with_base_url(world, "https://wiki.example.se")
    files = copied(world, tmp_path / "out")
    page = text_of(files, "kommun/umea.html")
    assert '<link rel="canonical" href="https://wiki.example.se/wiki/Kommun:Ume%C3%A5">' in page
    assert "https://wiki.example.se/wiki/Kommun:Umeå</a>" in page
    assert "https://wiki.example.se</a>" in text_of(files, "about.html")


def test_of_a_theme_only_what_belongs_to_it_comes_along(world: World, tmp_path: Path) -> None:
    furnish(world)
    world.write("Annat", "Något annat. [[Pilot]]")
    world.write("Tema:Piloter/Mer", "Under. Se [[Annat]].")
    files = copied(world, tmp_path / "alone", theme="piloter")
    pages = {path for path in files if path.endswith(".html") and "/" in path and not path.startswith("a-z/")}
    assert pages == {"tema/piloter.html", "tema/piloter/mer.html", "vagledning/pilot.html", "kommun/umea/las.html"}
    assert faults_in(tmp_path / "alone") == []
    assert 'title="Annat finns inte i den här kopian">Annat</span>' in text_of(files, "tema/piloter/mer.html")
    with_base_url(world, "https://wiki.example.se")
    files = copied(world, tmp_path / "linked", theme="Tema:Piloter")
    assert 'href="https://wiki.example.se/wiki/Annat"' in text_of(files, "tema/piloter/mer.html")
    with pytest.raises(Refusal, match="There is no theme called Saknas"):
        copied(world, tmp_path / "none", theme="Saknas")


def test_the_copy_speaks_the_language_that_is_asked_for(world: World, tmp_path: Path) -> None:
    furnish(world)
    page = text_of(copied(world, tmp_path / "out", language="en"), "vagledning/pilot.html")
    assert '<html lang="en"' in page
    assert "About this copy" in page
    assert '<article class="prose" data-size="md" data-behaviour="copylink" lang="sv">' in page


def test_the_same_wiki_gives_the_same_bytes(world: World, tmp_path: Path) -> None:
    furnish(world)
    one = copied(world, tmp_path / "one", with_talk=True, with_history=True)
    assert copied(world, tmp_path / "two", with_talk=True, with_history=True) == one


def test_a_former_export_is_replaced_when_asked_and_nothing_else_is(world: World, tmp_path: Path) -> None:
    furnish(world)
    target = tmp_path / "out"
    copied(world, target)
    with pytest.raises(Refusal, match="Replace a former export with --force"):
        copied(world, target)
    (target / "vagledning" / "borta.html").write_text("x")
    assert "vagledning/borta.html" not in copied(world, target, force=True)
    (target / "viktigt.txt").write_text("mitt")
    with pytest.raises(Refusal, match=r"holds something that is no export: viktigt.txt"):
        copied(world, target, force=True)
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "index.html").write_text("min egen sajt")
    with pytest.raises(Refusal, match="was not made by this command"):
        copied(world, foreign, force=True)
    assert (foreign / "index.html").read_text() == "min egen sajt"


def test_an_export_that_is_stopped_leaves_the_former_one(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(world)
    target = tmp_path / "out"
    before = copied(world, target)
    with monkeypatch.context() as patched:
        patched.setattr(exporting, "lists_of", _stop)
        with pytest.raises(KeyboardInterrupt):
            copied(world, target, force=True)
    assert {path: (target / path).read_bytes() for path in before} == before
    target.rename(tmp_path / ".out.former")  # killed between the two last steps
    assert copied(world, target, force=True) == before
    assert sorted(path.name for path in tmp_path.iterdir() if "out" in path.name) == ["out"]


def _stop(*_all: object) -> None:
    raise KeyboardInterrupt


def test_it_shows_one_moment_and_writes_nothing(world: World, tmp_path: Path) -> None:
    """A rendering that no longer holds is made anew for the copy, and is not stored: that would end the moment."""
    world.write("Mall:Not", "Gammalt.")
    world.write("Pilot", "{{Not}}")
    world.write("Mall:Not", "Nytt.")
    assert "Nytt." in text_of(copied(world, tmp_path / "out"), "vagledning/pilot.html")
    with world.app.app_context():
        page = find_page(parse_name("Pilot"))
        assert page
        stored = rendering_of(page)
        assert stored
        assert "Gammalt." in stored.html


def test_an_empty_wiki_can_be_exported(world: World, tmp_path: Path) -> None:
    files = copied(world, tmp_path / "out")
    assert faults_in(tmp_path / "out") == []
    assert {"index.html", "about.html", "a-z/index.html"} <= set(files)


def test_many_pages_are_listed_a_letter_at_a_time(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wiki.exporting.site.letters.PER_FILE", 2)
    for title in ("Ek", "En", "Eld", "Åska", "Älg", "!", "7"):
        world.write(title, "Text.")
    files = copied(world, tmp_path / "out")
    assert faults_in(tmp_path / "out") == []
    lists = {path for path in files if path.startswith("a-z/")}
    assert lists == {"a-z/index.html", "a-z/0-9.html", "a-z/e.html", "a-z/e-2.html", "a-z/aa.html", "a-z/ae.html"}
    assert "vagledning/en.html" in text_of(files, "a-z/e-2.html")
