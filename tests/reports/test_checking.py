"""Links to other sites: asked one at a time, gently, and never a machine of our own network."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import select, update

from tests.conftest import World
from tests.pages.test_backlinks import in_order, words
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.reports.checking.asking import Answer, Manners, NotAsked, ask, is_public
from wiki.reports.checking.check import check_next, forget_unused
from wiki.reports.checking.robots import Rules
from wiki.reports.checking.rounds import agent_of, run
from wiki.reports.measure import measure_pages
from wiki.reports.models import Address, Host

LOCAL = Manners(agent_of("https://wiki.example.se"), timeout=2, ports=None, may_ask=lambda _address: True)


@dataclass
class Site:
    """Another site, on this machine, and what it was asked."""

    address: str
    asked: list[tuple[str, str, str]] = field(default_factory=list)


@pytest.fixture
def site() -> Iterator[Site]:
    """A site that answers by the path it is asked for."""

    class Answering(BaseHTTPRequestHandler):
        def answer(self) -> None:
            found.asked.append((self.command, self.path, self.headers["User-Agent"]))
            status = 404 if self.path == "/robots.txt" else 200
            onwards = {"/old": "/new", "/round": "/round2", "/round2": "/round", "/inside": "http://10.0.0.1/"}
            onwards |= {
                "/loop": "http://[::1]/",
                "/mapped": "http://[::ffff:10.0.0.1]/",
                "/named": "http://inne.example/",
            }
            if self.path == "/gone":
                status = 404
            elif self.path == "/headless":
                status = 405 if self.command == "HEAD" else 200
            elif self.path in onwards:
                status = 301
            elif self.path == "/busy":
                status = 429
            self.send_response(status)
            if status == 429:
                self.send_header("Retry-After", "600")
            if status == 301:
                self.send_header("Location", onwards[self.path])
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = answer  # noqa: N815

        def log_message(self, *_words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    found = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
    ],
)
def test_our_own_network_is_never_asked(address: str) -> None:
    assert not is_public(address)


def test_public_addresses_may_be_asked() -> None:
    assert is_public("193.10.1.1")
    assert is_public("2a00:1450:400f::1")


def test_whatever_a_name_leads_to_is_looked_at(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    port = int(site.address.rpartition(":")[2])
    local = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_more: local)
    with pytest.raises(NotAsked):
        ask(f"http://kommun.example:{port}/", replace(LOCAL, may_ask=is_public))
    assert site.asked == []


@pytest.mark.parametrize("path", ["inside", "loop", "mapped", "named"])
def test_a_site_cannot_send_us_into_our_own_network(site: Site, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    manners = replace(LOCAL, may_ask=lambda address: address == "127.0.0.1" or is_public(address))
    real = socket.getaddrinfo
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.9", 80))]
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *asked, **more: inside if "inne" in host else real(host, *asked, **more)
    )
    with pytest.raises(NotAsked):
        ask(f"{site.address}/{path}", manners)


def test_nobody_is_asked_unless_the_operator_wants_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.reports.checking.rounds.check_next", lambda *_asked: pytest.fail("asked"))
    run(world.app, threading.Event())
    assert not world.app.config["WIKI"].check_links


def test_a_site_that_wants_to_be_left_alone_is(world: World, site: Site) -> None:
    world.write("Plan", f"Läs [hos dem]({site.address}/busy) och [där]({site.address}/there).")
    with world.app.app_context():
        measure_pages()
        assert check_next(LOCAL, Rules())
        busy = session().scalar(select(Address).where(Address.url.endswith("/busy")))
        assert busy
        assert (busy.failures, busy.status) == (0, None), "nothing was said about the address"
        rest = session().scalar(select(Host.free_at))
        assert rest
        assert timedelta(minutes=9) < rest - now() < timedelta(minutes=11)
        assert [path for method, path, _agent in site.asked if method != "GET"] == ["/busy"], "asked once"


@pytest.mark.parametrize("url", ["ftp://example.se/", "http://a:b@example.se/", "http://127.0.0.1:22/", "file:///etc"])
def test_only_the_web_is_asked_at_its_usual_ports(url: str) -> None:
    with pytest.raises(NotAsked):
        ask(url, Manners("x"))


def test_answers_are_told_apart(site: Site) -> None:
    at = site.address
    assert ask(f"{at}/", LOCAL) == Answer(200)
    assert ask(f"{at}/med å och mellanrum", LOCAL) == Answer(200)
    assert ask(f"{at}/gone", LOCAL) == Answer(404, "gone")
    assert ask(f"{at}/headless", LOCAL) == Answer(200)
    assert ask(f"{at}/old", LOCAL) == Answer(200, "", f"{at}/new")
    assert ask(f"{at}/round", LOCAL).fault == "rounds"
    assert ask("http://127.0.0.1:1/", LOCAL).fault == "refused"
    assert site.asked[0][:2] == ("HEAD", "/")
    assert all("+https://wiki.example.se" in agent for _method, _path, agent in site.asked)


def test_what_no_longer_answers_is_listed_when_it_has_failed_for_days(world: World, site: Site) -> None:
    world.write("Plan", f"Läs [hos dem]({site.address}/gone) och [där]({site.address}/there#del).")
    with world.app.app_context():
        measure_pages()
        rules = Rules()
        assert check_next(LOCAL, rules)
        assert not check_next(LOCAL, rules), "the site rests between two questions"
        for _time in range(6):
            let_time_pass()
            check_next(LOCAL, rules)
        known = {row.url.rpartition("/")[2]: row for row in session().scalars(select(Address))}
        assert known["there"].fault == ""
        assert known["there"].due_at
        assert known["there"].due_at > now() + timedelta(days=25)
        assert known["gone"].failures >= 3
    visitor = world.visitor()
    page = visitor.get("/reports/dead-links").text
    assert in_order(words(page), "Plan", f"{site.address}/gone", "sidan finns inte (404)", "sedan")
    assert f"{site.address}/there" not in page
    assert f"{site.address}/there" in visitor.get("/reports/external-links").text
    assert [path for _m, path, _a in site.asked].count("/robots.txt") == 1
    world.write("Plan", "Inga länkar.")
    with world.app.app_context():
        measure_pages()
        forget_unused()
        assert session().scalars(select(Address)).all() == []
        assert session().scalars(select(Host)).all() == []


def test_whoever_is_killed_while_asking_leaves_nothing_undone(world: World, site: Site) -> None:
    world.write("Plan", f"Läs [hos dem]({site.address}/gone).")
    with world.app.app_context():
        measure_pages()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("wiki.reports.checking.check.ask", _killed)
            with pytest.raises(KeyboardInterrupt):
                check_next(LOCAL, Rules())
        assert not check_next(LOCAL, Rules()), "the site is held for a while"
        with transaction():
            session().execute(update(Host).values(free_at=now()))
        assert check_next(LOCAL, Rules())
        assert session().scalars(select(Address.status)).all() == [404]


def _killed(*_asked: object) -> Answer:
    raise KeyboardInterrupt


def test_a_site_that_wants_no_machines_is_left_alone(world: World, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.reports.checking.robots.read_text", lambda *_asked: "User-agent: *\nDisallow: /")
    world.write("Plan", f"Läs [hos dem]({site.address}/gone).")
    with world.app.app_context():
        measure_pages()
        assert check_next(LOCAL, Rules())
    assert site.asked == []


def let_time_pass() -> None:
    """Let every site have rested, and everything that failed be due again."""
    with transaction():
        session().execute(update(Host).values(free_at=now()))
        failing = update(Address).where(Address.failures > 0, Address.due_at > now())
        session().execute(failing.values(due_at=now()))
