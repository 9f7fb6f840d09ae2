"""Bringing a wiki in by the browser: tried first, then done."""

import shutil
from threading import Event

from tests.conftest import Visitor, World
from tests.mediawiki.conftest import DUMP
from wiki.accounts.models import Role
from wiki.mediawiki import runs


class Once(Event):
    """Lets whoever waits for it go round once."""

    rounds = 0

    def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002
        self.rounds += 1
        return self.rounds > 1


def ask(world: World, karin: Visitor, **form: str) -> str:
    """Ask for the export, let it be seen to, and give the page that tells about it."""
    answer = karin.post("/import/mediawiki", {"there": DUMP.name, **form})
    assert answer.status_code == 303, answer.text
    runs.run(world.app, Once())
    return karin.get(answer.headers["Location"]).text


def test_a_try_tells_what_would_come_and_writes_nothing(world: World) -> None:
    karin = world.signed_in("Karin", Role.ADMINISTRATOR)
    folder = world.app.config["WIKI"].data / runs.FOLDER
    folder.mkdir()
    shutil.copy(DUMP, folder)
    told = ask(world, karin, only_try="1", same_people="1")
    assert "ingenting skrivs" in told
    assert "Vad som skulle komma in" in told
    assert "Vad du bör titta på" in told
    assert 'name="there" value="mittkoping.xml"' in told
    assert 'name="same_people" value="1"' in told
    assert karin.get("/wiki/Testmiljö").status_code == 404
    assert "bara provat" in karin.get("/import/mediawiki").text
    done = ask(world, karin, same_people="1")
    assert "Det är klart" in done
    assert "ingenting skrivs" not in done
    assert karin.get("/wiki/Testmiljö").status_code == 200
