"""History in sentences: what an edit changed in the fields of a page."""

from datetime import datetime, timedelta
from time import perf_counter

from tests.conftest import World
from wiki.core.clock import now
from wiki.core.db import session
from wiki.editing.field_changes import field_changes, field_changes_of
from wiki.pages.models import Revision

FIRST = "---\ntyp: exempel\nläge: pilot\n---\nText.\n"
SECOND = "---\ntyp: exempel\nläge: breddinfört\ntema: [Piloter, Samverkan]\n---\nText.\n"
PAGE = "Kommun:Uddevalla/Försök"


def test_changes_of_fields_are_told_in_history_changes_and_difference(world: World) -> None:
    first = world.write(PAGE, FIRST).revision_id
    second = world.write(PAGE, SECOND).revision_id
    visitor = world.visitor()
    for address in (f"/history/{PAGE}", "/changes", "/contributions/Skrivare", f"/diff/{first}/{second}"):
        page = visitor.get(address).text
        assert "läge: pilot → breddinfört" in page, address
        assert "tema: + Piloter, + Samverkan" in page, address
        assert page.count('class="field-told"') == 1, address


def test_a_page_that_is_begun_has_changed_nothing(world: World) -> None:
    world.write(PAGE, FIRST)
    assert "field-told" not in world.visitor().get(f"/history/{PAGE}").text


def test_what_is_told_is_short_and_says_how_much_is_left(world: World) -> None:
    with world.app.test_request_context(headers={"Accept-Language": "sv"}):
        told = field_changes("---\na: 1\n---\n", "---\na: 2\nb: 3\nc: 4\nd: 5\ne: 6\n---\n")
        assert told == ["a: 1 → 2", "b: 3", "c: 4", "2 uppgifter till"]
        assert field_changes("---\na: x\n---\n", "Text.\n") == ["a: − x"]
        assert len(field_changes("---\na: x\n---\n", f"---\na: {'y' * 500}\n---\n")[0]) < 80


def test_a_contact_is_not_told_to_everybody(world: World) -> None:
    world.write(PAGE, FIRST)
    world.write(PAGE, FIRST.replace("---\nText", "kontakt: strateg@uddevalla.example\n---\nText"))
    page = world.visitor().get(f"/history/{PAGE}").text
    assert "kontakt: ändrad" in page
    assert "strateg@" not in page


def test_fields_that_cannot_be_read_are_no_error(world: World) -> None:
    world.write(PAGE, FIRST)
    world.write(PAGE, "---\nläge: [\n---\nText.\n")
    world.write(PAGE, "---\n" + "a: b\n" * 2_000 + "---\nText.\n")
    assert world.visitor().get(f"/history/{PAGE}").status_code == 200


def test_long_front_matter_is_read_to_its_end(world: World) -> None:
    long = "---\nlärdom: " + "ord " * 1_000 + "\nläge: pilot\n---\nText.\n"
    world.write(PAGE, long)
    world.write(PAGE, long.replace("pilot", "idé"))
    assert "läge: pilot → idé" in world.visitor().get(f"/history/{PAGE}").text


def test_fifty_rows_take_no_more_than_thirty_milliseconds(world: World) -> None:
    start: datetime = now() - timedelta(days=60)
    for number in range(51):
        text = SECOND if number % 10 == 0 else SECOND + "Ord. " * 2_000 + str(number)
        world.write(PAGE, text.replace("breddinfört", "idé" if number % 20 else "pilot"), at=start)
    with world.app.test_request_context():
        revisions = session().query(Revision).order_by(Revision.id.desc()).limit(50).all()
        began = perf_counter()
        assert field_changes_of(revisions)
        assert perf_counter() - began < 0.030 * 5  # a busy machine is slow
