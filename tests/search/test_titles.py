"""Titles: what is suggested, meant, and alike."""

from contextlib import suppress

import pytest
from sqlalchemy import delete

from tests.search.conftest import Library
from wiki import search
from wiki.core.db import transaction
from wiki.search.models import SearchDocument
from wiki.search.titles import known as titles_known


def suggested(library: Library, prefix: str) -> list[str]:
    with library.world.app.app_context():
        return [each.title for each in search.suggest(prefix)]


def similar(library: Library, text: str) -> list[str]:
    with library.world.app.app_context():
        return [each.title for each in search.similar_titles(text, 3)]


def exact(library: Library, text: str) -> str | None:
    with library.world.app.app_context():
        found = search.exact(text)
    return found.name if found else None


def test_titles_that_begin_so_come_first_then_words_then_the_rest(library: Library) -> None:
    for title in ("Servicedesign", "Vår plan", "Planera", "Plan", "Budgetplanen", "Annat"):
        library.put(title)
    assert suggested(library, "plan") == ["Plan", "Planera", "Vår plan", "Budgetplanen"]
    assert suggested(library, "PLAN")[0] == "Plan"
    assert suggested(library, "Vår_pl") == ["Vår plan"]


def test_swedish_letters_are_letters_in_any_case(library: Library) -> None:
    library.put("Ändrade behov")
    library.put("Andra behov")
    assert suggested(library, "änd") == ["Ändrade behov"]
    assert suggested(library, "ÄND") == ["Ändrade behov"]


def test_letters_without_dots_are_tolerated_after_those_with_them(library: Library) -> None:
    for title in ("Tänk stort", "Förändring", "Börja smått", "Tank och cistern", "Idé"):
        library.put(title)
    assert suggested(library, "tank") == ["Tank och cistern", "Tänk stort"]
    assert suggested(library, "forandring") == ["Förändring"]
    assert suggested(library, "borja sm") == ["Börja smått"]
    assert suggested(library, "ide") == ["Idé"]


def test_topics_are_suggested_for_their_own_title_only(library: Library) -> None:
    library.put("Vem beslutar?", kind="topic", key="topic:1", name="Tänk stort")
    assert suggested(library, "tänk") == []
    assert suggested(library, "vem") == ["Vem beslutar?"]


def test_pages_come_before_topics_and_the_namespace_may_be_written(library: Library) -> None:
    library.put("Plan", kind="topic", key="topic:1")
    library.put("Planen", name="Planen")
    library.put("Uddevalla", name="Kommun:Uddevalla", namespace="municipality")
    assert suggested(library, "plan") == ["Planen", "Plan"]
    assert suggested(library, "kommun:udd") == ["Uddevalla"]
    assert suggested(library, "udd") == ["Uddevalla"]


def test_nothing_is_suggested_for_nothing_nor_for_what_has_gone(library: Library) -> None:
    library.drop(library.put("Plan"))
    for prefix in ("plan", "", " ", "%", "_", "\x00", "'", "\ud800", "x" * 10_000):
        assert suggested(library, prefix) == [], prefix


def test_at_most_eight_are_suggested(library: Library) -> None:
    for number in range(12):
        library.put(f"Plan {number}")
    assert len(suggested(library, "plan")) == 8


def test_the_page_that_was_meant(library: Library) -> None:
    library.put("Tänk stort")
    library.put("Uddevalla", name="Kommun:Uddevalla", namespace="municipality")
    library.put("Plan", name="Plan")
    library.put("Plan", name="Tema:Plan", namespace="theme", key="page:theme")
    library.put("Tänk stort", kind="topic", key="topic:1")
    for text in ("Tänk stort", "tänk_stort", " TÄNK  STORT "):
        assert exact(library, text) == "Tänk stort", text
    assert exact(library, "uddevalla") == "Kommun:Uddevalla"
    assert exact(library, "kommun:uddevalla") == "Kommun:Uddevalla"
    library.put("nyttorealisering", key="synonym:7:0", kind="redirect", namespace="theme", name="Tema:Nytta")
    assert exact(library, "nyttorealisering") == "Tema:Nytta"
    library.put("Nyttorealisering", namespace="tool", name="Verktyg:Nyttorealisering")
    assert exact(library, "nyttorealisering") == "Verktyg:Nyttorealisering", "the page before other words for another"
    assert exact(library, "plan") == "Plan"
    assert exact(library, "tema:plan") == "Tema:Plan"
    assert exact(library, "Tänk") is None


def test_every_name_of_a_namespace_is_understood(library: Library) -> None:
    library.put("Uddevalla", name="Kommun:Uddevalla", namespace="municipality")
    library.put("Elna", name="Användare:Elna", namespace="user")
    library.put("Söka", name="Hjälp:Söka", namespace="help")
    for text in ("Kommune:Uddevalla", "municipality:uddevalla", "municipality:UDDEVALLA", "kommun: Uddevalla"):
        assert exact(library, text) == "Kommun:Uddevalla", text
    assert exact(library, "user:elna") == "Användare:Elna"
    assert exact(library, "help:Söka") == "Hjälp:Söka"


def test_titles_of_signs_are_meant_to_the_letter(library: Library) -> None:
    for title in ("%", "A\\b", "A b", "🎉", "C", "C++"):
        library.put(title)
        assert exact(library, title) == title, title
    assert exact(library, "_") is None
    assert suggested(library, "🎉") == ["🎉"]
    assert suggested(library, "%") == ["%"]
    library.follow()
    assert library.titles("🎉") == ["🎉"]
    assert library.titles("%") == ["%"]


def test_a_title_that_several_pages_share_is_not_guessed(library: Library) -> None:
    library.put("Plan", name="Verktyg:Plan", namespace="tool", key="page:1")
    library.put("Plan", name="Tema:Plan", namespace="theme", key="page:2")
    assert exact(library, "plan") is None


def test_similar_titles(library: Library) -> None:
    for title in ("Successivt införande", "Årliga prioriteringar", "Plan för digitalisering", "Tänk stort", "Kommun"):
        library.put(title)
    assert similar(library, "Suksessivt införrande") == ["Successivt införande"]
    assert similar(library, "Digitaliseringsplan")[0] == "Plan för digitalisering"
    assert similar(library, "prioriteringar årliga") == ["Årliga prioriteringar"]
    assert similar(library, "Kommuner") == ["Kommun"]
    for text in ("", "x", "qqqqqq", "\x00", "%" * 300, "ord " * 1000):
        assert similar(library, text) == [], text
    key = library.put("Kommunal plan")
    assert similar(library, "Komunal plan") == ["Kommunal plan"]
    library.drop(key)
    assert similar(library, "Komunal plan") == []


def test_missing_dots_matter_less_than_where_a_word_begins(library: Library) -> None:
    for title in ("Motorer", "Örebro", "Vår ören"):
        library.put(title)
    assert suggested(library, "ore") == ["Örebro", "Vår ören", "Motorer"]


def test_norwegian_letters_are_ours(library: Library) -> None:
    library.put("Örebro")
    library.put("Ærlighet")
    assert suggested(library, "ør") == ["Örebro"]
    assert suggested(library, "ärl") == ["Ærlighet"]


def test_special_pages_come_after_the_others(library: Library) -> None:
    library.put("Plan", name="Kategori:Plan", namespace="category", key="page:1")
    library.put("Planens innehåll", kind="redirect", leads_to="Målbild", key="page:2")
    library.put("Planer för alla år", key="page:3")
    assert suggested(library, "plan") == ["Planer för alla år", "Planens innehåll", "Plan"]


def test_a_page_is_suggested_once_by_whichever_of_its_names(library: Library) -> None:
    library.put("Piloter")
    library.put("Pilot", kind="redirect", leads_to="Piloter", address="/wiki/Pilot")
    library.put("Pilotprojekt", kind="redirect", leads_to="Piloter", address="/wiki/Pilotprojekt")
    assert suggested(library, "pilot") == ["Piloter"]
    assert suggested(library, "pilotp") == ["Pilotprojekt"]


def test_what_changes_is_suggested_as_it_is_now(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(titles_known, "MOST_APART", 3)  # so that rows are put among the others on the way
    for number in range(4):
        library.put(f"Plan {number}")
    assert suggested(library, "plan") == ["Plan 0", "Plan 1", "Plan 2", "Plan 3"]
    for number in range(4):
        key = library.put(f"Plan {number}")
        library.put("Plan", key="page:9")
        library.put(f"Karta {number}", key=key)
        left = [f"Plan {each}" for each in range(number + 1, 4)]
        assert suggested(library, "plan") == ["Plan", *left]
        assert suggested(library, "kart") == [f"Karta {each}" for each in range(number + 1)]
        library.drop("page:9")
        assert suggested(library, "plan") == left
        assert set(similar(library, "Plann 3")) == set(left)


def test_what_is_never_written_is_never_suggested(library: Library) -> None:
    library.put("Plan")
    with library.world.app.app_context():
        with suppress(ZeroDivisionError), transaction():
            search.put(document("Planen"))
            assert [each.title for each in search.suggest("plan")] == ["Plan"]
            raise ZeroDivisionError
        with transaction():
            search.put(document("Plank"))  # is given the version that the other had
        assert [each.title for each in search.suggest("plan")] == ["Plan", "Plank"]


def document(title: str) -> search.Document:
    """A page."""
    return search.Document(
        key=f"page:{title}", kind="page", namespace="main", name=title, title=title, address=f"/wiki/{title}"
    )


def test_the_database_behind_the_wiki_may_be_put_back(library: Library) -> None:
    for title in ("Plan", "Planera"):
        library.put(title)
    assert suggested(library, "plan") == ["Plan", "Planera"]
    with library.world.app.app_context(), transaction() as session:
        session.execute(delete(SearchDocument).where(SearchDocument.title == "Planera"))
    assert suggested(library, "plan") == ["Plan"]
    assert similar(library, "Planerra") == ["Plan"]
