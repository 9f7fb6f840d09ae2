"""New versions of a file, and what its page tells."""

import pytest

from tests.conftest import Visitor, World
from tests.uploads.conftest import SCRIPT, TORG, png, send
from wiki.accounts.models import Role

PAGE = "/wiki/Fil:Torget_i_Uddevalla.png"
RENEW = "/upload/Fil:Torget_i_Uddevalla.png"
RESTORE = "/restore/Fil:Torget_i_Uddevalla.png"


def test_a_new_version_is_shown_and_the_old_one_can_be_shown_again(asta: Visitor) -> None:
    send(asta, png())
    assert send(asta, png("red", (600, 600)), {"comment": "Ny beskärning"}, to=RENEW).location == PAGE
    page = asta.get(PAGE).text
    assert "600 × 600 bildpunkter" in page
    assert "Ny beskärning" in page
    asked = asta.get(f"{RESTORE}?version=1")
    assert "Ska version 1 visas igen?" in asked.text
    assert asta.post(RESTORE, {"version": "1"}).location == PAGE
    page = asta.get(PAGE).text
    assert "Version 1 återställd" in page
    assert page.index("800 × 400") < page.index("600 × 600")
    assert "Ny beskärning" in asta.get("/changes").text


def test_the_same_again_or_another_type_is_no_new_version(asta: Visitor) -> None:
    send(asta, png())
    same = send(asta, png(), {}, to=RENEW)
    assert same.status_code == 409
    assert "samma fil" in same.text
    text = send(asta, b"Bara text.", {"comment": "Kvar"}, "a.txt", to=RENEW)
    assert text.status_code == 400
    assert 'value="Kvar"' in text.text
    assert send(asta, None, {}, to=RENEW).status_code == 400
    assert asta.get("/upload/Fil:Finns_inte.png").status_code == 404
    assert asta.get(f"{RESTORE}?version=7").status_code == 404


def test_readers_see_the_versions_but_cannot_change_them(world: World, asta: Visitor) -> None:
    send(asta, png())
    send(asta, png("red"), {}, to=RENEW)
    page = world.visitor().get(PAGE).text
    assert "Första versionen" in page
    assert "Asta" in page
    assert "Uddevalla" in page
    assert "Återställ version" not in page
    assert world.visitor().post(RESTORE, {"version": "1"}).status_code == 401


def test_a_page_that_shows_the_picture_is_told_of_on_both_sides(world: World, asta: Visitor) -> None:
    world.write("Torg", "Så här blev det.\n\n[[Fil:Torget i Uddevalla.png|höger|Vårt nya torg]]\n")
    red = world.visitor().get("/wiki/Torg").text
    assert 'href="/upload?name=Torget_i_Uddevalla.png">Fil:Torget i Uddevalla.png (ladda upp)</a>' in red
    send(asta, png())
    shown = world.visitor().get("/wiki/Torg").text
    assert (
        '<figure class="picture right w300"><a class="picture" href="/wiki/Fil:Torget_i_Uddevalla.png"><img src='
        in shown
    )
    assert 'alt="Ett torg med träd och bänkar."' in shown
    assert "320w" in shown
    assert "Vårt nya torg" in asta.get(PAGE).text
    assert "Vårt nya torg" in asta.get("/backlinks/Fil:Torget_i_Uddevalla.png?kind=file").text


def test_a_picture_in_a_discussion_is_shown(world: World, asta: Visitor) -> None:
    world.write("Torg", "Text.")
    send(asta, png())
    asta.post("/talk/Torg", {"title": "Bild?", "text": "[[Fil:Torget i Uddevalla.png|liten]]"})
    assert 'alt="Ett torg med träd och bänkar."' in asta.get("/talk/Torg").text


def test_a_file_without_page_and_a_page_without_file_both_lead_on(world: World, asta: Visitor) -> None:
    assert "Ladda upp filen" in asta.get("/wiki/Fil:Ny.png").text
    world.write("Fil:Ny.png", "Text om en bild som ska komma.")
    page = asta.get("/wiki/Fil:Ny.png")
    assert page.status_code == 200
    assert 'href="/upload?name=Ny.png"' in page.text
    answer = send(asta, png(), {**TORG, "title": "Ny", "description": ""})
    assert answer.location == "/wiki/Fil:Ny.png"
    assert "Text om en bild som ska komma." in asta.get(answer.location).text


def test_the_list_of_files_is_searched_narrowed_and_ordered(world: World, asta: Visitor) -> None:
    reader = world.visitor()
    assert "Det finns inga filer än" in reader.get("/files").text
    send(asta, png())
    send(asta, b"Vi provar.", {**TORG, "title": "Anteckningar"}, "a.txt")
    assert reader.get("/files").text.index("Anteckningar.txt") < reader.get("/files").text.index(
        "Torget i Uddevalla.png"
    )
    assert "Anteckningar" not in reader.get("/files?kind=picture").text
    assert "Torget" not in reader.get("/files?q=anteck").text
    assert "Ingen fil heter så" in reader.get("/files?q=xyzzy").text
    told = reader.get("/files?order=name", headers=SCRIPT).json
    assert told
    assert [each["name"] for each in told["files"]] == ["Anteckningar.txt", "Torget i Uddevalla.png"]
    assert told["files"][1]["alt"] == "Ett torg med träd och bänkar."


@pytest.mark.parametrize("role", [Role.MEMBER, Role.GARDENER])
def test_members_may_put_files_in(world: World, role: Role) -> None:
    assert send(world.signed_in("Elna", role), png()).status_code == 302


def test_what_stands_in_a_document_is_found(world: World, asta: Visitor) -> None:
    from wiki import search
    from wiki.search.engine import engine_of
    from wiki.search.follower import catch_up

    send(asta, "Vi inför blomsterbudgetering.".encode(), {**TORG, "title": "Anteckningar"}, "a.txt")
    with world.app.test_request_context():
        catch_up(engine_of(world.app))
        hits = search.find("blomsterbudgetering").hits
    assert [hit.name for hit in hits] == ["Fil:Anteckningar.txt"]
    assert [hit.name for hit in hits if hit.kind == "page"]
