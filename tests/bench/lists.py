"""Lists over a large wiki: how long each takes on its first page, made anew each time.

python -m tests.bench.lists --pages 100000                           all of them, on SQLite
python -m tests.bench.lists --pages 100000 --postgres ADDRESS        in an empty database, which is filled and stays
python -m tests.bench.lists --at FOLDER                              once more in a wiki that was filled before
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from tests.bench.generated import title
from tests.bench.rows import fill
from tests.bench.servers import PASSWORD, TOKEN
from wiki.accounts.hashing import digest
from wiki.app import create_app
from wiki.core.db import Base, engine
from wiki.core.settings import Settings
from wiki.gardening.activity import count_activity
from wiki.reports.category_tree import count_categories
from wiki.reports.counting import count_report
from wiki.reports.registry import REPORTS
from wiki.reports.statistics import count_statistics

GOAL = 30.0  # milliseconds
TIMES = 7
ADMINISTRATOR = "Asp"
PAGE = title(26).replace(" ", "_")
ADDRESSES = (
    *(f"/reports/{each.name}" for each in REPORTS),
    *(f"/reports/{name}?page=100" for name in ("longest", "external-links", "most-linked", "orphans", "hard-to-read")),
    *("/special", "/statistics", "/gardening"),
    *("/pages", "/pages?from=s", "/pages?page=400", "/pages?prefix=Äld", "/pages?prefix=Bygglovet%20öppna%20data%205"),
    *("/pages?namespace=municipality", "/categories", "/categories?show=wanted", "/categories?page=8"),
    *("/wiki/Kategori:Grupp_100", "/backlinks/Kategori:Grupp_0", "/files"),
    *(f"/backlinks/{PAGE}", f"/info/{PAGE}", f"/history/{PAGE}", "/wiki/Mall:Ruta_17"),
    *("/changes", "/changes?days=3000", "/changes?days=3000&page=90", "/changes?unpatrolled=1&days=90", "/log"),
    *("/changes/new", "/newcomers", "/questions", "/examples", "/requests", "/themes", "/protected", "/deleted"),
    *("/watchlist", "/watchlist/all", "/contributions/Person_2", "/contributions/Asp"),
    *("/users", "/users?page=50", "/users?q=an", "/users?sort=edits", "/users?sort=seen", "/users?sort=since"),
    *("/users?sort=role", "/users?sort=edits&page=50", "/users?role=gardeners", "/users?role=gardeners&sort=edits"),
    "/random",
)


@dataclass(frozen=True)
class Taken:
    """How long an address took, in milliseconds: the least and the median time, and the least of the processors'."""

    address: str
    least: float
    median: float
    processor: float


def main() -> None:
    """What the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.lists", description=__doc__)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--postgres", default="", metavar="ADDRESS", help="of an empty database")
    parser.add_argument("--at", default="", metavar="FOLDER", help="of a wiki that has been filled, or is to be")
    parser.add_argument("--only", default="", help="addresses that hold this")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wiki-bench-") as folder:
        data = Path(chosen.at or folder)
        with large_wiki(data, chosen.pages, chosen.postgres) as app:
            report(sorted(measure(app, chosen.only), key=lambda each: -each.processor))


def report(found: list[Taken], most: int = 1000) -> None:
    """Say how long the slowest took."""
    for each in found[:most]:
        mark = "  above" if each.processor > GOAL else ""
        print(f"  {each.address:44} {each.least:7.1f} ms   median {each.median:7.1f}   cpu {each.processor:7.1f}{mark}")


@contextmanager
def large_wiki(data: Path, pages: int, postgres: str = "") -> Iterator[Flask]:
    """A wiki of so many pages, whose reports have been counted; one that is there already stays as it is."""
    data.mkdir(parents=True, exist_ok=True)
    app = create_app(Settings(data=data, database_url=postgres))
    with app.app_context():
        Base.metadata.create_all(engine())
        with engine().connect() as connection:
            is_empty = connection.execute(text("SELECT count(*) FROM page")).scalar() == 0
        if is_empty:
            with engine().begin() as connection:
                fill(connection, pages, ADMINISTRATOR, digest(PASSWORD))
            if postgres:  # what it does by itself within minutes of so many new rows
                with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.execute(text("VACUUM ANALYZE"))
            for each in REPORTS:
                count_report(each)
            count_statistics()
            count_categories()
            count_activity()
    yield app
    app.extensions["wiki.engine"].dispose()


def measure(app: Flask, only: str = "") -> Iterator[Taken]:
    """Ask for each list some times, as the administrator."""
    client = app.test_client()
    _sign_in(client)
    for address in ADDRESSES:
        if only in address:
            yield _taken(client, address, _backends(app))


def _sign_in(client: FlaskClient) -> None:
    token = TOKEN.search(client.get("/signin").text)
    assert token
    form = {"email": f"{ADMINISTRATOR.lower()}@example.org", "password": PASSWORD, "csrf_token": token[1]}
    assert client.post("/signin", data=form).status_code == 302


def _backends(app: Flask) -> list[Path]:
    """What tells the processor time of the processes in which PostgreSQL answers, where they run on this machine."""
    if app.extensions["wiki.engine"].dialect.name != "postgresql":
        return []
    with app.extensions["wiki.engine"].connect() as connection:
        asked = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return [path for pid in connection.scalars(asked) if (path := Path(f"/proc/{pid}/schedstat")).exists()]


def _worked(backends: list[Path]) -> float:
    return sum(int(path.read_text().split()[0]) for path in backends) / 1e6


def _taken(client: FlaskClient, address: str, backends: list[Path]) -> Taken:
    times, work = [], []
    mark = "&" if "?" in address else "?"
    for number in range(TIMES + 1):
        elsewhere = _worked(backends)
        began, worked = time.perf_counter(), time.process_time()
        answer = client.get(f"{address}{mark}made={number}")
        times.append(1000 * (time.perf_counter() - began))
        work.append(1000 * (time.process_time() - worked) + _worked(backends) - elsewhere)
        assert answer.status_code < 400, (address, answer.status_code)
    return Taken(address, min(times[1:]), statistics.median(times[1:]), min(work[1:]))


if __name__ == "__main__":
    main()
