"""Moving pages: the name changes, and everything else comes along."""

import re

from sqlalchemy import select

from tests.conftest import Visitor, World
from wiki.accounts.hidden import MAX_REASON
from wiki.accounts.models import Role
from wiki.core.db import session
from wiki.drafts.models import Draft
from wiki.journal.models import Entry
from wiki.markup import parse_name
from wiki.pages.models import Page, Removal
from wiki.pages.queries import find_page
from wiki.search.models import SearchDocument


def move(who: Visitor, name: str, to: str, **form: object) -> str:
    """Move a page, as the form with all boxes ticked does; the sentence that refuses, or nothing."""
    ticked = {"to": to, "subpages": "1", "redirect": "1", **form}
    answer = who.post(f"/move/{name}", {key: value for key, value in ticked.items() if value is not None})
    return "" if answer.status_code == 303 else answer.text


def test_a_moved_page_is_read_at_its_new_name_and_the_old_one_leads_there(world: World) -> None:
    world.write("Pilot", "Vi prövade på **allvar**.", by="Karin")
    asta = world.signed_in("Asta")
    assert not move(asta, "Pilot", "Pilotprojekt", reason="tydligare namn")
    assert "Vi prövade på" in asta.get("/wiki/Pilotprojekt").text
    old = asta.get("/wiki/Pilot").text
    assert "Vi prövade på" in old
    assert "Omdirigerad från" in old
    history = asta.get("/history/Pilotprojekt").text
    assert "flyttade sidan från ”Pilot” till ”Pilotprojekt”: tydligare namn" in history
    assert "Karin" in history
    assert "flyttade sidan från ”Pilot” till ”Pilotprojekt”: tydligare namn" in asta.get("/changes").text
    assert "Pilotprojekt" in asta.get("/search/suggest?q=pilotp").text


def test_nothing_is_moved_to_a_name_that_is_taken(world: World) -> None:
    world.write("Pilot", "Ett.")
    world.write("Pilot/Plan", "Två.")
    world.write("Verktyg:A", "Tre.")
    world.write("Verktyg:A/Del", "Fyra.")
    world.write("Verktyg:B/Del", "Fem.")
    asta = world.signed_in("Asta")
    assert "Det finns redan en sida som heter ”Pilot/Plan”" in move(asta, "Pilot", "Pilot/Plan")
    refused = move(asta, "Verktyg:A", "Verktyg:B", reason="för att")
    assert "Det finns redan en sida som heter ”Verktyg:B/Del”" in refused
    assert 'value="för att"' in refused
    assert "Tre." in asta.get("/wiki/Verktyg:A").text
    assert asta.get("/wiki/Verktyg:B").status_code == 404


def test_a_form_that_was_opened_for_another_page_moves_and_deletes_nothing(world: World) -> None:
    world.write("Pilot", "Om piloter.")
    asta, lind = world.signed_in("Asta"), world.signed_in("Lind", Role.GARDENER)
    number = re.findall(r'name="number" value="([0-9]+)"', asta.get("/move/Pilot").text)[0]
    assert f'name="number" value="{number}"' in lind.get("/delete/Pilot").text
    assert not move(asta, "Pilot", "Pilotprojekt")
    assert "har flyttat eller tagit bort sidan" in move(asta, "Pilot", "Försök", number=number)
    refused = lind.post("/delete/Pilot", {"reason": "dubblett", "number": number})
    assert refused.status_code == 409
    assert "har flyttat eller tagit bort sidan" in refused.text
    assert "Om piloter." in asta.get("/wiki/Pilot").text, "the redirect leads there as before"
    assert f'name="number" value="{number}"' not in refused.text, "a second press is about what is there now"


def test_pages_below_come_along_unless_somebody_says_no(world: World) -> None:
    for name in ("Verktyg:A", "Verktyg:A/Del", "Verktyg:A/Del/Steg", "Verktyg:Annat"):
        world.write(name, f"Det här är {name}.")
    asta = world.signed_in("Asta")
    form = asta.get("/move/Verktyg:A").text
    assert "Flytta också de 2 sidorna under den" in form
    assert not move(asta, "Verktyg:A", "Verktyg:B")
    assert "Det här är Verktyg:A/Del/Steg" in asta.get("/wiki/Verktyg:B/Del/Steg").text
    assert not move(asta, "Verktyg:B", "Verktyg:C", subpages=None)
    assert asta.get("/wiki/Verktyg:C/Del").status_code == 404
    assert "Det här är Verktyg:A/Del." in asta.get("/wiki/Verktyg:B/Del").text


def test_a_page_can_be_moved_back_over_the_redirect_that_it_left(world: World) -> None:
    world.write("Pilot", "Texten.")
    asta = world.signed_in("Asta")
    for _ in range(2):  # each time the redirect has one version more, and has still been nothing else
        assert not move(asta, "Pilot", "Prov")
        moved = asta.get("/moved/Prov?old=Pilot").text
        assert "/move/Prov?to=Pilot" in moved
        assert not move(asta, "Prov", "Pilot")
    assert "Texten." in asta.get("/wiki/Pilot").text
    assert "Omdirigerad från" in asta.get("/wiki/Prov").text
    assert not move(world.signed_in("Vera", Role.GARDENER), "Pilot", "Prov", redirect=None)
    assert asta.get("/wiki/Pilot").status_code == 404
    assert not move(asta, "Prov", "Pilot")
    world.write("Prov", "En egen text.")
    assert "Det finns redan en sida" in move(asta, "Pilot", "Prov")


def test_a_long_reason_fits_wherever_it_is_kept(world: World) -> None:
    world.write("Pilot", "Texten.")
    vera = world.signed_in("Vera", Role.GARDENER)
    assert not move(vera, "Pilot", "Prov")
    assert not move(vera, "Prov", "Pilot", redirect=None, reason="x" * MAX_REASON)
    with world.app.app_context():
        assert len(session().scalars(select(Removal.reason)).one()) <= MAX_REASON


def test_whoever_may_not_move_a_page_hears_so_before_writing_anything(world: World) -> None:
    world.write("Pilot", "Texten.")
    world.write("Kategori:Rör", "Om rör.")
    asta, vera = world.signed_in("Asta"), world.signed_in("Vera", Role.GARDENER)
    assert 'name="to"' in asta.get("/move/Pilot").text
    vera.post("/protect/Pilot", {"move": "gardeners", "lasts": "never", "reason": "flyttas för ofta"})
    told = {"Pilot": "Skäl: flyttas för ofta.", "Kategori:Rör": "så bara en trädgårdsmästare flyttar den"}
    for name, words in told.items():
        page = asta.get(f"/move/{name}").text
        assert words in page, name
        assert 'name="to"' not in page, name
        assert 'value="Eget namn"' in move(asta, name, "Eget namn"), "what was written stays"
        assert 'name="to"' in vera.get(f"/move/{name}").text, name


def test_only_gardeners_move_what_many_lean_on_and_leave_no_redirect(world: World) -> None:
    world.write("Kommun:Uddevalla", "Vi.")
    world.write("Kategori:Rör", "Om rör.")
    world.write("Pilot", "Text.")
    asta, vera = world.signed_in("Asta"), world.signed_in("Vera", Role.GARDENER)
    assert "inte behörighet" in move(asta, "Kommun:Uddevalla", "Kommun:Ale")
    assert "inte behörighet" in move(asta, "Kategori:Rör", "Kategori:Ledningar")
    assert "inte behörighet" in move(asta, "Pilot", "Hjälp:Pilot")
    assert "/move/Kategori" not in asta.get("/wiki/Kategori:Rör").text
    assert "/move/Kategori" in vera.get("/wiki/Kategori:Rör").text
    assert not move(asta, "Pilot", "Prov", redirect=None)  # asked for in vain: one is left
    assert asta.get("/wiki/Pilot").status_code == 200
    assert not move(vera, "Kategori:Rör", "Kategori:Ledningar", redirect=None)
    assert vera.get("/wiki/Kategori:Rör").status_code == 404


def test_a_page_keeps_to_where_its_kind_belongs(world: World) -> None:
    world.write("Kommun:Uddevalla/Prov", "---\ntyp: exempel\n---\nVi prövar.")
    world.user("Asta")
    world.write("Användare:Asta", "Jag.", by="Asta")
    world.write("Användare:Asta/Bild", "Min bild.", by="Asta")
    vera = world.signed_in("Vera", Role.GARDENER)
    assert "hör hemma under" in move(vera, "Kommun:Uddevalla/Prov", "Prov")
    assert "heter som kontot" in move(vera, "Användare:Asta", "Asta")
    assert "Fil:" in move(vera, "Användare:Asta/Bild", "Fil:Bild.png")
    assert not move(vera, "Kommun:Uddevalla/Prov", "Kommun:Ale/Prov")
    example = vera.get("/examples").text
    assert "Ale" in example


def test_what_is_stored_by_name_comes_along(world: World) -> None:
    world.write("Tema:Prov", "---\nsynonymer: test\n---\nAtt pröva.")
    asta, karin = world.signed_in("Asta"), world.signed_in("Karin")
    karin.post("/watch", {"thing": "theme 0 Prov"})
    karin.send("PUT", "/draft/Tema:Prov", {"text": "Att pröva mer.", "hand": "h1"})
    asta.post("/talk/Tema:Prov", {"kind": "remark", "title": "Bra sida", "text": "Tycker jag."})
    assert not move(asta, "Tema:Prov", "Tema:Försök")
    with world.app.test_request_context():
        assert [draft.name.full for draft in session().scalars(select(Draft))] == ["Tema:Försök"]
        topics = select(SearchDocument.name).where(SearchDocument.kind == "topic")
        assert session().scalars(topics).all() == ["Tema:Försök"]
    assert "/wiki/Tema:F%C3%B6rs%C3%B6k" in karin.get("/watchlist/all").text
    assert "Bra sida" in asta.get("/talk/Tema:Försök").text


def test_redirects_that_led_to_the_old_name_are_mended(world: World) -> None:
    world.write("Pilot", "Texten.")
    world.write("Piloten", "#OMDIRIGERING [[Pilot#Del|visas]]")
    asta = world.signed_in("Asta")
    assert not move(asta, "Pilot", "Prov")
    with world.app.test_request_context():
        page = find_page(parse_name("Piloten"))
        assert page is not None
        assert page.redirect_to == "Prov#Del"


def test_a_move_is_told_with_all_that_is_needed_to_take_it_back(world: World) -> None:
    world.write("Pilot", "Texten.")
    asta = world.signed_in("Asta")
    assert not move(asta, "Pilot", "Prov", reason="  därför ")
    with world.app.test_request_context():
        entry = session().scalar(select(Entry).where(Entry.kind == "move"))
        page = session().scalar(select(Page).where(Page.title == "Prov"))
        assert entry is not None
        assert page is not None
        assert (entry.details, entry.summary, entry.name, entry.page_id) == (
            {"from": "Pilot", "to": "Prov", "redirect": True},
            "därför",
            "Prov",
            page.id,
        )
