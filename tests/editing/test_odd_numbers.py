"""Forms that no page of the wiki made: numbers of any length, and bases that are no version of the page."""

import pytest

from tests.conftest import World
from tests.drafts.typing_in import keep
from tests.editing.test_conflict import fields
from wiki.accounts.models import Role

LONG = "9" * 5000
LARGE = "9" * 20


@pytest.mark.parametrize("number", [LONG, LARGE, "-1", "²"])
def test_a_number_that_no_row_has_is_no_number(world: World, number: str) -> None:
    asp = world.signed_in("Asp")
    assert asp.post("/preview/Plan", {"text": "Ny.", "base": number}).status_code == 200
    assert keep(asp, "Plan", "Ny.", base=number, draft_number=number).status_code == 200
    resolve = {"base": number, "origin": number, "mine": "Ny.", f"choice-{number}": "mine", "publish": "1"}
    assert asp.post("/resolve/Plan", resolve).status_code < 500
    assert asp.post("/import/word/begin", {"name": "Word", "text": "Ny.", "picture": number}).status_code < 500
    assert asp.post("/edit/Plan", {"text": "Ny.", "base": number}).status_code < 500


@pytest.mark.parametrize("number", [LONG, LARGE, f"-{LARGE}"])
def test_addresses_with_numbers_that_no_row_has_are_answered(world: World, number: str) -> None:
    admin = world.signed_in("Asp", Role.ADMINISTRATOR)
    world.write("Plan", "Text.")
    for address in (
        f"/drafts?thrown={number}",
        f"/wiki/Plan?oldid={number}",
        f"/edit/Plan?undo={number}",
        f"/edit/Plan?restore={number}",
        f"/compare?old={number}&new=1",
        f"/search?q=text&page={number}",
        f"/history/Plan?page={number}",
    ):
        assert admin.get(address).status_code < 500, address
    assert admin.post("/restore/Fil:Ingen.png", {"version": number}).status_code == 404


def test_a_base_on_a_page_that_does_not_exist_is_none(world: World) -> None:
    asp = world.signed_in("Asp")
    other = world.write("Annan", "Annans text.").revision_id
    assert asp.post("/edit/Finns_inte", {"text": "Ny.", "base": str(other)}).status_code == 302
    assert "Ny." in asp.get("/wiki/Finns_inte").text


def test_a_page_that_does_not_exist_has_nothing_to_resolve(world: World) -> None:
    asp = world.signed_in("Asp")
    other = str(world.write("Annan", "Annans text.").revision_id)
    sent = {"base": other, "origin": other, "mine": "Mitt.", "publish": "1"}
    assert asp.post("/resolve/Finns_inte", sent).status_code == 302
    page = asp.get("/wiki/Finns_inte").text
    assert "Mitt." in page
    assert "Annans" not in page


def test_a_base_of_another_page_meets_what_the_page_says(world: World) -> None:
    asp = world.signed_in("Asp")
    other = str(world.write("Annan", "## Ett\n\nAnnans text.\n").revision_id)
    world.write("Plan", "Planens text.\n")
    met = asp.post("/edit/Plan", {"text": "Min text.", "base": other})
    assert met.status_code == 409
    assert "Annans" not in met.text
    sent = {**fields(met.text), "choice-0": "both", "publish": "1"}
    assert asp.post("/resolve/Plan", {**sent, "base": other, "origin": other}).status_code == 409
    assert "Annans" not in asp.post("/edit/Plan", {"text": "Min.", "base": other, "section": "Ett"}).text
    assert asp.post("/resolve/Plan", sent).status_code == 302
