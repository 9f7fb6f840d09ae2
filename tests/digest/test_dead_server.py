"""The mail server dies, or the sender does: nothing is lost, and nothing that can be helped comes twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread

import pytest
from sqlalchemy import update

from tests.conftest import World
from tests.digest.conftest import Told, letters, mail
from tests.digest.postbox import Postbox, running
from tests.programs import free_port, wait_for
from wiki.core.clock import now
from wiki.core.db import transaction
from wiki.core.settings import Settings
from wiki.digest import sender
from wiki.digest.gather import gather
from wiki.digest.models import Letter, State
from wiki.notices.tell import tell

SEND = """
from wiki.app import create_app
from wiki.digest.send import send_due
app = create_app()
with app.app_context():
    send_due()
"""
MANY = 60
PATIENCE = 240  # seconds: three processes share the machine with other tests


def test_letters_wait_for_a_dead_server_in_their_order(world: World, told: Told) -> None:
    world.user("Anna")
    world.write("Plan", "Text.")
    told("Anna", "mention")
    port = free_port()
    world.app.config["WIKI"] = replace(world.app.config["WIKI"], smtp_port=port)
    for _ in range(3):
        assert "refused" in mail(world).away
    (row,) = letters(world)
    assert (row.state, row.attempts, row.held_until) == (State.WAITING, 0, None)
    with running(Postbox(port)) as revived:
        assert mail(world).sent == 1
    assert revived.numbers == {row.message_id: 1}


def test_the_loop_catches_up_when_the_server_lives_again(
    world: World, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "PAUSE", 0.05)
    monkeypatch.setattr(sender, "LONGEST_PAUSE", 0.2)
    world.user("Anna")
    world.write("Plan", "Text.")
    told("Anna", "mention")
    port, stop = free_port(), Event()
    world.app.config["WIKI"] = replace(world.app.config["WIKI"], smtp_port=port)
    thread = Thread(target=sender.run, args=(world.app, stop))
    thread.start()
    try:
        wait_for(lambda: any("refused" in row.answer for row in letters(world)))
        with running(Postbox(port)) as revived:
            wait_for(lambda: revived.letters)
            wait_for(lambda: letters(world)[0].state == State.SENT)
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()
    assert len(revived.letters) == 1


@pytest.fixture
def many_waiting(world: World) -> World:
    """A wiki in which many letters wait."""
    world.write("Plan", "Text.")
    people = [world.user(f"Person{number}").id for number in range(MANY)]
    with world.app.app_context(), transaction():
        tell(people, "mention", page_id=1, entry_id=1, at=now() - timedelta(minutes=10))
    with world.app.app_context():
        assert gather() == MANY
    return world


Sending = Callable[[], subprocess.Popen[bytes]]


@pytest.fixture
def sending(settings: Settings) -> Sending:
    """A function that starts a process which sends what is due."""
    environment = {
        **os.environ,
        "WIKI_DATA": str(settings.data),
        "WIKI_DATABASE_URL": settings.database_url,
        "WIKI_SMTP_HOST": settings.smtp_host,
        "WIKI_SMTP_PORT": str(settings.smtp_port),
        "WIKI_SMTP_SECURITY": "none",
        "WIKI_MAIL_FROM": settings.mail_from,
        "WIKI_BASE_URL": settings.base_url,
    }
    return lambda: subprocess.Popen([sys.executable, "-c", SEND], env=environment)


def test_a_sender_killed_before_a_letter_is_whole_leaves_no_trace(
    many_waiting: World, postbox: Postbox, sending: Sending
) -> None:
    def arrange(kill: Callable[[], None]) -> None:
        postbox.at_recipient = at(23, kill)

    kill_at(sending, arrange)
    rows = letters(many_waiting)
    assert sum(row.state == State.SENT for row in rows) == 22
    assert not [row for row in rows if row.state == State.WAITING and row.handed_at]
    go_on(many_waiting, sending)
    assert len(postbox.numbers) == MANY
    assert set(postbox.numbers.values()) == {1}


def test_a_sender_killed_in_the_one_moment_of_doubt_sends_that_letter_under_the_same_number(
    many_waiting: World, postbox: Postbox, sending: Sending
) -> None:
    """The mail server has taken the letter, and the sender dies before it can hear so."""

    def arrange(kill: Callable[[], None]) -> None:
        postbox.at_end = at(23, kill)

    kill_at(sending, arrange)
    (doubtful,) = [row for row in letters(many_waiting) if row.state == State.WAITING and row.handed_at]
    go_on(many_waiting, sending)
    twice = [number for number, count in postbox.numbers.items() if count > 1]
    assert twice == [doubtful.message_id]
    assert len(postbox.numbers) == MANY
    assert len(postbox.letters) == MANY + 1
    assert all(row.state == State.SENT for row in letters(many_waiting))


def test_a_sender_killed_at_any_moment_loses_nothing(many_waiting: World, postbox: Postbox, sending: Sending) -> None:
    process = sending()
    wait_for(lambda: len(postbox.letters) > 10, PATIENCE)
    time.sleep(0.0137)
    process.send_signal(signal.SIGKILL)
    process.wait(PATIENCE)
    doubtful = {row.message_id for row in letters(many_waiting) if row.state == State.WAITING and row.handed_at}
    assert len(doubtful) <= 1
    go_on(many_waiting, sending)
    assert set(postbox.numbers) == {row.message_id for row in letters(many_waiting)}
    assert {number for number, count in postbox.numbers.items() if count > 1} <= doubtful


def test_two_senders_share_the_work(many_waiting: World, postbox: Postbox, sending: Sending) -> None:
    both = [sending(), sending()]
    assert [each.wait(PATIENCE) for each in both] == [0, 0]
    assert len(postbox.numbers) == MANY
    assert set(postbox.numbers.values()) == {1}


def at(number: int, act: Callable[[], None]) -> Callable[[int], None]:
    """Something that does `act` when it is told that number."""

    def told(count: int) -> None:
        if count == number:
            act()

    return told


def kill_at(sending: Sending, arrange: Callable[[Callable[[], None]], None]) -> None:
    """Send until `arrange` kills the sender, from within the mail server."""
    started: list[subprocess.Popen[bytes]] = []

    def kill() -> None:
        os.kill(started[0].pid, signal.SIGKILL)
        started[0].wait(PATIENCE)

    arrange(kill)
    started.append(sending())
    assert started[0].wait(PATIENCE) == -signal.SIGKILL


def go_on(world: World, sending: Sending) -> None:
    """Another sender, after the time for which a letter is held."""
    with world.app.app_context(), transaction() as session:
        session.execute(update(Letter).where(Letter.state == State.WAITING).values(held_until=None))
    assert sending().wait(PATIENCE) == 0
