"""Bringing a deleted page back."""

from sqlalchemy import func, select

from tests.conftest import Visitor, World
from tests.gardening.test_delete import REASON, delete
from tests.uploads.conftest import png, send
from wiki.core.db import session
from wiki.journal.models import Entry
from wiki.pages.models import Link, Removal
from wiki.search.models import SearchDocument


def gone(lind: Visitor, words: str = "") -> str:
    """The address of the page that was deleted last, as the list gives it."""
    page = lind.get(f"/deleted?q={words}").text
    assert REASON in page
    return "/deleted/" + page.partition('href="/deleted/')[2].partition('"')[0]


def test_it_comes_back_with_versions_talk_and_all_that_derives(world: World, lind: Visitor, ek: Visitor) -> None:
    world.write("Pilot", "Se [[Annat]].")
    page = world.write("Pilot", "Se [[Annat]] nu.").page
    ek.post("/talk/Pilot", {"kind": "question", "title": "Hur då?", "text": "Berätta!"})
    delete(lind, "Pilot")
    address = gone(lind)
    shown = lind.get(address).text
    assert "2 versioner" in shown
    assert "1 ämne" in shown
    answer = lind.post(address, {"to": "Pilot", "reason": "Den behövdes"})
    assert answer.status_code == 303, answer.text
    reader = world.visitor()
    assert "nu." in reader.get("/wiki/Pilot").text
    assert reader.get("/wiki/Pilot?oldid=1").status_code == 200
    assert "Hur då?" in reader.get("/talk/Pilot").text
    with world.app.app_context():
        assert session().scalars(select(Link.target_title).where(Link.page_id == page.id)).all() == ["Annat"]
        standing = session().scalars(select(SearchDocument.key).where(SearchDocument.gone.is_(False))).all()
        assert {f"page:{page.id}", "topic:1"} <= set(standing)
        entry = session().scalars(select(Entry).where(Entry.kind == "undelete")).one()
        assert (entry.page_id, entry.summary) == (page.id, "Den behövdes")
        assert session().scalar(select(func.count(Removal.page_id))) == 0
    assert "återställde den borttagna sidan: Den behövdes" in reader.get("/changes").text
    delete(lind, "Pilot")  # which undoes it
    assert reader.get("/wiki/Pilot").status_code == 404


def test_when_the_name_is_taken_another_is_chosen(world: World, lind: Visitor) -> None:
    world.write("Pilot", "Den gamla.")
    delete(lind, "Pilot")
    world.write("Pilot", "Den nya.")
    address = gone(lind)
    assert "Pilot (återställd)" in lind.get(address).text
    refused = lind.post(address, {"to": "Pilot", "reason": ""})
    assert refused.status_code == 409
    assert "redan" in refused.text
    assert lind.post(address, {"to": "Fil:Pilot.png"}).status_code == 400
    assert lind.post(address, {"to": "Pilot (gammal)"}).status_code == 303
    reader = world.visitor()
    assert "Den gamla." in reader.get("/wiki/Pilot_(gammal)").text
    assert "Den nya." in reader.get("/wiki/Pilot").text


def test_a_file_comes_back_with_its_page(world: World, lind: Visitor, ek: Visitor) -> None:
    address = send(ek, png()).location
    file = world.visitor().get("/file/Torget_i_Uddevalla.png").location
    delete(lind, address.removeprefix("/wiki/"))
    removed = gone(lind)
    assert file.partition("/file/")[2].partition("/")[0] in lind.get(removed).text
    assert lind.post(removed, {"to": "Fil:Torget i Uddevalla.png"}).status_code == 303
    assert world.visitor().get(file).status_code == 200


def test_the_list_is_for_gardeners_and_can_be_searched(world: World, lind: Visitor, ek: Visitor) -> None:
    for name in ("Pilot", "Verktyg:Karta"):
        world.write(name, "Text.")
        delete(lind, name)
    found = lind.get("/deleted?q=Verktyg:kart").text
    assert "Verktyg:Karta" in found
    assert ">Pilot<" not in found
    assert ek.get("/deleted").status_code == 403
    assert lind.get("/deleted/999").status_code == 404


def test_the_log_offers_to_undo_only_what_can_be_undone(world: World, lind: Visitor) -> None:
    world.write("Pilot", "Text.")
    lind.post("/delete/Pilot", {"reason": REASON})
    back = gone(lind)
    assert back in lind.get("/log").text
    lind.post(back, {"to": "Pilot", "reason": ""})
    log = lind.get("/log").text
    assert back not in log
    assert "/delete/Pilot" in log
    lind.post("/delete/Pilot", {"reason": "ändå"})
    log = lind.get("/log").text
    assert back in log
    assert "/delete/Pilot" not in log
