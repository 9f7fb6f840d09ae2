"""Asking another site whether an address still answers, without letting anybody misuse the wiki for asking.

Only the web is asked, on its usual ports, and only at addresses that are everybody's: never a machine of our own
network. The name is looked up once and that very address is asked, so that no second look-up can lead elsewhere; where
a site sends its visitors on, all of this is done anew.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from ipaddress import IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from wiki.core.clock import now

TRANSLATED = IPv6Network("64:ff9b::/96")  # IPv4 addresses behind a translator, RFC 6052
ROBOTS_ENOUGH = 100_000  # bytes of robots.txt that are read
ANSWERS = frozenset(range(200, 300))
SENT_ON = {301, 302, 303, 307, 308}
GONE = {404, 410}
BUSY = {429, 503}  # with Retry-After: come again later
LATEST = 24 * 3600.0  # seconds; whoever wants to be left alone for longer is asked again all the same


class NotAsked(Exception):
    """The address is one that is never asked."""


@dataclass(frozen=True)
class Answer:
    """What came of asking. `fault` is a key of `outside.FAULTS`, or empty; `leads_to` is where one is sent.

    `later` is how many seconds the site wants to be left alone: then it has said nothing about the address.
    """

    status: int | None = None
    fault: str = ""
    leads_to: str = ""
    later: float = 0.0


def is_public(address: str) -> bool:
    """Whether an IP address is everybody's: no loopback, no private network, nothing that hides one of those."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found in TRANSLATED:
            return is_public(str(ip_address(int(found) & 0xFFFF_FFFF)))
        for hidden in (found.ipv4_mapped, found.sixtofour, *(found.teredo or ())):
            if hidden is not None and not is_public(str(hidden)):
                return False
    return found.is_global and not found.is_multicast and not found.is_reserved


@dataclass(frozen=True)
class Manners:
    """How the wiki asks: who it says it is, how long it waits (seconds), and whom it may ask."""

    agent: str
    timeout: float = 10.0  # for each step
    longest: float = 30.0  # for one request in all
    hops: int = 5
    ports: frozenset[int] | None = frozenset({80, 443, 8080, 8443})  # None for any
    may_ask: Callable[[str], bool] = is_public


def ask(url: str, manners: Manners) -> Answer:
    """Whether `url` answers: asked for its head, and for the whole only where the head is refused. Raises NotAsked."""
    at, seen = url, {url}
    for _hop in range(manners.hops + 1):
        try:
            status, onwards, _text = _answer(at, manners)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(fault=_fault(error), leads_to=at if at != url else "")
        if status in BUSY and onwards:
            return Answer(status, later=_seconds(onwards))
        if status not in SENT_ON or not onwards:
            return Answer(status, _meaning(status), at if at != url else "")
        at = urljoin(at, onwards).partition("#")[0]
        if at in seen:
            break
        seen.add(at)
    return Answer(status, "rounds", at)


def read_text(url: str, manners: Manners) -> str:
    """The beginning of a small text, of a site's own rules; empty where there is none. Raises NotAsked."""
    try:
        status, _onwards, text = _request("GET", url, manners, ROBOTS_ENOUGH)
    except (OSError, http.client.HTTPException, ValueError):
        return ""
    return text.decode(errors="replace") if status in ANSWERS else ""


def _seconds(later: str) -> float:
    """How long a site wants to be left alone, that says so in seconds or with a date."""
    try:
        seconds = float(later) if later.isdecimal() else (parsedate_to_datetime(later) - now()).total_seconds()
    except (ValueError, TypeError):
        return LATEST
    return min(max(seconds, 1.0), LATEST)


def _answer(url: str, manners: Manners) -> tuple[int, str, bytes]:
    answered = _request("HEAD", url, manners)
    return answered if answered[0] < 400 or (answered[0] in BUSY and answered[1]) else _request("GET", url, manners)


def _request(method: str, url: str, manners: Manners, enough: int = 0) -> tuple[int, str, bytes]:
    """Status, where it leads on or when to come again, and at most `enough` bytes of the answer."""
    parts = urlsplit(url)
    connection = _connection(parts, manners)
    end = threading.Timer(manners.longest, _hang_up, [connection.sock])
    end.daemon = True
    end.start()
    try:
        path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        headers = {"User-Agent": manners.agent, "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
        connection.request(method, quote(path, safe="/%:=&?~+!$,;'@()*[]"), headers=headers)
        answer = connection.getresponse()
        onwards = answer.getheader("Retry-After" if answer.status in BUSY else "Location", "")
        return answer.status, onwards, answer.read(enough) if enough else b""
    finally:
        end.cancel()
        connection.close()


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _connection(parts: SplitResult, manners: Manners) -> http.client.HTTPConnection:
    """A connection that leads where we have looked, and nowhere else. Raises NotAsked, OSError."""
    is_safe = parts.scheme == "https"
    port = parts.port or (443 if is_safe else 80)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise NotAsked
    if manners.ports is not None and port not in manners.ports:
        raise NotAsked
    host = parts.hostname if ":" in parts.hostname else parts.hostname.encode("idna").decode()
    opened = _open(host, port, manners)
    connection: http.client.HTTPConnection
    if is_safe:
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(host, port, timeout=manners.timeout, context=context)
        try:
            opened = context.wrap_socket(opened, server_hostname=host)
        except (OSError, ValueError):
            opened.close()
            raise
    else:
        connection = http.client.HTTPConnection(host, port, timeout=manners.timeout)
    connection.sock = opened
    return connection


def _open(host: str, port: int, manners: Manners) -> socket.socket:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    allowed = [each for each in found if manners.may_ask(str(each[4][0]))]
    if not allowed:
        raise NotAsked
    problem: OSError | None = None
    for family, kind, protocol, _name, place in allowed[:3]:
        opened = socket.socket(family, kind, protocol)
        opened.settimeout(manners.timeout)
        try:
            opened.connect(place)
        except OSError as error:
            opened.close()
            problem = error
        else:
            return opened
    assert problem
    raise problem


def _meaning(status: int) -> str:
    """What a status says of the address. Whoever wants a password, or no machines, is there all the same."""
    if status in GONE:
        return "gone"
    return "server" if status >= 500 and status != 999 else ""


def _fault(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return "certificate"
    if isinstance(error, socket.gaierror | UnicodeError):
        return "nowhere"
    if isinstance(error, TimeoutError):
        return "silent"
    return "refused" if isinstance(error, OSError) else "garbled"
