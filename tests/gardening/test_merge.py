"""Merging histories: versions come to another page, unchanged, and can be given back."""

from sqlalchemy import select

from tests.conftest import World
from wiki.accounts.models import Role
from wiki.core.db import session
from wiki.journal.models import Entry


def merge_number(world: World) -> int:
    """The number of the last merge in the journal."""
    with world.app.test_request_context():
        return session().scalars(select(Entry.id).where(Entry.kind == "merge").order_by(Entry.id.desc())).first() or 0


def test_the_versions_of_one_page_come_before_those_of_another_and_back(world: World) -> None:
    first = world.write("Utkast", "Första.", by="Karin", summary="började")
    world.write("Utkast", "Andra.", by="Karin")
    world.write("Pilot", "Tredje.", by="Nils")
    vera, asta = world.signed_in("Vera", Role.GARDENER), world.signed_in("Asta")
    assert "/merge/Utkast" in vera.get("/wiki/Utkast").text
    assert "/merge/Utkast" not in asta.get("/wiki/Utkast").text
    told = vera.get("/merge/Utkast?to=Pilot").text
    assert "2 versioner av den här sidan kommer till ”Pilot”" in told
    answer = vera.post("/merge/Utkast", {"to": "Pilot", "reason": "flyttades för hand"})
    assert answer.location == "/history/Pilot"
    assert "började" in vera.get("/history/Pilot").text
    assert "Första." in vera.get(f"/wiki/Utkast?oldid={first.revision_id}", follow_redirects=True).text
    assert "Tredje." in vera.get("/wiki/Utkast").text  # a redirect now
    assert "förde samman 2 versioner av ”Utkast” med historiken för ”Pilot”" in vera.get("/changes").text
    number = merge_number(world)
    assert vera.post(f"/unmerge/{number}", {"reason": "fel"}).location == "/history/Utkast"
    assert "Andra." in vera.get("/wiki/Utkast").text
    assert "började" in vera.get("/history/Utkast").text
    assert "började" not in vera.get("/history/Pilot").text
    assert vera.post(f"/unmerge/{number}").status_code == 409


def test_some_versions_can_stay(world: World) -> None:
    first = world.write("Utkast", "Första.", by="Karin", summary="började")
    world.write("Pilot", "Tredje.", by="Nils")
    world.write("Utkast", "Senare.", by="Karin")
    vera = world.signed_in("Vera", Role.GARDENER)
    answer = vera.get("/merge/Utkast?to=Pilot")
    assert answer.status_code == 409
    assert "är nyare än den första" in answer.text
    vera.post("/merge/Utkast", {"to": "Pilot", "until": first.revision_id})
    assert "Senare." in vera.get("/wiki/Utkast").text
    assert "började" in vera.get("/history/Pilot").text
