"""Bringing back some versions of a deleted page: the others stay deleted, and can join it later."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.conftest import Visitor, World
from wiki.core.db import session
from wiki.journal.models import Entry
from wiki.markup import parse_name
from wiki.notices.courier import begin, deliver_batch
from wiki.pages.models import LeftBehind, Page, Removal, Revision
from wiki.pages.queries import find_page
from wiki.transfer.export import export

WORD = "Abrakadabra"


def bring_back(lind: Visitor, page: int, every: Sequence[int], chosen: Sequence[int], **form: str) -> None:
    answer = lind.post(f"/deleted/{page}", ticked(every, chosen) | {"to": "Pilot", "reason": "Behövs"} | form)
    assert answer.status_code == 303, answer.text


def ticked(every: Sequence[int], chosen: Sequence[int]) -> dict[str, object]:
    return {"shown": " ".join(map(str, every)), "version": [str(each) for each in chosen]}


def rest_of(world: World) -> int:
    """The deleted page with what stayed deleted."""
    with world.app.app_context():
        return session().scalars(select(LeftBehind.page_id)).one()


def chain(world: World, name: str) -> list[tuple[int, int | None, int]]:
    """The versions of a page: number, the one before, and how much longer each is."""
    with world.app.app_context():
        page = find_page(parse_name(name))
        assert page
        columns = (Revision.id, Revision.parent_id, Revision.size_change)
        rows = session().execute(select(*columns).where(Revision.page_id == page.id).order_by(Revision.id)).all()
        assert page.current_revision_id == rows[-1].id
        return [(number, parent, change) for number, parent, change in rows]


@pytest.fixture
def every(world: World, ek: Visitor, lind: Visitor) -> list[int]:
    """The versions of a deleted page: the second and the fourth must not come back."""
    numbers = [world.write("Pilot", "Först.").revision_id]
    with world.app.app_context():
        begin()
        page = find_page(parse_name("Pilot"))
        assert page
    ek.post("/watch", {"thing": f"page {page.id}"})
    numbers += [
        world.write("Pilot", f"Först. {WORD} två.", by=WORD, summary=f"om {WORD}").revision_id,
        world.write("Pilot", "Först. Tre, som är bra.").revision_id,
        world.write("Pilot", f"Allt om {WORD}. [[{WORD}]]", by=WORD, summary=f"mer {WORD}").revision_id,
    ]
    with world.app.app_context():
        while deliver_batch("en"):
            pass
    assert lind.post("/delete/Pilot", {"reason": "dubblett"}).status_code == 303
    return numbers


@pytest.fixture
def page_id(world: World, every: list[int]) -> int:
    """The page that was deleted."""
    del every
    with world.app.app_context():
        return session().scalars(select(Removal.page_id)).one()


def test_what_stayed_deleted_is_nowhere(
    world: World, lind: Visitor, ek: Visitor, every: list[int], page_id: int, tmp_path: Path
) -> None:
    bring_back(lind, page_id, every, [every[0], every[2]])
    places = [
        *("/wiki/Pilot", "/history/Pilot", "/info/Pilot", "/edit/Pilot", "/talk/Pilot", "/feeds/page/Pilot", "/wanted"),
        *("/", "/changes", "/changes?days=30", "/changes?group=page", "/log", "/log?kind=all", "/feeds/changes"),
        *("/notices", "/watchlist", "/watchlist/all", "/search?q=F%C3%B6rst", "/search/suggest?q=Abra", "/pages"),
        *(f"/wiki/Pilot?oldid={number}" for number in every),
        *(f"/diff/{old}/{new}" for old in (0, *every) for new in every),
        *(f"/edit/Pilot?{act}={number}" for act in ("undo", "restore") for number in every),
        "/export/mediawiki/Pilot?history=yes",
    ]
    for who in (world.visitor(), ek):
        for address in places:
            answer = who.get(address)
            assert answer.status_code < 500, address
            assert WORD not in answer.text, address
    assert "/wiki/Pilot" not in ek.get(f"/contributions/{WORD}").text
    assert world.visitor().get(f"/wiki/Pilot?oldid={every[1]}").status_code == 404
    assert lind.get(f"/wiki/Pilot?oldid={every[1]}").status_code == 200
    assert f"oldid={every[1]}" not in lind.get(f"/search/versions?q={WORD}").text
    with world.app.app_context():
        export(tmp_path / "ut")
    told = [path.read_text() for path in (tmp_path / "ut").rglob("Pilot*") if path.is_file()]
    assert told
    assert WORD not in "".join(told)


def test_the_history_is_one_without_gaps_and_whole_again_later(
    world: World, lind: Visitor, every: list[int], page_id: int
) -> None:
    with world.app.app_context():
        columns = (Revision.id, Revision.parent_id, Revision.size_change)
        rows = session().execute(select(*columns).order_by(Revision.id).execution_options(removed=True))
        before = [tuple(row) for row in rows]
    bring_back(lind, page_id, every, [every[0], every[2]])
    first, third = chain(world, "Pilot")
    assert (first[0], third[:2]) == (every[0], (every[2], every[0]))
    assert third[2] == len("Först. Tre, som är bra.") - len("Först.")
    assert "Tre, som är bra." in world.visitor().get("/wiki/Pilot").text
    rest = rest_of(world)
    listed = lind.get("/deleted").text
    assert "2 versioner som förblev borttagna" in listed
    assert "dubblett" in listed
    fifth = world.write("Pilot", "Först. Tre, som är bättre.").revision_id
    bring_back(lind, rest, [every[1], every[3]], [every[1]])
    assert [row[0] for row in chain(world, "Pilot")] == [*every[:3], fifth]
    bring_back(lind, rest, [every[3]], [every[3]])
    assert chain(world, "Pilot")[:4] == before
    assert "bättre" in world.visitor().get("/wiki/Pilot").text  # what was written since is still the last
    with world.app.app_context():
        assert session().get(Page, rest, execution_options={"removed": True}) is None
        assert not session().scalars(select(Removal)).all()
    assert f"om {WORD}" in world.visitor().get(f"/contributions/{WORD}").text
    assert lind.get(f"/deleted/{rest}").status_code == 404


def test_one_that_is_newer_is_what_the_page_says(world: World, lind: Visitor, every: list[int], page_id: int) -> None:
    bring_back(lind, page_id, every, every[:3])
    assert "Tre" in world.visitor().get("/wiki/Pilot").text
    bring_back(lind, rest_of(world), every[3:], every[3:])
    assert f"Allt om {WORD}" in world.visitor().get("/wiki/Pilot").text
    assert chain(world, "Pilot")[-1][:2] == (every[3], every[2])
    log = world.visitor().get("/log").text
    assert "återställde den borttagna sidan med 3 versioner, och lät andra vara borttagna" in log
    assert "återställde 1 borttagen version av sidan" in log


def test_undoing_takes_nothing_from_what_stayed_deleted(
    world: World, ek: Visitor, lind: Visitor, every: list[int], page_id: int
) -> None:
    bring_back(lind, page_id, every, [every[0], every[2]])
    begun = ek.get(f"/edit/Pilot?undo={every[2]}").text
    text = re.search(r"<textarea[^>]*>\s*([^<]*)</textarea>", begun)
    assert text
    assert text[1].strip() == "Först."


def test_deleted_again_and_brought_back_the_rest_still_stays(
    world: World, lind: Visitor, every: list[int], page_id: int
) -> None:
    bring_back(lind, page_id, every, every[:1])
    lind.post("/delete/Pilot", {"reason": "ändå inte"})
    assert world.visitor().get("/wiki/Pilot").status_code == 404
    bring_back(lind, page_id, every[:1], every[:1])
    assert WORD not in world.visitor().get("/history/Pilot").text
    bring_back(lind, rest_of(world), every[1:], every[1:])
    assert [row[0] for row in chain(world, "Pilot")] == every


def test_quotes_of_what_stayed_deleted_are_not_shown(
    world: World, lind: Visitor, ek: Visitor, every: list[int], page_id: int
) -> None:
    bring_back(lind, page_id, every, every)
    form = {"kind": "question", "title": "Hur?", "text": "Berätta!", "quote": WORD, "revision": str(every[3])}
    ek.post("/talk/Pilot", form)
    assert WORD in ek.get("/talk/Pilot").text
    lind.post("/delete/Pilot", {"reason": "igen"})
    bring_back(lind, page_id, every, [every[0]])
    shown = ek.get("/talk/Pilot").text
    assert "Berätta!" in shown
    assert WORD not in shown


def test_what_was_unticked_is_kept_while_leafing(world: World, lind: Visitor) -> None:
    numbers = [world.write("Lång", f"Version {each}.").revision_id for each in range(55)]
    lind.post("/delete/Lång", {"reason": "dubblett"})
    address = "/deleted/" + lind.get("/deleted").text.partition('href="/deleted/')[2].partition('"')[0]
    newest = numbers[:4:-1]
    form = {"to": "Lång", "reason": "Mitt skäl", **ticked(newest, newest[1:]), "usual": "yes", "leaf": "2"}
    second = lind.post(address, form).text
    assert "Mitt skäl" in second
    assert f'name="others" value="{newest[0]}"' in second
    assert second.count('name="version"') == 5
    form |= {"others": str(newest[0]), **ticked(numbers[4::-1], numbers[4:0:-1])}
    del form["leaf"]
    assert lind.post(address, form).status_code == 303
    assert [row[0] for row in chain(world, "Lång")] == numbers[1:-1]
    none = lind.post(f"/deleted/{rest_of(world)}", {"all": "no"}).text
    assert "checked" not in none.partition("<ol")[2]


def test_at_least_one_is_chosen_and_its_text_can_be_read(
    world: World, lind: Visitor, ek: Visitor, every: list[int], page_id: int
) -> None:
    address = f"/deleted/{page_id}"
    refused = lind.post(address, ticked(every, []) | {"to": "Pilot", "reason": "Mitt skäl"})
    assert refused.status_code == 422
    assert "minst en version" in refused.text
    assert "Mitt skäl" in refused.text
    assert ek.post(address, ticked(every, every)).status_code == 403
    bring_back(lind, page_id, every, every)
    lind.post(f"/revision/{every[1]}/hide", {"part": "text", "reason": "pu"})
    lind.post("/delete/Pilot", {"reason": "igen"})
    assert lind.post(address, ticked(every, every[:2]) | {"to": "Pilot"}).status_code == 409
    assert world.visitor().get("/wiki/Pilot").status_code == 404


def test_a_line_whose_name_is_hidden_stays_deleted_too(
    world: World, lind: Visitor, every: list[int], page_id: int
) -> None:
    bring_back(lind, page_id, every, every)
    with world.app.app_context():
        line = session().scalars(select(Entry.id).where(Entry.revision_id == every[1])).one()
    lind.post(f"/log/{line}/hide", {"part": "name", "reason": "pu"})
    reader = world.visitor()
    assert f"om {WORD}" in reader.get("/changes?grouped=0").text
    lind.post("/delete/Pilot", {"reason": "igen"})
    assert f"om {WORD}" not in reader.get("/changes?grouped=0").text
    bring_back(lind, page_id, every, [every[0]])
    assert f"om {WORD}" not in reader.get("/changes?grouped=0").text
    bring_back(lind, rest_of(world), every[1:], every[1:])
    assert f"om {WORD}" in reader.get("/changes?grouped=0").text
    assert reader.get(f"/log/{line}").status_code == 200


def test_a_reason_that_is_hidden_is_not_repeated_where_versions_stayed_deleted(
    world: World, lind: Visitor, every: list[int], page_id: int
) -> None:
    bring_back(lind, page_id, every, [every[0], every[2]], to="Plan")
    rest, reader = rest_of(world), world.visitor()
    assert "dubblett" in reader.get("/wiki/Pilot").text
    with world.app.app_context():
        line = session().scalars(select(Entry.id).where(Entry.kind == "delete")).one()
    hide = {"part": ["summary", "author"], "reason": "Personuppgifter"}
    assert lind.post(f"/log/{line}/hide", hide).status_code == 303
    for address in ("/wiki/Pilot", "/log"):
        assert "dubblett" not in reader.get(address).text, address
    for address in ("/deleted", f"/deleted/{rest}"):
        assert "dubblett" not in lind.get(address).text, address
    assert lind.post("/delete/Plan", {"reason": "en gång till"}).status_code == 303
    lind.post(f"/log/{line}/show", {"part": ["summary"]})
    assert "dubblett" in reader.get("/wiki/Pilot").text
    assert "en gång till" in reader.get("/wiki/Plan").text


def test_what_is_wrong_with_the_choice_is_not_said_of_the_name(lind: Visitor, every: list[int], page_id: int) -> None:
    none = lind.post(f"/deleted/{page_id}", ticked(every, []) | {"to": "Pilot"})
    assert none.status_code == 422
    assert 'id="to-error"' not in none.text
    assert "Välj minst en version" in none.text
    wrong = lind.post(f"/deleted/{page_id}", ticked(every, every) | {"to": "Fil:Pilot.png"})
    assert 'id="to-error"' in wrong.text


def test_whoever_finds_the_rest_is_led_to_its_page_where_that_has_been_deleted_again(
    lind: Visitor, every: list[int], page_id: int, world: World
) -> None:
    bring_back(lind, page_id, every, [every[0], every[2]])
    lind.post("/delete/Pilot", {"reason": "en gång till"})
    rest = rest_of(world)
    assert f'href="/deleted/{page_id}"' in lind.get(f"/deleted/{rest}").text
    assert f'href="/deleted/{rest}"' not in lind.get(f"/deleted/{page_id}").text
    bring_back(lind, page_id, every, [every[0], every[2]])
    assert f'href="/deleted/{page_id}"' not in lind.get(f"/deleted/{rest}").text
