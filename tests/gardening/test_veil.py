"""Hiding what one line of the log is about, why it was done and who did it, each by itself."""

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.conftest import Visitor, World
from wiki.accounts.models import Role, User
from wiki.core.db import session
from wiki.journal.models import Entry
from wiki.markup import parse_name
from wiki.notices.courier import begin, deliver_batch
from wiki.pages.queries import find_page
from wiki.transfer.export import export

WORD = "Abrakadabra"
WHY = "Personuppgifter"
ALL = ["name", "summary", "author"]
REASON = "(skälet är dolt)"


def number_of(world: World, kind: str) -> int:
    """The last line of a kind."""
    with world.app.app_context():
        return session().scalars(select(Entry.id).where(Entry.kind == kind).order_by(Entry.id.desc())).first() or 0


def veil(lind: Visitor, number: int, *parts: str) -> None:
    answer = lind.post(f"/log/{number}/hide", {"part": list(parts), "reason": WHY})
    assert answer.status_code == 303, answer.text


def show(lind: Visitor, number: int, *parts: str) -> None:
    assert lind.post(f"/log/{number}/show", {"part": list(parts)}).status_code == 303


@pytest.fixture
def magic(world: World) -> Visitor:
    """A gardener whose name must not be told."""
    return world.signed_in(WORD, Role.GARDENER)


PROTECT = {"edit": "gardeners", "lasts": "never", "reason": f"för {WORD}"}


def test_the_magic_word_is_nowhere(world: World, lind: Visitor, ek: Visitor, magic: Visitor, tmp_path: Path) -> None:
    page = world.write(f"Sida {WORD}", "Text.").page.id
    world.signed_in("Nils")
    with world.app.app_context():
        begin()
    ek.post("/watch", {"thing": f"page {page}"})
    magic.post(f"/protect/Sida_{WORD}", PROTECT)
    magic.post("/block/Nils", {"lasts": "never", "reason": f"för {WORD}"})
    magic.post(f"/move/Sida_{WORD}", {"to": "Prov", "reason": f"för {WORD}", "redirect": "1"})
    lind.post(f"/delete/Sida_{WORD}", {"reason": "omdirigering"})
    with world.app.app_context():
        while deliver_batch("en"):
            pass
    assert WORD in ek.get("/notices").text
    told = [
        ("protect", ALL),
        ("block", ["summary", "author"]),
        ("move", ["name"]),
        ("delete", ["name"]),
        ("create", ["name"]),
    ]
    numbers = {kind: number_of(world, kind) for kind, _parts in told}
    for kind, parts in told:
        veil(lind, numbers[kind], *parts)
    with world.app.app_context():
        moved = find_page(parse_name("Prov"))
        assert moved
        version = moved.current_revision_id
    lind.post(f"/revision/{version}/hide", {"part": ["summary", "author"], "reason": WHY})
    places = [
        *(
            "/",
            "/log",
            "/log?kind=all",
            "/log?about=Prov",
            f"/log?about=Sida+{WORD}",
            f"/log?person={WORD}",
            "/protected",
        ),
        *("/changes", "/changes?acts=1", "/changes?acts=1&grouped=0", "/changes?days=30", "/feeds/changes?acts=1"),
        *(
            "/wiki/Prov",
            "/history/Prov",
            "/info/Prov",
            "/feeds/page/Prov",
            "/edit/Prov",
            "/blocks",
            "/contributions/Nils",
        ),
        *("/notices", "/watchlist", "/watchlist/all", "/search?q=Text", f"/contributions/{WORD}"),
        *(f"/log/{number}" for number in numbers.values()),
    ]
    for who in (world.visitor(), ek):
        for address in places:
            answer = who.get(address)
            assert answer.status_code < 500, address
            said = answer.text
            if WORD in address:  # what was asked for is repeated
                assert f"för {WORD}" not in said, address
                assert 'class="hist-list"' not in said, address
                continue
            assert WORD not in said, address
            assert WORD not in str(answer.headers), address
    with world.app.app_context():
        export(tmp_path / "ut")
    assert WORD not in "".join(
        path.read_text() for path in (tmp_path / "ut").rglob("*.yaml") if "users" not in path.name
    )
    nils = world.visitor()
    assert nils.get("/log").text.count("(namnet är dolt)") == 3
    assert nils.get("/log?kind=all").text.count("(namnet är dolt)") == 4


def test_each_part_is_hidden_and_shown_by_itself(world: World, lind: Visitor, magic: Visitor) -> None:
    world.write("Plan", "Text.")
    magic.post("/protect/Plan", {**PROTECT, "reason": "Redigeringskrig"})
    number = number_of(world, "protect")
    signs = {"name": 'href="/wiki/Plan"', "summary": "<q>Redigeringskrig</q>", "author": WORD}
    reader = world.visitor()
    for part in ALL:
        veil(lind, number, part)
        for each, sign in signs.items():
            assert (sign in reader.get(f"/log/{number}").text) is (each != part), (part, each)
        show(lind, number, part)
    assert all(sign in reader.get(f"/log/{number}").text for sign in signs.values())


def test_what_still_holds_no_longer_says_why_or_who(world: World, lind: Visitor, magic: Visitor) -> None:
    for name in ("Plan", "Bort"):
        world.write(name, "Text.")
    nils = world.signed_in("Nils")
    magic.post("/protect/Plan", PROTECT)
    magic.post("/delete/Bort", {"reason": f"för {WORD}"})
    magic.post("/block/Nils", {"lasts": "never", "reason": f"för {WORD}"})
    places = {"protect": "/protected", "delete": "/wiki/Bort", "block": "/blocks"}
    for kind, address in places.items():
        assert f"för {WORD}" in nils.get(address).text, address
        veil(lind, number_of(world, kind), "summary", "author")
        shown = nils.get(address).text
        assert WORD not in shown, address
        assert REASON in shown, address
    assert WORD not in world.signed_in("Berg").get("/edit/Plan").text
    assert WORD not in nils.get("/edit/Bort").text
    for kind, address in places.items():
        show(lind, number_of(world, kind), "summary", "author")
        assert f"för {WORD}" in nils.get(address).text, address


def test_nobody_is_told_which_page_was_deleted(world: World, lind: Visitor, ek: Visitor) -> None:
    world.write("Anna Andersson", "Text.")
    lind.post("/delete/Anna_Andersson", {"reason": "personuppgift"})
    assert "togs bort" in ek.get("/wiki/Anna_Andersson").text
    veil(lind, number_of(world, "delete"), "name")
    for who in (world.visitor(), ek):
        missing = who.get("/wiki/Anna_Andersson")
        assert missing.status_code == 404
        assert "togs bort" not in missing.text
        assert "personuppgift" not in missing.text
    assert "togs bort" in lind.get("/wiki/Anna_Andersson").text


def test_a_reason_that_is_hidden_does_not_come_back_with_the_page(world: World, lind: Visitor, magic: Visitor) -> None:
    page = world.write("Plan", "Text.").page.id
    magic.post("/protect/Plan", PROTECT)
    magic.post("/delete/Plan", {"reason": "dubblett"})
    veil(lind, number_of(world, "protect"), "summary")
    veil(lind, number_of(world, "delete"), "name")
    assert lind.post(f"/deleted/{page}", {"to": "Plan", "reason": ""}).status_code == 303
    protected = world.visitor().get("/protected").text
    assert "Plan" in protected  # though it is hidden which page was deleted
    assert f"för {WORD}" not in protected


def test_the_act_is_in_the_log_and_leads_to_the_line(world: World, lind: Visitor, magic: Visitor) -> None:
    world.write("Plan", "Text.")
    magic.post("/protect/Plan", PROTECT)
    number = number_of(world, "protect")
    assert f"/log/{number}/hide" in lind.get("/log").text
    veil(lind, number, *ALL)
    reader = world.visitor()
    log = reader.get("/log").text
    assert "dolde delar av en rad i loggen" in log
    assert f"<q>{WHY}</q>" in log
    assert f'href="/log/{number}"' in log
    assert WHY in reader.get(f"/log/{number}").text
    assert f"/log/{number}/hide" not in log
    with world.app.app_context():
        last = session().scalars(select(Entry).order_by(Entry.id.desc())).first()
        assert last
        assert (last.kind, last.name, last.details) == ("veil", "", {"entry": number, "parts": ALL})
    looked = lind.get(f"/log/{number}/hide").text
    assert "för " + WORD in looked
    assert "Plan" in looked


def test_what_a_version_says_too_is_hidden_there(world: World, lind: Visitor) -> None:
    number = world.write("Plan", "Text.", summary="skrev").revision_id
    line = number_of(world, "create")
    assert f"/log/{line}/hide" in lind.get("/log?kind=edits").text
    assert f"/revision/{number}/hide" in lind.get(f"/log/{line}/hide").text
    refused = lind.post(f"/log/{line}/hide", {"part": "summary", "reason": WHY})
    assert refused.status_code == 422
    assert "skrev" in world.visitor().get("/log?kind=edits").text


def test_a_hidden_reason_for_hiding_is_hidden_where_the_gap_is(world: World, lind: Visitor) -> None:
    number = world.write("Plan", "Text.", summary="skrev").revision_id
    lind.post(f"/revision/{number}/hide", {"part": "summary", "reason": f"det var {WORD}"})
    reader = world.visitor()
    assert WORD in reader.get("/history/Plan").text
    veil(lind, number_of(world, "conceal"), "summary")
    veil_number = number_of(world, "veil")
    for address in ("/history/Plan", f"/wiki/Plan?oldid={number}", "/log", "/changes"):
        assert WORD not in reader.get(address).text, address
        assert REASON in reader.get(address).text, address
    veil(lind, veil_number, "summary")
    assert WHY not in reader.get(f"/log/{number_of(world, 'conceal')}").text


def test_what_is_made_of_a_summary_says_nothing_without_it(world: World, lind: Visitor) -> None:
    asta, nils = world.signed_in("Asta", Role.ADMINISTRATOR), world.signed_in("Nils")
    with world.app.app_context():
        number = session().scalars(select(User.id).where(User.name == "Nils")).one()
    asta.post(f"/users/{number}/role", {"role": "20"})
    line = number_of(world, "role")
    assert "trädgårdsmästare" in nils.get(f"/log/{line}").text.casefold()
    veil(lind, line, "summary")
    said = nils.get(f"/log/{line}").text
    assert "gardener" not in said
    assert f"Roller: {REASON}" in said


def test_reason_choice_and_rights_are_asked(world: World, lind: Visitor, ek: Visitor, magic: Visitor) -> None:
    world.write("Plan", "Text.")
    magic.post("/protect/Plan", PROTECT)
    number = number_of(world, "protect")
    assert "Skriv varför" in lind.post(f"/log/{number}/hide", {"part": "summary", "reason": ""}).text
    without = lind.post(f"/log/{number}/hide", {"reason": "Mitt skäl"})
    assert without.status_code == 422
    assert "Mitt skäl" in without.text
    assert ek.get(f"/log/{number}/hide").status_code == 403
    assert ek.post(f"/log/{number}/hide", {"part": "summary", "reason": WHY}).status_code == 403
    assert ek.post(f"/log/{number}/show", {"part": "summary"}).status_code == 403
    assert lind.get("/log/999999").status_code == 404
    assert lind.get("/log/999999/hide").status_code == 404


def test_nothing_is_said_to_be_shown_where_nothing_was_chosen(world: World, lind: Visitor, magic: Visitor) -> None:
    world.write("Plan", "Text.")
    magic.post("/protect/Plan", PROTECT)
    number = number_of(world, "protect")
    veil(lind, number, *ALL)
    assert "Nu är det dolt." in lind.get(f"/log/{number}/hide").text  # what was said of hiding it
    assert lind.post(f"/log/{number}/show", {}).status_code == 303
    assert "Det visas igen." not in lind.get(f"/log/{number}/hide").text
    assert WORD not in world.visitor().get("/log").text
