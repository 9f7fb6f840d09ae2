"""A load of readers: eight connections that ask again as soon as they are answered."""

import re
import shutil
import socket
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

CLIENTS = 8


@dataclass(frozen=True)
class Spread:
    """Times of many tries at the same thing, in milliseconds."""

    p50: float
    p95: float
    most: float

    def __str__(self) -> str:
        return f"p50 {self.p50:6.1f} ms   p95 {self.p95:6.1f} ms   most {self.most:6.1f} ms"


def spread(try_one: Callable[[int], object], times: int) -> Spread:
    """How long `try_one(number)` takes, one after the other."""
    taken = []
    for number in range(times):
        began = time.perf_counter()
        try_one(number)
        taken.append((time.perf_counter() - began) * 1000)
    parts = statistics.quantiles(taken, n=20)
    return Spread(statistics.median(taken), parts[18], max(taken))


def rate(urls: Sequence[str], seconds: float, cookie: str = "") -> float:
    """Answers a second over `urls` taken in turn. With wrk where there is one, else with a client of our own."""
    if shutil.which("wrk"):
        return _rate_by_wrk(urls, seconds, cookie)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        halves = [pool.submit(_ask, urls, seconds, cookie, CLIENTS // 2) for _ in range(2)]
        return sum(half.result() for half in halves)


def _rate_by_wrk(urls: Sequence[str], seconds: float, cookie: str) -> float:
    paths = ", ".join(f'"{urlsplit(url).path}"' for url in urls)
    script = f"""
    local paths = {{{paths}}}
    local turn = 0
    request = function()
      turn = turn % #paths + 1
      return wrk.format("GET", paths[turn])
    end
    """
    parts = urlsplit(urls[0])
    with NamedTemporaryFile("w", suffix=".lua") as file:
        Path(file.name).write_text(script)
        command = ["wrk", "-t2", f"-c{CLIENTS}", f"-d{seconds:.0f}s", "-s", file.name, f"http://{parts.netloc}"]
        if cookie:
            command[1:1] = ["-H", f"Cookie: {cookie}"]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in printed:
        raise RuntimeError(printed)
    found = re.search(r"Requests/sec:\s*([\d.]+)", printed)
    assert found, printed
    return float(found[1])


def _ask(urls: Sequence[str], seconds: float, cookie: str, connections: int) -> float:
    """Ask over several connections in turn: while one is answered the others wait in the server."""
    host, port = urlsplit(urls[0]).hostname or "127.0.0.1", urlsplit(urls[0]).port or 80
    asks = [_request(url, cookie) for url in urls]
    sockets = [socket.create_connection((host, port)) for _ in range(connections)]
    turn = answered = 0
    for each in sockets:
        each.sendall(asks[turn % len(asks)])
        turn += 1
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        for each in sockets:
            _read_answer(each)
            answered += 1
            each.sendall(asks[turn % len(asks)])
            turn += 1
    taken = time.perf_counter() - began
    for each in sockets:
        each.close()
    return answered / taken


def _request(url: str, cookie: str) -> bytes:
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = [f"GET {path} HTTP/1.1", f"Host: {parts.netloc}", "Accept-Language: sv"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _read_answer(connection: socket.socket) -> None:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.decode("latin-1"))
    found = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
    assert found, head
    missing = int(found[1]) - len(body)
    while missing > 0:
        missing -= len(_more(connection))


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(1 << 18)
    if not data:
        raise RuntimeError("the server closed the connection")
    return data
