"""Servers to measure, each in a process of its own that is stopped by its id."""

import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import quote, urlencode

from tests.programs import free_port

PASSWORD = "grönsaksland 7"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def wiki(data: Path, *words: str, said: str | None = None) -> None:
    """Run a command of the wiki on the data folder `data`."""
    command = [sys.executable, "-m", "wiki", *words]
    environment = {**os.environ, "WIKI_DATA": str(data)}
    subprocess.run(command, env=environment, input=said, text=True, check=True, capture_output=True)


@dataclass
class Server:
    """A server that answers, and how long it took until it did."""

    port: int
    process: subprocess.Popen[bytes]
    seconds_to_start: float

    @property
    def base(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def memory(self) -> list[float]:
        """Megabytes that each of its processes holds for itself and its share of what they share (PSS)."""
        found = []
        for pid in (self.process.pid, *_children(self.process.pid)):
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            pss = re.search(r"^Pss: +(\d+) kB", rollup, re.MULTILINE)
            found.append(int(pss[1]) / 1024 if pss else 0.0)
        return found


def _children(pid: int) -> list[int]:
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [each for child in children for each in (child, *_children(child))]


@contextmanager
def serving(command: list[str], environment: Mapping[str, str], port: int) -> Iterator[Server]:
    """Start a server, wait until it answers, and stop it in the end."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    try:
        while not _answers(port):
            if process.poll() is not None:
                raise RuntimeError(f"{command} ended with {process.returncode}")
            time.sleep(0.02)
        yield Server(port, process, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False


@contextmanager
def wiki_server(data: Path) -> Iterator[Server]:
    """The wiki on `data`, as `wiki serve` runs it."""
    port = free_port()
    command = [sys.executable, "-m", "wiki", "serve", "--port", str(port)]
    with serving(command, {"WIKI_DATA": str(data)}, port) as server:
        yield server


@contextmanager
def bare_server(body: Path) -> Iterator[Server]:
    """Flask that answers `body` to everything, under the same server and number of workers."""
    port = free_port()
    granian = [
        "granian",
        "--interface",
        "wsgi",
        "--workers",
        "2",
        "--blocking-threads",
        "4",
        "--http",
        "1",
        "--factory",
    ]
    command = [sys.executable, "-m", *granian, "--no-ws", "--port", str(port), "tests.bench.bare:application"]
    with serving(command, {"BARE_BODY": str(body)}, port) as server:
        yield server


@dataclass
class Browser:
    """Somebody who asks one thing after another."""

    base: str
    cookie: str = ""
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection(self.base.removeprefix("http://"), timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def get(self, address: str) -> str:
        """The page at an address (which may hold å, ä and ö)."""
        return self._ask("GET", quote(address, safe="/:?=&%()"), None)

    def post(self, address: str, form: dict[str, str]) -> str:
        """Send a form."""
        return self._ask("POST", quote(address, safe="/:?=&%()"), urlencode(form))

    def ask(self, address: str, question: dict[str, str], token: str) -> str:
        """Ask as a script does, in JSON."""
        return self._ask(
            "POST", address, json.dumps(question), {"Content-Type": "application/json", "X-CSRFToken": token}
        )

    def sign_in(self, name: str) -> None:
        """Become the member called `name`."""
        token = TOKEN.search(self.get("/signin"))
        assert token
        self.post("/signin", {"email": f"{name.lower()}@example.org", "password": PASSWORD, "csrf_token": token[1]})

    def _ask(self, method: str, address: str, body: str | None, more: Mapping[str, str] | None = None) -> str:
        headers = {"Accept-Language": "sv", "Cookie": self.cookie, **(more or {})}
        if body is not None:
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        self.connection.request(method, address, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {address}: {answer.status}")
        if found := answer.getheader("Set-Cookie"):
            self.cookie = found.split(";")[0]
        return text
