"""Nothing that was answered is lost: many writers at once, and a server that is killed in the middle."""

import http.client
import random
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.servers import PASSWORD, TOKEN, Browser
from tests.programs import Server, run, serving, wait_for
from wiki.app import create_app
from wiki.core.settings import Settings
from wiki.markup import parse_name
from wiki.pages.queries import find_page, source_of
from wiki.search import check

WRITERS = 16
SAVES = 200
GONE = (OSError, http.client.HTTPException)  # what a browser sees of a server that has just been killed


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A wiki with one member and one page, nobody serving it yet."""
    folder = tmp_path / "data"
    assert run("migrate", data=folder).returncode == 0
    assert run("user", "add", "Asp", "asp@example.org", "--password-stdin", data=folder, given=PASSWORD).returncode == 0
    pages = tmp_path / "pages" / "Vägledning"
    pages.mkdir(parents=True)
    (pages / "Plan.md").write_text("\n\n".join(f"Rad {number}." for number in range(WRITERS)), encoding="utf-8")
    assert run("import", str(pages.parent), data=folder).returncode == 0
    return folder


def source(data: Path, name: str) -> str:
    """What a page says, read from the database itself."""
    app = create_app(Settings(data=data))
    with app.app_context():
        page = find_page(parse_name(name))
        text = source_of(page.current_revision_id) if page else ""
    app.extensions["wiki.engine"].dispose()
    return text


def form(member: Browser, address: str, text: str) -> dict[str, str]:
    """The editor's form at `address` with `text` in it, made from the version it shows."""
    page = member.get(address)
    token = TOKEN.search(page)
    assert token
    base = page.split('name="base" value="')[1].split('"')[0]
    return {"csrf_token": token[1], "base": base, "text": text, "publish": "1"}


def test_sixteen_writers_on_one_page_lose_nothing(data: Path) -> None:
    """They send at the same moment, from the same version, to two processes; each has changed another line."""
    text = "\n\n".join(f"Rad {number}." for number in range(WRITERS))
    with serving(data) as server:
        ready = threading.Barrier(WRITERS)
        with Browser(server.address) as member:
            member.sign_in("Asp")
        failed: list[object] = []

        def write(number: int) -> None:
            with Browser(server.address, member.cookie) as mine:
                sent = form(mine, "/edit/Plan", text.replace(f"Rad {number}.", f"Rad {number} av skrivare {number}."))
                ready.wait()
                try:
                    mine.post("/edit/Plan", sent)
                except Exception as error:  # noqa: BLE001 - any of them fails the test below
                    failed.append(error)

        threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failed == []
    saved = source(data, "Plan")
    assert [number for number in range(WRITERS) if f"Rad {number} av skrivare {number}." not in saved] == []


def test_a_server_killed_during_two_hundred_saves_loses_none_that_it_answered(data: Path) -> None:
    """Killed outright three times at random moments; afterwards the index says what the database says."""
    answered: list[int] = []
    waiting = iter(range(SAVES))
    chance = random.Random(7)
    app = create_app(Settings(data=data))
    for last_of_this_life in (50, 110, 160, None):
        with serving(data) as server:
            saver = threading.Thread(target=save_many, args=(server.address, waiting, answered))
            saver.start()
            if last_of_this_life is None:
                saver.join()
                assert is_found(server, answered[-1])  # at once, whatever the index knows
                with app.app_context():
                    wait_for(lambda: check() == [])  # and soon the index says what the database says
                    lost = [number for number in answered if find_page(parse_name(f"Sida {number}")) is None]
                continue
            wait_for(lambda until=last_of_this_life: len(answered) >= until)
            threading.Event().wait(chance.random() / 20)
            server.stop(signal.SIGKILL)
            saver.join()
    assert len(answered) >= SAVES - 3 * 2  # at most the ones that were under way were not answered
    assert lost == []
    app.extensions["wiki.engine"].dispose()


def is_found(server: Server, number: int) -> bool:
    """Whether a search finds the page with that number (and not only one that is spelt nearly so)."""
    return f'href="/wiki/Sida_{number}"' in server.get(f"/search?q=m%C3%A4tord{number}x")


def save_many(address: str, waiting: Iterator[int], answered: list[int]) -> None:
    """Write new pages one after the other, noting those that were answered, until the server is gone."""
    try:
        with Browser(address) as member:
            member.sign_in("Asp")
            for number in waiting:
                place = f"/edit/Sida_{number}"
                member.post(place, form(member, place, f"Ordet är mätord{number}x."))
                answered.append(number)
    except GONE:
        return
