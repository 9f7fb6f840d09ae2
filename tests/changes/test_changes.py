"""Recent changes."""

from datetime import timedelta

from tests.conftest import World
from tests.pages.test_backlinks import in_order, words
from wiki.core.clock import local, now
from wiki.core.db import transaction
from wiki.core.i18n import long_date
from wiki.journal.changes import latest_changes
from wiki.journal.record import record
from wiki.markup import parse_name
from wiki.pages.queries import find_page
from wiki.talk.close import close_topic
from wiki.talk.open_topic import open_topic
from wiki.talk.reply import reply_to


def test_a_change_says_what_how_much_by_whom_and_from_where(world: World) -> None:
    world.user("Asp", municipality="1380")
    world.write("Pilot", "Text.", by="Asp", summary="en början")
    world.write("Pilot", "Text om piloter.", by="Asp", summary="mer text", minor=True)
    page = world.visitor().get("/changes").text
    text = words(page)
    assert in_order(
        text, "I dag", "Pilot", "m mer text", "Asp", ", Halmstad", "diskussion", "bidrag", "+11", "skillnad"
    )
    assert in_order(text, "m mer text", "skillnad", "historik", "N en början", "+6")
    assert '<abbr title="mindre ändring">m</abbr>' in page
    assert '<abbr title="ny sida">N</abbr>' in page


def test_a_change_leads_to_its_difference_and_a_first_version_to_itself(world: World) -> None:
    first = world.write("Tänk stort", "Text.")
    world.write("Annat", "Text.")
    second = world.write("Tänk stort", "Mer text.")
    visitor = world.visitor()
    page = visitor.get("/changes").text
    assert f'href="/diff/{first.revision_id}/{second.revision_id}"' in page
    assert f"?oldid={first.revision_id}" in page
    assert visitor.get(f"/diff/{first.revision_id}/{second.revision_id}").status_code == 200


def test_days_have_headings_and_only_the_days_asked_for_are_shown(world: World) -> None:
    for days, name in ((0, "Alldeles nyss"), (1, "Dagen före"), (5, "I veckan"), (60, "Länge sedan")):
        world.write(name, "Text.", at=now() - timedelta(days=days))
    visitor = world.visitor()
    text = words(visitor.get("/changes").text)
    with world.app.test_request_context(headers={"Accept-Language": "sv"}):
        five = long_date(now() - timedelta(days=5))
    assert in_order(text, "I dag", "Alldeles nyss", "I går", "Dagen före", five, "I veckan")
    assert "Länge sedan" not in text
    assert "I veckan" not in words(visitor.get("/changes?days=3").text)
    assert "Länge sedan" in words(visitor.get("/changes?days=90").text)


def test_minor_edits_talk_and_other_kinds_of_page_can_be_left_out(world: World) -> None:
    asp = world.user("Asp")
    world.write("Pilot", "Text.")
    world.write("Kommun:Ale", "Text.", summary="om Ale")
    world.write("Kommun:Ale", "Text!", summary="ett tecken", minor=True)
    with world.app.test_request_context():
        page = find_page(parse_name("Pilot"))
        assert page
        open_topic(page, "Vem beslutar?", "Hur gör ni?", by=asp)
    visitor = world.visitor()
    everything = words(visitor.get("/changes").text)
    assert "ett tecken" in everything
    assert "Vem beslutar?" in everything
    assert "ett tecken" not in words(visitor.get("/changes?minor=0").text)
    assert "ett tecken" in words(visitor.get("/changes?minor=0&minor=1").text)
    assert "Vem beslutar?" not in words(visitor.get("/changes?talk=0").text)
    municipal = words(visitor.get("/changes?namespace=municipality&namespace=theme").text)
    assert "om Ale" in municipal
    assert "Vem beslutar?" not in municipal


def test_what_is_said_leads_to_the_post(world: World) -> None:
    asp = world.user("Asp")
    world.write("Pilot", "Text.")
    with world.app.test_request_context():
        page = find_page(parse_name("Pilot"))
        assert page
        topic = open_topic(page, "Vem beslutar?", "Hur gör ni?", by=asp)
        reply = reply_to(topic, "Vi frågar **chefen**.", by=asp)
        number = reply.id
        close_topic(topic, by=asp)
    shown = world.visitor().get("/changes").text
    lines = ("Diskussion: Pilot", "avslutade ämnet ”Vem beslutar?”", "Vi frågar chefen.", "nytt ämne: Vem beslutar?")
    assert in_order(words(shown), *lines)
    assert f'href="/reply/{number}"' in shown


def test_new_members_are_seen_and_changes_of_role_are_not(world: World) -> None:
    asp = world.user("Asp", municipality="1380")
    with world.app.test_request_context(), transaction():
        record("register", asp, namespace="user", name="Användare:Asp")
        record("role", asp, namespace="user", name="Användare:Asp", summary="hemlig")
    text = words(world.visitor().get("/changes").text)
    assert in_order(text, "Asp", "ny medlem", "Halmstad")
    assert "hemlig" not in text


def test_a_long_list_is_shown_a_page_at_a_time(world: World) -> None:
    for number in range(52):
        world.write(f"Sida {number}", "Text.")
    visitor = world.visitor()
    assert "Sida 51" in words(visitor.get("/changes").text)
    later = words(visitor.get("/changes?page=2&days=30").text)
    assert "Sida 1" in later
    assert "Sida 51" not in later
    assert "days=30" in visitor.get("/changes?page=2&days=30").text


def test_nothing_within_the_days_offers_a_longer_time(world: World) -> None:
    world.write("Pilot", "Text.", at=now() - timedelta(days=40))
    page = world.visitor().get("/changes?days=7").text
    assert "Inget av det här slaget har hänt de senaste 7 dagarna." in page
    assert 'href="/changes?days=90"' in page


def test_what_an_address_says_that_is_unknown_is_passed_over(world: World) -> None:
    world.write("Pilot", "Text.")
    answer = world.visitor().get("/changes?days=400&namespace=mars&minor=x&page=-3")
    assert answer.status_code == 200
    assert "Pilot" in words(answer.text)


def test_the_front_page_gets_each_page_once(world: World) -> None:
    for text in ("Ett.", "Två.", "Tre."):
        world.write("Pilot", text, summary=text)
    world.write("Plan", "Text.")
    with world.app.test_request_context():
        assert [(change.title, change.summary) for change in latest_changes(5)] == [("Plan", ""), ("Pilot", "Tre.")]


def test_the_names_of_people_and_summaries_are_shown_as_text(world: World) -> None:
    world.write("Pilot", "Text.", summary="<script>alert(1)</script>")
    page = world.visitor().get("/changes").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_today_is_the_readers_day(world: World) -> None:
    world.write("Pilot", "Text.", at=local(now()).replace(hour=0, minute=0, second=1))
    assert in_order(words(world.visitor().get("/changes").text), "I dag", "00.00", "Pilot")
