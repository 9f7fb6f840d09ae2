"""What hits are narrowed and counted by."""

import pytest
from alembic import command
from sqlalchemy import Engine, select, text

from tests.conftest import World
from tests.search.conftest import Library
from tests.test_migrations import empty
from wiki.core.clock import now
from wiki.core.db import session
from wiki.core.schema import migrate
from wiki.markup import VERSION
from wiki.search.answering.results import Widened
from wiki.search.asking.filters import Filters
from wiki.search.asking.meanings import label
from wiki.search.models import SearchDocument

__all__ = ["empty"]

EXAMPLE = """---
typ: exempel
kommun: Uddevalla
tema: [Testmiljöer, Piloter]
läge: breddinfört
välfärdsområde: [Äldreomsorg, Förskola]
period: 2021–2023
---
Vi prövade en digital lås i hemtjänsten.
"""


def row(world: World, name: str, kind: str = "page") -> SearchDocument:
    """What the search knows under `name`."""
    with world.app.app_context():
        rows = select(SearchDocument).where(SearchDocument.name == name, SearchDocument.kind == kind)
        return session().scalars(rows.where(SearchDocument.gone.is_(False))).one()


def facets(world: World, name: str, kind: str = "page") -> dict[str, list[str]]:
    """What is narrowed by, without the authors."""
    found: dict[str, list[str]] = {}
    for line in row(world, name, kind).facets.splitlines():
        field, _, value = line.partition("=")
        found.setdefault(field, []).append(value)
    return {field: values for field, values in found.items() if field != "author"}


# Whose a page is, and what about


def test_an_example_has_all_that_it_says(world: World) -> None:
    world.write("Kommun:Uddevalla/Lås", EXAMPLE)
    assert facets(world, "Kommun:Uddevalla/Lås") == {
        "municipality": ["1485"],
        "county": ["14"],
        "theme": ["Testmiljöer", "Piloter"],
        "area": ["Äldreomsorg", "Förskola"],
        "status": ["bredd"],
        "year": ["2021", "2022", "2023"],
    }


def test_an_example_that_is_under_way_reaches_to_now(world: World) -> None:
    world.write("Kommun:Uddevalla/Lås", EXAMPLE.replace("2021–2023", f"från {now().year - 1}"))
    assert facets(world, "Kommun:Uddevalla/Lås")["year"] == [str(now().year - 1), str(now().year)]


def test_pages_of_municipalities_and_below_them(world: World) -> None:
    world.write("Kommun:Uddevalla", "---\nkommunkod: '1485'\n---\nVi finns.")
    world.write("Kommun:Uddevalla/Plan", "---\ntyp: plan\nstatus: utkast\n---\nVi planerar.")
    assert facets(world, "Kommun:Uddevalla")["municipality"] == ["1485"]
    plan = facets(world, "Kommun:Uddevalla/Plan")
    assert (plan["municipality"], plan["status"], plan["year"]) == (["1485"], ["draft"], [str(now().year)])


def test_a_cooperation_belongs_to_those_in_it(world: World) -> None:
    world.write("Samverkan:Väst", '---\nkommuner: [Uddevalla, "1440", Atlantis]\n---\nVi samverkar.')
    found = facets(world, "Samverkan:Väst")
    assert (found["municipality"], found["county"]) == (["1485", "1440"], ["14"])


def test_guidance_and_themes(world: World) -> None:
    world.write("Tänk stort", "---\ntema: Piloter\nstatus: aktuell\n---\nBörja smått.")
    world.write("Tema:Piloter", "Ett försök i liten skala.")
    assert facets(world, "Tänk stort")["theme"] == facets(world, "Tema:Piloter")["theme"] == ["Piloter"]
    assert facets(world, "Tänk stort")["status"] == ["current"]
    assert "municipality" not in facets(world, "Tänk stort")


def test_authors_are_those_who_have_edited_the_page(world: World) -> None:
    world.write("Pilot", "Ett.", by="Anna")
    world.write("Pilot", "Ett, två.", by="Bo")
    world.write("Pilot", "Ett, två, tre.", by="Anna")
    with world.app.app_context():
        library = Library(world)
        library.follow()
        assert library.titles("av:anna") == library.titles("av:Bo två") == ["Pilot"]
        assert library.titles("pilot -av:Bo") == []
    assert row(world, "Pilot").facets.count("author=") == 2


def test_topics_belong_to_what_their_page_belongs_to(world: World) -> None:
    world.write("Tänk stort", "---\ntema: Piloter\n---\nBörja smått.", by="Anna")
    visitor = world.signed_in("Cecilia")
    number = visitor.post("/talk/Tänk_stort", {"title": "Hur stort?", "text": "Vi undrar."}).location.rpartition("/")[2]
    visitor.post(f"/topic/{number}/reply", {"text": "Vi vet nu."})
    topic = facets(world, "Tänk stort", "topic")
    assert (topic["theme"], topic["year"]) == (["Piloter"], [str(now().year)])
    world.write("Tänk stort", "---\ntema: [Testmiljöer]\n---\nBörja smått.", by="Anna")
    assert facets(world, "Tänk stort", "topic") == {**topic, "theme": ["Testmiljöer"]}
    library = Library(world)
    library.follow()
    assert library.titles("stort av:Cecilia") == ["Hur stort?"]
    assert library.titles("stort av:Anna") == ["Tänk stort"]
    assert set(library.titles("stort tema:testmiljöer")) == {"Hur stort?", "Tänk stort"}


# Counting


@pytest.fixture
def filled(library: Library) -> Library:
    """Pilots of three municipalities."""
    library.put(
        "Ale lås", "En pilot.", facets={"municipality": ["1440"], "county": ["14"], "theme": ["Lås", "Piloter"]}
    )
    library.put("Ale tak", "En pilot.", facets={"municipality": ["1440"], "county": ["14"], "theme": ["Tak"]})
    library.put("Umeå lås", "En pilot.", facets={"municipality": ["2480"], "county": ["24"], "theme": ["Lås"]})
    library.put("Fråga", "Om en pilot.", kind="topic", name="Ale lås", key="topic:1")
    library.follow()
    return library


def test_each_field_is_counted_with_all_filters_but_its_own(filled: Library) -> None:
    everything = filled.find("pilot").facets
    assert everything["municipality"] == {"1440": 3, "2480": 1}
    assert everything["theme"] == {"Lås": 3, "Piloter": 2, "Tak": 1}
    assert everything["kind"] == {"page": 3, "topic": 1}
    narrowed = filled.find("pilot", filters=Filters(("municipality=1440", "kind=page")))
    assert {hit.title for hit in narrowed.hits} == {"Ale lås", "Ale tak"}
    assert narrowed.facets["municipality"] == {"1440": 2, "2480": 1}
    assert narrowed.facets["kind"] == {"page": 2, "topic": 1}
    assert narrowed.facets["theme"] == {"Lås": 1, "Piloter": 1, "Tak": 1}


def test_counts_are_true_before_the_index_knows(filled: Library) -> None:
    filled.put("Umeå tak", "En pilot.", facets={"municipality": ["2480"], "theme": ["Tak"]})
    filled.put("Ale tak", "Ingenting.")
    assert filled.find("pilot").facets["municipality"] == {"1440": 2, "2480": 2}
    assert set(filled.titles("pilot tema:tak")) == {"Umeå tak"}


def test_values_of_one_field_add_up_and_fields_narrow(filled: Library) -> None:
    both = Filters(("municipality=1440", "municipality=2480", "theme=Lås", "kind=page"))
    assert set(filled.titles("pilot", filters=both)) == {"Ale lås", "Umeå lås"}
    assert set(filled.titles("pilot kommun:Umeå", filters=Filters(("theme=Lås",)))) == {"Umeå lås"}
    assert set(filled.titles("pilot -kommun:Ale")) == {"Umeå lås"}
    assert set(filled.titles("tema:Lås -kommun:Ale")) == {"Umeå lås"}, "filters alone, one of which leaves out"


def test_filters_alone_are_a_list_of_all_that_they_let_through(filled: Library) -> None:
    assert set(filled.titles("kommun:Ale")) == {"Ale lås", "Ale tak", "Fråga"}
    assert set(filled.titles("", filters=Filters(("theme=Lås", "kind=page")))) == {"Ale lås", "Umeå lås"}
    assert set(filled.titles("kommun:Ale -lås")) == {"Ale tak", "Fråga"}


def test_what_is_in_the_way_is_told(filled: Library) -> None:
    found = filled.find("pilot umeå kommun:Ale")
    assert found.total == 0
    assert found.widened == (Widened(("municipality=1440",), 1),)
    found = filled.find("pilot tak", filters=Filters(("municipality=1440", "theme=Lås")))
    assert found.widened == (Widened(("theme=Lås",), 1),)
    found = filled.find("pilot tak", filters=Filters(("municipality=2480", "theme=Lås")))
    assert found.widened == (Widened(("municipality=2480", "theme=Lås"), 1),)
    assert filled.find("badhus kommun:Ale").widened == ()
    found = filled.find("", filters=Filters(("municipality=2480", "theme=Tak")))
    assert set(found.widened) == {Widened(("municipality=2480",), 1), Widened(("theme=Tak",), 1)}
    assert filled.find("", filters=Filters(("municipality=0114",))).widened == ()


def test_what_is_in_the_way_is_told_of_what_is_rightly_spelt_too(filled: Library) -> None:
    filled.put("Successivt införande", "Steg för steg.", facets={"municipality": ["2480"]})
    found = filled.find("succesivt kommun:Ale")
    assert (found.corrected, found.widened) == ("successivt kommun:Ale", (Widened(("municipality=1440",), 1),))


def test_without_an_index_filters_hold_as_well(library: Library) -> None:
    library.put("Ale lås", facets={"municipality": ["1440"]})
    library.put("Umeå lås", facets={"municipality": ["2480"]})
    found = library.find("lås kommun:Ale")
    assert [hit.title for hit in found.hits] == ["Ale lås"]
    assert found.facets["municipality"] == {"1440": 1, "2480": 1}
    assert library.titles("kommun:Ale") == ["Ale lås"]
    assert library.titles("lås -kommun:Ale") == ["Umeå lås"]


def test_what_the_filters_are_called(world: World) -> None:
    person = world.user("Anna Ek").id
    with world.app.test_request_context(headers={"Accept-Language": "nb"}):
        assert label("municipality", "1485") == "Uddevalla"
        assert label("county", "14") == "Västra Götalands län"
        assert label("status", "bredd") == "Innført bredt"
        assert label("page_kind", "example") == "Eksempel"
        assert label("kind", "topic") == "Diskusjoner"
        assert label("language", "sv") == "svensk"
        assert label("author", str(person)) == "Anna Ek"
        assert label("theme", "Piloter") == "Piloter"
        for field in ("municipality", "county", "status", "page_kind", "kind", "language", "author", "year"):
            assert label(field, "<nonsens>") == "<nonsens>", field


def test_a_value_is_one_line(library: Library) -> None:
    key = library.put("Sida", "Text.", facets={"theme": ["Två\nrader\u2028med=tecken\x00"]})
    with library.world.app.app_context():
        found = session().scalars(select(SearchDocument.facets).where(SearchDocument.key == key)).one()
    assert found == "theme=Två rader med=tecken"
    library.follow()
    assert library.find("", filters=Filters(("theme=Två rader med=tecken",))).total == 1


def test_an_older_wiki_gets_all_this_when_it_starts(empty: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has been rendered before is called old, and of what is old `wiki serve` derives everything anew."""
    upgrade = command.upgrade
    with monkeypatch.context() as older:
        older.setattr(command, "upgrade", lambda config, _to: upgrade(config, "0012"))
        migrate(empty)
    with empty.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO page (id, namespace, title, sort_key, created_at, changed_at, size, kind, lead, fields)"
                " VALUES (1, 'main', 'Pilot', 'pilot', '2026-01-01', '2026-01-01', 0, '', '', '{}')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO rendering (page_id, revision_id, markup_version, html, headings, notices)"
                " VALUES (1, 1, :version, '', '[]', '[]')"
            ),
            {"version": VERSION},
        )
    assert migrate(empty)
    with empty.begin() as connection:
        assert connection.scalar(text("SELECT markup_version FROM rendering")) < VERSION
