"""Rolling back one person's latest edits."""

import pytest

from tests.conftest import Visitor, World
from tests.gardening.test_conceal import conceal


@pytest.fixture
def spoilt(world: World) -> int:
    """The current version of a page on which Klotter has made the last two edits."""
    world.write("Pilot", "Bra text.\n", by="Skrivare")
    world.write("Pilot", "Dålig text.\n", by="Klotter")
    return world.write("Pilot", "Sämre text.\n", by="Klotter").revision_id


def test_what_is_undone_is_shown_and_one_button_does_it(world: World, lind: Visitor, spoilt: int) -> None:
    assert 'href="/rollback/Pilot"' in lind.get("/history/Pilot").text
    assert 'href="/rollback/Pilot"' in lind.get(f"/diff/{spoilt - 1}/{spoilt}").text
    asked = lind.get("/rollback/Pilot").text
    assert "Rulla tillbaka 2 ändringar" in asked
    assert "Bra" in asked
    answer = lind.post("/rollback/Pilot", {"seen": str(spoilt)})
    assert answer.status_code == 303, answer.text
    assert "Bra text." in world.visitor().get("/wiki/Pilot").text
    history = world.visitor().get("/history/Pilot").text
    assert "Rullade tillbaka de 2 senaste ändringarna av Klotter" in history
    assert "4 versioner" in history


def test_not_when_somebody_has_written_since(world: World, lind: Visitor, spoilt: int) -> None:
    world.write("Pilot", "Bättre text.\n", by="Skrivare")
    refused = lind.post("/rollback/Pilot", {"seen": str(spoilt)})
    assert refused.status_code == 409
    assert "Någon har ändrat sidan sedan dess" in refused.text
    assert "Bättre text." in world.visitor().get("/wiki/Pilot").text


def test_not_where_nobody_else_has_written(world: World, lind: Visitor) -> None:
    number = world.write("Egen", "Text.", by="Klotter").revision_id
    assert "Klotter har ensam skrivit sidan" in lind.get("/rollback/Egen").text
    assert lind.post("/rollback/Egen", {"seen": str(number)}).status_code == 409


def test_not_to_a_text_that_is_hidden(lind: Visitor, spoilt: int) -> None:
    conceal(lind, spoilt - 2, "text")
    assert "dold" in lind.get("/rollback/Pilot").text
    assert lind.post("/rollback/Pilot", {"seen": str(spoilt)}).status_code == 409


def test_all_of_somebodys_pages_that_are_ticked(world: World, lind: Visitor, spoilt: int) -> None:
    world.write("Annan", "Bra.\n", by="Skrivare")
    other = world.write("Annan", "Dålig.\n", by="Klotter").revision_id
    world.write("Tredje", "Bra.\n", by="Skrivare")
    world.write("Tredje", "Dålig.\n", by="Klotter")
    world.write("Egen", "Text.", by="Klotter")
    assert 'href="/users/rollback/Klotter"' in lind.get("/contributions/Klotter").text
    asked = lind.get("/users/rollback/Klotter").text
    assert f'value="{spoilt} Pilot"' in asked
    assert "Klotter har ensam skrivit sidan" in asked
    answer = lind.post("/users/rollback/Klotter", {"page": [f"{spoilt} Pilot", f"{other} Annan"]})
    assert answer.status_code == 303, answer.text
    reader = world.visitor()
    assert "Bra text." in reader.get("/wiki/Pilot").text
    assert "Bra." in reader.get("/wiki/Annan").text
    assert "Dålig." in reader.get("/wiki/Tredje").text


def test_in_bulk_each_page_is_refused_by_itself(world: World, lind: Visitor, spoilt: int) -> None:
    world.write("Annan", "Bra.\n", by="Skrivare")
    other = world.write("Annan", "Dålig.\n", by="Klotter").revision_id
    world.write("Annan", "Lagad.\n", by="Skrivare")
    answer = lind.post("/users/rollback/Klotter", {"page": [f"{spoilt} Pilot", f"{other} Annan", "0 [x"]})
    assert answer.status_code == 409
    assert "Annan: Någon har ändrat sidan sedan dess" in answer.text
    assert "Bra text." in world.visitor().get("/wiki/Pilot").text
    assert "Lagad." in world.visitor().get("/wiki/Annan").text


def test_for_gardeners_only(ek: Visitor, spoilt: int) -> None:
    assert "/rollback/" not in ek.get("/history/Pilot").text
    assert ek.post("/rollback/Pilot", {"seen": str(spoilt)}).status_code == 403
    assert ek.get("/users/rollback/Klotter").status_code == 403
