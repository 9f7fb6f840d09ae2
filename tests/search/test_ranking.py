"""What comes first, and why. On both engines, because both are read by one ranking."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.search.trial_rows import NOW, ListedRows, row
from wiki.search.asking.filters import Filters, Sort
from wiki.search.asking.question import read_question
from wiki.search.engine import Engine
from wiki.search.features import ALL
from wiki.search.postgres.engine import PostgresEngine
from wiki.search.ranking.look_up import Found, Lookup, look_up
from wiki.search.rows import IndexRow
from wiki.search.whoosh.engine import WhooshEngine

FILLER = "Texten handlar om något helt annat och är lång nog för att inte vara kort. " * 5


class Shelf:
    """An engine with documents of the test's own."""

    def __init__(self, engine: Engine, rows: ListedRows) -> None:
        self.engine, self.rows = engine, rows

    def put(self, *rows: IndexRow) -> None:
        self.rows.put(*rows)

    def ask(self, query: str, **more: object) -> Found:
        if not self.engine.reached():
            self.engine.build()
        with self.engine.reading() as index:
            return look_up(index, replace(Lookup(read_question(query)), **more))  # type: ignore[arg-type]

    def keys(self, query: str, **more: object) -> list[str]:
        return [key for key, _version in self.ask(query, **more).entries]


@pytest.fixture
def shelf(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Shelf]:
    rows = ListedRows()
    if database_kind == "sqlite":
        yield Shelf(WhooshEngine(tmp_path / "index", rows), rows)
        return
    database = create_engine(request.getfixturevalue("database_url"))
    yield Shelf(PostgresEngine(database, rows), rows)
    database.dispose()


def test_title_before_other_names_before_headings_before_text(shelf: Shelf) -> None:
    shelf.put(
        row("page:text", f"{FILLER} Här finns en pilot.", "Skola"),
        row("page:headings", FILLER, "Väg", headings="En pilot"),
        row("page:name", FILLER, "Prövning i liten skala", other_names="Pilot"),
        row("page:title", FILLER, "Pilot"),
        row("page:nothing", FILLER, "Park"),
    )
    assert shelf.keys("pilot") == ["page:title", "page:name", "page:headings", "page:text"]


def test_a_page_about_a_thing_comes_before_one_that_often_mentions_it(shelf: Shelf) -> None:
    shelf.put(
        row("page:mention", f"{FILLER} {'Bygglovet kom. ' * 4}", "Protokoll"),
        row("page:about", f"{FILLER} Om bygglov.", "Bygglov"),
    )
    assert shelf.keys("bygglov") == ["page:about", "page:mention"]


def test_the_whole_word_comes_before_compounds_that_hold_it(shelf: Shelf) -> None:
    shelf.put(
        row("page:part", f"Äldreomsorg. {FILLER}"),
        row("page:whole", f"Omsorg. {FILLER}"),
    )
    assert shelf.keys("omsorg") == ["page:whole", "page:part"]
    assert shelf.keys("omsorg", features=replace(ALL, compounds=False)) == ["page:whole"]


def test_a_compound_is_found_by_its_parts_after_the_compound_itself(shelf: Shelf) -> None:
    shelf.put(
        row("page:parts", f"En plan för vår äldreomsorg. {FILLER}"),
        row("page:whole", f"En äldreomsorgsplan. {FILLER}"),
        row("page:one part", f"En plan. {FILLER}"),
    )
    assert shelf.keys("äldreomsorgsplan") == ["page:whole", "page:parts"]


def test_other_words_for_the_same_come_after_the_word_itself(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    from wiki.search.ranking import look_up as ranking

    monkeypatch.setattr(ranking, "synonyms_of", lambda words: [(0, 1, ("testmiljö",))] if words[:1] == ["labb"] else [])
    shelf.put(
        row("page:other", f"En testmiljö för skolan. {FILLER}"),
        row("page:itself", f"Ett labb för skolan. {FILLER}"),
        row("page:half", f"En skola för vägen. {FILLER}"),
    )
    assert shelf.keys("labb skola") == ["page:itself", "page:other"]
    assert shelf.keys("labb skola", features=replace(ALL, synonyms=False)) == ["page:itself"]


def links(**counts: int) -> Mapping[str, int]:
    return {f"page:{name}": count for name, count in counts.items()}


def test_of_like_pages_the_one_that_many_link_to_comes_first(shelf: Shelf) -> None:
    shelf.put(row("page:few", f"En pilot. {FILLER}"), row("page:many", f"En pilot. {FILLER}"))
    counted = {"links": lambda _keys: links(few=1, many=30)}
    assert shelf.keys("pilot", **counted) == ["page:many", "page:few"]
    counted = {"links": lambda _keys: links(few=30, many=1)}
    assert shelf.keys("pilot", **counted) == ["page:few", "page:many"]


def test_links_do_not_lift_what_only_mentions_the_thing(shelf: Shelf) -> None:
    shelf.put(row("page:about", f"Om bygglov. {FILLER}", "Bygglov"), row("page:hub", f"{FILLER} Bygglov.", "Start"))
    assert shelf.keys("bygglov", links=lambda _keys: links(hub=500)) == ["page:about", "page:hub"]


def test_only_the_best_sixty_are_asked_for_their_links(shelf: Shelf) -> None:
    shelf.put(*(row(f"page:{number}", "En pilot.") for number in range(100)))
    asked: list[int] = []

    def count(keys: list[str]) -> Mapping[str, int]:
        asked.append(len(keys))
        return {}

    assert shelf.ask("pilot", links=count).total == 100
    assert asked == [60]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"changed_at": NOW}, {"changed_at": NOW - timedelta(days=3000)}),
        ({}, {"facets": ("kind=page", "status=historical")}),
        ({}, {"facets": ("kind=page", "status=draft")}),
    ],
)
def test_freshness_and_status_break_ties_and_nothing_else(shelf: Shelf, better: dict, worse: dict) -> None:  # type: ignore[type-arg]
    shelf.put(
        row("page:1", f"En pilot. {FILLER}", **worse),
        row("page:2", f"En pilot. {FILLER}", **better),
        row("page:3", f"{FILLER} En bro. {FILLER}", **better),
        row("page:4", f"En bro. {FILLER}", **worse),
    )
    assert shelf.keys("pilot") == ["page:2", "page:1"]
    assert shelf.keys("bro") == ["page:4", "page:3"]


def test_whoever_writes_the_beginning_of_a_title_gets_that_page(shelf: Shelf) -> None:
    titles = {"page:1": "matning av luft", "page:2": "efter matning"}
    shelf.put(row("page:1", FILLER, "Mätning av luft"), row("page:2", FILLER, "Efter mätning"))
    found = shelf.keys("efter matning", titles=lambda keys: {key: titles[key] for key in keys})
    assert found == [] or found[0] == "page:2"
    titles = {"page:1": "mätning av luft", "page:2": "efter mätning"}
    assert shelf.keys("efter mätning", titles=lambda keys: {key: titles[key] for key in keys})[0] == "page:2"


def test_guidance_comes_before_an_example_and_both_before_a_category(shelf: Shelf) -> None:
    shelf.put(
        row("page:category", FILLER, "Pilot", facets=("kind=page", "namespace=category")),
        row("page:example", FILLER, "Pilot", facets=("kind=page", "namespace=municipality", "page_kind=example")),
        row("page:guidance", FILLER, "Pilot"),
    )
    assert shelf.keys("pilot") == ["page:guidance", "page:example", "page:category"]


def test_where_nothing_holds_all_the_words_what_holds_most_comes_first(shelf: Shelf) -> None:
    shelf.put(
        row("page:one", FILLER, "Surfplatta"),
        row("page:two", f"{FILLER} Rösta i fullmäktige."),
    )
    found = shelf.ask("rösta surfplatta fullmäktige")
    assert found.loose
    assert [key for key, _version in found.entries] == ["page:two", "page:one"]


def test_facets_are_counted_with_all_filters_but_their_own(shelf: Shelf) -> None:
    for number, (theme, year) in enumerate([("a", 1), ("a", 2), ("b", 1), ("b", 1)]):
        facets = ("kind=page", f"theme={theme}", f"year={year}", "author=7")
        shelf.put(row(f"page:{number}", "En pilot.", facets=facets))
    found = shelf.ask("pilot", filters=Filters(("theme=a",)))
    assert found.total == 2
    assert found.facets["theme"] == {"a": 2, "b": 2}
    assert found.facets["year"] == {"1": 1, "2": 1}
    assert "author" not in found.facets  # one can narrow by it, but nobody is listed
    found = shelf.ask("pilot", filters=Filters(("theme=a", "theme=b", "year=1")))
    assert (found.total, found.facets["theme"], found.facets["year"]) == (3, {"a": 1, "b": 2}, {"1": 3, "2": 1})
    assert shelf.ask("pilot", filters=Filters((), ("theme=a",))).total == 2
    assert shelf.ask("pilot", filters=Filters(("theme=c",))).total == 0
    assert shelf.ask("", filters=Filters(("theme=b",))).total == 2


def test_hits_by_date(shelf: Shelf) -> None:
    for number in (2, 0, 1):
        shelf.put(row(f"page:{number}", "En pilot.", changed_at=NOW + timedelta(days=number)))
    assert shelf.keys("pilot", sort=Sort.NEWEST) == ["page:2", "page:1", "page:0"]
    assert shelf.keys("pilot", sort=Sort.OLDEST) == ["page:0", "page:1", "page:2"]


def test_each_hit_stands_on_one_page_of_many(shelf: Shelf) -> None:
    shelf.put(*(row(f"page:{number}", f"En pilot. {'Text. ' * (number % 7)}") for number in range(150)))
    pages = [shelf.keys("pilot", first=first, count=20) for first in range(0, 160, 20)]
    assert len({key for page in pages for key in page}) == 150
    assert [len(page) for page in pages] == [20] * 7 + [10]


def test_a_phrase_reads_over_what_has_changed(shelf: Shelf) -> None:
    shelf.put(
        row("page:1", "Tänk stort nu."), row("page:2", "Stort att tänka på."), row("page:3", "Tänk ganska stort.")
    )
    assert shelf.keys('"tänk stort"') == ["page:1"]
    shelf.put(row("page:1", "Stort tänk."), row("page:2", "Vi tänker stort."))
    assert shelf.keys('"tänk stort"') == ["page:2"]
    shelf.engine.apply(shelf.rows.waiting(shelf.engine))
    assert shelf.keys('"tänk stort"') == ["page:2"]
    shelf.rows.drop("page:2")
    assert shelf.keys('"tänk stort"') == []


def test_time_that_runs_out_is_told(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    from wiki.search.ranking import look_up as ranking

    shelf.put(row("page:1", "En pilot."))
    assert shelf.ask("pilot").complete
    monkeypatch.setattr(ranking, "SECONDS", -1.0)
    assert not shelf.ask("pilot").complete
