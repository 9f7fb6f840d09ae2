"""From notice to letter, over a real mail server: the whole way, and all that may stand in it."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.conftest import World
from tests.digest.conftest import Told, letters, mail, number_of
from tests.digest.postbox import Postbox
from wiki.accounts.models import Role, User
from wiki.core.clock import now
from wiki.core.db import transaction
from wiki.core.settings import Settings
from wiki.digest.models import Letter, State

WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def anna(world: World) -> None:
    """Somebody to write to, and a page to write about."""
    world.user("Anna")
    world.write("Plan", "Text.")


def test_what_is_said_to_somebody_reaches_them_in_text_and_html(world: World, postbox: Postbox, told: Told) -> None:
    told("Anna", "mention")
    assert mail(world).sent == 1
    (letter,) = postbox.letters
    assert letter["To"] == "anna@example.org"
    assert letter["From"] == "Mittköping <wiki@mittkoping.se>"
    assert letter.get_content_type() == "multipart/alternative"
    text, html = (part.get_content() for part in letter.iter_parts())
    for form in (text, html):
        assert "Hej Anna" in form
        assert "PLAN" in form.upper()
        assert "https://wiki.example.se/unsubscribe/" in form
        assert "https://wiki.example.se/settings/letters" in form
        assert "http://" not in form
    assert "<script" not in html
    assert "src=" not in html


def test_the_letter_has_the_headers_that_mail_programs_act_on(world: World, postbox: Postbox, told: Told) -> None:
    told("Anna", "mention")
    mail(world)
    (letter,) = postbox.letters
    (row,) = letters(world)
    assert letter["Message-ID"] == row.message_id
    assert letter["Message-ID"].endswith("@mittkoping.se>")
    assert letter["List-Id"] == "Mittköping <letters.wiki.example.se>"
    assert letter["List-Unsubscribe"].startswith("<https://wiki.example.se/unsubscribe/")
    assert b"List-Unsubscribe: <https://wiki.example.se/unsubscribe/" in postbox.sources[0]  # as it stands, unencoded
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "sv"
    assert abs(letter["Date"].datetime - now()) < timedelta(minutes=1)


def test_what_happens_together_comes_in_one_letter_and_nothing_twice(
    world: World, postbox: Postbox, told: Told
) -> None:
    for number in range(10):
        world.write(f"Sida {number}", "Text.")
        told("Anna", "mention", page=f"Sida {number}")
    mail(world)
    mail(world)
    assert len(postbox.letters) == 1
    text = postbox.letters[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert all(f"SIDA {number}" in text for number in range(10))


def test_a_letter_waits_for_the_minutes_in_which_more_may_come(world: World, postbox: Postbox, told: Told) -> None:
    told("Anna", "mention", at=now())
    mail(world)
    assert postbox.letters == []
    mail(world, at=now() + timedelta(minutes=4))
    assert len(postbox.letters) == 1


def test_what_was_counted_in_after_the_letter_is_news_again(world: World, postbox: Postbox, told: Told) -> None:
    told("Anna", "mention", entry_id=1)
    mail(world)
    told("Anna", "mention", entry_id=2)
    mail(world)
    assert len(postbox.letters) == 2


def test_what_was_seen_in_the_wiki_meanwhile_is_not_mailed(world: World, postbox: Postbox, told: Told) -> None:
    from wiki.digest.gather import gather
    from wiki.digest.send import send_due
    from wiki.notices.models import Notice

    told("Anna", "mention")
    with world.app.app_context():
        assert gather() == 1
        with transaction() as session:
            session.execute(update(Notice).values(seen_at=now()))
        assert send_due().empty == 1
    assert postbox.letters == []


def test_other_things_come_once_a_week_on_monday_morning(world: World, postbox: Postbox, told: Told) -> None:
    mail(world)  # by which Anna gets her rhythm
    told("Anna", "thanks", at=now())
    mail(world, at=now() + timedelta(minutes=10))
    assert postbox.letters == []
    mail(world, at=now() + WEEK)
    (letter,) = postbox.letters
    assert letter["Subject"] == "Veckan på Mittköping: en nyhet"
    mail(world, at=now() + WEEK * 2)
    assert len(postbox.letters) == 1  # nothing has happened since


def test_the_subject_is_whole_in_swedish(world: World, postbox: Postbox, told: Told) -> None:
    from wiki.digest.wishes import save_wishes

    mail(world)
    with world.app.app_context():
        user = session_user(world, "Anna")
        save_wishes(user, {"mention": "daily"}, "0", "7")
    told("Anna", "mention")
    mail(world, at=now() + timedelta(days=1))
    assert postbox.letters[0]["Subject"] == "I dag på Mittköping: en nyhet"


@pytest.mark.parametrize("title", ["Plan\r\nBcc: alla@example.org", 'Pl<b>an</b> "x" & y', "Åäö–”citat”"])
def test_titles_stay_titles(world: World, postbox: Postbox, told: Told, title: str) -> None:
    from wiki.core.mail import put_together
    from wiki.core.mail_connection import Connection
    from wiki.digest.compose import put_down, speaking_to
    from wiki.digest.contents import Contents, Group, Line
    from wiki.digest.models import Pace

    with world.app.app_context():
        user = session_user(world, "Anna")
        contents = Contents(Pace.ONCE, [Group(title, [Line("Se ", title, ".", "/wiki/Plan")])], 1)
        settings: Settings = world.app.config["WIKI"]
        with speaking_to(user), Connection(settings) as connection:
            connection.hand_over(put_together(settings, put_down(contents, user)), lambda: None)
    (letter,) = postbox.letters
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Se " + " ".join(title.split())
    html = letter.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert "<b>" not in html


def session_user(world: World, name: str) -> User:
    """An account, in the present session."""
    from wiki.core.db import session

    return session().get_one(User, number_of(world, name))


def test_nobody_gets_letters_who_has_no_confirmed_address_of_their_own(
    world: World, postbox: Postbox, told: Told
) -> None:
    for name in ("Demo", "Obekräftad", "Utan"):
        world.user(name)
        told(name, "mention")
    with world.app.app_context(), transaction() as session:
        session.execute(update(User).where(User.name == "Demo").values(demo=True))
        session.execute(update(User).where(User.name == "Obekräftad").values(confirmed_at=None))
        session.execute(update(User).where(User.name == "Utan").values(email=None))
    assert mail(world).sent == 0
    assert letters(world) == []
    assert postbox.letters == []


def test_who_has_become_a_demo_meanwhile_gets_nothing(world: World, postbox: Postbox, told: Told) -> None:
    from wiki.digest.gather import gather

    told("Anna", "mention")
    with world.app.app_context():
        gather()
        with transaction() as session:
            session.execute(update(User).values(email=None))
    assert mail(world).empty == 1
    assert postbox.letters == []


def test_a_hidden_reply_is_not_told(world: World, postbox: Postbox, told: Told) -> None:
    from wiki.markup import parse_name
    from wiki.pages.queries import find_page
    from wiki.talk.hide import hide_reply
    from wiki.talk.open_topic import open_topic
    from wiki.talk.reply import reply_to

    world.user("Bo")
    world.user("Karin", Role.GARDENER)
    with world.app.test_request_context():
        page = find_page(parse_name("Plan"))
        assert page
        topic = open_topic(page, "Hur gör ni?", "Berätta.", by=session_user(world, "Bo"))
        reply = reply_to(topic, "Hemligt ord @Anna", by=session_user(world, "Bo"))
        told("Anna", "mention", reply_id=reply.id, topic_id=topic.id)
        hide_reply(reply, "Personuppgifter", by=session_user(world, "Karin"))
    assert mail(world).sent == 0
    assert postbox.letters == []


def test_in_a_wiki_for_members_who_is_none_any_more_gets_nothing(
    make_world: object, postbox: Postbox, database_kind: str
) -> None:
    world: World = make_world(reading="members")  # type: ignore[operator]
    world.user("Bo", Role.READER)
    world.write("Plan", "Hemlig text.")
    with world.app.test_request_context(), transaction():
        from wiki.notices.tell import tell

        tell([number_of(world, "Bo")], "mention", page_id=1, entry_id=1, at=now() - timedelta(minutes=10))
    assert mail(world).sent == 0
    assert postbox.letters == []


def test_a_refusal_for_now_is_tried_again_later_and_succeeds(world: World, postbox: Postbox, told: Told) -> None:
    postbox.answers["anna@example.org"] = ["450 busy"]
    told("Anna", "mention")
    assert mail(world).put_off == 1
    assert mail(world).sent == 0  # not at once
    (row,) = letters(world)
    assert row.answer == "450 busy"
    assert timedelta(seconds=30) < row.next_at - now() < timedelta(seconds=90)
    be_due(world)
    assert mail(world).sent == 1
    assert postbox.numbers == {row.message_id: 1}


def test_a_refusal_for_good_is_a_failure_and_holds_up_nobody_else(world: World, postbox: Postbox, told: Told) -> None:
    world.user("Bo")
    told("Anna", "mention")
    told("Bo", "mention")
    postbox.answers["anna@example.org"] = ["550 nobody of that name"]
    outcome = mail(world)
    assert (outcome.failed, outcome.sent) == (1, 1)
    assert [letter["To"] for letter in postbox.letters] == ["bo@example.org"]
    failed = next(row for row in letters(world) if row.state == State.FAILED)
    assert failed.answer == "550 nobody of that name"


def test_a_letter_refused_after_its_end_is_known_not_to_have_been_taken(
    world: World, postbox: Postbox, told: Told
) -> None:
    postbox.answers["end"] = ["451 try later"]
    told("Anna", "mention")
    mail(world)
    (row,) = letters(world)
    assert (row.state, row.handed_at) == (State.WAITING, None)


def test_many_letters_go_over_one_connection(world: World, postbox: Postbox, told: Told) -> None:
    for number in range(20):
        world.user(f"Person{number}")
        told(f"Person{number}", "mention")
    assert mail(world).sent == 20
    assert postbox.connections == 1


def be_due(world: World) -> None:
    """Let the time pass for which letters are held or put off."""
    with world.app.app_context(), transaction() as session:
        session.execute(update(Letter).values(next_at=now(), held_until=None))
