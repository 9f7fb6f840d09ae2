"""Recent changes, narrowed by what an address says, and gathered by page."""

from datetime import timedelta

import pytest

from tests.conftest import World
from tests.pages.test_backlinks import in_order, words
from wiki.accounts.models import Role, User
from wiki.core.clock import local, now
from wiki.core.db import session, transaction
from wiki.markup import parse_name
from wiki.pages.queries import find_page
from wiki.talk.open_topic import open_topic

EXAMPLE = "---\ntyp: exempel\ntema: Piloter\nläge: pilot\n---\nVi prövar.\n"


@pytest.fixture
def busy(world: World) -> World:
    """A wiki in which people of two municipalities have written, one of them for long."""
    world.user("Asp", municipality="1440")
    world.user("Bo", municipality="1380")
    with world.app.app_context(), transaction():
        bo = session().query(User).filter_by(name="Bo").one()
        bo.created_at = now() - timedelta(days=500)
    world.write("Tema:Piloter", "---\ntyp: tema\n---\nOm piloter.", by="Bo")
    world.write("Vägen", "---\ntyp: vägledning\ntema: Piloter\n---\nVägledning.", by="Bo")
    world.write("Kommun:Ale/Pilot", EXAMPLE, by="Bo")
    world.write("Annat", "Text.", by="Bo")
    world.write("Aleförsök", "Text.", by="Asp")
    return world


def shown(world: World, question: str, who: Role | None = None) -> str:
    """The changes that are shown, as words; the form and the head of the page are left out."""
    visitor = world.signed_in(f"Den{who.name.lower()}", who) if who else world.visitor()
    page = visitor.get(f"/changes?{question}")
    assert page.status_code == 200
    return words("<main>" + page.text.split('class="news"')[1])


def test_a_municipality_is_what_stands_on_its_pages_and_what_those_who_work_there_write(busy: World) -> None:
    for question in ("municipality=1440", "municipality=Ale", "municipality=ale"):
        text = shown(busy, question)
        assert "Kommun:Ale/Pilot" in text
        assert "Aleförsök" in text, "written by somebody who works there"
        assert "Annat" not in text
    assert "Det som har skrivits på kommunens sidor" in busy.visitor().get("/changes").text


def test_a_theme_is_its_page_its_guidance_and_its_examples(busy: World) -> None:
    text = shown(busy, "theme=piloter")
    assert all(name in text for name in ("Tema:Piloter", "Vägen", "Kommun:Ale/Pilot"))
    assert "Annat" not in text
    assert "Aleförsök" not in text


def test_newcomers_are_those_who_were_new_when_they_wrote(busy: World) -> None:
    text = shown(busy, "newcomers=1")
    assert "Aleförsök" in text
    assert "Annat" not in text, "Bo has been here for long"
    assert "Kommun:Ale/Pilot" not in shown(busy, "newcomers=1&municipality=1440")


def test_a_chosen_filter_stands_as_a_link_that_takes_it_back(busy: World) -> None:
    page = busy.visitor().get("/changes?theme=Piloter&municipality=1440&minor=0").text
    text = words(page)
    assert in_order(text, "Ta bort: Ale", "Ta bort: Piloter", "Ta bort: Utan mindre ändringar")
    assert 'href="/changes?theme=Piloter&amp;minor=0"' in page
    assert 'href="/changes?municipality=1440&amp;minor=0"' in page


def test_what_an_address_says_that_nobody_knows_is_said(busy: World) -> None:
    address = "/changes?days=400&namespace=mars&theme=Inget&municipality=Mars&minor=x&unpatrolled=1"
    answer = busy.visitor().get(address)
    text = words(answer.text)
    assert answer.status_code == 200
    for sentence in (
        "Det går inte att välja ”400” dagar. De senaste 30 visas.",
        "Det finns inget slags sida som heter ”mars”.",
        "Det finns ingen kommun som heter ”Mars”.",
        "Det finns inget tema som heter ”Inget”.",
        "”minor” kan vara 0 eller 1, inte ”x”.",
        "Bara trädgårdsmästare ser vad ingen har granskat än.",
    ):
        assert sentence in text
    assert "Annat" in text, "the rest of the address holds"
    assert "gick inte att förstå" not in busy.visitor().get("/changes?days=7").text


def test_an_empty_list_says_what_to_take_back(busy: World) -> None:
    page = busy.visitor().get("/changes?days=7&theme=Piloter&namespace=tool").text
    text = words(page)
    assert in_order(text, "Inget av det här slaget", "Ta bort något för att se mer:", "Ta bort: Verktyg – 3 ändringar")
    assert in_order(text, "Visa allt – 5 ändringar")
    assert 'href="/changes?days=7&amp;theme=Piloter"' in page
    assert "Ta bort: Piloter" not in text.split("Ta bort något")[1], "that would not help"


def test_changes_of_a_page_on_a_day_are_one_line_with_one_difference(busy: World) -> None:
    noon = local(now()).replace(hour=12, minute=0) - timedelta(days=2)
    first = busy.write("Pilot", "Ett.", by="Asp", at=noon)
    for hour, who in ((1, "Asp"), (2, "Bo"), (3, "Asp")):
        last = busy.write("Pilot", f"Text {hour}.", by=who, at=noon + timedelta(hours=hour), summary=f"steg {hour}")
    page = busy.visitor().get("/changes").text
    text = words(page)
    assert in_order(text, "Pilot", "4 ändringar av 2 personer", "Asp, Bo", "steg 3", "steg 2", "steg 1")
    assert f'href="/diff/0/{last.revision_id}"' in page, "over all of them, from before the page was there"
    assert f'href="/diff/{first.revision_id}/{last.revision_id}"' not in page
    by_itself = busy.visitor().get("/changes?grouped=0").text
    assert "4 ändringar" not in by_itself
    assert "Samla per sida" in by_itself
    again = busy.write("Pilot", "Nästa dag.", by="Bo", at=noon + timedelta(days=1))
    page = busy.visitor().get("/changes").text
    assert "4 ändringar" in page, "another day is another line"
    assert f'href="/diff/{last.revision_id}/{again.revision_id}"' in page


def test_posts_in_a_topic_are_a_line_of_their_own(busy: World) -> None:
    with busy.app.test_request_context():
        page, bo = find_page(parse_name("Annat")), session().query(User).filter_by(name="Bo").one()
        assert page
        open_topic(page, "Hur då?", "Så.", by=bo)
        open_topic(page, "Och sedan?", "Så.", by=bo)
    text = shown(busy, "")
    assert in_order(text, "Diskussion: Annat", "Och sedan?", "Diskussion: Annat", "Hur då?", "Annat")


def test_a_group_is_never_cut_in_two_by_the_end_of_a_part(world: World) -> None:
    noon = local(now()).replace(hour=12, minute=0) - timedelta(days=1)
    world.write("Först", "Ett.", at=noon - timedelta(hours=1))
    for number in range(45):
        world.write(f"Sida {number}", "Text.", at=noon + timedelta(minutes=number))
    world.write("Först", "Två.", at=noon + timedelta(hours=1))
    visitor = world.visitor()
    first, second = (words(visitor.get(f"/changes?page={page}").text) for page in (1, 2))
    assert "2 ändringar av 1 person" in first
    assert "Först" not in second.split("Listan lästes")[1]
    assert "Sida 0" in second
    assert "Sida 0 " not in first


def test_a_page_that_changed_often_leads_to_its_history(world: World) -> None:
    for number in range(11):
        world.write("Pilot", f"Text {number}.", summary=f"steg {number}")
    page = world.visitor().get("/changes").text
    assert "11 ändringar av 1 person" in words(page)
    assert "Alla finns i historiken" in page
    assert "steg 2" not in page


def test_the_form_and_the_links_keep_each_others_choices(busy: World) -> None:
    page = busy.visitor().get("/changes?days=7&theme=Piloter&grouped=0").text
    assert 'href="/changes?days=1&amp;theme=Piloter&amp;grouped=0"' in page
    assert 'href="/changes?days=7&amp;theme=Piloter"' in page
    assert '<input type="hidden" name="days" value="7">' in page
    assert '<input type="hidden" name="grouped" value="0">' in page
    assert '<option value="Piloter" selected>' in page


def test_unpatrolled_is_for_gardeners(busy: World) -> None:
    assert "granskat" not in busy.visitor().get("/changes").text
    text = shown(busy, "unpatrolled=1", Role.GARDENER)
    assert "Aleförsök" in text
    assert "Annat" not in text
