"""Which examples are found by what, and how they are counted."""

from tests.conftest import World
from wiki.examples.counting import counts
from wiki.examples.queries import ExampleFilter, count_examples, examples
from wiki.markup import parse_name


def tell(world: World, name: str, *fields: str) -> None:
    world.write(name, "\n".join(("---", "typ: exempel", *fields, "---", "Så gick det till.\n")))


def cast(world: World) -> None:
    tell(world, "Kommun:Umeå/Öppna möten", "läge: pilot", "tema: [Piloter]", "välfärdsområde: Äldreomsorg")
    tell(world, "Kommun:Skellefteå/Plan", "läge: breddinfört", "tema: [Försök]", "period: 2024–2026")
    tell(world, "Kommun:Halmstad/Struktur", "tema: [Styrning]", "stödjer: [Börja smått]")
    tell(world, "Kommun:Mittköping/Påhitt", "läge: pilot", "tema: [Piloter]")
    tell(world, "Samverkan:Umeåregionen/Kurs", "läge: avslutat", "lärdom: Ta ÅRETS första vecka.")


def titles(world: World, sort: str = "municipality", **wanted: object) -> list[str]:
    chosen = ExampleFilter(**wanted)  # type: ignore[arg-type]
    with world.app.app_context():
        found = [each.title for each in examples(chosen, sort)]  # type: ignore[arg-type]
        assert count_examples(chosen) == len(found)
    return found


def test_examples_are_found_by_each_thing_they_say(world: World) -> None:
    cast(world)
    assert titles(world) == ["Struktur", "Plan", "Öppna möten", "Kurs"]
    assert titles(world, county="24") == ["Plan", "Öppna möten"]
    assert titles(world, municipality_code="2480") == ["Öppna möten"]
    assert titles(world, area="Äldreomsorg") == ["Öppna möten"]
    assert titles(world, status="none") == ["Struktur"]
    assert titles(world, year=2025) == ["Plan"]
    assert titles(world, search="öppna MÖTEN") == ["Öppna möten"]
    assert titles(world, search="100%") == []
    assert titles(world, owner=parse_name("Kommun:Mittköping")) == ["Påhitt"]
    assert titles(world, "status") == ["Öppna möten", "Plan", "Kurs", "Struktur"]


def test_redirects_of_themes_and_guidance_are_followed_both_ways(world: World) -> None:
    cast(world)
    world.write("Tema:Försök", "#OMDIRIGERING [[Tema:Piloter]]\n")
    world.write("Börja smått", "#OMDIRIGERING [[Tänk stort]]\n")
    for title in ("Piloter", "Försök"):
        assert titles(world, theme=title) == ["Plan", "Öppna möten"]
    for name in ("Börja smått", "Tänk stort"):
        assert titles(world, supports=parse_name(name)) == ["Struktur"]
    with world.app.app_context():
        assert counts(ExampleFilter(), "theme") == {"Piloter": 2, "Styrning": 1}
        assert {row.title: row.themes for row in examples()}["Plan"] == ("Piloter",)


def test_counts_leave_their_own_choice_aside(world: World) -> None:
    cast(world)
    chosen = ExampleFilter(status="pilot", county="24")
    with world.app.app_context():
        assert counts(chosen, "status") == {"pilot": 1, "bredd": 1}
        assert counts(chosen, "county") == {"24": 1}
        assert counts(ExampleFilter(), "county") == {"13": 1, "24": 2}
        assert counts(ExampleFilter(), "area") == {"Äldreomsorg": 1}
        assert counts(ExampleFilter(), "status") == {"pilot": 1, "bredd": 1, "avslutat": 1, "none": 1}
