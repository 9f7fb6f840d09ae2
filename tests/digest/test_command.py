"""`wiki digest`: letters, for the operator."""

from collections.abc import Callable
from dataclasses import fields

import pytest
from click.testing import CliRunner, Result

from tests.conftest import World
from tests.digest.conftest import Told, letters
from tests.digest.postbox import Postbox
from tests.digest.test_outbox import report
from wiki.cli import main
from wiki.core.settings import Settings
from wiki.digest.models import State

Wiki = Callable[..., Result]


@pytest.fixture
def wiki(world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch, told: Told) -> Wiki:
    """Runs a command on the test's wiki, in which Anna has something to be told."""
    for each in fields(Settings):
        value = getattr(settings, each.name)
        if value != each.default:
            monkeypatch.setenv(f"WIKI_{each.name.upper()}", str(value))
    monkeypatch.setattr("wiki.serve.opening.migrate", lambda _engine: False)  # the tables are made from the models
    world.user("Anna")
    world.write("Plan", "Text.")
    told("Anna", "mention")
    return lambda *words, given=None: CliRunner().invoke(main, ["digest", *words], input=given)


def test_a_letter_is_shown_and_nothing_is_sent_or_written_down(wiki: Wiki, world: World, postbox: Postbox) -> None:
    shown = wiki("preview", "--user", "anna", "--pace", "once")
    assert shown.exit_code == 0, shown.output
    assert "To: anna@example.org\n" in shown.output
    assert "Hej Anna!" in shown.output
    assert wiki("preview", "--pace", "once", "--html").output.startswith("<!doctype html>")
    assert "There is no letter" in wiki("preview", "--user", "Anna").output
    assert wiki("preview", "--user", "Nobody").exit_code == 1
    assert (postbox.letters, letters(world)) == ([], [])


def test_what_is_due_is_sent_once(wiki: Wiki, postbox: Postbox) -> None:
    assert wiki("send").output.startswith("Made 1, sent 1,")
    assert wiki("send").output.startswith("Made 0, sent 0,")
    assert len(postbox.letters) == 1


def test_a_mail_server_that_refuses_is_told(wiki: Wiki, postbox: Postbox) -> None:
    postbox.answers["anna@example.org"] = ["550 nobody"]
    refused = wiki("send")
    assert refused.exit_code == 1
    assert "Gave up 1" in refused.output


def test_a_report_is_taken_in(wiki: Wiki, world: World) -> None:
    wiki("send")
    (row,) = letters(world)
    assert wiki("bounce", given=report(row.message_id).decode()).output == "Noted for Anna.\n"
    assert letters(world)[0].state == State.FAILED
    assert wiki("bounce", "anna@example.org").exit_code == 0
    assert "are paused" in wiki("bounce", "anna@example.org").output
    assert wiki("bounce", "nobody@example.org").exit_code == 1
    assert wiki("bounce", given="Hej").exit_code == 1
