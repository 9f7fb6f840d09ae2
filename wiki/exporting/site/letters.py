"""All pages of the copy under their letters: the index for those without scripts, and in an archive."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import render_template
from sqlalchemy import select

from wiki.core.db import session
from wiki.exporting.site.site import OWN, Site
from wiki.markup import Namespace, PageName
from wiki.markup.names import sort_key
from wiki.pages.indexes import letter_of
from wiki.pages.models import Page

PER_FILE = 500  # pages; a copy with no more of them has one file for all letters
LETTERS = f"{OWN}a-z/index.html"

Made = Iterator[tuple[str, str]]
"""Paths with the HTML that is to lie there."""
Words = Mapping[str, Any]
Letters = Sequence[tuple[str, str]]
"""The letters that titles begin with, each with its address in our templates."""


@dataclass(frozen=True)
class Part:
    """One part of a long list, each part being a file: what `pager` asks of a paging."""

    stem: str  # the path of the first part, without its ending
    page: int
    per_page: int
    total: int

    @property
    def pages(self) -> int:
        """How many parts there are."""
        return max(1, -(-self.total // self.per_page))

    def path(self, page: int) -> str:
        """The file of one part."""
        return f"{self.stem}.html" if page == 1 else f"{self.stem}-{page}.html"

    def url(self, page: int) -> str:
        """Its address in our templates."""
        return OWN + self.path(page)


@dataclass(frozen=True)
class Row:
    """A page in the list of all pages; `kind` is a key of LABELS."""

    name: PageName
    kind: str
    is_redirect: bool


@dataclass(frozen=True)
class Group:
    """A letter with some of its pages."""

    letter: str
    rows: Sequence[Row]

    @property
    def anchor(self) -> str:
        """What an address leads to it by."""
        return f"letter-{_plain(self.letter)}"


def pages_by_letter(site: Site) -> dict[str, list[PageName]]:
    """The pages by the letter that their titles begin with, in Swedish order; other signs stand first."""
    ordered = sorted(site.pages, key=lambda name: (sort_key(name.title), name))
    found: dict[str, list[PageName]] = {}
    for letter, some in groupby(ordered, key=lambda name: letter_of(name.sort_key)):
        found.setdefault(letter, []).extend(some)
    return dict(sorted(found.items(), key=lambda each: each[0] != "#"))


def letters_of(by_letter: Mapping[str, Sequence[PageName]]) -> Letters:
    """The letters, and where each of them is found."""
    if _fit_together(by_letter):
        return [(letter, f"{LETTERS}#{Group(letter, ()).anchor}") for letter in by_letter]
    first = next(iter(by_letter))
    return [(letter, LETTERS if letter == first else f"{OWN}{_stem(letter)}.html") for letter in by_letter]


def _fit_together(by_letter: Mapping[str, Sequence[PageName]]) -> bool:
    return sum(map(len, by_letter.values())) <= PER_FILE


def _plain(letter: str) -> str:
    """A letter in signs that every file system takes."""
    return {"Å": "aa", "Ä": "ae", "Ö": "oe", "#": "signs", "0–9": "0-9"}.get(letter) or (
        letter.lower() if letter.isascii() else f"u{ord(letter):x}"
    )


def _stem(letter: str) -> str:
    return f"a-z/{_plain(letter)}"


def letter_files(by_letter: Mapping[str, Sequence[PageName]], letters: Letters, words: Words) -> Made:
    """The files of the list."""
    rows = _rows()
    groups = [Group(letter, [rows[name] for name in names]) for letter, names in by_letter.items()]
    if _fit_together(by_letter):
        yield "a-z/index.html", _made(words, letters, groups, Part("a-z/index", 1, PER_FILE, 1))
        return
    for each in groups:
        stem = "a-z/index" if each is groups[0] else _stem(each.letter)
        for start in range(0, len(each.rows), PER_FILE):
            part = Part(stem, start // PER_FILE + 1, PER_FILE, len(each.rows))
            some = [Group(each.letter, each.rows[start : start + PER_FILE])]
            yield part.path(part.page), _made(words, letters, some, part, each.letter)


def _made(words: Words, letters: Letters, groups: Sequence[Group], part: Part, current: str = "") -> str:
    given = {"letters": letters, "groups": groups, "paging": part, "current": current}
    return render_template("exporting/site/letters.html", **words, **given)


def _rows() -> dict[PageName, Row]:
    found = session().execute(select(Page.namespace, Page.title, Page.kind, Page.redirect_to))
    names = ((PageName(Namespace(namespace), title), kind, target) for namespace, title, kind, target in found)
    return {name: Row(name, kind, target is not None) for name, kind, target in names}
