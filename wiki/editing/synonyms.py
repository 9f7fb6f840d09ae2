"""Other words for the same: those of a theme, and those that gardeners gather on `Projekt:Synonymer`.

Who searches for another word of a theme finds the theme. And for the search, the title of a theme and each of its other
words stand for each other, as do the words in a line of the gardeners' list: `testbädd = testmiljö = labb`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from wiki import search
from wiki.markup import Document, Namespace, PageName
from wiki.pages.facts import words
from wiki.pages.models import Page, Revision

MOST = 20
LONGEST = 100
MOST_GROUPS = 1000
LIST = PageName(Namespace.PROJECT, "Synonymer")
UNREAD = "unread-synonyms"  # the notice on the page with the list

_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+(?P<text>.+)$", re.MULTILINE)
_LINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]")
_MARKS = re.compile(r"[*_`]+(?=\S)|(?<=\S)[*_`]+")


class Gathered(NamedTuple):
    """The groups of a list, and whether there are lines that say none."""

    groups: list[list[str]]
    unread: bool


def synonyms_of(page: Page, document: Document) -> list[str]:
    """The other words that the page of a theme gives for it; no other page has any."""
    if page.namespace != Namespace.THEME.value or document.redirect:
        return []
    said = (" ".join(word.split())[:LONGEST] for word in words(document.fields.get("synonymer")))
    own = {page.title.casefold(), ""}
    return list({word.casefold(): word for word in said if word.casefold() not in own}.values())[:MOST]


def replace_synonyms(page: Page, revision: Revision, document: Document) -> None:
    """Let the search know what other words `page` gives, whose `revision` is rendered as `document`; and no others."""
    if page.namespace == Namespace.THEME.value:
        found = synonyms_of(page, document)
        search.put_synonyms(f"theme:{page.id}", [[page.title, word] for word in found])
        _replace_suggestions(page, document, found)
    elif page.name == LIST:
        search.put_synonyms(f"synonyms:{page.id}", gathered(revision.source).groups)


def withdraw_synonyms(page: Page) -> None:
    """Let the search forget what other words `page` gave."""
    search.drop_synonyms(f"theme:{page.id}")
    search.drop_synonyms(f"synonyms:{page.id}")
    for number in range(MOST):
        search.drop(f"{search.SYNONYM}{page.id}:{number}")


def forget_synonyms(page: Page, old: PageName) -> None:
    """Let the search forget the other words that `page` gave while it was called `old`, if it can give none now."""
    if old.namespace is Namespace.THEME and page.namespace != Namespace.THEME.value:
        search.drop_synonyms(f"theme:{page.id}")
        for number in range(MOST):
            search.drop(f"{search.SYNONYM}{page.id}:{number}")
    elif old == LIST:
        search.drop_synonyms(f"synonyms:{page.id}")


def notices_of(page: Page, revision: Revision) -> list[str]:
    """What readers of the list are told about it, as codes like those of a document."""
    return [UNREAD] if page.name == LIST and gathered(revision.source).unread else []


def gathered(source: str) -> Gathered:
    """What the items of lists in `source` say are the same. Words may be links, bold or in quotes; all else is text."""
    groups: list[list[str]] = []
    unread = False
    for item in _ITEM.finditer(source):
        group = list(dict.fromkeys(_words(item["text"])))
        if len(group) < 2 or len(groups) >= MOST_GROUPS:
            unread = True
        else:
            groups.append(group)
    return Gathered(groups, unread)


def _words(text: str) -> Iterator[str]:
    for part in _LINK.sub(r"\1", text).split("="):
        word = " ".join(_MARKS.sub("", part).strip(" \t\"”“'").split())
        if word and len(word) <= LONGEST:
            yield word


def _replace_suggestions(page: Page, document: Document, found: list[str]) -> None:
    """Let the page be suggested for its synonyms as if each were a redirect to it, and for no others."""
    for number in range(MOST):
        key = f"{search.SYNONYM}{page.id}:{number}"
        if number >= len(found):
            search.drop(key)
            continue
        search.put(
            search.Document(
                key=key,
                kind="redirect",
                namespace=page.namespace,
                name=page.name.full,
                title=found[number],
                address=page.name.path,
                language=document.language,
                page_kind=page.kind,
            )
        )
