"""After a move: the pages that still say the old name, and writing it anew on them."""

import pytest
from sqlalchemy import select

from tests.conftest import Visitor, World
from tests.uploads.conftest import png, send
from wiki.accounts.models import Role, User
from wiki.core.db import session
from wiki.gardening import move_views
from wiki.gardening.move import Move, move_page
from wiki.markup import parse_name
from wiki.pages.queries import find_page, source_of


def source(world: World, name: str) -> str:
    """What a page says."""
    with world.app.test_request_context():
        page = find_page(parse_name(name))
        return source_of(page.current_revision_id if page else None)


def moved(who: Visitor, name: str, to: str) -> str:
    """Move a page; the address that one is sent to."""
    answer = who.post(f"/move/{name}", {"to": to, "subpages": "1", "redirect": "1"})
    assert answer.status_code == 303, answer.text
    return answer.location


def test_pages_that_say_the_old_name_can_be_written_anew(world: World) -> None:
    world.write("Verktyg:A", "Om A.")
    world.write("Verktyg:A/Del", "Om delen.")
    world.write("Ett", "Se [[Verktyg:A|verktyget]] och `[[Verktyg:A]]`.")
    world.write("Två", "---\nverktyg: Verktyg:A\n---\nText.")
    world.write("Tre", "Se [[Verktyg:A/Del#Hur]].")
    world.write("Fyra", "Inget.")
    asta = world.signed_in("Asta")
    address = moved(asta, "Verktyg:A", "Verktyg:B")
    page = asta.get(address).text
    assert "3 sidor har kvar det gamla namnet" in page
    assert "1 sida under den följde med" in page
    answer = asta.post(address, {"page": ["Ett", "Tre", "Fyra"]})
    assert "Länkarna på 2 sidor är ändrade" in answer.text
    assert source(world, "Ett") == "Se [[Verktyg:B|verktyget]] och `[[Verktyg:A]]`.\n"
    assert source(world, "Tre") == "Se [[Verktyg:B/Del#Hur]].\n"
    assert "verktyg: Verktyg:A" in source(world, "Två")
    assert "länkar leder till ”Verktyg:B”, som hette ”Verktyg:A”" in asta.get("/history/Ett").text
    assert "Ingen sida har kvar det gamla namnet" in asta.post(address, {"every": "1"}).text
    assert "verktyg: Verktyg:B" in source(world, "Två")


def test_links_to_pages_below_that_stayed_go_on_leading_there(world: World) -> None:
    world.write("Plan", "Se [[/Del]], [[/Del#Hur|den]] och [[/Finns inte]]; `[[/Del]]`.")
    world.write("Plan/Del", "Om delen.")
    asta = world.signed_in("Asta")
    address = asta.post("/move/Plan", {"to": "Karta", "redirect": "1"}).location
    page = asta.get(address).text
    assert 'value="Karta" checked' in page
    assert "börjar med ett snedstreck" in page
    assert "Länkarna på 1 sida är ändrade" in asta.post(address, {"page": ["Karta"]}).text
    assert source(world, "Karta") == "Se [[Plan/Del|Del]], [[Plan/Del#Hur|den]] och [[/Finns inte]]; `[[/Del]]`.\n"
    assert "dit de ledde när sidan hette ”Plan”" in asta.get("/history/Karta").text
    assert "Ingen sida har kvar det gamla namnet" in asta.get(address).text


def test_links_to_pages_below_that_came_along_stay_as_they_are(world: World) -> None:
    world.write("Verktyg:Plan", "Se [[/Del]].")
    world.write("Verktyg:Plan/Del", "Om delen.")
    asta = world.signed_in("Asta")
    page = asta.get(moved(asta, "Verktyg:Plan", "Verktyg:Karta")).text
    assert "Ingen sida har kvar det gamla namnet" in page
    assert source(world, "Verktyg:Karta") == "Se [[/Del]].\n"


def test_many_pages_are_written_some_at_a_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(move_views, "AT_ONCE", 2)
    world.write("Pilot", "Text.")
    for number in range(5):
        world.write(f"Sida {number}", "Se [[pilot]]en.")
    asta = world.signed_in("Asta")
    address = moved(asta, "Pilot", "Prov")
    chosen = {"page": [f"Sida {number}" for number in range(5)]}
    first = asta.post(address, chosen).text
    assert "Länkarna på 2 sidor är ändrade. 3 valda sidor är kvar" in first
    asta.post(address, chosen)
    assert "Ingen sida har kvar" in asta.post(address, chosen).text
    assert source(world, "Sida 4") == "Se [[prov|pilot]]en.\n"


def test_names_that_tell_of_no_move_are_refused(world: World) -> None:
    world.write("Pilot", "Text.")
    world.write("Annan", "Se [[Pilot]].")
    asta = world.signed_in("Asta")
    answer = asta.post("/moved/Annan?old=Pilot", {"every": "1"})
    assert answer.status_code == 409
    assert "har inte flyttats till" in answer.text
    assert asta.get("/moved/Annan?old=Aldrig").status_code == 409, "where nothing is called so nothing was either"


def test_a_picture_is_shown_under_its_old_name_too(world: World) -> None:
    asta, vera = world.signed_in("Asta"), world.signed_in("Vera", Role.GARDENER)
    send(asta, png())
    old, new = "Fil:Torget i Uddevalla.png", "Fil:Torget.png"
    world.write("Sida", f"[[{old}|300px|Torget]]")
    address = asta.get("/wiki/Sida").text.partition('src="/thumb/')[2].partition('"')[0]
    assert asta.get(f"/thumb/{address}").status_code == 200
    assert "behörighet" in asta.post(f"/move/{old}", {"to": new, "redirect": "1"}).text
    assert "passar inte en fil" in vera.post(f"/move/{old}", {"to": "Fil:Torget.pdf", "redirect": "1"}).text
    moved(vera, old, new)
    page = asta.get("/wiki/Sida").text
    assert "/Torget.png" in page
    assert "Ett torg med träd och bänkar." in page
    assert asta.get(f"/thumb/{address}").status_code == 200
    assert asta.get("/file/Torget_i_Uddevalla.png").location.endswith("/Torget.png")


def test_whoever_writes_while_the_page_is_moved_writes_on_the_page(world: World) -> None:
    saved = world.write("Pilot", "Ett.\n\nTvå.\n", by="Vera")
    asta = world.signed_in("Asta")
    with world.app.test_request_context():
        vera = session().scalar(select(User).where(User.name == "Vera"))
        assert vera is not None
        move_page(Move(parse_name("Pilot"), parse_name("Prov")), by=vera)
    form = {"text": "Ett.\n\nTvå, och mer.\n", "base": str(saved.revision_id), "hand": "h1"}
    assert asta.send("PUT", "/draft/Pilot", form).status_code == 200
    assert asta.post("/edit/Pilot", form).status_code == 302
    assert source(world, "Prov") == "Ett.\n\nTvå, och mer.\n"
    assert source(world, "Pilot") == "#OMDIRIGERING [[Prov]]\n"
