"""Sentences and paragraphs that are long, and texts that are hard to read."""

from collections.abc import Iterator, Sequence

from wiki.advice.blocks import Block
from wiki.advice.findings import Finding
from wiki.advice.masking import masked
from wiki.core.errors import N_
from wiki.markup.readability import Readability, readability, sentences, words

LONG_SENTENCE = 30  # words
LONG_PARAGRAPH = 120  # words
HARD = 55  # LIX

PROSE = ("paragraph", "item")


def reading_ease(parts: Sequence[Block]) -> Readability | None:
    """How hard the running text is to read; None where there is too little of it."""
    return readability(masked(part.text) for part in parts if part.kind in PROSE)


def long_sentences(parts: Sequence[Block]) -> Iterator[Finding]:
    """Sentences of more words than one keeps in mind."""
    for part in parts:
        if part.kind not in PROSE:
            continue
        plain = masked(part.text)
        for start, end in sentences(plain):
            count = len(words(plain[start:end]))
            if count > LONG_SENTENCE:
                yield Finding(
                    code="sentence",
                    severity="fix",
                    title=N_("A sentence has %(count)s words."),
                    text=N_("Can it be divided?"),
                    start=part.start + start,
                    end=part.start + end,
                    params={"count": count},
                )


def long_paragraphs(parts: Sequence[Block]) -> Iterator[Finding]:
    """Paragraphs that look like a wall."""
    for part in parts:
        count = len(words(masked(part.text))) if part.kind == "paragraph" else 0
        if count > LONG_PARAGRAPH:
            yield Finding(
                code="paragraph",
                severity="fix",
                title=N_("A paragraph has %(count)s words."),
                text=N_("Divide it where a new thought begins, so that it is easier to find one’s way."),
                start=part.start,
                end=part.end,
                params={"count": count},
            )


def hard_text(ease: Readability | None) -> Iterator[Finding]:
    """A text that few read with ease, as a whole."""
    if ease and ease.value > HARD:
        yield Finding(
            code="lix",
            severity="info",
            title=N_("The text is hard to read (LIX %(lix)s)."),
            text=N_("Shorter sentences and everyday words let more people come along. Under 45 is a good mark."),
            start=0,
            end=0,
            params={"lix": ease.value},
        )
