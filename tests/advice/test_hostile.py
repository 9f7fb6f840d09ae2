"""Texts that nobody writes for people to read cost no more time than others of their length."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from wiki.advice.blocks import blocks, prose
from wiki.advice.checks.lengths import long_sentences, reading_ease
from wiki.advice.checks.links import bare_addresses, empty_link_texts
from wiki.advice.checks.missing import links_to_missing_pages
from wiki.advice.checks.pictures import pictures_without_words
from wiki.advice.code import code_spans
from wiki.advice.masking import masked
from wiki.editing.prompts import without_unfilled
from wiki.markup import parse_name

PATIENCE = 20  # seconds of this process: each of these took minutes when it was written carelessly
TEXTS = (
    "a " + "`" * 20_000,
    "` `` " * 5_000,
    "[^a" * 13_000,
    "<!--" * 10_000,
    "." * 20_000,
    "[[fil:" + "[[x]]" * 8_000,
    "[](a(b" * 6_000,
    '![a](b "' * 5_000,
    "http://" * 5_000,
    "<!-- ? x -->\n" + "# a\n" * 20_000,
)


@contextmanager
def patience() -> Iterator[None]:
    """Fail rather than go on for ever."""

    def give_up(*_: object) -> None:
        pytest.fail("it takes longer than it may")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:8])
def test_each_part_of_the_advice_gives_an_answer(text: str) -> None:
    with patience():
        parts, plain = blocks(text), prose(text, inline_too=True)
        assert len(plain) == len(masked(text)) == len(text)
        reading_ease(parts)
        list(long_sentences(parts))
        list(empty_link_texts(plain))
        list(bare_addresses(plain))
        list(links_to_missing_pages(plain, parse_name("Sida"), lambda _: set()))
        list(pictures_without_words(plain, lambda _: set()))
        without_unfilled(text)


def test_code_stands_between_runs_of_equally_many_backticks() -> None:
    text = "a `b` c ``d ` e`` f ` g\nh ` i"
    assert [text[span.start : span.end] for span in code_spans(text)] == ["`b`", "``d ` e``"]
