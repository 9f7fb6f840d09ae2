"""One at a time brings a wiki in."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from tests.conftest import World
from tests.mediawiki.conftest import DUMP, BringIn
from tests.mediawiki.test_runs import Once
from wiki.accounts.models import Role
from wiki.core.db import engine
from wiki.mediawiki import runs
from wiki.mediawiki.alone import LOCK, POSTGRES_LOCK, AlreadyRunning

HOLD = "import fcntl, sys; file = open(sys.argv[1], 'w'); fcntl.lockf(file, fcntl.LOCK_EX); print(flush=True); input()"


@contextmanager
def another(world: World) -> Iterator[None]:
    """Somebody else, who brings a wiki in meanwhile."""
    with world.app.app_context():
        database = engine()
    if database.dialect.name == "postgresql":
        with database.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": POSTGRES_LOCK})
            yield
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": POSTGRES_LOCK})
        return
    path = str(world.app.config["WIKI"].data / LOCK)
    with subprocess.Popen([sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        yield
        other.communicate(b"\n")


def test_a_second_one_is_refused_and_may_try(world: World, moved_in: BringIn) -> None:
    with another(world):
        with pytest.raises(AlreadyRunning):
            moved_in()
        assert moved_in(dry_run=True).outcome.added["pages"] > 0
        assert world.visitor().get("/wiki/Testmiljö").status_code == 404
    assert moved_in().outcome.added["pages"] > 0
    assert moved_in().outcome.added["pages"] == 0


def test_in_the_browser_it_waits_for_its_turn(world: World) -> None:
    karin = world.signed_in("Karin", Role.ADMINISTRATOR)
    folder = world.app.config["WIKI"].data / runs.FOLDER
    folder.mkdir()
    shutil.copy(DUMP, folder)
    with another(world):
        place = karin.post("/import/mediawiki", {"there": DUMP.name}).headers["Location"]
        runs.run(world.app, Once())
        assert "väntar på sin tur" in karin.get(place).text
    runs.run(world.app, Once())
    assert "Det är klart" in karin.get(place).text
