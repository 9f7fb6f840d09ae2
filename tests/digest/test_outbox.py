"""What could not be sent, for administrators; and addresses that take no letters."""

from email.message import EmailMessage

import pytest
from sqlalchemy import update

from tests.conftest import PASSWORD, Visitor, World
from tests.digest.conftest import Told, letters, mail, number_of
from tests.digest.postbox import Postbox
from wiki.accounts.models import Role, User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.digest.bounces import NoReport, note_report
from wiki.digest.models import Letter, State

PLACE = "/users/letters"
NOBODY = "550 5.1.1 nobody of that name"


@pytest.fixture(autouse=True)
def anna(world: World) -> None:
    """Somebody to write to."""
    world.user("Anna")
    world.write("Plan", "Text.")


def test_an_empty_outbox_says_so(world: World) -> None:
    page = world.signed_in("Karin", Role.ADMINISTRATOR).get(PLACE).text
    assert "Mejlservern har tagit emot alla brev" in page
    assert "Senast skickat" in page


def test_a_failure_is_shown_with_its_reason_and_sent_once_more(world: World, postbox: Postbox, told: Told) -> None:
    karin = world.signed_in("Karin", Role.ADMINISTRATOR)
    postbox.answers["anna@example.org"] = [NOBODY]
    told("Anna", "mention")
    mail(world)
    page = karin.get(PLACE).text
    assert NOBODY in page
    (row,) = letters(world)
    assert karin.post(f"{PLACE}/{row.id}/retry").status_code == 302
    assert karin.post(f"{PLACE}/{row.id}/retry").status_code == 404  # pressed twice
    assert mail(world).sent == 1
    assert postbox.numbers == {row.message_id: 1}


def test_what_waits_is_counted_with_what_the_server_said(world: World, postbox: Postbox, told: Told) -> None:
    karin = world.signed_in("Karin", Role.ADMINISTRATOR)
    postbox.answers["anna@example.org"] = ["450 busy, come back"]
    told("Anna", "mention")
    mail(world)
    page = karin.get(PLACE).text
    assert "Väntar på att skickas" in page
    assert "450 busy, come back" in page


def test_after_three_refusals_letters_are_paused_and_that_is_told(world: World, postbox: Postbox, told: Told) -> None:
    postbox.answers["anna@example.org"] = [NOBODY] * 3
    for number in range(1, 5):
        told("Anna", "mention", entry_id=number)
        mail(world)
    assert len(letters(world)) == 3  # none is made any more
    owner = sign_in(world, "Anna")
    assert "Din adress tar inte emot brev" in owner.get("/settings/letters").text
    karin = world.signed_in("Karin", Role.ADMINISTRATOR)
    assert "Skicka brev till Anna igen" in karin.get(PLACE).text
    assert karin.post(f"{PLACE}/{number_of(world, 'Anna')}/resume").status_code == 302
    assert mail(world).sent == 1
    assert "Din adress tar inte emot brev" not in owner.get("/settings/letters").text


def test_whoever_has_the_address_can_say_that_it_works_again(world: World, postbox: Postbox, told: Told) -> None:
    postbox.answers["anna@example.org"] = [NOBODY] * 3
    for number in range(1, 4):
        told("Anna", "mention", entry_id=number)
        mail(world)
    owner = sign_in(world, "Anna")
    owner.post("/settings/letters/resume")
    told("Anna", "mention", entry_id=9)
    assert mail(world).sent == 1


def test_a_sender_that_is_refused_is_no_fault_of_the_address(world: World, postbox: Postbox, told: Told) -> None:
    for number in range(1, 5):
        postbox.answers["end"] = ["554 we take nothing from you"]
        told("Anna", "mention", entry_id=number)
        mail(world)
    assert "Din adress tar inte emot brev" not in sign_in(world, "Anna").get("/settings/letters").text


def report(number: str, address: str = "anna@example.org", action: str = "failed", status: str = "5.1.1") -> bytes:
    """What a mail server reports about a letter (RFC 3464)."""
    whole = (
        "From: MAILER-DAEMON@mail.example.org\r\nTo: wiki@mittkoping.se\r\nSubject: Undelivered\r\n"
        "Message-ID: <1@mail.example.org>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt did not work.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 mailbox gone\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {number}\r\nSubject: Hej\r\n\r\n--b--\r\n"
    )
    return whole.encode()


def test_a_report_that_comes_later_makes_the_letter_a_failure(world: World, told: Told) -> None:
    told("Anna", "mention")
    mail(world)
    (row,) = letters(world)
    with world.app.app_context():
        user, is_paused = note_report(report(row.message_id))
        assert (user.name, is_paused) == ("Anna", False)
        note_report(report(row.message_id))  # read twice, counted once
    (row,) = letters(world)
    assert (row.state, row.answer) == (State.FAILED, "smtp; 550 mailbox gone")


def test_three_such_reports_pause_the_letters(world: World, told: Told) -> None:
    for number in range(1, 4):
        told("Anna", "mention", entry_id=number)
        mail(world)
    with world.app.app_context():
        assert [note_report(report(row.message_id))[1] for row in letters(world)] == [False, False, True]


@pytest.mark.parametrize("change", [{"action": "delayed"}, {"status": "4.2.2"}, {"address": "bo@example.org"}])
def test_other_reports_change_nothing(world: World, told: Told, change: dict[str, str]) -> None:
    told("Anna", "mention")
    mail(world)
    (row,) = letters(world)
    with world.app.app_context(), pytest.raises(NoReport):
        note_report(report(row.message_id, **change))
    assert letters(world)[0].state == State.SENT


def test_a_made_up_report_changes_nothing(world: World) -> None:
    letter = EmailMessage()
    letter.set_content("Hej")
    with world.app.app_context():
        for made_up in (report("<guessed@mittkoping.se>"), letter.as_bytes(), b"", b"\xff\x00"):
            with pytest.raises(NoReport):
                note_report(made_up)


def test_a_letter_is_given_up_after_four_days(world: World, postbox: Postbox, told: Told) -> None:
    from datetime import timedelta

    told("Anna", "mention")
    postbox.answers["anna@example.org"] = ["450 busy"] * 2
    mail(world)
    with world.app.app_context(), transaction():
        session().execute(update(Letter).values(next_at=now(), made_at=now() - timedelta(days=5)))
    mail(world)
    assert [row.state for row in letters(world)] == [State.FAILED]


def sign_in(world: World, name: str) -> Visitor:
    """The browser of somebody who has an account already."""
    visitor = world.visitor()
    visitor.post("/signin", {"email": f"{name.lower()}@example.org", "password": PASSWORD})
    with world.app.app_context():
        assert session().get(User, number_of(world, name))
    return visitor
