"""What somebody writes is kept until it is published, and seen by nobody else."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.conftest import World
from tests.drafts.typing_in import JSON, keep
from tests.editing.test_edit import base_of
from wiki.accounts.models import Role
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.drafts.models import Draft


def test_what_is_typed_is_kept_and_offered_with_its_age(world: World) -> None:
    asp = world.signed_in("Asp")
    world.write("Plan", "Gammal text.")
    base = base_of(asp, "/edit/Plan")

    answer = keep(asp, "Plan", "Ny text.", base=base, summary="Därför")

    assert answer.status_code == 200
    assert "Utkastet sparades kl." in answer.get_json()["said"]
    opened = asp.get("/edit/Plan").text
    assert "Du har ett opublicerat utkast" in opened
    assert re.search(r"Du skrev det .* kl\..*\(för .* sedan\)", opened)
    assert "Gammal text." in opened
    continued = asp.get("/edit/Plan?draft=1").text
    assert "Ny text." in continued
    assert 'value="Därför"' in continued
    assert f'name="base" value="{base}"' in continued
    assert "Du har ett opublicerat utkast" not in continued


def test_the_difference_to_the_page_is_shown(world: World) -> None:
    asp = world.signed_in("Asp")
    world.write("Plan", "Gammal text.")
    keep(asp, "Plan", "Ny text.", base=base_of(asp, "/edit/Plan"))
    changes = asp.get("/edit/Plan?draft=1&changes=1").text
    assert "<del>Gammal </del>" in changes
    assert "<ins>Ny </ins>" in changes


def test_nobody_else_sees_a_draft_not_even_an_administrator(world: World) -> None:
    asp, ek = world.signed_in("Asp"), world.signed_in("Ek", Role.ADMINISTRATOR)
    assert keep(asp, "Hemligt", "Halva ordet xylofon.").status_code == 200
    for address in ("/edit/Hemligt", "/edit/Hemligt?draft=1", "/drafts", "/drafts?thrown=1", "/search?q=xylofon"):
        assert "xylofon." not in ek.get(address).text
        assert "Du har ett opublicerat utkast" not in ek.get(address).text
    assert ek.get("/draft/Hemligt").get_json()["draft"] is None
    assert ek.post("/drafts/1/throw").status_code == 404
    assert ek.post("/drafts/1/restore").status_code == 404
    assert "xylofon" not in world.visitor().get("/changes").text
    assert "xylofon." in asp.get("/edit/Hemligt?draft=1").text


def test_publishing_lets_go_of_the_draft(world: World) -> None:
    asp = world.signed_in("Asp")
    keep(asp, "Plan", "Ny text.")
    assert asp.post("/edit/Plan", {"text": "Ny text.", "base": "", "hand": "flik-1"}).status_code == 302
    assert "Du har ett opublicerat utkast" not in asp.get("/edit/Plan").text
    assert "Du har inga utkast" in asp.get("/drafts").text


@pytest.mark.parametrize("form", [{"text": "  ", "base": ""}, {"text": "Ny.", "base": "", "csrf_token": "gammal"}])
def test_a_save_that_is_refused_keeps_the_draft(world: World, form: dict[str, str]) -> None:
    asp = world.signed_in("Asp")
    keep(asp, "Plan", "Ny text.")
    assert asp.post("/edit/Plan", form).status_code == 400
    assert "Ny text." in asp.get("/edit/Plan?draft=1").text


def test_a_conflict_keeps_the_draft(world: World) -> None:
    asp = world.signed_in("Asp")
    world.write("Plan", "Ett.")
    base = base_of(asp, "/edit/Plan")
    keep(asp, "Plan", "Mitt.", base=base)
    world.write("Plan", "Deras.")
    assert "Sidan har ändrats sedan du började" in asp.get("/edit/Plan").text
    assert asp.post("/edit/Plan", {"text": "Mitt.", "base": base}).status_code == 409
    assert "Mitt." in asp.get("/edit/Plan?draft=1").text


def test_a_draft_of_what_the_page_says_already_is_none(world: World) -> None:
    asp = world.signed_in("Asp")
    world.write("Plan", "Text.")
    keep(asp, "Plan", "Text. Mer.", base=base_of(asp, "/edit/Plan"))
    assert keep(asp, "Plan", "Text.", base=base_of(asp, "/edit/Plan")).get_json()["number"] is None
    assert "Du har inga utkast" in asp.get("/drafts").text


def test_another_window_overwrites_only_a_draft_it_has_seen(world: World) -> None:
    asp = world.signed_in("Asp")
    number = keep(asp, "Plan", "Från dator.", hand="dator").get_json()["number"]
    refused = keep(asp, "Plan", "Från telefon.", hand="telefon")
    assert refused.status_code == 409
    assert "orört" in refused.get_json()["error"]
    assert "Från dator." in asp.get("/edit/Plan?draft=1").text
    went_on = keep(asp, "Plan", "Från dator och telefon.", hand="telefon", draft_number=str(number))
    assert went_on.status_code == 200
    assert keep(asp, "Plan", "Från dator igen.", hand="dator").status_code == 409


def test_a_text_that_is_too_long_is_refused(world: World) -> None:
    answer = keep(world.signed_in("Asp"), "Plan", "ord " * 130_000)
    assert answer.status_code == 413
    assert "för lång" in answer.get_json()["error"]


def test_somebody_who_has_been_logged_out_is_told_so_and_not_that_the_form_is_old(world: World) -> None:
    asp = world.signed_in("Asp")
    asp.post("/signout")
    assert asp.client.put("/draft/Plan", data={"text": "Kvar."}, headers=JSON).status_code == 401
    ek = world.signed_in("Ek")
    assert ek.client.put("/draft/Plan", data={"text": "Kvar."}, headers=JSON).status_code == 400


def test_a_number_of_a_person_is_not_stored_before_one_has_said_that_it_may(world: World) -> None:
    asp = world.signed_in("Asp")
    text = "Ring Nils, 19121212-1212."
    refused = keep(asp, "Plan", text)
    assert refused.status_code == 422
    assert "personnummer" in refused.get_json()["error"]
    assert "Nils" not in asp.get("/edit/Plan?draft=1").text
    assert keep(asp, "Plan", text, personal="191212121212").status_code == 200
    world.write("Gammal", text)
    assert keep(asp, "Gammal", f"{text} Mer.", base=base_of(asp, "/edit/Gammal")).status_code == 200


def test_a_draft_is_forgotten_after_ninety_days(world: World) -> None:
    asp = world.signed_in("Asp")
    keep(asp, "Plan", "Glömt.")
    with world.app.app_context(), transaction():
        session().execute(update(Draft).values(changed_at=now() - timedelta(days=91)))
    assert "Glömt." not in asp.get("/edit/Plan?draft=1").text
    keep(asp, "Annat", "Nytt.")
    with world.app.app_context():
        assert session().query(Draft).count() == 1
