"""Protecting pages: who may still do what, for how long, and what everybody else is told."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event, select, update

from tests.conftest import Visitor, World
from wiki.accounts.models import Role, User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.gardening.protect import put_aside, put_back
from wiki.journal.models import Entry
from wiki.markup import parse_name
from wiki.protection.ask import Protected, require_on
from wiki.protection.follow import follow_move
from wiki.protection.models import Protection
from wiki.protection.queries import protection_of

ONLY_GARDENERS = {"edit": "gardeners", "lasts": "never", "reason": "Redigeringskrig"}


@pytest.fixture
def karin(world: World) -> Visitor:
    world.write("Plan", "Så här planerar vi.")
    return world.signed_in("Karin", Role.GARDENER)


@pytest.fixture
def asta(world: World, karin: Visitor) -> Visitor:
    return world.signed_in("Asta")


def protect(by: Visitor, name: str = "Plan", **form: str) -> None:
    answer = by.post(f"/protect/{name}", {**ONLY_GARDENERS, **form})
    assert answer.status_code == 303, answer.text


def test_a_protected_page_is_read_by_all_and_changed_by_gardeners(karin: Visitor, asta: Visitor) -> None:
    protect(karin)
    page = asta.get("/wiki/Plan").text
    assert "Skyddad: bara trädgårdsmästare" in page
    assert "Visa wikitext" in page
    source = asta.get("/edit/Plan")
    assert source.status_code == 200
    assert "bara trädgårdsmästare kan ändra den. Skäl: Redigeringskrig." in source.text
    assert "Skriv på diskussionssidan" in source.text
    assert "Så här planerar vi." in source.text
    assert 'name="publish"' not in source.text
    refused = asta.post("/edit/Plan", {"text": "Min text.", "base": "1"})
    assert refused.status_code == 403
    assert "Min text." in refused.text
    assert "Skäl: Redigeringskrig." in refused.text
    assert 'name="publish"' in karin.get("/edit/Plan").text
    assert karin.post("/edit/Plan", {"text": "Bättre.", "base": "1"}).status_code == 302


def test_an_open_editor_hears_of_it_when_it_keeps_its_draft(karin: Visitor, asta: Visitor) -> None:
    draft = {"text": "Utkast.", "base": "1", "hand": "a" * 12}
    assert asta.send("PUT", "/draft/Plan", draft).status_code == 200
    protect(karin)
    answer = asta.send("PUT", "/draft/Plan", {**draft, "text": "Mer."}, headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert answer.json
    assert "bara trädgårdsmästare kan ändra den" in answer.json["error"]
    assert "Utkast." in asta.get("/edit/Plan").text  # what was kept can still be read and copied


def test_talk_stays_open_unless_it_is_protected_itself(karin: Visitor, asta: Visitor) -> None:
    topic = {"title": "Fråga", "text": "Varför?"}
    protect(karin)
    assert asta.post("/talk/Plan", topic).status_code == 303
    protect(karin, discuss="gardeners")
    assert "Diskussionen är skyddad" in asta.get("/talk/Plan").text
    refused = asta.post("/talk/Plan", topic)
    assert refused.status_code == 403
    assert "Varför?" in refused.text
    assert asta.post("/topic/1/reply", {"text": "Därför."}).status_code == 403


def test_a_name_without_a_page_can_be_protected_against_creation(world: World, karin: Visitor, asta: Visitor) -> None:
    protect(karin, "Skräp", create="gardeners")
    missing = asta.get("/wiki/Skräp")
    assert "Namnet är skyddat: bara trädgårdsmästare kan skapa en sida" in missing.text
    assert "Börja med en mening" not in missing.text
    assert asta.get("/edit/Skräp").status_code == 403
    assert asta.post("/edit/Skräp", {"text": "Skräp."}).status_code == 403
    assert asta.get("/wiki/Skräp").status_code == 404
    assert karin.post("/edit/Skräp", {"text": "Inte skräp."}).status_code == 302
    del world


def test_a_deleted_page_that_was_protected_says_nothing_of_it(world: World) -> None:
    world.write("Plan", "Text.")
    lind = world.signed_in("Lind", Role.GARDENER)
    lind.post("/protect/Plan", {"edit": "gardeners", "lasts": "never", "reason": "krig"})
    assert "Skyddad" in world.visitor().get("/wiki/Plan").text
    lind.post("/delete/Plan", {"reason": "dubblett"})
    assert "Skyddad" not in world.visitor().get("/wiki/Plan").text, "anybody may create it"


def test_it_ends_by_itself_and_kept_pages_do_not_show_it_longer(world: World, karin: Visitor, asta: Visitor) -> None:
    reader = world.visitor()
    protect(karin, lasts="day")
    assert "Skyddad:" in reader.get("/wiki/Plan").text
    assert "Skyddad:" in asta.get("/wiki/Plan").text
    with world.app.app_context():
        kept = [page.until for page in world.app.extensions["wiki.kept"].pages.found.values()]
        until = session().scalar(select(Protection.until))
        assert until
        assert until.timestamp() in kept
        with transaction():
            session().execute(update(Protection).values(until=now() - timedelta(seconds=1)))
    world.app.extensions["wiki.kept"].pages.found.clear()  # what a page's end does
    assert "Skyddad:" not in reader.get("/wiki/Plan").text
    assert asta.post("/edit/Plan", {"text": "Ny.", "base": "1"}).status_code == 302
    assert "Plan" not in reader.get("/protected").text.partition("<main")[2]


def test_only_administrators_decide_what_is_for_administrators(world: World, karin: Visitor) -> None:
    refused = karin.post("/protect/Plan", {**ONLY_GARDENERS, "edit": "administrators"})
    assert refused.status_code == 403
    assert "Redigeringskrig" in refused.text
    boss = world.signed_in("Boss", Role.ADMINISTRATOR)
    protect(boss, edit="administrators")
    assert karin.post("/edit/Plan", {"text": "Ny.", "base": "1"}).status_code == 403
    assert karin.post("/protect/Plan", {"edit": "members", "lasts": "never", "reason": "Nej"}).status_code == 403


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"reason": " "}, "Skriv varför"),
        ({"lasts": "date", "date": "2020-01-01"}, "som inte har varit"),
        ({"lasts": "date", "date": "i morgon"}, "år-månad-dag"),
        ({"lasts": "date", "date": "2999-01-01"}, "för långt fram"),
        ({"lasts": "länge"}, "Välj hur länge"),
        ({"reason": "x" * 301}, "får ha högst 300"),
    ],
)
def test_what_will_not_do_is_said_in_words(karin: Visitor, form: dict[str, str], words: str) -> None:
    refused = karin.post("/protect/Plan", {**ONLY_GARDENERS, **form})
    assert refused.status_code == 422
    assert words in refused.text
    assert '<option value="gardeners" selected' in refused.text


def test_the_log_tells_of_it_and_changes_it_back(world: World, karin: Visitor, asta: Visitor) -> None:
    protect(karin, lasts="week")
    told = asta.get("/log").text
    assert "skyddade sidan: bara trädgårdsmästare ändrar, till " in told
    assert "Redigeringskrig" in told
    assert "?undo=" not in told
    assert "/protect/Plan?undo=" in karin.get("/log").text
    with world.app.app_context():
        entry = session().scalars(select(Entry).where(Entry.kind == "protect")).one()
        assert entry.details
        assert entry.details["levels"] == {"edit": "gardeners"}
        assert entry.details["before"] == {"levels": {}, "until": None}
    form = karin.get(f"/protect/Plan?undo={entry.id}").text
    assert "Ändra tillbaka" in form
    assert '<option value="gardeners" selected' not in form
    assert karin.post("/protect/Plan", {"edit": "members", "reason": "Ångrade"}).status_code == 303
    assert "hävde skyddet" in asta.get("/log").text
    assert asta.post("/edit/Plan", {"text": "Ny.", "base": "1"}).status_code == 302


def test_what_protects_a_page_follows_it(world: World, karin: Visitor) -> None:
    protect(karin)
    protect(karin, "Nytt_namn", create="gardeners")
    with world.app.app_context():
        with transaction():
            follow_move(parse_name("Plan"), parse_name("Nytt namn"))
        moved = protection_of(parse_name("Nytt namn"))
        assert moved
        assert moved.levels() == {"edit": Role.GARDENER}
        assert protection_of(parse_name("Plan")) is None


def test_all_ways_to_change_a_page_ask(world: World, karin: Visitor, asta: Visitor) -> None:
    protect(karin)
    protect(karin, "Kommun:Umeå/Skyddat", create="gardeners")
    example = {"title": "Skyddat", "municipality": "2480", "status": "pilot", "sentences": "Vi provade."}
    refused = asta.post("/examples/new", example)
    assert refused.status_code == 403
    assert "Namnet är skyddat" in refused.text
    assert "Vi provade." in refused.text
    for method, address in (("POST", "/preview/Plan"), ("POST", "/edit/fields/Plan"), ("POST", "/presence/Plan")):
        assert asta.send(method, address, {"text": "Ny."}).status_code == 403, address
    with world.app.test_request_context():
        member = session().scalars(select(User).where(User.name == "Asta")).one()
        with pytest.raises(Protected):
            require_on(member, "upload", parse_name("Plan"))


def test_a_save_asks_of_it_once(world: World, karin: Visitor) -> None:
    protect(karin)
    with world.app.test_request_context():
        asked: list[str] = []
        engine = world.app.extensions["wiki.engine"]
        event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
        gardener = session().scalars(select(User).where(User.name == "Karin")).one()
        asked.clear()
        require_on(gardener, "edit", parse_name("Plan"))
        about = [sql for sql in asked if "FROM protection" in sql]
        assert len(about) == 1


def test_a_new_page_does_not_inherit_what_protected_a_deleted_one(karin: Visitor, asta: Visitor) -> None:
    protect(karin)
    assert karin.post("/delete/Plan", {"reason": "onödig"}).status_code == 303
    assert "Plan" not in asta.get("/protected").text
    assert asta.post("/edit/Plan", {"text": "En helt ny plan."}).status_code == 302
    assert 'name="publish"' in asta.get("/edit/Plan").text


@pytest.mark.parametrize("name", ["Plan", "Planering"])
def test_a_page_comes_back_as_protected_as_it_was(karin: Visitor, asta: Visitor, name: str) -> None:
    protect(karin, lasts="week")
    number = re.search(r'name="number" value="(\d+)"', karin.get("/delete/Plan").text)
    assert number
    karin.post("/delete/Plan", {"reason": "onödig"})
    assert karin.post(f"/deleted/{number[1]}", {"to": name, "reason": "behövs"}).status_code == 303
    source = asta.get(f"/edit/{name}").text
    assert "bara trädgårdsmästare kan ändra den" in source
    assert "Redigeringskrig" in source


def test_what_protects_a_name_against_creation_outlives_the_page(world: World, karin: Visitor, asta: Visitor) -> None:
    protect(karin, "Ny", create="gardeners")
    assert karin.post("/edit/Ny", {"text": "Text."}).status_code == 302
    protect(karin, "Ny")
    karin.post("/delete/Ny", {"reason": "onödig"})
    assert asta.post("/edit/Ny", {"text": "Text."}).status_code == 403


def test_a_protection_that_would_have_ended_does_not_come_back(world: World, karin: Visitor) -> None:
    protect(karin, lasts="week")
    with world.app.app_context(), transaction():
        told = put_aside(parse_name("Plan"))
        told["protection"]["until"] = (now() - timedelta(minutes=1)).isoformat()
        put_back(parse_name("Plan"), told, session().scalars(select(User).where(User.name == "Karin")).one())
        assert protection_of(parse_name("Plan")) is None
