"""The words around a match."""

from hypothesis import given
from hypothesis import strategies as st

from tests.search.conftest import Library
from wiki.search.question import read_question
from wiki.search.snippets import LONGEST, Seeker, snippet

TEXT = "Först kommer något annat. Två saker styr: årliga prioriteringar och successivt införande. Sedan kommer slutet."


def shown(text: str, query: str) -> str:
    """A snippet with its matches in brackets."""
    return "".join(f"[{each}]" if match else each for each, match in snippet(text, Seeker(read_question(query)), None))


def test_whole_sentences_around_the_best_match() -> None:
    assert shown(TEXT, "inför successiv") == (
        "Två saker styr: årliga prioriteringar och [successivt] [införande]. Sedan kommer slutet."
    )


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
