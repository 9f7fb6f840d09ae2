"""What is shown under the search field."""

from tests.search.conftest import Library
from wiki.search.titles.named import suggest
from wiki.search.titles.suggestions import suggestions


def suggested(library: Library, text: str) -> list[str]:
    with library.world.app.app_context():
        return [each.title for each in suggestions(text)]


def shown(library: Library, text: str, language: str = "sv") -> list[tuple[str, str]]:
    """Title and what stands beside it, as the script gets them."""
    answer = library.world.visitor().get(f"/search/suggest?q={text}", headers={"Accept-Language": language})
    return [(each["title"], each["kind"]) for each in answer.json or []]


def test_a_municipality_without_a_page_leads_to_where_one_is_begun(library: Library) -> None:
    with library.world.app.app_context():
        (found,) = suggestions("udde")
    assert (found.title, found.name, found.address) == ("Uddevalla", "Kommun:Uddevalla", "/wiki/Kommun:Uddevalla")
    assert shown(library, "udde") == [("Uddevalla", "Kommun, ingen sida än")]
    assert shown(library, "udde", "nb") == [("Uddevalla", "Kommune, ingen side ennå")]
    visitor = library.world.visitor()
    assert "/edit/Kommun:Uddevalla" in visitor.get(found.address).text


def test_a_municipality_with_a_page_stands_once(library: Library) -> None:
    key = library.put("Uddevalla", name="Kommun:Uddevalla", namespace="municipality")
    assert shown(library, "udde") == [("Uddevalla", "Kommunsida")]
    library.drop(key)
    assert shown(library, "udde") == [("Uddevalla", "Kommun, ingen sida än")]


def test_a_municipality_is_found_by_any_of_its_words(library: Library) -> None:
    for text in ("orebr", "ØREBRO", "kommun:öre", "örebro kommun"):
        assert suggested(library, text) == ["Örebro"], text
    assert suggested(library, "väsby") == ["Upplands Väsby"]
    assert suggested(library, "göteborgs stad") == ["Göteborg"]
    for text in ("", "%", "devalla", "kommun", "x" * 1000, "\x00"):
        assert suggested(library, text) == [], text


def test_municipalities_have_their_place_among_many_pages(library: Library) -> None:
    for number in range(9):
        library.put(f"Lundby {number}")
        library.put(f"Växthuset i Lund {number}")
    library.put("Lund", name="Tema:Lund", namespace="theme")
    assert suggested(library, "lund")[:3] == ["Lund", "Lund", "Lundby 0"]
    assert suggested(library, "lun") == ["Lund", *(f"Lundby {number}" for number in range(6)), "Lund"]
    assert suggested(library, "växt") == [*(f"Växthuset i Lund {number}" for number in range(8))]
    library.put("Gnosjöandan")
    library.put("Så gör Gnos")
    assert suggested(library, "gnos") == ["Gnosjöandan", "Gnosjö", "Så gör Gnos"]


def test_missing_dots_do_not_move_a_municipality_down(library: Library) -> None:
    library.put("Så gör Öregrund")
    library.put("Lär av våra förebilder")
    for text in ("öre", "ore", "ØRE"):
        assert suggested(library, text)[:2] == ["Örebro", "Så gör Öregrund"], text


def test_other_names_say_where_they_lead(library: Library) -> None:
    library.put("Lärdom", kind="redirect", leads_to="Tema:Att lära", key="page:1")
    library.put("Läro", kind="redirect", name="Tema:Att lära", namespace="theme", page_kind="theme", key="synonym:1:0")
    library.put("Lära", name="Tema:Att lära", namespace="theme", page_kind="theme")
    assert shown(library, "lärd") == [("Lärdom", "leder till Tema:Att lära")]
    assert shown(library, "läro") == [("Läro", "leder till Tema:Att lära")]
    assert shown(library, "lära") == [("Lära", "Tema")]


def test_those_who_link_are_offered_pages_only(library: Library) -> None:
    with library.world.app.app_context():
        assert suggest("udde") == []
