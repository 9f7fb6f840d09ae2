"""`wiki serve` as operators run it: a real server on a port of its own."""

import json
import os
import re
import signal
import socket
import sqlite3
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.programs import Server, free_port, run, serving, wait_for


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wiki that has been filled once for all the tests here."""
    folder = tmp_path_factory.mktemp("served") / "data"
    assert run("seed", data=folder).returncode == 0
    return folder


@pytest.fixture
def server(data: Path) -> Iterator[Server]:
    with serving(data) as running:
        yield running


def test_it_answers_and_shows_where_the_first_administrator_is_made(server: Server) -> None:
    assert "Mittköping" in server.get("/wiki/Huvudsida")
    link = server.said.split("Become it here: ")[1].split()[0]
    assert link.startswith(f"{server.address}/setup/")
    assert "<form" in server.get(link.removeprefix(server.address))
    wait_for(lambda: _health(server) == {"status": "ok"})
    assert server.stop(signal.SIGINT) == 0
    assert "Traceback" not in server.said


def test_a_worker_that_crashes_is_started_again(server: Server) -> None:
    before = server.children()
    assert len(before) == 3  # two that answer, one that keeps the search index
    for number in before:
        os.kill(number, signal.SIGKILL)
    wait_for(lambda: len(server.children()) == 3 and not set(server.children()) & set(before))
    wait_for(lambda: _answers(server))
    assert server.stop() == 0


def test_a_killed_server_leaves_nothing_in_the_way_of_the_next(data: Path) -> None:
    port = free_port()
    with serving(data, port=port) as first:
        children = first.children()
        first.process.kill()
        first.process.wait()
    with serving(data, port=port) as second:
        assert "Mittköping" in second.get("/wiki/Huvudsida")
        assert not any(_lives(number) for number in children)


def test_a_taken_port_is_told_in_a_sentence(data: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        outcome = run("serve", "--port", str(other.getsockname()[1]), data=data)
    _is_refused(outcome.returncode, outcome.stderr, "Cannot listen on 127.0.0.1 port", "Address already in use")


def test_a_data_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    outcome = run("serve", "--port", str(free_port()), data=tmp_path / "file" / "data")
    _is_refused(outcome.returncode, outcome.stderr, "The data folder", "cannot be used: Not a directory")


def test_a_database_that_is_newer_is_told_in_a_sentence(tmp_path: Path) -> None:
    assert run("migrate", data=tmp_path).returncode == 0
    with sqlite3.connect(tmp_path / "wiki.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    outcome = run("serve", "--port", str(free_port()), data=tmp_path)
    _is_refused(outcome.returncode, outcome.stderr, "The database is newer than this program")


def test_a_database_that_does_not_answer_is_told_in_a_sentence(tmp_path: Path) -> None:
    outcome = run("serve", data=tmp_path, WIKI_DATABASE_URL="postgresql://127.0.0.1:1/none")
    _is_refused(outcome.returncode, outcome.stderr, "The database cannot be used", "refused")


def test_a_bad_setting_is_told_in_a_sentence(tmp_path: Path) -> None:
    outcome = run("serve", data=tmp_path, WIKI_READING="nobody")
    _is_refused(outcome.returncode, outcome.stderr, "WIKI_READING must be one of public, members, not 'nobody'.")


def test_a_mail_server_needs_an_address_for_the_links_in_letters(tmp_path: Path) -> None:
    outcome = run("serve", "--port", str(free_port()), data=tmp_path, WIKI_SMTP_HOST="127.0.0.1", WIKI_BASE_URL="")
    _is_refused(outcome.returncode, outcome.stderr, "WIKI_BASE_URL must be set where there is a mail server")


def test_letters_lead_to_the_server_itself_whatever_host_the_request_names(server: Server, data: Path) -> None:
    connection = HTTPConnection(server.address.removeprefix("http://"))
    named = {"Host": "evil.example"}
    connection.request("GET", "/forgotten", headers=named)
    answer = connection.getresponse()
    token = re.search(r'name="csrf_token" value="([^"]+)"', answer.read().decode())
    assert token
    form = urlencode({"csrf_token": token[1], "email": "anna@example.org"})
    cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
    kind = "application/x-www-form-urlencoded"
    connection.request("POST", "/forgotten", form, {**named, "Cookie": cookie, "Content-Type": kind})
    assert connection.getresponse().status == 200
    connection.close()
    letter = "".join(path.read_text() for path in (data / "mail").glob("*.eml"))
    assert f"{server.address}/register" in letter
    assert "evil.example" not in letter


def test_nobody_else_on_the_machine_can_read_what_is_kept(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        assert run("migrate", data=tmp_path / "data").returncode == 0
    finally:
        os.umask(before)
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert not any(path.stat().st_mode & 0o077 for path in (tmp_path / "data").glob("wiki.sqlite*"))
    (tmp_path / "data" / "wiki.sqlite").chmod(0o644)
    assert run("migrate", data=tmp_path / "data").returncode == 0
    assert (tmp_path / "data" / "wiki.sqlite").stat().st_mode & 0o777 == 0o640


def test_a_server_that_is_stopped_while_it_starts_kills_nobody(data: Path) -> None:
    for _ in range(2):
        with serving(data) as early:
            assert early.stop(signal.SIGTERM) == 0
            assert "kill" not in early.said.lower()


def test_a_slip_in_the_name_of_a_setting_is_told(data: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        outcome = run("serve", "--port", str(other.getsockname()[1]), data=data, WIKI_BASEURL="https://x.se")
    assert "WIKI_BASEURL is not a setting. Is it WIKI_BASE_URL that you mean?" in outcome.stderr


def _is_refused(code: int, said: str, *words: str) -> None:
    assert code == 1
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1
    for each in words:
        assert each in said


def _health(server: Server) -> object:
    try:
        return json.loads(server.get("/healthz"))
    except OSError:
        return None


def _answers(server: Server) -> bool:
    try:
        return "Mittköping" in server.get("/wiki/Huvudsida")
    except OSError:
        return False


def _lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
