"""Deleting a page, and what readers and gardeners see afterwards."""

from sqlalchemy import func, select

from tests.conftest import Visitor, World
from tests.uploads.conftest import png, send
from wiki import search
from wiki.advice.models import Shingle
from wiki.core.db import session
from wiki.drafts.models import Draft
from wiki.editing.refresh import refresh
from wiki.examples.models import Example
from wiki.journal.models import Entry
from wiki.notices.courier import begin, deliver_batch
from wiki.notices.models import Notice
from wiki.pages.models import Link, Page, Rendering, Revision
from wiki.search.models import SearchDocument

REASON = "Dubblett av en annan sida"


def delete(lind: Visitor, name: str, **form: object) -> None:
    answer = lind.post(f"/delete/{name}", {"reason": REASON, **form})
    assert answer.status_code == 303, answer.text


def test_the_form_says_what_goes_and_what_will_miss_it(world: World, lind: Visitor, ek: Visitor) -> None:
    world.write("Projekt:Pilot", "En pilot.")
    world.write("Projekt:Pilot/Steg", "Ett steg.")
    world.write("Vägvisare", "Läs om [[Projekt:Pilot]].")
    ek.post("/talk/Projekt:Pilot", {"kind": "remark", "title": "Bra", "text": "Bra sida."})
    form = lind.get("/delete/Projekt:Pilot").text
    assert "Projekt:Pilot/Steg" in form
    assert "Vägvisare" in form
    assert "1 ämne i diskussionen" in form
    assert "1 länk till den" in form


def test_its_address_says_when_by_whom_and_why(world: World, lind: Visitor) -> None:
    world.write("Pilot", "En pilot.")
    delete(lind, "Pilot")
    page = world.visitor().get("/wiki/Pilot")
    assert page.status_code == 404
    assert "Sidan togs bort" in page.text
    assert REASON in page.text
    assert "Lind" in page.text
    assert "Se vad som togs bort" not in page.text
    assert "Se vad som togs bort" in lind.get("/wiki/Pilot").text


def test_a_reason_is_needed_and_what_was_chosen_stays(world: World, lind: Visitor) -> None:
    world.write("Projekt:Pilot", "En pilot.")
    below = world.write("Projekt:Pilot/Steg", "Ett steg.").page.id
    again = lind.post("/delete/Projekt:Pilot", {"reason": " ", "below": str(below)})
    assert again.status_code == 422
    assert "Skriv varför" in again.text
    assert "checked" in again.text
    assert world.visitor().get("/wiki/Projekt:Pilot").status_code == 200


def test_pages_below_go_when_they_are_chosen(world: World, lind: Visitor) -> None:
    world.write("Projekt:Pilot", "En pilot.")
    one, _two = world.write("Projekt:Pilot/Ett", "Ett.").page.id, world.write("Projekt:Pilot/Två", "Två.")
    stranger = world.write("Annat", "Annat.").page.id
    delete(lind, "Projekt:Pilot", below=[str(one), str(stranger)])
    reader = world.visitor()
    codes = [
        reader.get(f"/wiki/{name}").status_code
        for name in ("Projekt:Pilot", "Projekt:Pilot/Ett", "Projekt:Pilot/Två", "Annat")
    ]
    assert codes == [404, 404, 200, 200]


def test_nothing_derived_stays_and_nothing_written_goes(world: World, lind: Visitor, ek: Visitor) -> None:
    text = "Se [[Annat]]. " + "Ett ord som följs av ett annat ord och ännu fler ord i en rad. " * 3
    page = world.write("Kommun:Umeå/Testmiljö", f"---\ntyp: exempel\nläge: pilot\n---\n\n{text}").page
    ek.post("/talk/Kommun:Umeå/Testmiljö", {"kind": "question", "title": "Hur då?", "text": "Berätta!"})
    ek.send("PUT", "/draft/Kommun:Umeå/Testmiljö", {"text": "Ett utkast.", "hand": "h", "base": "1"})
    with world.app.app_context():
        drafts = session().scalar(select(func.count(Draft.id)))
    delete(lind, "Kommun:Umeå/Testmiljö")
    with world.app.app_context():
        for table in (Link, Rendering, Example, Shingle):
            assert session().scalars(select(table.page_id).where(table.page_id == page.id)).all() == []
        standing = session().scalars(select(SearchDocument.key).where(SearchDocument.gone.is_(False))).all()
        assert not {f"page:{page.id}", "topic:1"} & set(standing)
        versions = select(Revision.id).where(Revision.page_id == page.id).execution_options(removed=True)
        assert len(session().scalars(versions).all()) == 1
        assert session().scalar(select(func.count(Draft.id))) == drafts


def test_its_talk_and_its_changes_show_nowhere(world: World, lind: Visitor, ek: Visitor) -> None:
    world.write("Pilot", "En sällsyntpilot.", summary="sällsyntsummering")
    ek.post("/talk/Pilot", {"kind": "question", "title": "Sällsyntfråga", "text": "Sällsynttext."})
    world.write("Kvar", "Kvar.")
    assert "Sällsyntfråga" in ek.get("/questions").text
    delete(lind, "Pilot")
    for who in (world.visitor(), ek):
        for address in (
            *("/", "/changes", "/feeds/changes", "/questions", "/contributions/Ek", "/contributions/Skrivare"),
            *(
                "/talk/Pilot",
                "/topic/1",
                "/reply/1",
                "/feeds/topic/1",
                "/search?q=sällsyntpilot",
                "/pages",
                "/history/Pilot",
            ),
            *("/search?q=sällsyntfråga", "/wiki/Pilot?oldid=1", "/diff/0/1", "/info/Pilot", "/feeds/page/Pilot"),
            *("/edit/Pilot", "/backlinks/Pilot"),
        ):
            answer = who.get(address)
            assert answer.status_code in {200, 401, 404}, f"{address}: {answer.status_code}"
            said = answer.text.lower().replace("sällsyntpilot”", "").replace('value="sällsynt', "")
            assert "sällsynttext" not in said, address
            assert "sällsyntsummering" not in said, address
            assert "en sällsyntpilot" not in said, address
    for address in ("/topic/1", "/reply/1", "/wiki/Pilot?oldid=1", "/diff/0/1"):
        assert ek.get(address).status_code == 404, address
    assert "deleted the page" not in lind.get("/changes").text
    assert f"tog bort sidan: {REASON}" in ek.get("/changes").text


def test_gardeners_see_its_old_versions_and_differences(world: World, lind: Visitor) -> None:
    world.write("Pilot", "En pilot.")
    world.write("Pilot", "En pilot till.")
    delete(lind, "Pilot")
    assert "En pilot till." in lind.get("/wiki/Pilot?oldid=2").text
    assert "till" in lind.get("/diff/1/2").text


def test_of_a_deleted_page_nothing_is_told_but_that_it_is_deleted(world: World, lind: Visitor, ek: Visitor) -> None:
    page = world.write("Pilot", "En pilot.", by="Ek").page
    ek.post("/watch", {"thing": f"page {page.id}"})
    with world.app.app_context():
        begin()
    world.write("Pilot", "En pilot till.", by="Annan")
    with world.app.app_context():
        while deliver_batch("en"):
            pass
        told = session().scalar(select(func.count(Notice.id)))
        assert told == 1
    world.write("Pilot", "En tredje.", by="Annan")
    delete(lind, "Pilot")
    with world.app.app_context():
        for _turn in range(5):
            deliver_batch("en")
        assert deliver_batch("en") is False  # it rests, though the newest entries are about what is gone
        assert session().scalars(select(Notice.kind)).all() == ["act"]
    assert "Lind har tagit bort <a" in ek.get("/notices").text
    assert "Annan" not in ek.get("/notices").text
    assert "Pilot" not in ek.get("/watchlist").text


def test_a_file_is_served_to_gardeners_only(world: World, lind: Visitor, ek: Visitor) -> None:
    address = send(ek, png()).location
    file = world.visitor().get("/file/Torget_i_Uddevalla.png").location
    assert world.visitor().get(file).status_code == 200
    delete(lind, address.removeprefix("/wiki/"))
    for who, status in ((world.visitor(), 404), (ek, 404), (lind, 200)):
        assert who.get(file).status_code == status
    assert "no-store" in lind.get(file).headers["Cache-Control"]
    assert "Torget" not in world.visitor().get("/files").text
    assert send(ek, png("red")).status_code == 302  # the name is free again


def test_whoever_was_writing_is_told_and_keeps_the_text(world: World, lind: Visitor, ek: Visitor) -> None:
    base = world.write("Pilot", "En pilot.").revision_id
    delete(lind, "Pilot")
    answer = ek.post("/edit/Pilot", {"text": "Min text.", "base": str(base)})
    assert answer.status_code == 409
    assert "Min text." in answer.text
    assert "togs bort medan du skrev" in answer.text
    assert ek.post("/edit/Pilot", {"text": "Min text.", "base": ""}).status_code == 302


def test_the_name_is_free_and_the_journal_has_it(world: World, lind: Visitor) -> None:
    old = world.write("Pilot", "En pilot.").page.id
    delete(lind, "Pilot")
    new = world.write("Pilot", "En annan.").page.id
    assert new != old
    with world.app.app_context():
        entry = session().scalars(select(Entry).where(Entry.kind == "delete")).one()
        assert (entry.page_id, entry.name, entry.summary) == (old, "Pilot", REASON)
        assert session().scalars(select(Page.id).where(Page.title == "Pilot")).all() == [new]
        assert [hit.name for hit in search.find("pilot").hits] in ([], ["Pilot"])


def test_only_gardeners_may(world: World, ek: Visitor) -> None:
    world.write("Pilot", "En pilot.")
    assert ek.post("/delete/Pilot", {"reason": REASON}).status_code == 403
    assert "/delete/" not in ek.get("/wiki/Pilot").text


def test_pages_that_took_it_in_do_so_no_more(world: World, lind: Visitor) -> None:
    world.write("Mall:Ruta", "Ur mallen.")
    world.write("Pilot", "Se {{Mall:Ruta}}")
    assert "Ur mallen." in world.visitor().get("/wiki/Pilot").text
    delete(lind, "Mall:Ruta")
    with world.app.app_context():
        refresh()  # what the background does
    assert "Ur mallen." not in world.visitor().get("/wiki/Pilot").text
