"""What has just been saved is found, though the index does not know it yet."""

import pytest

from tests.search.conftest import Library
from wiki.search import newer
from wiki.search.answering.notices import LOOSE


@pytest.fixture
def behind(library: Library) -> Library:
    """An index that knows one page and not what has been saved since."""
    library.put("Gammal", "En pilot om skolan, tänk stort.", key="page:1")
    library.follow()
    return library


def test_a_new_page_is_found_at_once(behind: Library) -> None:
    behind.put("Ny", "Piloterna tänker stort om e-tjänsten. Försiktigt!", namespace="theme")
    for query in ("e-tjänst", '"tänka stort" e-tjänst', "försik*", "pilot -skolan"):
        assert behind.titles(query) == ["Ny"], query
    found = behind.find("pilot")
    assert ({hit.title for hit in found.hits}, found.total) == ({"Gammal", "Ny"}, 2)
    assert found.facets["namespace"] == {"main": 1, "theme": 1}
    assert behind.find("ny").notices == ()


def test_a_page_that_has_changed_is_found_by_what_it_says_now(behind: Library) -> None:
    behind.put("Gammal", "Ett försök om vägen.", key="page:1")
    assert behind.titles("försök väg") == ["Gammal"]
    found = behind.find("pilot")
    assert (found.hits, found.total, any(found.facets.values())) == ((), 0, False)


def test_what_is_gone_does_not_count_as_holding_all_the_words(behind: Library) -> None:
    behind.put("Annan", "En pilot.")
    behind.follow()
    behind.drop("page:1")
    found = behind.find("pilot skola")
    assert ([hit.title for hit in found.hits], found.notices) == (["Annan"], (LOOSE,))


def test_a_page_that_became_a_redirect_is_no_hit(behind: Library) -> None:
    behind.put("Gammal", "En pilot.", key="page:1", kind="redirect")
    found = behind.find("pilot")
    assert (found.total, any(found.facets.values())) == (0, False)


def test_a_new_page_called_so_comes_first(behind: Library) -> None:
    behind.put("Pilot", "Ett försök.")
    assert behind.titles("pilot") == ["Pilot", "Gammal"]


def test_a_misspelt_word_may_stand_on_a_new_page(behind: Library) -> None:
    behind.put("Ny", "Successivt.")
    assert behind.find("succesivt").corrected == "successivt"


def test_of_many_new_pages_the_newest_are_found(behind: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newer, "MOST_ROWS", 2)
    for number in range(4):
        behind.put(f"Ny {number}", "Brådskande.")
    assert set(behind.titles("brådskande")) == {"Ny 2", "Ny 3"}
    behind.follow()
    assert behind.find("brådskande").total == 4
