"""The engine in PostgreSQL finds what the other one finds: the same hits in the same order, counts and notices."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.conftest import World
from tests.search.conftest import Library
from wiki.core.db import Base, transaction
from wiki.core.settings import BadSetting, read_settings
from wiki.search import Document, Results, put
from wiki.search.answering import attempts, seeker
from wiki.search.asking.filters import Filters, Sort
from wiki.search.ranking import look_up as ranking

ROOT = Path(__file__).parents[2]
JUDGED = Path(__file__).parent / "quality" / "queries.tsv"
QUERIES = [line.split("\t")[1] for line in JUDGED.read_text().splitlines()[1:]]
OWN = """
    "tänka stort" | "stort tänka" | "digital mognad" | "införande av en" | förs* | e-tjän* | kommun -skola
    pilot -"digital mognad"
    digitalisering tema:tillit | titel:pilot | kommun:1485 plan | typ:tema mognad | -kommun:1485 plan
    digitaliseringsstrategi | äldreomsorg | aldreomsorg | omsorg | e-tjänster | etjänst | e tjänst | IT | it-chef
    succesivt | digitalisring | kommunernas planer | kommune | digitaliseringen i kommunen | "och det att" | och
    finnsinte | finnsinte kommun | ö | 🙂 | "oavslutat citat | ((( | ' OR 1=1 -- | a:b\\c | förs* plan* | % _
    \x00 kommun
"""


@pytest.fixture
def engine_kind() -> str:
    return "postgres"


@pytest.fixture
def database_url(postgres_url: str) -> Iterator[str]:
    """The address of an empty database, always of PostgreSQL."""
    yield postgres_url
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
        connection.execute(text("SELECT setval(seqrelid::regclass, 1, false) FROM pg_sequence"))
    engine.dispose()


@dataclass
class Both:
    """One wiki, searched by both engines."""

    whoosh: Library
    postgres: Library

    def follow(self) -> None:
        """Bring both up to date."""
        self.whoosh.follow()
        self.postgres.follow()

    def find_alike(self, query: str, **more: object) -> Results:
        """What both find, which is the same."""
        ours, theirs = self.postgres.find(query, **more), self.whoosh.find(query, **more)
        assert [hit.title for hit in ours.hits] == [hit.title for hit in theirs.hits], query
        assert ours == theirs, query
        return ours


@pytest.fixture
def both(make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch) -> Both:
    """The pages that a new wiki begins with, and all the time that is needed."""
    for limited in (ranking, attempts, seeker):
        monkeypatch.setattr(limited, "SECONDS", 60.0)
    both = Both(Library(make_world(search="whoosh")), Library(make_world(search="postgres")))
    with both.whoosh.world.app.app_context():
        for number, path in enumerate(sorted((ROOT / "seed_pages").rglob("*.md"))):
            with transaction():
                put(_document(number, path))
    both.follow()
    return both


def _document(number: int, path: Path) -> Document:
    source = path.read_text()
    return Document(
        key=f"page:{number}",
        kind="page",
        namespace="theme" if "Tema" in path.parts else "main",
        name=path.stem,
        title=path.stem,
        address=f"/wiki/{number}",
        headings="\n".join(re.findall(r"^#+ (.*)", source, re.MULTILINE)),
        text=source,
        language="nb" if number % 17 == 3 else None,
        changed_at=datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=19 * number),
        facets={
            "municipality": ["1485", "0180"][: number % 3],
            "theme": [path.parent.name],
            "year": [str(2020 + number % 5)],
        },
    )


def test_both_find_the_same(both: Both) -> None:
    found = {query: both.find_alike(query) for query in [*QUERIES, *map(str.strip, re.split(r"[|\n]", OWN))]}
    assert sum(bool(each.hits) for each in found.values()) > 0.6 * len(found)
    assert found["finnsinte"].total == 0
    assert found["succesivt"].corrected == "successivt"
    assert found['"stort tänka"'].total == 0 < found['"tänka stort"'].total


def test_both_narrow_and_sort_alike(both: Both) -> None:
    for filters in (
        Filters(),
        Filters(wanted=("municipality=1485",)),
        Filters(wanted=("year=2021", "year=2022"), unwanted=("municipality=0180",)),
        Filters(wanted=("language=nb", "namespace=theme")),
    ):
        for query in ("kommun", "digital plan", '"digital mognad"', "äldreomsorg", "förs*"):
            for sort in Sort:
                for page in (1, 2):
                    both.find_alike(query, filters=filters, sort=sort, page=page, per_page=5)


def test_both_find_the_same_after_many_changes(both: Both) -> None:
    for number in range(40):
        both.whoosh.put(f"Sida {number % 23}", f"En pilot, omgång {number}, om äldreomsorgen i kommunen.")
        if number % 3 == 0:
            both.whoosh.drop(f"page:{number}")
        if number % 4 == 0:
            both.follow()
        both.find_alike("pilot")
    both.find_alike("omsorg")
    both.follow()
    for query in ("pilot", "omsorg", "kommun plan", "omgång 39", '"en pilot"'):
        both.find_alike(query)
    assert both.whoosh.differences() == both.postgres.differences() == []


def test_both_find_the_same_while_something_is_new(both: Both) -> None:
    both.postgres.put("Ny", "En alldeles ny pilot om digital mognad.")
    both.postgres.drop("page:3")
    assert both.find_alike("alldeles ny").hits[0].title == "Ny"
    for query in ("pilot", "digital mognad", "försk*", '"ny pilot"', "pillot"):
        both.find_alike(query)


def test_another_database_than_postgresql_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="WIKI_SEARCH"):
        read_settings({"WIKI_SEARCH": "postgres", "WIKI_DATA": str(tmp_path)})
