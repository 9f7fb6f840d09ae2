"""Measuring texts: how hard they are to read, which pictures lack words, which other sites they lead to.

It is done in the background from what saving has rendered, so that no save waits for it. What remains to be done is
told by the rows themselves: whenever the process is killed, the next one goes on from there.
"""

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.editing.refresh import after_refresh
from wiki.journal.record import head
from wiki.markup.readability import readability
from wiki.markup.reading import Reading, page_at
from wiki.pages.models import Page, Rendering
from wiki.reports.counting import MEASURED, note
from wiki.reports.models import Address, Host, Measure, Use

TOGETHER = 50  # pages that are measured in one transaction
MOST_LINKS = 2000  # addresses of one page
LONGEST_URL = 2000
MOST_WORDLESS = 100
AT_ONCE = 400

_IMAGE = re.compile('<img ([^<>]*class="file[^<>]*)>')
_SOURCE = re.compile('src="(/wiki/[^"#]*)"')
_EXTERNAL = re.compile('<a class="external" href="([^"]*)"')


@dataclass(frozen=True)
class Measured:
    """What was read out of one rendering."""

    page_id: int
    revision_id: int
    lix: int | None
    words: int
    notices: str
    wordless: Sequence[str]
    urls: Sequence[str]


def measure_pages() -> int:
    """Measure all pages whose current version has not been; how many that were."""
    under, begun, done, last = head(), time.monotonic(), 0, 0
    while waiting := _unmeasured(last):
        last = waiting[-1]
        measured = list(_read(waiting))
        with transaction():
            _keep(measured)
        session().expunge_all()
        done += len(measured)
    with transaction():
        note(MEASURED, under, begun)
    return done


def init_measures(app: Flask) -> None:
    """Let pages be measured again when a template of theirs has changed."""
    after_refresh(app, _measure_again)


def _measure_again(page_ids: Sequence[int]) -> None:
    with transaction():
        session().execute(update(Measure).where(Measure.page_id.in_(page_ids)).values(revision_id=0))


def _unmeasured(after: int) -> Sequence[int]:
    asked = (
        select(Page.id)
        .outerjoin(Measure, Measure.page_id == Page.id)
        .where(Page.id > after, Page.current_revision_id.is_not(None))
        .where(or_(Measure.revision_id.is_(None), Measure.revision_id != Page.current_revision_id))
    )
    return session().scalars(asked.order_by(Page.id).limit(TOGETHER)).all()


def _read(page_ids: Sequence[int]) -> Iterator[Measured]:
    columns = (Rendering.page_id, Rendering.revision_id, Rendering.html, Rendering.notices)
    for page_id, revision_id, html, notices in session().execute(
        select(*columns).where(Rendering.page_id.in_(page_ids))
    ):
        ease = readability(Reading(html).paragraphs)
        yield Measured(
            page_id,
            revision_id,
            ease.value if ease else None,
            ease.words if ease else 0,
            " ".join(notices)[:200],
            _wordless(html),
            _urls(html),
        )


def _wordless(html: str) -> list[str]:
    """The pictures in `html` that do not say there what they show, by the titles of their files."""
    found = (_SOURCE.search(image) for image in _IMAGE.findall(html) if ' alt="' not in f" {image}")
    names = (page_at(unescape(source[1])) for source in found if source)
    return list(dict.fromkeys(name.title for name in names if name))[:MOST_WORDLESS]


def _urls(html: str) -> list[str]:
    """The addresses of other sites that `html` links to, without the places on their pages."""
    found = (unescape(href).partition("#")[0] for href in _EXTERNAL.findall(html))
    return list(dict.fromkeys(url for url in found if len(url) <= LONGEST_URL and host_of(url)))[:MOST_LINKS]


def host_of(url: str) -> str:
    """The site that an address is on, with its port; empty where it is no address that could be asked."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        return ""
    return (parts.hostname + (f":{port}" if port else ""))[:255]


def _keep(measured: Sequence[Measured]) -> None:
    pages = [each.page_id for each in measured]
    if not pages:
        return
    there = set(session().scalars(select(Page.id).where(Page.id.in_(pages))))
    kept = [each for each in measured if each.page_id in there]
    for table in (Measure, Use):
        session().execute(delete(table).where(table.page_id.in_(pages)))
    if not kept:
        return
    session().execute(insert(Measure), [_row(each) for each in kept])
    numbers = _numbered({url for each in kept for url in each.urls})
    uses = [{"page_id": each.page_id, "address_id": numbers[url]} for each in kept for url in each.urls]
    if uses:
        session().execute(insert(Use), uses)


def _row(each: Measured) -> dict[str, object]:
    return {
        "page_id": each.page_id,
        "revision_id": each.revision_id,
        "lix": each.lix,
        "words": each.words,
        "notices": each.notices,
        "wordless": list(each.wordless),
        "wordless_count": len(each.wordless),
    }


def _numbered(urls: Iterable[str]) -> dict[str, int]:
    """The numbers of the addresses, of which new ones are written down: they are asked as soon as it is their turn."""
    by_digest = {digest_of(url): url for url in sorted(urls)}
    if not by_digest:
        return {}
    rows = [
        {
            "digest": digest,
            "url": url,
            "host": host_of(url),
            "due_at": now(),
            "fault": "",
            "leads_to": "",
            "failures": 0,
        }
        for digest, url in by_digest.items()
    ]
    is_postgres = session().get_bind().dialect.name == "postgresql"
    beginning = postgresql.insert if is_postgres else sqlite.insert
    session().execute(beginning(Address).on_conflict_do_nothing(), rows)
    hosts = [{"host": host, "free_at": now()} for host in sorted({host_of(url) for url in by_digest.values()})]
    session().execute(beginning(Host).on_conflict_do_nothing(), hosts)
    found: dict[str, int] = {}
    digests = list(by_digest)
    for start in range(0, len(digests), AT_ONCE):
        some = select(Address.digest, Address.id).where(Address.digest.in_(digests[start : start + AT_ONCE]))
        found |= {by_digest[digest]: number for digest, number in session().execute(some)}
    return found


def digest_of(url: str) -> str:
    """What an address is found by, however long it is."""
    return sha256(url.encode()).hexdigest()
