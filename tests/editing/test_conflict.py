"""No lost edit: what happens when two people write on the same page."""

import html
import re
import threading

import pytest
from sqlalchemy import select

from tests.conftest import PASSWORD, World
from tests.editing.test_edit import base_of
from wiki.accounts.models import User
from wiki.core.db import session
from wiki.editing.save import Conflict, Edit, save_page
from wiki.markup import parse_name
from wiki.pages.models import Revision
from wiki.pages.queries import find_page, source_of

THREE = "Första stycket.\n\nAndra stycket.\n\nTredje stycket.\n"


def test_edits_that_do_not_meet_are_merged_and_it_is_said(world: World) -> None:
    asp, ek = world.signed_in("Asp"), world.signed_in("Ek")
    world.write("Plan", THREE)
    base = base_of(asp, "/edit/Plan")
    ek.post("/edit/Plan", {"text": THREE.replace("Första", "Allra första"), "base": base})

    answer = asp.post("/edit/Plan", {"text": THREE.replace("Tredje", "Sista"), "base": base}, follow_redirects=True)

    assert "sattes ihop" in answer.text
    assert "Allra första stycket." in answer.text
    assert "Sista stycket." in answer.text


def test_edits_that_meet_show_both_and_lose_nothing(world: World) -> None:
    asp, ek = world.signed_in("Asp"), world.signed_in("Ek")
    world.write("Plan", THREE)
    base = base_of(asp, "/edit/Plan")
    ek.post("/edit/Plan", {"text": THREE.replace("Andra", "Eks"), "base": base})

    answer = asp.post("/edit/Plan", {"text": THREE.replace("Andra", "Asps").replace("Tredje", "Sista"), "base": base})

    assert answer.status_code == 409
    assert "Eks stycket." in answer.text
    assert "Asps stycket." in answer.text
    assert "<<<<<<<" not in answer.text
    assert "Eks stycket." in ek.get("/wiki/Plan").text  # nothing was overwritten

    finished = asp.post("/resolve/Plan", {**fields(answer.text), "choice-0": "both", "publish": "1"})
    assert finished.status_code == 302
    page = ek.get("/wiki/Plan").text
    assert page.index("Eks stycket.") < page.index("Asps stycket.") < page.index("Sista stycket.")


def fields(text: str) -> dict[str, str]:
    """What the form of a conflict would send, but for the choices and the token."""
    found = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', text))
    found.pop("csrf_token")
    return {name: html.unescape(value) for name, value in found.items()}


def test_each_place_tells_who_wrote_and_what_differs(world: World) -> None:
    asp, ek = world.signed_in("Asp"), world.signed_in("Ek", municipality="1380")
    world.write("Plan", f"## Vägen\n\n{THREE}")
    base = base_of(asp, "/edit/Plan")
    ek.post("/edit/Plan", {"text": f"## Vägen\n\n{THREE}".replace("Andra", "Eks"), "base": base})
    changed = f"## Vägen\n\n{THREE}".replace("Andra", "Asps").replace("Tredje", "Sista")
    shown = asp.post("/edit/Plan", {"text": changed, "base": base}).text
    assert "Ställe 1 av 1" in shown
    assert "under ”Vägen”" in shown
    assert "Ek, Halmstads kommun, " in shown
    assert "<mark>Eks </mark>stycket." in shown
    assert "<mark>Asps </mark>stycket." in shown
    assert "1 annan ändring är redan med i texten" in shown


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"choice-0": "mine", "choice-1": "theirs"}, "Min etta.\n\nMitten.\n\nDeras tvåa.\n"),
        ({"choice-0": "own", "own-0": "Ny etta.", "choice-1": "mine"}, "Ny etta.\n\nMitten.\n\nMin tvåa.\n"),
    ],
)
def test_what_is_chosen_at_each_place_is_published(world: World, choices: dict[str, str], expected: str) -> None:
    asp = world.signed_in("Asp")
    base = str(world.write("Plan", "Etta.\n\nMitten.\n\nTvåa.\n").revision_id)
    world.write("Plan", "Deras etta.\n\nMitten.\n\nDeras tvåa.\n", by="Ek")
    met = asp.post("/edit/Plan", {"text": "Min etta.\n\nMitten.\n\nMin tvåa.\n", "base": base})
    saved = asp.post("/resolve/Plan", {**fields(met.text), **choices, "publish": "1"})
    assert saved.status_code == 302
    assert html.unescape(asp.get("/edit/Plan").text).count(expected) == 1


def test_a_place_without_a_choice_is_asked_about_and_the_others_are_kept(world: World) -> None:
    asp = world.signed_in("Asp")
    base = str(world.write("Plan", "Etta.\n\nMitten.\n\nTvåa.\n").revision_id)
    world.write("Plan", "Deras etta.\n\nMitten.\n\nDeras tvåa.\n", by="Ek")
    met = asp.post("/edit/Plan", {"text": "Min etta.\n\nMitten.\n\nMin tvåa.\n", "base": base})
    sent = {**fields(met.text), "choice-0": "own", "own-0": "Eget."}
    again = asp.post("/resolve/Plan", {**sent, "publish": "1"})
    assert again.status_code == 422
    assert "Välj på varje ställe" in again.text
    assert 'name="choice-0" value="own" required checked' in again.text
    assert "Eget.</textarea>" in again.text


def test_a_page_that_changes_once_more_is_asked_about_once_more(world: World) -> None:
    asp = world.signed_in("Asp")
    base = str(world.write("Plan", "Etta.\n\nMitten.\n\nTvåa.\n").revision_id)
    world.write("Plan", "Deras etta.\n\nMitten.\n\nTvåa.\n", by="Ek")
    met = asp.post("/edit/Plan", {"text": "Min etta.\n\nMitten.\n\nMin tvåa.\n", "base": base})
    world.write("Plan", "Deras etta.\n\nMitten.\n\nDeras tvåa.\n", by="Ek")
    again = asp.post("/resolve/Plan", {**fields(met.text), "choice-0": "mine", "publish": "1"})
    assert again.status_code == 409
    assert "Ställe 1 av 1" in again.text
    assert "<mark>Min </mark>tvåa." in again.text
    assert asp.post("/resolve/Plan", {**fields(again.text), "choice-0": "theirs", "publish": "1"}).status_code == 302
    assert "Min etta.\n\nMitten.\n\nDeras tvåa.\n" in asp.get("/edit/Plan").text


def test_the_whole_text_is_shown_in_the_editor_and_published_from_there(world: World) -> None:
    asp = world.signed_in("Asp")
    base = str(world.write("Plan", "Etta.\n").revision_id)
    world.write("Plan", "Deras.\n", by="Ek")
    met = asp.post("/edit/Plan", {"text": "Min.\n", "base": base})
    whole = asp.post("/resolve/Plan", {**fields(met.text), "choice-0": "both", "whole": "1"})
    assert whole.status_code == 200
    assert "Deras.\n\nMin.\n</textarea>" in whole.text
    sent = {"text": "Deras och min.", "base": fields(whole.text)["base"]}
    assert asp.post("/edit/Plan", sent).status_code == 302


def test_a_login_that_expires_while_one_chooses_keeps_the_choices(world: World) -> None:
    asp = world.signed_in("Asp")
    base = str(world.write("Plan", "Etta.\n").revision_id)
    world.write("Plan", "Deras.\n", by="Ek")
    met = asp.post("/edit/Plan", {"text": "Min.\n", "base": base})
    sent = {**fields(met.text), "choice-0": "mine", "publish": "1"}
    asp.post("/signout")
    shown = asp.post("/resolve/Plan", sent)
    assert shown.status_code == 401
    assert 'type="password"' in shown.text
    again = asp.post("/resolve/Plan", {**sent, "email": "asp@example.org", "password": PASSWORD})
    assert again.status_code == 200
    assert 'value="mine" required checked' in again.text


def test_two_who_create_the_same_page_meet(world: World) -> None:
    asp, ek = world.signed_in("Asp"), world.signed_in("Ek")
    assert ek.post("/edit/Ny", {"text": "Eks text.", "base": ""}).status_code == 302
    answer = asp.post("/edit/Ny", {"text": "Asps text.", "base": ""})
    assert answer.status_code == 409
    assert "Asps text." in answer.text
    assert "Eks text." in answer.text


def test_a_base_from_another_page_is_a_conflict_not_an_overwrite(world: World) -> None:
    asp = world.signed_in("Asp")
    other = world.write("Annan", "Hemlig text.")
    world.write("Plan", "Text.")
    answer = asp.post("/edit/Plan", {"text": "Min.", "base": str(other.revision_id)})
    assert answer.status_code == 409


def test_sixteen_writers_at_once_lose_nothing(world: World) -> None:
    """Each adds a line of its own at its own place; all of them are there afterwards."""
    lines = [f"Rad {number}." for number in range(16)]
    source = "\n\n".join(lines)
    world.write("Plan", source)
    with world.app.app_context():
        page = find_page(parse_name("Plan"))
        assert page
        base = page.current_revision_id
    world.user("Asp")
    outcomes: list[object] = []

    def write(number: int) -> None:
        with world.app.test_request_context():
            by = session().scalar(select(User).where(User.name == "Asp"))
            assert by
            mine = source.replace(f"Rad {number}.", f"Rad {number} av skrivare {number}.")
            try:
                outcomes.append(save_page(Edit(parse_name("Plan"), mine, base=base), by))
            except Conflict as conflict:
                outcomes.append(conflict)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(outcomes) == 16
    with world.app.app_context():
        page = find_page(parse_name("Plan"))
        assert page
        text = source_of(page.current_revision_id)
        revisions = session().scalars(select(Revision).where(Revision.page_id == page.id).order_by(Revision.id)).all()
    kept = [number for number in range(16) if f"av skrivare {number}." in text]
    shown = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
    assert len(kept) + len(shown) == 16
    assert len(kept) == 16
    assert [each.parent_id for each in revisions[1:]] == [each.id for each in revisions[:-1]]  # one unbroken chain
