"""Hiding the text, the summary and the author of a version, each by itself."""

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.conftest import Visitor, World
from wiki.accounts.models import Role
from wiki.core.db import session
from wiki.journal.models import Entry
from wiki.markup import parse_name
from wiki.notices.courier import begin, deliver_batch
from wiki.pages.models import Page, Revision
from wiki.pages.queries import find_page
from wiki.transfer.export import export

WORD = "Abrakadabra"
WHY = "Personuppgifter"
ALL = ["text", "summary", "author"]


def conceal(lind: Visitor, number: int, *parts: str) -> None:
    answer = lind.post(f"/revision/{number}/hide", {"part": list(parts), "reason": WHY})
    assert answer.status_code == 303, answer.text


@pytest.fixture
def hidden(world: World, lind: Visitor) -> int:
    """A version of the page Pilot that somebody called by the magic word has made, and which is hidden altogether."""
    world.write("Pilot", "---\ntyp: exempel\nläge: ide\n---\n\nFörst.", by="Skrivare")
    source = f"---\ntyp: exempel\nläge: {WORD}\n---\n\nFörst. {WORD} är ett ord.\n\n## {WORD}\n\nOch [[{WORD}]]."
    number = world.write("Pilot", source, by=WORD, summary=f"Om {WORD}").revision_id
    world.write("Pilot", "---\ntyp: exempel\nläge: pilot\n---\n\nFörst och sist.", by="Skrivare")
    conceal(lind, number, *ALL)
    return number


def test_the_magic_word_is_nowhere(world: World, lind: Visitor, ek: Visitor, tmp_path: Path) -> None:
    first = world.write("Kommun:Umeå/Pilot", "---\ntyp: exempel\nläge: ide\ntema: Tema\n---\n\nFörst.").revision_id
    page = world.write("Kommun:Umeå/Pilot", f"Första. {WORD}", by=WORD, summary=f"Om {WORD}").page.id
    with world.app.app_context():
        begin()
    for thing in (f"page {page}", "municipality 0 2480"):
        ek.post("/watch", {"thing": thing})
    source = (
        f"---\ntyp: exempel\nläge: pilot\ntema: {WORD}\n---\n\nFörst. {WORD} är ett ord.\n\n## {WORD}\n\n[[{WORD}]]."
    )
    number = world.write("Kommun:Umeå/Pilot", source, by=WORD, summary=f"Om {WORD}").revision_id
    other = world.write("Kommun:Umeå/Pilot", "---\ntyp: exempel\nläge: pilot\n---\n\nFörst och sist.").revision_id
    with world.app.app_context():
        while deliver_batch("en"):
            pass
    assert WORD in ek.get("/notices").text
    assert WORD in ek.get("/watchlist").text
    for each in (first + 1, number):
        conceal(lind, each, *ALL)
    name = "Kommun:Umeå/Pilot"
    places = [
        *(f"/wiki/{name}", f"/history/{name}", f"/info/{name}", f"/edit/{name}", f"/talk/{name}", f"/backlinks/{name}"),
        *(f"/wiki/{name}?oldid={each}" for each in (first, first + 1, number, other)),
        *(f"/diff/{old}/{new}" for old, new in ((0, number), (first, number), (number, other), (number, number))),
        *(f"/edit/{name}?undo={each}" for each in (first + 1, number, other)),
        *(f"/edit/{name}?restore={each}" for each in (first, first + 1, number)),
        *("/", "/changes", "/changes?days=30", "/changes?group=page", "/changes/new", "/examples", "/matrix", "/pages"),
        *("/feeds/changes", f"/feeds/page/{name}", "/feeds/municipality/Umeå", "/feeds/examples", "/wanted", "/themes"),
        *("/municipalities", "/wiki/Kommun:Umeå", f"/contributions/{WORD}", "/contributions/Skrivare"),
        *("/search?q=Först", f"/search/suggest?q={WORD[:4]}", "/requests", "/special", "/categories", "/orphans"),
        *("/notices", "/watchlist", "/watchlist/all", "/drafts", "/newcomers", f"/search/versions?q={WORD}"),
    ]
    for who in (world.visitor(), ek):
        for address in places:
            answer = who.get(address)
            assert answer.status_code < 500, address
            said = answer.text if WORD not in address else answer.text.replace(f"Bidrag av {WORD}", "")
            if address.startswith(("/contributions/Abra", "/search/versions")):
                assert "Om Abra" not in said, address
                assert f"/wiki/{name}" not in said, address
                continue
            assert WORD not in said, address
            assert WORD not in str(answer.headers), address
    assert f"/wiki/{name}?oldid={number}" not in lind.get(f"/search/versions?q={WORD}+är").text
    with world.app.app_context():
        export(tmp_path / "ut")
    told = "".join(path.read_text() for path in (tmp_path / "ut").rglob("*") if path.is_file())
    assert "[…]" in told
    assert WORD not in told


def test_the_gaps_are_seen_with_the_reason(world: World, hidden: int) -> None:
    reader = world.visitor()
    for address in ("/history/Pilot", f"/wiki/Pilot?oldid={hidden}", f"/diff/{hidden}/{hidden + 1}"):
        page = reader.get(address).text
        assert "(sammanfattningen är dold)" in page, address
        assert "(författaren är dold)" in page, address
        assert WHY in page, address
    assert "Texten är dold" in reader.get(f"/wiki/Pilot?oldid={hidden}").text
    assert "en text är dold" in reader.get(f"/diff/1/{hidden}").text
    changes = reader.get("/changes").text
    assert "(sammanfattningen är dold)" in changes
    assert "(författaren är dold)" in changes
    assert f"dolde delar av en version: {WHY}" in changes


def test_each_part_by_itself(world: World, lind: Visitor) -> None:
    world.write("Pilot", "Först.")
    number = world.write("Pilot", f"{WORD}text", by=f"{WORD}namn", summary=f"{WORD}sammanfattning").revision_id
    world.write("Pilot", "Sist.")
    address = f"/wiki/Pilot?oldid={number}"
    left = {"text", "sammanfattning", "namn"}
    for part, what in (("summary", "sammanfattning"), ("author", "namn"), ("text", "text")):
        conceal(lind, number, part)
        left -= {what}
        shown = world.visitor().get(address).text
        assert {each for each in ("text", "sammanfattning", "namn") if f"{WORD}{each}" in shown} == left
    for part in ALL:
        assert lind.post(f"/revision/{number}/show", {"part": part}).status_code == 303
    shown = world.visitor().get(address).text
    assert all(f"{WORD}{each}" in shown for each in ("text", "sammanfattning", "namn"))
    assert f"{WORD}sammanfattning" in world.visitor().get(f"/contributions/{WORD}namn").text


def test_what_the_log_says_of_a_move_is_hidden_with_its_version(world: World, lind: Visitor, ek: Visitor) -> None:
    world.write("Pilot", "Först.")
    assert world.signed_in(WORD).post("/move/Pilot", {"to": "Prov", "reason": f"för {WORD}"}).status_code == 303
    moved, left = (number_of(world, name) for name in ("Prov", "Pilot"))
    for each in (moved, left):
        conceal(lind, each, "summary", "author")
    for address in ("/log", "/log?about=Prov", "/changes", "/feeds/changes", "/feeds/page/Prov", "/history/Prov"):
        assert WORD not in ek.get(address).text, address
    told = ek.get("/log").text
    assert "flyttade sidan från ”Pilot” till ”Prov”" in told
    assert "(skälet är dolt)" in told
    assert "(författaren är dold)" in told
    lind.post(f"/revision/{moved}/show", {"part": ["summary", "author"]})
    assert f"<q>för {WORD}</q>" in ek.get("/log").text
    assert f"/log?person={WORD}" in ek.get("/log").text


def test_whoever_asks_in_a_hidden_version_is_of_no_municipality(world: World, lind: Visitor) -> None:
    world.signed_in(WORD, municipality="2480")
    number = world.write("Efterlysning:Fråga", "---\ntyp: efterlysning\n---\nHur gör ni?", by=WORD).revision_id
    addresses = ("/requests", "/wiki/Efterlysning:Fråga", "/")
    assert all("Umeå frågar" in world.visitor().get(each).text for each in ("/requests", "/"))
    conceal(lind, number, "author")
    for address in addresses:
        assert "Umeå" not in world.visitor().get(address).text, address


def number_of(world: World, name: str) -> int:
    """The current version of a page."""
    with world.app.app_context():
        page = find_page(parse_name(name))
        assert page
        return page.current_revision_id or 0


def test_gardeners_can_look_and_members_cannot(world: World, lind: Visitor, ek: Visitor, hidden: int) -> None:
    assert f"Om {WORD}" in lind.get(f"/revision/{hidden}/hide").text
    assert ek.get(f"/revision/{hidden}/hide").status_code == 403
    assert ek.post(f"/revision/{hidden}/show", {"part": "text"}).status_code == 403
    assert world.visitor().get(f"/revision/{hidden}/hide").status_code == 401


def test_the_text_of_the_current_version_stays(world: World, lind: Visitor) -> None:
    number = world.write("Pilot", "Först.").revision_id
    refused = lind.post(f"/revision/{number}/hide", {"part": "text", "reason": WHY})
    assert refused.status_code == 409
    assert "den aktuella versionen" in refused.text
    conceal(lind, number, "author")
    page = world.visitor().get("/wiki/Pilot")
    assert "Först." in page.text
    assert "Skrivare" not in page.text
    conceal(lind, number, "summary")
    form = lind.get(f"/revision/{number}/hide").text
    assert 'name="reason"' not in form, "there is nothing left to hide"
    assert "Ändra eller gör ogjort först" in form


def test_reason_and_choice_are_needed(world: World, lind: Visitor) -> None:
    number = world.write("Pilot", "Först.").revision_id
    assert "Skriv varför" in lind.post(f"/revision/{number}/hide", {"part": "summary", "reason": ""}).text
    assert "Välj vad" in lind.post(f"/revision/{number}/hide", {"reason": WHY}).text


def test_nothing_can_be_made_of_a_hidden_text(world: World, ek: Visitor, hidden: int) -> None:
    for address in (f"/edit/Pilot?undo={hidden}", f"/edit/Pilot?restore={hidden}", f"/edit/Pilot?undo={hidden + 1}"):
        answer = ek.get(address)
        assert answer.status_code == 409, address
        assert "dold" in answer.text
    written = ek.post("/edit/Pilot", {"text": "Min text.", "base": str(hidden)})  # as if begun from it
    assert written.status_code == 409
    assert "Min text." in written.text
    assert WORD not in written.text


def test_versions_are_never_changed_and_the_journal_says_nothing_of_it(world: World, hidden: int) -> None:
    with world.app.app_context():
        table = Revision.__table__
        columns = (table.c.id, table.c.author_id, table.c.size)
        row = session().execute(select(*columns).where(table.c.id == hidden)).one()
        assert row.author_id
        assert row.size > 50
        entries = session().scalars(select(Entry).order_by(Entry.id)).all()
        assert not [each for each in entries if WORD in each.summary]
        assert entries[-1].kind == "conceal"
        assert entries[-1].details == {"revision": hidden, "parts": ALL}


def test_roles_are_asked(world: World) -> None:
    number = world.write("Pilot", "Först.").revision_id
    member = world.signed_in("Berg", Role.MEMBER)
    assert member.post(f"/revision/{number}/hide", {"part": "author", "reason": WHY}).status_code == 403


def test_the_redirect_that_a_move_left_repeats_nothing_of_it(world: World, lind: Visitor) -> None:
    world.write("Plan", "Text.")
    magic = world.signed_in(WORD, Role.GARDENER)
    assert magic.post("/move/Plan", {"to": "Avsikt", "reason": f"för {WORD}", "redirect": "1"}).status_code == 303
    reader = world.visitor()
    assert f"för {WORD}" in reader.get("/history/Plan").text
    with world.app.app_context():
        page = find_page(parse_name("Avsikt"))
        assert page
        number = page.current_revision_id
    assert number
    assert "Omdirigeringen" in lind.get(f"/revision/{number}/hide").text
    conceal(lind, number, "summary", "author")
    for address in ("/history/Plan", "/export/mediawiki/Plan?history=yes", "/info/Plan", "/log", "/changes"):
        assert WORD not in reader.get(address).text, address
    assert WHY in reader.get("/history/Plan").text
    lind.post(f"/revision/{number}/show", {"part": "summary"})
    assert f"för {WORD}" in reader.get("/history/Plan").text
    assert lind.post("/delete/Plan", {"reason": "behövs inte"}).status_code == 303
    lind.post(f"/revision/{number}/hide", {"part": "summary", "reason": WHY})
    with world.app.app_context():
        gone = session().scalars(select(Page.id).where(Page.title == "Plan").execution_options(removed=True)).one()
    assert lind.post(f"/deleted/{gone}", {"to": "Plan", "reason": ""}).status_code == 303
    assert WORD not in reader.get("/history/Plan").text


def test_of_a_page_that_was_moved_to_and_fro_only_the_redirect_of_that_move_is_hidden(
    world: World, lind: Visitor
) -> None:
    world.write("Plan", "Text.")
    for old, new in (("Plan", "Avsikt"), ("Avsikt", "Plan"), ("Plan", "Avsikt")):
        assert lind.post(f"/move/{old}", {"to": new, "reason": "samma", "redirect": "1"}).status_code == 303
    with world.app.app_context():
        page = find_page(parse_name("Avsikt"))
        assert page
        first = session().scalars(select(Revision.id).where(Revision.page_id == page.id).order_by(Revision.id)).all()[1]
    conceal(lind, first, "summary")
    assert world.visitor().get("/history/Plan").text.count(WHY) == 1


def test_the_removal_of_a_redirect_that_gives_way_does_not_repeat_why_the_page_was_moved(
    world: World, lind: Visitor
) -> None:
    world.write("Plan", "Text.")
    assert lind.post("/move/Plan", {"to": "Avsikt", "reason": "", "redirect": "1"}).status_code == 303
    assert lind.post("/move/Avsikt", {"to": "Plan", "reason": f"för {WORD}"}).status_code == 303  # leaves none
    conceal(lind, number_of(world, "Plan"), "summary")
    reader = world.visitor()
    assert "Avsikt" in reader.get("/log?kind=delete").text
    for address in ("/log", "/changes", "/wiki/Avsikt", "/history/Plan"):
        assert WORD not in reader.get(address).text, address
