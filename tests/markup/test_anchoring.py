"""Quoted words are found again on a page that has changed, in bounded time, and marked without harm to its HTML."""

import random
import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.markup import render
from wiki.markup.anchoring import LONGEST, Anchoring, Quoted
from wiki.markup.passages import Place, marked, passages
from wiki.markup.sanitise import sanitise

VOCABULARY = "vi börjar smått med en pilot och ser vad som händer i den kommun där det finns vilja"
WORDS = st.sampled_from(sorted(set(VOCABULARY.split())))
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=4, max_size=12), min_size=2, max_size=6)
MARKUP = st.text(alphabet="ab å<>&;\"'*_[]|`#>-\n.", min_size=5, max_size=200)
LINK = '<a class="quoted-by" href="/topic/7">?</a>'


def found(source: str, quoted: Quoted) -> str | None:
    line = passages(render(source).html)
    place = Anchoring(line).find(quoted)
    return line.text[slice(*place)] if place else None


def quote(source: str, words: str) -> Quoted:
    """The passage as it is kept when somebody asks about those words."""
    anchoring = Anchoring(passages(render(source).html))
    place = anchoring.find(Quoted(words))
    assert place
    return anchoring.quote(*place)


PAGE = """## Vad är en pilot?

En pilot är ett försök i liten skala med [[Uppföljning|tydlig uppföljning]]. Den har ett slut.

- Välj ett område
- Bestäm *vad* ni vill lära er

## Hur länge?

Sex veckor räcker ofta. Den har ett slut. Fråga ledningsgruppen om ni är osäkra på hur länge piloten ska pågå.
"""


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("liten skala", "mycket liten skala", "ett försök i mycket liten skala med tydlig uppföljning"),
        ("försök", "prov", "ett prov i liten skala med tydlig uppföljning"),
        (
            "[[Uppföljning|tydlig uppföljning]]",
            "**tydlig** uppföljning",
            "ett försök i liten skala med tydlig uppföljning",
        ),
        ("En pilot är", "Så är alltså en pilot", "ett försök i liten skala med tydlig uppföljning"),
        ("## Vad är en pilot?\n", "", "ett försök i liten skala med tydlig uppföljning"),
    ],
)
def test_a_passage_survives_small_edits(before: str, after: str, kept: str) -> None:
    quoted = quote(PAGE, "ett försök i liten skala med tydlig uppföljning")
    assert found(PAGE.replace(before, after), quoted) == kept


def test_what_has_been_rewritten_is_not_found() -> None:
    quoted = quote(PAGE, "ett försök i liten skala med tydlig uppföljning")
    assert (
        found(PAGE.replace("ett försök i liten skala med [[Uppföljning|tydlig uppföljning]]", "något annat"), quoted)
        is None
    )


def test_of_words_that_stand_in_two_places_those_that_were_meant_are_found() -> None:
    line = passages(render(PAGE).html)
    second = line.text.rindex("Den har ett slut")
    quoted = Anchoring(line).quote(second, second + len("Den har ett slut"))
    moved = passages(
        render("Den har ett slut, skrev någon.\n\n" + PAGE.replace("räcker ofta", "räcker för det mesta")).html
    )
    place = Anchoring(moved).find(quoted)
    assert place
    assert place[0] == moved.text.rindex("Den har ett slut")


def test_one_word_is_not_taken_for_the_same_word_elsewhere() -> None:
    line = passages(render(PAGE).html)
    at = line.text.index("område")
    quoted = Anchoring(line).quote(at, at + len("område"))
    assert found(PAGE.replace("Välj ett område", "Välj en plats"), quoted) is None
    assert found("Ett annat område är skolan.\n", quoted) is None


def test_a_long_passage_ends_after_a_word() -> None:
    line = passages(render("ordet " * 500).html)
    quoted = Anchoring(line).quote(0, len(line.text))
    assert LONGEST - 6 < len(quoted.text) <= LONGEST
    assert quoted.text.endswith("ordet")


@given(PARAGRAPHS, st.data())
def test_any_edit_elsewhere_keeps_the_quote(paragraphs: list[list[str]], data: st.DataObject) -> None:
    words = [word for paragraph in paragraphs for word in paragraph]
    start = data.draw(st.integers(0, len(words) - 4))
    end = data.draw(st.integers(start + 3, min(len(words), start + 12)))
    quoted = quote_of(paragraphs, start, end)
    at = data.draw(
        st.integers(0, len(paragraphs) - 1).filter(lambda at: not touches(paragraphs, at, start, end)) | st.none()
    )
    changed = [list(paragraph) for paragraph in paragraphs]
    if at is None:
        changed.insert(
            data.draw(st.sampled_from([0, len(changed)])), data.draw(st.lists(WORDS, min_size=1, max_size=8))
        )
    else:
        changed[at] = data.draw(st.lists(WORDS, max_size=8))
    assert found(source_of(changed), quoted) == quoted.text


def quote_of(paragraphs: list[list[str]], start: int, end: int) -> Quoted:
    line = passages(render(source_of(paragraphs)).html)
    places = [match.span() for match in re.finditer(r"\w+", line.text)]
    return Anchoring(line).quote(places[start][0], places[end - 1][1])


def touches(paragraphs: list[list[str]], at: int, start: int, end: int) -> bool:
    """Whether the quote stands in that paragraph, or all paragraphs would be hit."""
    first = sum(map(len, paragraphs[:at]))
    return start < first + len(paragraphs[at]) and first < end


def source_of(paragraphs: list[list[str]]) -> str:
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs if paragraph) + "\n"


@given(MARKUP, st.integers(0, 150), st.integers(1, 80), st.integers(0, 150), st.integers(1, 80))
def test_marks_keep_the_html_whole(source: str, one: int, long: int, other: int, wide: int) -> None:
    html = render(source).html
    line = passages(html)
    size = len(line.text)
    spans = [(one, one + long), (other, other + wide)]
    places = [Place(start, min(end, size), 7) for start, end in spans if start < size]
    shown = marked(line, places, lambda _topic: LINK)
    plain = re.sub(r"</?mark(?: class=\"quoted\"[^>]*)?>", "", shown).replace(LINK, "")
    assert plain == html
    known = shown.replace(' class="quoted-by"', "")
    known = re.sub(r'<mark class="quoted"(?: id="mk-quote-7")?>', "<mark>", known)
    assert sanitise(known) == known


def test_no_link_stands_within_a_link_or_a_heading() -> None:
    html = render("## Om [[Pilot]] här\n\nSe [[Pilot|en pilot]] nu.\n").html
    line = passages(html)
    shown = marked(
        line, [Place(0, 8, 7), Place(line.text.index("en"), line.text.index("nu") - 1, 7)], lambda _topic: LINK
    )
    assert f"</h2>{LINK}" in shown
    assert f'<mark class="quoted" id="mk-quote-7">en pilot</mark></a>{LINK} nu.' in shown


@pytest.mark.parametrize("words", [[f"ord{number}" for number in range(3000)], ["a", "b"]], ids=["ordinary", "alike"])
def test_a_large_page_with_many_quotes_takes_bounded_time(words: list[str]) -> None:
    chosen = random.Random(7)
    text = [chosen.choice(words) for _ in range(200_000 // (len(words[0]) + 3))]
    html = "".join(f"<p>{' '.join(text[at : at + 60])}</p>\n" for at in range(0, len(text), 60))
    wrong = [
        Quoted(" ".join([*text[at : at + 5], "x", *text[at + 9 : at + 40], "y"]), "x y", "y x") for at in range(100)
    ]
    started = perf_counter()
    anchoring = Anchoring(passages(html))
    for quoted in wrong:
        anchoring.find(quoted)
    assert perf_counter() - started < 10  # seconds; it takes half of one
