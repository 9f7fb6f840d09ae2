"""The words around a match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.search.conftest import Library
from wiki import search
from wiki.core.db import transaction
from wiki.search.answering.seeker import Seeker
from wiki.search.answering.snippets import LONGEST, snippet
from wiki.search.asking.question import read_question

TEXT = "Först kommer något annat. Två saker styr: årliga prioriteringar och successivt införande. Sedan kommer slutet."


def shown(text: str, query: str, headings: str = "") -> str:
    """A snippet with its matches in brackets."""
    pieces = snippet(text, Seeker(read_question(query)), None, headings)
    return "".join(f"[{each}]" if match else each for each, match in pieces)


def test_whole_sentences_around_the_best_match() -> None:
    assert shown(TEXT, "inför successiv") == (
        "Två saker styr: årliga prioriteringar och [successivt] [införande]. Sedan kommer slutet."
    )


def test_a_page_that_is_called_so_says_what_it_is_about() -> None:
    text = "Det här är ett sätt att börja i det lilla och låta fler komma med. Läs om successivt införande i skolan."
    seeker = Seeker(read_question("successivt införande"))
    pieces = snippet(text, seeker, None, title="Successivt införande")
    assert "".join(piece for piece, _ in pieces) == text
    assert pieces[0][0].startswith("Det här är ett sätt")
    elsewhere = snippet(text, seeker, None, title="Successivt arbete")
    assert "".join(piece for piece, _ in elsewhere) == "Läs om successivt införande i skolan."


def test_a_text_that_matches_nowhere_shows_its_beginning() -> None:
    assert shown("Början är här. " + "Mer text. " * 100, "pilot").startswith("Början är här. Mer text.")


def test_the_sentence_with_most_of_the_words_wins() -> None:
    text = "En plan finns.\nEn plan för skolan finns också, " + "och den är lång " * 10
    assert shown(text, "plan skola").startswith("En [plan] för [skolan]")


def test_long_sentences_are_cut_around_the_match() -> None:
    found = shown("ord " * 300 + "pilot " + "ord " * 300, "pilot")
    assert found.startswith("… ord")
    assert found.endswith("ord …")
    assert "[pilot]" in found
    assert len(found) < LONGEST + 20


def test_hyphens_prefixes_and_phrases_are_marked() -> None:
    assert shown("Vår e-tjänst är ny.", "etjänster") == "Vår [e-tjänst] är ny."
    assert shown("Vår e-tjänst är ny.", "e-tjänst") == "Vår [e-tjänst] är ny."
    assert shown("Försök och försäljning.", "förs*") == "[Försök] och [försäljning]."
    assert shown("Tänka stort.", '"tänk stort"') == "[Tänka] [stort]."


def test_a_snippet_is_text_and_never_html(library: Library) -> None:
    library.put("<b>Pilot</b>", "En <script>alert(1)</script> pilot & mer.")
    library.follow()
    answer = library.world.visitor().get("/search?q=pilot").text
    assert "<script>alert" not in answer
    assert "<b>Pilot" not in answer
    assert "En &lt;script&gt;alert(1)&lt;/script&gt; <mark>pilot</mark> &amp; mer." in answer


@given(st.text(max_size=400), st.text(max_size=40))
def test_all_that_is_shown_stands_in_the_text(text: str, query: str) -> None:
    found = "".join(piece for piece, _ in snippet(text, Seeker(read_question(query)), None))
    assert len(found) <= LONGEST + 4
    assert set("".join(found.split())) <= set("".join(text.split())) | {"…"}


def test_parts_of_compounds_and_synonyms_are_marked_as_whole_words(library: Library) -> None:
    assert shown("Vår äldreomsorg är bra.", "omsorg") == "Vår [äldreomsorg] är bra."
    assert shown("En plan för äldreomsorgen.", "äldreomsorgsplan") == "En [plan] för [äldreomsorgen]."
    with library.world.app.app_context():
        with transaction():
            search.put_synonyms("theme:1", [("testbädd", "labb")])
        assert shown("Här finns ett labb.", "testbäddar") == "Här finns ett [labb]."


def test_the_word_itself_comes_before_its_parts() -> None:
    text = "Hemtjänst är en sorts omsorg.\nOch äldreomsorg är en annan sak, som tar mycket längre tid att reda ut."
    assert shown(text, "äldreomsorg").startswith("Och [äldreomsorg] är")


def test_headings_are_no_sentences_but_tell_what_stands_below() -> None:
    text = "Inledning\nEn pilot nämns.\nSå utvärderas en pilot\nMät före och efter. Berätta för alla.\nSlut"
    headings = "Inledning\nSå utvärderas en pilot\nSlut"
    assert shown(text, "utvärdera", headings) == "Mät före och efter. Berätta för alla."
    assert shown(text, "pilot", headings).startswith("En [pilot] nämns.")


def test_long_sentences_are_cut_where_a_clause_ends() -> None:
    clause = "och så fortsätter meningen med ännu mera som ingen har frågat efter, "
    found = shown(f"{clause * 5}här prövas en pilot i liten skala, {clause * 5}.", "pilot")
    assert "här prövas en [pilot] i liten skala" in found
    assert found.startswith("… och så fortsätter")
    assert found.endswith("har frågat efter …")
    assert len(found) <= LONGEST + 6


def test_two_short_sentences_but_never_half_of_one() -> None:
    text = "En pilot. " + "Nästa mening är så lång att den inte får plats " * 8 + "."
    assert shown(text, "pilot") == "En [pilot]."


def test_long_texts_take_no_longer_than_they_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.search.answering.seeker.SECONDS", -1.0)
    seeker = Seeker(read_question("pilot"))
    text = " ".join(f"ord{number}" for number in range(9000)) + " pilot."
    pieces = snippet(text, seeker, None)
    assert pieces[0][0].startswith("ord0 ord1")
    assert len(pieces[0][0]) <= LONGEST + 2
