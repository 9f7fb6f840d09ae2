"""Runs of apostrophes: which of them are bold and italic, as MediaWiki decides it line by line (Parser::doQuotes)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


@dataclass(slots=True)
class Run:
    """A run of apostrophes that stands before part `at` of a line: 2 is italic, 3 bold, 5 both."""

    at: int
    length: int


def emphasised(parts: list[str], runs: list[Run]) -> str:
    """The parts of a line, with the emphasis that the runs between them ask for, as Markdown."""
    _shorten(parts, runs)
    _balance(parts, runs)
    pieces: list[tuple[bool, bool, str]] = []
    bold = italic = False
    begin = 0
    for run in runs:
        pieces.append((bold, italic, "".join(parts[begin : run.at])))
        begin = run.at
        bold ^= run.length in (3, 5)
        italic ^= run.length in (2, 5)
    pieces.append((bold, italic, "".join(parts[begin:])))
    return _written([piece for piece in pieces if piece[2]])


def _shorten(parts: list[str], runs: list[Run]) -> None:
    """Four apostrophes are one sign and bold; more than five are signs and both."""
    for run in runs:
        extra = run.length - 5 if run.length > 5 else int(run.length == 4)
        if extra:
            parts[run.at - 1] += "'" * extra
            run.length -= extra


def _balance(parts: list[str], runs: list[Run]) -> None:
    """Where both kinds are odd, one bold was an apostrophe and italic: after a single letter, a word, or a space."""
    bold = sum(run.length in (3, 5) for run in runs)
    italic = sum(run.length in (2, 5) for run in runs)
    if not (bold % 2 and italic % 2):
        return
    candidates = [run for run in runs if run.length == 3]
    ranked = sorted(candidates, key=lambda run: _rank(parts[run.at - 1]))  # the first of the best
    if ranked:
        parts[ranked[0].at - 1] += "'"
        ranked[0].length = 2


def _rank(before: str) -> int:
    if before.endswith(" ") or not before:
        return 2
    return 0 if before[-2:-1] == " " else 1


def _written(pieces: Sequence[tuple[bool, bool, str]]) -> str:
    done: list[str] = []
    at = 0
    while at < len(pieces):
        if not any(pieces[at][:2]):
            done.append(pieces[at][2])
            at += 1
            continue
        end = at
        while end < len(pieces) and any(pieces[end][:2]):
            end += 1
        done.append(_group(pieces[at:end]))
        at = end
    return "".join(done)


def _group(pieces: Sequence[tuple[bool, bool, str]]) -> str:
    """Pieces next to each other that are all emphasised somehow."""
    if len(pieces) == 1:
        bold, italic, text = pieces[0]
        return _around("*" * (2 * bold + italic), text)
    if all(bold for bold, _, _ in pieces):
        return _around("**", _inner("*", [(italic, text) for _, italic, text in pieces]))
    if all(italic for _, italic, _ in pieces):
        return _tagged("i", _inner("**", [(bold, text) for bold, _, text in pieces]))
    return "".join(
        _tagged("b", _tagged("i", text) if italic else text) if bold else _tagged("i", text)
        for bold, italic, text in pieces
    )


def _inner(mark: str, pieces: Sequence[tuple[bool, str]]) -> str:
    return "".join(_around(mark, text) if is_marked else text for is_marked, text in pieces)


def _around(mark: str, text: str) -> str:
    """The text with the mark on both sides, and its blanks outside."""
    found = _EDGES.fullmatch(text)
    assert found
    return f"{found[1]}{mark}{found[2]}{mark}{found[3]}" if found[2] else text


def _tagged(tag: str, text: str) -> str:
    found = _EDGES.fullmatch(text)
    assert found
    return f"{found[1]}<{tag}>{found[2]}</{tag}>{found[3]}" if found[2] else text
