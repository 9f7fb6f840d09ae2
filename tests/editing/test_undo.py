"""Taking back an edit, and restoring an earlier version."""

import re

from tests.conftest import Visitor, World
from tests.editing.test_edit import BASE


def textarea(text: str) -> str:
    """What stands in the editor."""
    found = re.search(r'name="text"[^>]*>\n(.*?)</textarea>', text, re.DOTALL)
    assert found
    return found[1]


def send(visitor: Visitor, address: str) -> None:
    """Publish what the editor at `address` proposes."""
    opened = visitor.get(address)
    base = BASE.search(opened.text)
    assert base
    summary = re.search(r'name="summary" value="([^"]*)"', opened.text)
    assert summary
    form = {"text": textarea(opened.text), "base": base[1], "summary": summary[1]}
    assert visitor.post(address.split("?", maxsplit=1)[0], form).status_code == 302


def test_an_edit_in_the_middle_is_undone_where_it_merges(world: World) -> None:
    asp = world.signed_in("Asp")
    world.write("Plan", "Ett.\n\nTvå.\n\nTre.")
    bad = world.write("Plan", "Ett.\n\nFEL.\n\nTre.")
    world.write("Plan", "Ett.\n\nFEL.\n\nTre och fyra.")
    opened = asp.get(f"/edit/Plan?undo={bad.revision_id}")
    assert "<del>FEL</del>" in opened.text
    send(asp, f"/edit/Plan?undo={bad.revision_id}")
    page = asp.get("/wiki/Plan").text
    assert "Två." in page
    assert "Tre och fyra." in page
    assert "FEL" not in page
    assert f"Gjorde version {bad.revision_id}" in asp.get("/history/Plan").text


def test_an_edit_that_later_ones_stand_on_cannot_be_undone_alone(world: World) -> None:
    asp = world.signed_in("Asp")
    world.write("Plan", "Ett.")
    second = world.write("Plan", "Två.")
    world.write("Plan", "Tre.")
    answer = asp.get(f"/edit/Plan?undo={second.revision_id}")
    assert answer.status_code == 409
    assert "kan inte göras ogjord" in answer.text


def test_an_old_version_is_restored(world: World) -> None:
    asp = world.signed_in("Asp")
    first = world.write("Plan", "Den gamla goda texten.")
    world.write("Plan", "Skräp.")
    send(asp, f"/edit/Plan?restore={first.revision_id}")
    assert "Den gamla goda texten." in asp.get("/wiki/Plan").text
    assert "3 versioner" in asp.get("/history/Plan").text


def test_a_version_of_another_page_is_refused(world: World) -> None:
    asp = world.signed_in("Asp")
    other = world.write("Annan", "Text.")
    world.write("Plan", "Text.")
    assert asp.get(f"/edit/Plan?restore={other.revision_id}").status_code == 409
