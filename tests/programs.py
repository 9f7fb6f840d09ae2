"""The command `wiki` as a program of its own, for tests of what only a real process does."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WIKI = (sys.executable, "-m", "wiki")
PATIENCE = 60  # seconds: other tests use the machine too


@dataclass
class Server:
    """A running `wiki serve`. `said` is what it has written."""

    process: subprocess.Popen[str]
    address: str
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)

    def children(self) -> list[int]:
        """The processes that the server has started."""
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], check=False, capture_output=True, text=True
        )
        return [int(number) for number in found.stdout.split()]


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def run(*words: str, data: Path, given: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `wiki …` to its end."""
    environment = {**os.environ, "WIKI_DATA": str(data), **settings}
    return subprocess.run(
        [*WIKI, *words], env=environment, input=given, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


@contextmanager
def serving(data: Path, *, command: tuple[str, ...] = WIKI, port: int = 0, cwd: Path | None = None) -> Iterator[Server]:
    """A server that answers, stopped in any case."""
    port = port or free_port()
    log = data.with_name(f"{data.name}-{port}.log")
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            [*command, "serve", "--port", str(port)],
            env={**os.environ, "WIKI_DATA": str(data)},
            stdout=file,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=cwd,
        )
    server = Server(process, f"http://127.0.0.1:{port}", log)
    try:
        wait_for(lambda: "The wiki answers at" in server.said or process.poll() is not None)
        assert process.poll() is None, server.said
        yield server
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


def wait_for(happens: object, seconds: float = PATIENCE) -> None:
    """Wait until `happens()` is true."""
    assert callable(happens)
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
