"""Hiding the content of one version of a file, its summary and who put it in, each by itself."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.conftest import Visitor, World
from tests.uploads.conftest import png, send
from wiki.core.db import session, transaction
from wiki.exporting.mediawiki.files import uploads
from wiki.files.models import FileVersion
from wiki.journal.models import Entry
from wiki.transfer.export import export

WORD = "Abrakadabra"
WHY = "Ett ansikte"
NAME = "Fil:Torget_i_Uddevalla.png"
ALL = ["file", "summary", "author"]


@pytest.fixture
def magic(world: World) -> Visitor:
    """A member whose name must not be told."""
    return world.signed_in(WORD, municipality="2480")


@pytest.fixture
def numbers(world: World, ek: Visitor, magic: Visitor) -> list[int]:
    """A picture with three versions, the middle one of which is to be hidden."""
    assert send(ek, png("teal")).status_code == 302
    for who, colour, comment in ((magic, "red", f"om {WORD}"), (ek, "blue", "Ny bild")):
        assert send(who, png(colour), {"comment": comment}, to=f"/upload/{NAME}").status_code == 302
    with world.app.app_context():
        return list(session().scalars(select(FileVersion.id).order_by(FileVersion.number)))


def withhold(lind: Visitor, number: int, *parts: str) -> None:
    answer = lind.post(f"/file-version/{number}/hide", {"part": list(parts), "reason": WHY})
    assert answer.status_code == 303, answer.text


def addresses(world: World, number: int) -> list[str]:
    """Where the content of a version is fetched, and smaller pictures of it."""
    with world.app.app_context():
        version = session().get_one(FileVersion, number)
        title, checksum = NAME.partition(":")[2], version.checksum
    begins = (checksum, checksum[:16], checksum[:12], checksum.upper())
    return [
        *(f"/file/{each}/{title}" for each in begins),
        *(f"/thumb/{checksum[:16]}/{width}/{title}" for width in (320, 640)),
    ]


def test_nobody_gets_the_content_and_everybody_is_told_why(
    world: World, lind: Visitor, ek: Visitor, numbers: list[int]
) -> None:
    places = addresses(world, numbers[1])
    assert all(ek.get(each).status_code == 200 for each in places)
    etag = ek.get(places[0]).headers["ETag"]
    withhold(lind, numbers[1], "file")
    for who in (world.visitor(), ek):
        for each in places:
            answer = who.get(each)
            assert answer.status_code == 410, each
            assert f"Innehållet i version 2 av den här filen är dolt. Varför: {WHY}" in answer.text
            assert who.get(each, headers={"If-None-Match": etag}).status_code == 410
            assert who.get(each, headers={"Range": "bytes=0-9"}).status_code == 410
    page = world.visitor().get(f"/wiki/{NAME}").text
    assert places[1] not in page
    assert "Återställ version 2" not in ek.get(f"/wiki/{NAME}").text
    assert f"Dolt: {WHY}" in page
    seen = lind.get(places[0])
    assert seen.status_code == 200
    assert seen.headers["Cache-Control"] == "private, no-store"
    for kept in (numbers[0], numbers[2]):
        assert all(world.visitor().get(each).status_code == 200 for each in addresses(world, kept))
    assert lind.post(f"/file-version/{numbers[1]}/show", {"part": "file"}).status_code == 303
    assert all(ek.get(each).status_code == 200 for each in places)


def test_a_thumbnail_that_lies_ready_is_not_sent(world: World, lind: Visitor, numbers: list[int]) -> None:
    small = addresses(world, numbers[1])[-2]
    assert world.visitor().get(small).status_code == 200  # now it lies in the folder
    withhold(lind, numbers[1], "file")
    assert world.visitor().get(small).status_code == 410


def test_who_and_why_are_nowhere(world: World, lind: Visitor, ek: Visitor, numbers: list[int]) -> None:
    places = ["/", "/log", f"/log?about={NAME}", "/changes", "/feeds/changes", f"/wiki/{NAME}", f"/info/{NAME}"]
    assert WORD in ek.get("/log").text
    assert WORD in ek.get(f"/wiki/{NAME}").text
    withhold(lind, numbers[1], *ALL)
    for who in (world.visitor(), ek):
        for address in places:
            assert WORD not in who.get(address).text, address
        assert "Umeå" not in who.get(f"/wiki/{NAME}").text
    assert NAME not in ek.get(f"/contributions/{WORD}").text
    assert "(författaren är dold)" in ek.get(f"/wiki/{NAME}").text
    log = ek.get("/log").text
    assert "dolde delar av en version av filen" in log
    assert f"<q>{WHY}</q>" in log
    lind.post(f"/file-version/{numbers[1]}/show", {"part": ["summary", "author"]})
    assert f"om {WORD}" in ek.get("/log").text
    assert WORD in ek.get(f"/wiki/{NAME}").text


def test_what_the_journal_told_before_it_knew_the_version_is_hidden_too(
    world: World, lind: Visitor, ek: Visitor, numbers: list[int]
) -> None:
    with world.app.app_context(), transaction():
        session().execute(update(Entry).where(Entry.kind == "upload").values(details=None))
    withhold(lind, numbers[1], "summary", "author")
    assert WORD not in ek.get("/log").text
    assert "Ny bild" in ek.get("/log").text


def test_exports_leave_it_out(world: World, lind: Visitor, numbers: list[int], tmp_path: Path) -> None:
    withhold(lind, numbers[1], *ALL)
    withhold(lind, numbers[0], "summary", "author")
    with world.app.app_context():
        lost: list[str] = []
        told = "".join(uploads("Torget i Uddevalla.png", "https://wiki.example", lost.append))
        export(tmp_path / "ut")
        first, hidden, last = (session().get_one(FileVersion, number).checksum for number in numbers)
        kept = first, last
    assert told.count("<upload>") == 2
    assert not lost
    assert told.count('<contributor deleted="deleted" />') == 1
    assert hidden[:16] not in told
    written = [path for path in (tmp_path / "ut").rglob("*") if path.is_file()]
    sums = {sha256(path.read_bytes()).hexdigest() for path in written}
    assert sums & set(kept) == set(kept)
    assert hidden not in sums
    told = "".join(path.read_text() for path in written if path.suffix in {".md", ".yaml"})
    assert hidden not in told
    assert WORD not in told


def test_the_current_content_stays_and_the_way_out_is_shown(world: World, lind: Visitor, numbers: list[int]) -> None:
    current = numbers[2]
    form = lind.get(f"/file-version/{current}/hide").text
    assert "kan inte döljas" in form
    assert "Återställ version 2" in form
    assert 'value="file"' not in form
    refused = lind.post(f"/file-version/{current}/hide", {"part": "file", "reason": "Mitt skäl"})
    assert refused.status_code == 409
    assert "Mitt skäl" in refused.text
    withhold(lind, current, "summary")
    assert "Ny bild" not in world.visitor().get(f"/wiki/{NAME}").text
    assert lind.post(f"/restore/{NAME}", {"version": "1"}).status_code == 302
    withhold(lind, current, "file")
    assert lind.post(f"/file-version/{numbers[0]}/hide", {"part": "file", "reason": WHY}).status_code == 409
    assert world.visitor().get(addresses(world, numbers[0])[0]).status_code == 200


def test_versions_that_hold_the_same_are_hidden_together(world: World, lind: Visitor, numbers: list[int]) -> None:
    lind.post(f"/restore/{NAME}", {"version": "2"})
    send(lind, png("green"), {"comment": ""}, to=f"/upload/{NAME}")
    form = lind.get(f"/file-version/{numbers[1]}/hide").text
    assert re.search(r"tillsammans med den här:\s*4<", form)
    withhold(lind, numbers[1], "file")
    assert all(world.visitor().get(each).status_code == 410 for each in addresses(world, numbers[1]))
    with world.app.app_context():
        fourth = session().scalars(select(FileVersion.id).where(FileVersion.number == 4)).one()
    lind.post(f"/file-version/{fourth}/show", {"part": "file"})
    assert all(world.visitor().get(each).status_code == 200 for each in addresses(world, numbers[1]))


def test_a_hidden_version_cannot_be_restored(lind: Visitor, ek: Visitor, numbers: list[int]) -> None:
    withhold(lind, numbers[1], "file")
    for answer in (ek.get(f"/restore/{NAME}?version=2"), ek.post(f"/restore/{NAME}", {"version": "2"})):
        assert answer.status_code == 410
        assert WHY in answer.text


def test_it_stays_hidden_when_the_file_is_deleted_and_brought_back(
    world: World, lind: Visitor, ek: Visitor, numbers: list[int]
) -> None:
    withhold(lind, numbers[1], "file")
    lind.post(f"/delete/{NAME}", {"reason": "dubblett"})
    place = addresses_of_deleted(world, numbers[1])
    assert ek.get(place).status_code == 404
    assert lind.get(place).status_code == 200
    with world.app.app_context():
        page = session().scalars(select(Entry.page_id).where(Entry.kind == "delete")).one()
    lind.post(f"/deleted/{page}", {"to": NAME.replace("_", " "), "reason": ""})
    assert ek.get(place).status_code == 410


def addresses_of_deleted(world: World, number: int) -> str:
    with world.app.app_context():
        wanted = select(FileVersion.checksum).where(FileVersion.id == number).execution_options(removed=True)
        return f"/file/{session().scalars(wanted).one()}/{NAME.partition(':')[2]}"


def test_reason_choice_and_rights_are_asked(world: World, lind: Visitor, ek: Visitor, numbers: list[int]) -> None:
    address = f"/file-version/{numbers[1]}"
    assert "Skriv varför" in lind.post(f"{address}/hide", {"part": "file", "reason": ""}).text
    assert lind.post(f"{address}/hide", {"reason": WHY}).status_code == 422
    assert ek.get(f"{address}/hide").status_code == 403
    assert ek.post(f"{address}/hide", {"part": "file", "reason": WHY}).status_code == 403
    assert ek.post(f"{address}/show", {"part": "file"}).status_code == 403
    assert world.visitor().get(f"{address}/hide").status_code == 401
    assert lind.get("/file-version/999/hide").status_code == 404
    assert address not in ek.get(f"/wiki/{NAME}").text
    assert address in lind.get(f"/wiki/{NAME}").text


def test_nothing_is_asked_where_nothing_more_can_be_hidden(lind: Visitor, numbers: list[int]) -> None:
    form = lind.get(f"/file-version/{numbers[2]}/hide").text
    assert 'name="part"' in form
    assert "Innehållet är själva filen" not in form, "that of the current version cannot be hidden"
    withhold(lind, numbers[2], "summary", "author")
    form = lind.get(f"/file-version/{numbers[2]}/hide").text
    assert 'name="reason"' not in form
    assert "Visa igen" in form
