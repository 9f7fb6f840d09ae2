"""Blocking people from some pages only: what they may still do, what they are told, and that there is no way round."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.conftest import Visitor, World
from tests.notices.telling import begin_telling
from tests.uploads.conftest import png, send
from wiki.accounts.blocks import Blocked, block_of
from wiki.accounts.models import Block, BlockedFrom, Role, User
from wiki.accounts.permissions import require
from wiki.accounts.scope import scope_of
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.markup import parse_name

PARTLY = {"from": "some", "pages": "Plan", "lasts": "week", "reason": "Redigeringskrig", "own_talk": "1"}


@pytest.fixture
def karin(world: World) -> Visitor:
    for name in ("Plan", "Mål", "Tema:Piloter", "Mall:Not"):
        world.write(name, "Så här gör vi.")
    return world.signed_in("Karin", Role.GARDENER)


@pytest.fixture
def asta(world: World, karin: Visitor) -> Visitor:
    person = world.signed_in("Asta")
    assert karin.post("/block/Asta", PARTLY).status_code == 303
    return person


def may(world: World, action: str, name: str | None, who: str = "Asta") -> bool:
    with world.app.app_context():
        user = session().scalar(select(User).where(User.name == who))
        assert user
        try:
            require(user, action, on=parse_name(name) if name else None)
        except Blocked:
            return False
        return True


def test_whoever_is_blocked_from_a_page_reads_so_there_and_writes_elsewhere(world: World, asta: Visitor) -> None:
    refused = asta.post("/edit/Plan", {"text": "Min plan.", "base": "1"})
    assert refused.status_code == 403
    assert "Du är blockerad från ”Plan” till " in refused.text
    assert "av Karin. Blockeringen gäller ”Plan”, och inget annat. Skäl: Redigeringskrig." in refused.text
    assert "Du kan skriva på dess diskussionssida" in refused.text
    assert "Min plan." in refused.text
    source = asta.get("/edit/Plan")
    assert source.status_code == 403
    assert "/talk/Plan" in source.text
    assert asta.post("/edit/Mål", {"text": "Nya mål.", "base": "2"}).status_code == 302
    assert asta.post("/edit/Ny_sida", {"text": "Ny."}).status_code == 302
    assert send(asta, png()).status_code == 302
    assert asta.post("/talk/Plan", {"title": "Förslag", "text": "Så här?"}).status_code == 303
    assert asta.send("PUT", "/draft/Plan", {"text": "x", "base": "1", "hand": "a" * 12}).status_code == 403
    assert asta.send("PUT", "/draft/Mål", {"text": "x", "base": "2", "hand": "a" * 12}).status_code == 200
    del world


def test_no_act_that_has_to_do_with_the_page_is_a_way_round(world: World, asta: Visitor) -> None:
    for right in ("edit", "move", "undo", "restore", "upload", "create", "speak for one’s municipality"):
        assert not may(world, right, "Plan"), right
        assert may(world, right, "Mål"), right
    assert may(world, "discuss", "Plan")
    for method, address in (("POST", "/preview/"), ("POST", "/edit/fields/"), ("POST", "/presence/")):
        assert asta.send(method, f"{address}Plan", {"text": "Ny."}).status_code == 403, address
        assert asta.send(method, f"{address}Mål", {"text": "Ny."}).status_code != 403, address
    assert asta.post("/move/Plan", {"to": "Planering", "reason": "Bättre"}).status_code == 403
    assert asta.post("/copy/Mål", {"to": "Plan"}).status_code in {403, 409}
    assert "Så här gör vi." in world.visitor().get("/wiki/Plan").text


def test_kinds_of_page_and_discussions_can_be_chosen(world: World, karin: Visitor, asta: Visitor) -> None:
    kinds = {"namespace": ["template", "theme"], "discussions": "1", "pages": ""}
    assert karin.post("/block/Asta", {**PARTLY, **kinds}).status_code == 303
    assert may(world, "edit", "Plan")
    for name in ("Mall:Not", "Mall:Ny", "Tema:Piloter"):
        assert not may(world, "edit", name), name
        assert not may(world, "create", name), name
        assert not may(world, "discuss", name), name
    refused = asta.post("/talk/Tema:Piloter", {"title": "Fråga", "text": "Varför?"})
    assert refused.status_code == 403
    assert "alla sidor av slaget ”Teman”, alla sidor av slaget ”Mallar”, diskussionerna om dem" in refused.text
    assert "din egen användarsidas diskussion" in refused.text


def test_the_block_follows_the_page_and_keeps_the_names_that_lead_there(
    world: World, karin: Visitor, asta: Visitor
) -> None:
    assert karin.post("/move/Plan", {"to": "Planering", "reason": "Namn", "redirect": "1"}).status_code in {302, 303}
    assert not may(world, "edit", "Planering")
    assert "”Planering”" in asta.post("/edit/Planering", {"text": "x", "base": ""}).text
    assert not may(world, "edit", "Plan"), "old links lead there, so it is no way to say something else in its place"
    assert "Planering" in asta.get("/blocks").text
    world.write("Plan", "En annan plan.", by="Karin")
    assert may(world, "edit", "Plan"), "what is called so now is another page"


def test_a_redirect_that_is_named_means_the_page_it_leads_to(world: World, karin: Visitor, asta: Visitor) -> None:
    world.write("Mål och mening", "#OMDIRIGERING [[Mål]]")
    sent = karin.post("/block/Asta", {**PARTLY, "pages": "Mål och mening\nPlan\nMål"})
    assert "är blockerad från ”Mål”, ”Plan”, till " in karin.get(sent.location).text
    assert not may(world, "edit", "Mål")
    assert not may(world, "edit", "Mål och mening")


def test_a_municipality_is_blocked_by_both_its_names(world: World, karin: Visitor, asta: Visitor) -> None:
    world.write("Kommun:Umeå", "Vi i Umeå.")
    assert karin.post("/block/Asta", {**PARTLY, "pages": "umeå kommun"}).status_code == 303
    for name in ("Kommun:Umeå", "Umeå kommun", "Kommun:Umeå kommun"):
        assert not may(world, "edit", name), name
        assert not may(world, "create", name), name
    assert may(world, "create", "Kommun:Umeå/Lån av verktyg")
    assert asta.post("/edit/Umeå_kommun", {"text": "Något annat."}).status_code == 403


def test_a_page_that_has_been_deleted_is_not_made_anew(world: World, karin: Visitor, asta: Visitor) -> None:
    assert karin.post("/delete/Plan", {"reason": "Lugn"}).status_code in {302, 303}
    assert asta.post("/edit/Plan", {"text": "Ny plan."}).status_code == 403
    world.write("Plan", "Ny.", by="Karin")
    assert not may(world, "edit", "Plan")


def test_it_can_become_a_block_from_everything_and_back(world: World, karin: Visitor, asta: Visitor) -> None:
    assert karin.post("/block/Asta", {**PARTLY, "from": "everything", "reason": "Reklam"}).status_code == 303
    assert not may(world, "edit", "Mål")
    assert not may(world, "upload", None)
    assert "Du är blockerad till " in asta.post("/edit/Mål", {"text": "x", "base": "2"}).text
    with world.app.app_context():
        assert session().scalars(select(BlockedFrom)).all() == []
    log = karin.get("/log?about=Användare:Asta").text
    assert "blockerade användaren till " in log
    assert "blockerade användaren från ”Plan”, till " in log
    undo = log.partition("/block/Asta?undo=")[2].partition('"')[0]
    again = karin.get(f"/block/Asta?undo={undo}").text
    assert "Ändrat tillbaka" in again
    assert ">\nPlan</textarea>" in again
    assert 'value="some" checked' in again
    assert karin.post("/block/Asta", PARTLY).status_code == 303
    assert may(world, "edit", "Mål")
    assert not may(world, "edit", "Plan")


def test_ending_it_ends_all_of_it_and_is_undone_to_the_same(world: World, karin: Visitor, asta: Visitor) -> None:
    assert "Asta är blockerad från ”Plan”, till " in karin.get("/unblock/Asta").text
    assert karin.post("/unblock/Asta", {"reason": "Överens"}).status_code == 303
    assert asta.post("/edit/Plan", {"text": "Vår plan.", "base": "1"}).status_code == 302
    with world.app.app_context():
        assert session().scalars(select(BlockedFrom)).all() == []
    undo = karin.get("/log?about=Användare:Asta").text.partition("/block/Asta?undo=")[2].partition('"')[0]
    form = karin.get(f"/block/Asta?undo={undo}").text
    assert ">\nPlan</textarea>" in form
    assert "Blockerad igen" in form
    assert 'value="some" checked' in form


def test_it_ends_by_itself(world: World, asta: Visitor) -> None:
    with world.app.app_context(), transaction():
        session().execute(update(Block).values(until=now() - timedelta(seconds=1)))
    assert may(world, "edit", "Plan")
    assert "Ingen är blockerad" in asta.get("/blocks").text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"pages": " \n"}, "Säg vilka sidor"),
        ({"pages": "Plan\nFinns inte"}, "Det finns ingen sida som heter ”Finns inte”"),
        ({"pages": "\n".join(f"Sida {number}" for number in range(51))}, "Högst 50 sidor"),
        ({"reason": ""}, "Skriv varför"),
    ],
)
def test_what_will_not_do_is_said_and_kept(world: World, karin: Visitor, form: dict[str, str], words: str) -> None:
    world.user("Bo")
    refused = karin.post("/block/Bo", {**PARTLY, "namespace": [], "discussions": "1", **form})
    assert refused.status_code == 422
    assert words in refused.text
    assert 'value="some" checked' in refused.text
    assert form.get("pages", "Plan").split("\n")[0] in refused.text
    with world.app.app_context():
        assert session().scalars(select(Block)).all() == []


def test_lists_pages_and_notices_say_from_what(world: World, karin: Visitor, asta: Visitor) -> None:
    world.write("Användare:Asta", "Jag är Asta.", by="Asta")
    for address in ("/contributions/Asta", "/wiki/Användare:Asta"):
        assert "Asta är blockerad från ”Plan”, till " in karin.get(address).text, address
        assert "är blockerad" not in asta.get(address).text, address
    listed = asta.get("/blocks").text
    assert 'Blockerad från <a href="/wiki/Plan">Plan</a>, till ' in listed
    assert "Blockerad från några sidor till " in karin.get("/users").text


def test_whoever_is_blocked_is_told_from_what(world: World) -> None:
    telling = begin_telling(world)
    world.write("Plan", "Så här gör vi.")
    karin = world.signed_in("Karin", Role.GARDENER)
    world.signed_in("Asta")
    assert karin.post("/block/Asta", PARTLY).status_code == 303
    assert any("från ”Plan”, och inget annat" in each for each in telling.told("Asta")), telling.told("Asta")


def test_a_gardener_who_is_blocked_from_a_page_has_no_way_round_either(world: World, karin: Visitor) -> None:
    world.signed_in("Boss", Role.ADMINISTRATOR).post("/block/Karin", PARTLY)
    assert karin.post("/protect/Plan", {"edit": "gardeners", "lasts": "never", "reason": "x"}).status_code == 403
    assert karin.post("/protect/Mål", {"edit": "gardeners", "lasts": "never", "reason": "x"}).status_code == 303
    assert karin.post("/delete/Plan", {"reason": "x"}).status_code == 403
    world.signed_in("Lind", Role.GARDENER).post("/delete/Plan", {"reason": "Dubblett"})
    assert karin.post("/deleted/1", {"reason": "x", "name": "Planering"}).status_code == 403
    assert karin.post("/unblock/Karin", {"reason": "Jag vill"}).status_code == 403
    for right in ("rollback", "merge histories", "hide version", "undelete", "speak for any municipality"):
        assert not may(world, right, "Plan", "Karin"), right


def test_a_block_whose_pages_are_gone_for_good_is_not_one_from_everything(world: World, asta: Visitor) -> None:
    with world.app.app_context(), transaction():
        session().execute(BlockedFrom.__table__.delete())  # type: ignore[attr-defined]
    with world.app.app_context():
        user = session().scalar(select(User).where(User.name == "Asta"))
        assert user
        block = block_of(user)
        assert block
        scope = scope_of(block)
        assert scope is not None
        assert not scope
    assert asta.post("/edit/Plan", {"text": "Ny.", "base": "1"}).status_code == 302
