"""Whom to ask, and who gets to know the address."""

import re

import pytest
from sqlalchemy import select

from tests.conftest import Visitor, World
from tests.examples.acting import ADDRESS, EXAMPLE, member, tell
from wiki.accounts.models import Role
from wiki.core.db import session
from wiki.journal.models import Entry
from wiki.markup import parse_name
from wiki.pages.queries import find_page
from wiki.search.engine import engine_of
from wiki.search.follower import catch_up
from wiki.search.models import SearchDocument

SECRET = "utveckling@vetlanda.example"
ROLE = "Utvecklingsstrateg"
FORM = {"role": ROLE, "mailbox": SECRET, "person": ""}


def with_contact(world: World) -> Visitor:
    tell(world, EXAMPLE, "kontakt: Ekonom")
    asp = member(world, "Asp", "0685")
    assert asp.post(f"/contact/{ADDRESS}", FORM).status_code == 303
    return asp


def test_members_see_whom_to_ask_and_visitors_only_that_there_is_somebody(world: World) -> None:
    asp = with_contact(world)
    for reader in (asp, member(world, "Ek", "1380"), member(world, "Al", None)):
        page = reader.get(f"/wiki/{ADDRESS}").text
        assert f'href="mailto:{SECRET}"' in page
        assert ROLE in page
    page = world.visitor().get(f"/wiki/{ADDRESS}").text
    for each in (SECRET, ROLE, "Ekonom<"):
        assert each not in page
    assert "Logga in för att se kontakten" in page


def test_a_role_that_the_fields_name_is_not_for_visitors_either(world: World) -> None:
    """It comes from imports and from before; whoever writes it now is told where it belongs."""
    tell(world, EXAMPLE, "kontakt: Controller")
    asp = member(world, "Asp", "0685")
    assert "Controller" in asp.get(f"/wiki/{ADDRESS}").text
    page = world.visitor().get(f"/wiki/{ADDRESS}").text
    assert "Controller" not in page
    assert "Logga in för att se kontakten" in page
    new = {"text": "---\ntyp: exempel\nkontakt: Controller\n---\nText.", "base": ""}
    refused = asp.post("/edit/Kommun:Vetlanda/Nytt", new)
    assert refused.status_code == 422
    assert "Vem du kan fråga" in refused.text


def test_the_page_of_shared_guidance_says_who_tends_it(world: World) -> None:
    world.write("Pilot", "---\nkontakt: Trädgårdsgruppen\n---\nText.")
    assert "Trädgårdsgruppen" in world.visitor().get("/wiki/Pilot").text


def test_a_kept_page_never_gives_it_to_visitors(world: World) -> None:
    """Whoever asks first, and whether or not they have a cookie."""
    asp, visitor, with_cookie = with_contact(world), world.visitor(), world.visitor()
    with_cookie.get("/language/sv")
    assert with_cookie.client.get_cookie("wiki")
    for _ in range(3):
        assert SECRET in asp.get(f"/wiki/{ADDRESS}").text
        assert SECRET not in with_cookie.get(f"/wiki/{ADDRESS}").text
        assert SECRET not in visitor.get(f"/wiki/{ADDRESS}").text
    asp.post("/signout")
    assert SECRET not in asp.get(f"/wiki/{ADDRESS}").text


def test_nothing_that_is_open_to_all_holds_it(world: World) -> None:
    with_contact(world)
    with world.app.app_context():
        page = find_page(parse_name(EXAMPLE))
        assert page
        number = page.current_revision_id
        catch_up(engine_of(world.app))
        said = [*session().scalars(select(SearchDocument.text)), *session().scalars(select(Entry.summary))]
        for each in (SECRET, ROLE):
            assert each not in "\n".join(said)
    visitor = world.visitor()
    for address in (
        "/search?q=utveckling",
        "/search/suggest?q=Kostnadskontroll",
        "/changes",
        "/examples",
        "/examples?format=csv",
        "/examples?format=json",
        f"/history/{ADDRESS}",
        f"/info/{ADDRESS}",
        f"/edit/{ADDRESS}",
        f"/talk/{ADDRESS}",
        f"/backlinks/{ADDRESS}",
        f"/wiki/{ADDRESS}",
        f"/wiki/{ADDRESS}?oldid={number}",
        f"/diff/0/{number}",
        "/feeds/examples",
        "/matrix?format=csv",
        "/requests",
        "/contributions/Asp",
        "/user/Asp",
        "/wiki/Tema:Ekonomi",
        "/wiki/Kommun:Vetlanda",
    ):
        answer = visitor.get(address, follow_redirects=True).text
        assert SECRET not in answer, address
        assert ROLE not in answer, address
    assert visitor.get(f"/contact/{ADDRESS}").status_code == 401


def test_an_example_without_a_contact_of_its_own_has_that_of_its_municipality(world: World) -> None:
    tell(world)
    world.write("Kommun:Vetlanda", "---\ntyp: kommun\n---\nVi.\n")
    asp = member(world, "Asp", "0685")
    assert asp.post("/contact/Kommun:Vetlanda", FORM).status_code == 303
    assert SECRET in asp.get("/wiki/Kommun:Vetlanda").text
    assert SECRET in asp.get(f"/wiki/{ADDRESS}").text
    assert SECRET not in world.visitor().get(f"/wiki/{ADDRESS}").text


def test_the_contact_can_be_an_account_of_the_municipality(world: World) -> None:
    tell(world)
    asp = member(world, "Asp", "0685")
    member(world, "Ek", "1380")
    form = asp.get(f"/contact/{ADDRESS}").text
    assert '<option value="Asp"' in form
    assert '<option value="Ek"' not in form
    assert asp.post(f"/contact/{ADDRESS}", {"role": "Ekonom", "mailbox": "", "person": "Asp"}).status_code == 303
    assert 'href="/user/Asp"' in asp.get(f"/wiki/{ADDRESS}").text
    assert "/user/Asp" not in world.visitor().get(f"/wiki/{ADDRESS}").text
    refused = asp.post(f"/contact/{ADDRESS}", {"role": "Ekonom", "mailbox": "", "person": "Ek"})
    assert refused.status_code == 400
    assert "Välj någon i kommunen" in refused.text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({**FORM, "role": ""}, "Skriv rollen"),
        ({**FORM, "role": "x" * 81}, "högst 80 tecken"),
        ({**FORM, "role": f"Ekonom, {SECRET}"}, "Skriv bara rollen"),
        ({**FORM, "role": "Ekonom 0383-971 00"}, "Skriv bara rollen"),
        ({**FORM, "mailbox": "inte en adress"}, "hel e-postadress"),
        ({**FORM, "mailbox": ""}, "Skriv en funktionsbrevlåda"),
        ({**FORM, "person": "Asp"}, "Välj antingen"),
        ({**FORM, "csrf_token": "gammal"}, "Formuläret hade varit öppet för länge"),
    ],
)
def test_anything_else_is_refused_at_its_field_and_nothing_is_lost(
    world: World, form: dict[str, str], sentence: str
) -> None:
    tell(world)
    answer = member(world, "Asp", "0685").post(f"/contact/{ADDRESS}", form)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert f'value="{form["mailbox"]}"' in answer.text
    assert form["role"] in answer.text


def test_only_its_own_and_gardeners_say_whom_to_ask(world: World) -> None:
    with_contact(world)
    other, gardener = member(world, "Ek", "1380"), member(world, "Al", None, Role.GARDENER)
    assert f"/contact/{ADDRESS}" not in other.get(f"/wiki/{ADDRESS}").text
    for answer in (other.get(f"/contact/{ADDRESS}"), other.post(f"/contact/{ADDRESS}", FORM)):
        assert answer.status_code == 403
        assert SECRET not in answer.text
    assert f'value="{SECRET}"' in gardener.get(f"/contact/{ADDRESS}").text
    assert gardener.post(f"/contact/{ADDRESS}", {"remove": "1"}).status_code == 303
    page = other.get(f"/wiki/{ADDRESS}").text
    assert SECRET not in page
    assert "<strong>Ekonom</strong>" in page  # what its fields say


def test_asking_opens_a_topic_with_a_heading(world: World) -> None:
    tell(world)
    asp = member(world, "Asp", "1380")
    page = asp.get(f"/wiki/{ADDRESS}").text
    assert "Fråga Vetlanda" in page
    address = page.split("Fråga Vetlanda")[0].rsplit('<a class="ds-button"', 1)[1].split('href="')[1].split('"')[0]
    assert address.endswith("#new")
    assert 'value="En fråga till Vetlanda"' in asp.get(address.partition("#")[0]).text


def test_a_changed_contact_is_seen_at_once(world: World) -> None:
    asp = with_contact(world)
    assert asp.post(f"/contact/{ADDRESS}", {**FORM, "mailbox": "ny@vetlanda.example"}).status_code == 303
    page = asp.get(f"/wiki/{ADDRESS}").text
    assert "ny@vetlanda.example" in page
    assert SECRET not in page


def test_a_heading_of_the_text_does_not_stand_twice(world: World) -> None:
    tell(world, text="Så gick det till.\n\n## Kontakt\n\nUtvecklingsstrateg.")
    page = world.visitor().get(f"/wiki/{ADDRESS}").text
    assert len(re.findall(r"<h[1-6][^>]*>\s*Kontakt", page)) == 1
    assert "Vem du kan fråga" in page
