"""Fallbacks, orders and odd queries: every text is answered."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.search.conftest import Library
from wiki import search
from wiki.core.db import transaction
from wiki.search.answering import finding
from wiki.search.answering.notices import INDEX_AWAY, ONLY_UNWANTED
from wiki.search.asking.filters import Filters, Sort
from wiki.search.features import Features
from wiki.search.models import SearchDocument


def test_titles_alone_are_searched_where_that_is_asked(library: Library) -> None:
    library.put("Piloter i skolan", "Text.")
    library.put("Annat", "Piloter i skolan.", headings="Piloter")
    library.follow()
    assert library.titles("titel:pilot") == library.titles("titel:pil*") == ["Piloter i skolan"]
    assert library.titles('titel:"pilot i skolan"') == ["Piloter i skolan"]
    assert library.titles("skola -titel:pilot") == ["Annat"]
    assert library.titles("titel: pilot") == ["Piloter i skolan"]
    assert library.titles('titel: "pilot i skolan"') == ["Piloter i skolan"]


def test_dots_are_forgiven_but_only_where_nothing_is_written_so(library: Library) -> None:
    library.put("Äldreomsorg", "Om äldreomsorgen på Öland.")
    library.put("Vagt", "Det är ett vagt mål.")
    library.put("Väg", "En väg.")
    library.follow()
    for query in ("aldreomsorg", "ALDREOMSORG pa Oland"):
        found = library.find(query)
        assert [hit.title for hit in found.hits] == ["Äldreomsorg"], query
        assert found.corrected.lower() in {"äldreomsorg", "äldreomsorg på öland"}, query
    assert library.titles("vag") == ["Vagt"]
    assert library.find("vag").corrected == ""
    assert library.titles("väg") == ["Väg"]


def test_dots_come_before_other_letters(library: Library) -> None:
    library.put("Forskning", "Forskala. " * 20)
    library.put("Förskola", "Om förskolan.")
    library.follow()
    assert library.find("forskola").corrected == "förskola"


def test_dots_are_added_to_a_word_that_only_looks_like_another(library: Library) -> None:
    library.put("Aldrig", "Det blir aldrig delaktighet.")
    library.put("Äldre", "Delaktighet för äldre.")
    library.put("Äldre igen", "Mer delaktighet för äldre.")
    library.follow()
    found = library.find("delaktighet for aldre")
    assert found.corrected == "delaktighet for äldre"
    assert {hit.title for hit in found.hits} == {"Äldre", "Äldre igen"}
    assert library.find("aldrig").corrected == ""


def test_a_compound_without_its_joint_is_read_as_others_write_it(library: Library) -> None:
    library.put("Styrning", "Kommunens digitaliseringsplan.")
    library.put("Plan", "En plan för digitalisering.")
    library.follow()
    found = library.find("digitaliseringplan")
    assert (found.corrected, found.hits[0].title) == ("digitaliseringsplan", "Styrning")
    assert library.find("digitaliseringsplan").corrected == ""
    assert library.find("planskola").corrected == "", "other parts are another word"


def test_parts_of_compounds_are_found_after_the_whole_words(library: Library) -> None:
    library.put("Delar", "En plan för digitaliseringen. " + "Fyllning. " * 5)
    library.put("Hela", "Vår digitaliseringsplan. " + "Fyllning. " * 5)
    library.put("Inget", "Ingenting.")
    library.follow()
    assert library.titles("digitaliseringsplan") == ["Hela", "Delar"]
    assert library.titles("plan") == ["Delar", "Hela"]


def test_hits_in_the_order_of_time(library: Library) -> None:
    for number in (2, 3, 1):
        library.put(f"Sida {number}", "En pilot.", changed_at=datetime(2020 + number, 1, 1, tzinfo=UTC))
    library.follow()
    assert library.titles("pilot", sort=Sort.NEWEST) == ["Sida 3", "Sida 2", "Sida 1"]
    assert library.titles("pilot", sort=Sort.OLDEST) == ["Sida 1", "Sida 2", "Sida 3"]
    library.put("Sida 0", "En pilot.", changed_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert library.titles("pilot", sort=Sort.OLDEST)[0] == "Sida 0"


def test_each_feature_can_be_switched_off(library: Library) -> None:
    library.put("Äldreomsorg", "Successivt införande av en e-tjänst.")
    library.follow()
    assert library.titles("succesivt") == ["Äldreomsorg"]
    assert library.titles("succesivt", features=Features(spelling=False)) == []
    assert library.titles("aldreomsorg", features=Features(folding=False, spelling=False)) == []


def test_a_query_that_only_leaves_out_says_so(library: Library) -> None:
    library.put("Pilot", "Text.")
    library.follow()
    for query in ("-pilot", "-kommun:Ale", '-"a b" -titel:x'):
        found = library.find(query)
        assert (found.total, found.notices) == (0, (ONLY_UNWANTED,)), query


def test_common_words_within_filters(library: Library) -> None:
    library.put("Vad är det?", "Text.", namespace="help")
    library.put("Vad är detta?", "Text.")
    library.follow()
    found = library.find("vad är", filters=Filters(("namespace=help",)))
    assert [hit.title for hit in found.hits] == ["Vad är det?"]
    assert found.facets["namespace"] == {"help": 1, "main": 1}


def test_emoji_are_found_in_titles(library: Library) -> None:
    library.put("Vi 🎉 nu", "Text.")
    library.follow()
    assert library.titles("🎉") == ["Vi 🎉 nu"]


def test_what_was_changed_since_is_only_shown_where_it_still_belongs(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = library.put("Sida", "En pilot.", facets={"theme": ["Lås"]})
    library.follow()
    monkeypatch.setattr("wiki.search.answering.finding._rows", _changed_meanwhile(library, key))
    found = library.find("pilot", filters=Filters(("theme=Lås",)))
    assert (found.hits, found.total) == ((), 0)


def _changed_meanwhile(library: Library, key: str) -> Callable[[Sequence[str]], dict[str, SearchDocument]]:
    """What reads the rows after somebody has given the page another theme."""
    read = finding._rows

    def changed(keys: Sequence[str]) -> dict[str, SearchDocument]:
        with transaction():
            search.put(
                search.Document(
                    key, "page", "main", "Sida", "Sida", "/wiki/Sida", text="En pilot.", facets={"theme": ["Tak"]}
                )
            )
        return read(keys)

    return changed


QUERIES = st.lists(
    st.sampled_from(
        [
            "pilot",
            "Ale ",
            "titel:",
            "kommun:",
            "tema:",
            "läge:",
            "typ:",
            "av:",
            '"',
            "-",
            "*",
            " ",
            ":",
            "%",
            "_",
            "'",
            "&",
            "|",
            "!",
            "(",
            ")",
            "<->",
            "\\",
            "\x00",
            "\u202e",
            "😀",
            "förs*",
            "vad är",
        ]
    )
    | st.text(max_size=4),
    max_size=25,
).map("".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES)
def test_any_mixture_is_answered(library: Library, query: str) -> None:
    if not library.titles_put:
        library.put("Pilot Ale", "En pilot: försök & vad är det? 😀")
        library.follow()
    found = library.find(query)
    assert INDEX_AWAY not in found.notices
    assert found.total == len(found.hits) <= 1
    with library.world.app.test_request_context():
        assert all(str(notice) for notice in found.notices)


HOSTILE = (
    *('"', '"""', 'pilot "', '" pilot', '""', "-", "--", '-"', "*", "-*", "pilot*", "p*", "***", "(", ")", "pilot)"),
    *("AND", "OR NOT", "title:pilot", "pilot~2", "pilot^9", "[a TO b]", "\x00", "pilot\x00", "%", "_", "'", "\\"),
    *("<script>", "😀", "\ud800", "ﬁ", "och det att", '"och det"', "pilot " * 1000, "ord" * 500, "ab* " * 200),
    *("a" * 100_000, '"a b" ' * 300, "-x " * 300, "-pilot", "\u202epilot", "İstanbul ß ŉ", "1 2 3", "--pilot"),
    *(
        'titel:"',
        "kommun:",
        'kommun:"',
        "av:",
        "tema:%",
        "läge:_",
        "typ:'",
        "kommun:Ale " * 200,
        "tema:x " * 200,
        "pilot & | ! <-> :*",
    ),
    *('-"pilot', "a-b-c-d-e-f", "-----a", "e-", "π", "日本語"),
)


def test_any_text_is_a_query(library: Library) -> None:
    library.put("Pilot", "En pilot och det att e-tjänst a b.")
    library.follow()
    for query in HOSTILE:
        found = library.find(query)
        assert found.total == len(found.hits), query
        assert INDEX_AWAY not in found.notices, query
        library.find(query, page=3, filters=Filters(("namespace=main", "kind=page")))
