"""Protection that is passed on to what a page takes in and shows: what it covers, what it says, and no way round."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.conftest import Visitor, World
from tests.uploads.conftest import png, send
from wiki.accounts.models import Role, User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.editing.refresh import refresh
from wiki.markup import parse_name
from wiki.pages.queries import find_page
from wiki.protection.ask import allowed_on
from wiki.protection.models import Protection
from wiki.protection.queries import guard_of

PASSED_ON = {"edit": "gardeners", "cascades": "1", "lasts": "never", "reason": "Många läser den"}


@pytest.fixture
def karin(world: World) -> Visitor:
    world.write("Mall:Inre", "Det innersta.")
    world.write("Mall:Not", "Obs: {{Inre}}")
    world.write("Plan", "Så här planerar vi. {{Not}} {{Saknas}}")
    gardener = world.signed_in("Karin", Role.GARDENER)
    assert gardener.post("/protect/Plan", PASSED_ON).status_code == 303
    return gardener


@pytest.fixture
def asta(world: World, karin: Visitor) -> Visitor:
    del karin
    return world.signed_in("Asta")


def written(world: World, by: Visitor, name: str, text: str = "Klotter.") -> int:
    with world.app.app_context():
        page = find_page(parse_name(name))
    return by.post(f"/edit/{name}", {"text": text, "base": page.current_revision_id if page else ""}).status_code


def may(world: World, name: str, action: str = "edit", who: str = "Asta") -> bool:
    with world.app.app_context():
        user = session().scalar(select(User).where(User.name == who))
        assert user
        return allowed_on(user, action, parse_name(name))


def test_what_a_protected_page_takes_in_says_why_it_cannot_be_changed(world: World, asta: Visitor) -> None:
    for template in ("Mall:Not", "Mall:Inre"):
        refused = asta.post(f"/edit/{template}", {"text": "Klotter.", "base": ""})
        assert refused.status_code == 403
        assert "skyddad tillsammans med ”Plan”, som visar den: bara trädgårdsmästare kan ändra den" in refused.text
        assert "Skäl: Många läser den." in refused.text
        assert "Klotter." in refused.text
        assert "Skyddad: bara trädgårdsmästare" in asta.get(f"/wiki/{template}").text
        assert "Visa wikitext" in asta.get(f"/wiki/{template}").text
    assert "skyddad tillsammans med Plan</a>" in asta.get("/info/Mall:Not").text
    assert "tillsammans med" not in asta.get("/info/Plan").text
    del world


def test_gardeners_change_it_and_other_templates_are_open(world: World, karin: Visitor, asta: Visitor) -> None:
    world.write("Mall:Annan", "Öppen.")
    assert written(world, asta, "Mall:Annan", "Öppnare.") == 302
    assert written(world, karin, "Mall:Not", "Obs!") == 302
    assert may(world, "Mall:Not", who="Karin")


def test_a_missing_template_cannot_be_created_moved_to_or_copied_to(world: World, asta: Visitor) -> None:
    assert written(world, asta, "Mall:Saknas") == 403
    assert "Namnet är skyddat tillsammans med ”Plan”" in asta.get("/wiki/Mall:Saknas").text
    world.write("Ofarlig", "Klotter.")
    assert asta.post("/move/Ofarlig", {"to": "Mall:Saknas", "namespace": "template"}).status_code >= 403
    assert asta.post("/copy/Ofarlig", {"to": "Mall:Saknas"}).status_code >= 403
    assert world.visitor().get("/wiki/Mall:Saknas").status_code == 404
    assert not may(world, "Mall:Saknas", "create")


def test_pages_that_are_no_templates_are_neither_changed_nor_moved(world: World, karin: Visitor, asta: Visitor) -> None:
    world.write("Fakta", "Siffror.")
    assert written(world, karin, "Plan", "{{:Fakta}}") == 302
    assert written(world, asta, "Fakta") == 403
    assert asta.post("/move/Fakta", {"to": "Siffror", "reason": "Bättre"}).status_code == 403
    assert not may(world, "Fakta", "move")
    assert may(world, "Mall:Not"), "it is no longer taken in"
    assert asta.post("/talk/Fakta", {"title": "Fel", "text": "En siffra är fel."}).status_code == 303


def test_what_a_gardener_lets_a_template_take_in_is_protected_at_once(world: World, karin: Visitor) -> None:
    world.signed_in("Asta")
    world.write("Mall:Ny", "{{Djup}}")
    world.write("Mall:Djup", "Djupast.")
    assert may(world, "Mall:Ny")
    world.write("Mall:Inre", "<includeonly>{{Ny}}</includeonly>", by="Karin")
    assert not may(world, "Mall:Ny"), "before anything has been made anew in the background"
    assert not may(world, "Mall:Djup")
    with world.app.app_context():
        refresh()
    assert not may(world, "Mall:Djup")
    world.write("Mall:Inre", "Inget mer.", by="Karin")
    with world.app.app_context():
        refresh()
    assert may(world, "Mall:Ny")
    del karin


def test_where_a_redirected_template_leads_is_protected_too(world: World, karin: Visitor) -> None:
    world.signed_in("Asta")
    world.write("Mall:Mål", "Målet.")
    world.write("Mall:Inre", "#OMDIRIGERING [[Mall:Mål]]", by="Karin")
    assert not may(world, "Mall:Mål")
    assert not may(world, "Mall:Inre")
    assert karin.post("/move/Mall:Mål", {"to": "Mall:Nytt mål", "reason": "Namn"}).status_code in {302, 303}
    assert not may(world, "Mall:Nytt mål")


def test_undoing_restoring_and_acts_of_gardeners_find_no_way_round(world: World, karin: Visitor, asta: Visitor) -> None:
    world.write("Mall:Not", "Obs igen: {{Inre}}", by="Karin")
    for action in ("undo", "restore", "upload", "delete", "move", "edit"):
        assert not may(world, "Mall:Not", action), action
    assert asta.post("/edit/Mall:Not?undo=2", {"text": "Obs: {{Inre}}", "base": "5"}).status_code == 403
    world.write("Mall:Lik", "Klotter.")
    boss = world.signed_in("Boss", Role.ADMINISTRATOR)
    assert boss.post("/protect/Plan", {**PASSED_ON, "edit": "administrators"}).status_code == 303
    assert karin.post("/delete/Mall:Not", {"reason": "bort"}).status_code == 403
    assert karin.post("/rollback/Mall:Not", {"reason": "bort"}).status_code != 303
    assert karin.post("/move/Mall:Not", {"to": "Mall:Annan", "reason": "bort"}).status_code == 403
    assert karin.post("/merge/Mall:Lik", {"into": "Mall:Not", "reason": "ihop"}).status_code != 303
    told = karin.post("/bulk", {"act": "delete", "pages": "Mall:Not", "reason": "bort", "do": "1"})
    assert told.status_code != 500
    assert "Obs igen" in world.visitor().get("/wiki/Mall:Not").text


def test_files_that_it_shows_get_no_new_version(world: World, karin: Visitor, asta: Visitor) -> None:
    assert send(asta, png()).status_code == 302
    world.write("Plan", "[[Fil:Torget i Uddevalla.png]]", by="Karin")
    for action in ("upload", "edit", "move"):
        assert not may(world, "Fil:Torget i Uddevalla.png", action), action
    refused = send(asta, png("red"), {"summary": "Bättre"}, to="/upload/Torget_i_Uddevalla.png")
    assert refused.status_code in {403, 404}
    assert may(world, "Fil:Annan.png", "upload")
    del karin


def test_a_file_that_is_shown_by_way_of_a_redirect_is_protected_too(
    world: World, karin: Visitor, asta: Visitor
) -> None:
    torget = "Fil:Torget i Uddevalla.png"
    assert send(asta, png()).status_code == 302
    world.write("Plan", "[[Fil:Gamla torget.png]]", by="Karin")
    assert may(world, torget, "upload")
    world.write("Fil:Gamla torget.png", f"#OMDIRIGERING [[{torget}]]", by="Karin")
    for action in ("upload", "edit", "move"):
        assert not may(world, torget, action), action
    assert "tillsammans med Plan</a>" in asta.get("/info/Fil:Torget_i_Uddevalla.png").text
    assert karin.post("/delete/Fil:Gamla_torget.png", {"reason": "Behövs inte"}).status_code in {302, 303}
    assert may(world, torget, "upload")


def test_it_follows_the_page_ends_with_it_and_comes_back(world: World, karin: Visitor, asta: Visitor) -> None:
    assert karin.post("/move/Plan", {"to": "Planering", "reason": "Namn"}).status_code in {302, 303}
    assert not may(world, "Mall:Not")
    assert "tillsammans med ”Planering”" in asta.post("/edit/Mall:Not", {"text": "x", "base": ""}).text
    assert karin.post("/delete/Planering", {"reason": "Gammal"}).status_code in {302, 303}
    assert may(world, "Mall:Not")
    with world.app.app_context():
        number = session().scalar(select(Protection.title))
        assert number is None
    address = world.visitor().get("/wiki/Planering").text
    assert "Gammal" in address
    page_id = karin.get("/wiki/Planering").text.partition("/deleted/")[2].partition('"')[0]
    assert karin.post(f"/deleted/{page_id}", {"reason": "Behövs", "name": "Planering"}).status_code == 303
    assert not may(world, "Mall:Not")
    with world.app.app_context(), transaction():
        session().execute(update(Protection).values(until=now() - timedelta(seconds=1)))
    assert may(world, "Mall:Not")


def test_kept_pages_of_templates_do_not_show_it_longer_than_it_lasts(world: World, karin: Visitor) -> None:
    assert karin.post("/protect/Plan", {**PASSED_ON, "lasts": "day"}).status_code == 303
    assert "Skyddad:" in world.visitor().get("/wiki/Mall:Not").text
    with world.app.app_context():
        guard = guard_of(parse_name("Mall:Not"))
        until = session().scalar(select(Protection.until))
        assert guard
        assert guard.until == until
    assert karin.post("/protect/Plan", {"lasts": "never", "reason": "Lugnt nu"}).status_code == 303
    assert "Skyddad:" not in world.visitor().get("/wiki/Mall:Not").text


def test_the_log_tells_of_it_and_undoes_it(world: World, karin: Visitor) -> None:
    told = "bara trädgårdsmästare ändrar, likaså allt som den tar in och visar, utan slut"
    assert told in world.visitor().get("/log").text
    assert "likaså allt som den tar in och visar, utan slut" in world.visitor().get("/protected").text
    assert "checked" in _tick(karin.get("/protect/Plan").text)
    karin.post("/protect/Plan", {**PASSED_ON, "cascades": ""} | {"reason": "Bara sidan"})
    karin.post("/protect/Plan", {"edit": "gardeners", "lasts": "never", "reason": "Bara sidan"})
    assert may(world, "Mall:Not", who="Karin")
    log = karin.get("/log?about=Plan").text
    undo = log.partition("/protect/Plan?undo=")[2].partition('"')[0]
    assert "checked" in _tick(karin.get(f"/protect/Plan?undo={undo}").text)


def _tick(page: str) -> str:
    return page.partition('name="cascades"')[2].partition(">")[0]


def test_nothing_is_passed_on_by_what_is_open_to_all(world: World, karin: Visitor) -> None:
    refused = karin.post("/protect/Plan", {"edit": "members", "cascades": "1", "lasts": "never", "reason": "Prov"})
    assert refused.status_code == 422
    assert "Välj vem som får ändra sidan" in refused.text
    assert "Prov" in refused.text
    assert 'name="cascades"' not in karin.get("/protect/Ingen_sida").text
    del world


def test_of_several_protections_the_strictest_decides(world: World, karin: Visitor, asta: Visitor) -> None:
    world.write("Rutin", "{{Inre}}")
    boss = world.signed_in("Boss", Role.ADMINISTRATOR)
    boss.post("/protect/Rutin", {**PASSED_ON, "edit": "administrators", "reason": "Beslutad"})
    refused = karin.post("/edit/Mall:Inre", {"text": "x", "base": ""})
    assert "tillsammans med ”Rutin”, som visar den: bara administratörer" in refused.text
    assert "Skäl: Beslutad." in refused.text
    boss.post("/protect/Mall:Inre", {"edit": "administrators", "lasts": "never", "reason": "Egen"})
    assert "Sidan är skyddad: bara administratörer" in asta.post("/edit/Mall:Inre", {"text": "x", "base": ""}).text
