"""Numbers that stand for a person: asked about before anything that holds one is stored."""

from collections.abc import Iterable
from dataclasses import dataclass

from wiki.core.errors import N_, Refusal
from wiki.markup.personal import personal_numbers

AROUND = 40  # characters that are shown on each side of what was found

FIELD = "personal"
"""The name of the box in forms that says "it may stand"; its value is the digits that were asked about."""


@dataclass(frozen=True)
class Found:
    """One number, with the words that it stands between, so that it can be found again."""

    before: str
    number: str
    after: str


class LooksPersonal(Refusal):
    """There is a number in the text that looks like a person's; whoever writes must say that it may stand."""

    status = 422
    msgid = N_(
        "Something here looks like a personal identity number. Take it away, or say that it may stand. "
        "Nothing has been stored."
    )

    def __init__(self, found: tuple[Found, ...], digits: str) -> None:
        super().__init__()
        self.found = found
        self.digits = digits  # what the box sends back


def ask_about_personal_numbers(texts: Iterable[str], known: str = "", confirmed: Iterable[str] = ()) -> None:
    """Raise LooksPersonal where `texts` hold a number that looks like a person's.

    Numbers that stand in `known`, the text as it was before, have been asked about; `confirmed` are the values of FIELD
    that were sent. Call this before anything is stored.
    """
    said = [digits for value in confirmed for digits in value.split()]
    let_through = {*said, *_digits(known)}
    found: list[Found] = []
    asked: dict[str, None] = {}
    for text in texts:
        for start, end in personal_numbers(text):
            digits = _only_digits(text[start:end])
            if digits not in let_through:
                found.append(_with_words(text, start, end))
                asked[digits] = None
    if found:
        raise LooksPersonal(tuple(found), " ".join((*asked, *said)))


def _digits(text: str) -> list[str]:
    return [_only_digits(text[start:end]) for start, end in personal_numbers(text)]


def _only_digits(number: str) -> str:
    return "".join(letter for letter in number if letter.isdigit())


def _with_words(text: str, start: int, end: int) -> Found:
    """The number with what stands before and after it on its line, cut at words."""
    before = text[max(0, start - AROUND) : start].rsplit("\n", 1)[-1]
    after = text[end : end + AROUND].split("\n", 1)[0]
    if start > AROUND and len(before) == AROUND:
        before = "…" + before.split(" ", 1)[-1]
    if len(text) > end + AROUND and len(after) == AROUND:
        after = after.rsplit(" ", 1)[0] + "…"
    return Found(before, text[start:end], after)
