"""No lost edit: what happens when two people write on the same page."""

import threading

from sqlalchemy import select

from tests.conftest import World
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

    new_base = base_of_text(answer.text)
    finished = asp.post("/edit/Plan", {"text": THREE.replace("Andra", "Eks och Asps"), "base": new_base})
    assert finished.status_code == 302
    assert "Eks och Asps stycket." in ek.get("/wiki/Plan").text


def base_of_text(text: str) -> str:
    from tests.editing.test_edit import BASE

    found = BASE.search(text)
    assert found
    return found[1]


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
