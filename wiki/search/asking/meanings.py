"""What is meant by the words that narrow a search: `kommun:uddevallas` means the municipality with the code 1485.

What the search itself cannot know, the ladder of examples and the states of pages, it is told when the wiki starts.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from functools import cache, cached_property

from flask import Flask, current_app, has_app_context
from sqlalchemy import select

from wiki.accounts.models import User
from wiki.core.db import session
from wiki.core.errors import N_
from wiki.core.i18n import LOCALES, gettext, language_name, translations
from wiki.markup import BadName, Namespace, parse_name
from wiki.markup.kinds import LABELS, NAMESPACE_LABELS, WRITTEN
from wiki.municipalities.register import all_municipalities, by_code, county
from wiki.search.documents import SYNONYM, facet, title_key
from wiki.search.language import folded, term
from wiki.search.language import words as words_of
from wiki.search.models import SearchDocument

TOPIC = (N_("Discussion"), N_("Discussions"))
PAGE = N_("Page")
NEAR = 0.75  # of 1; below it names share letters by chance
_EXTENSION = "wiki.search.words"

Words = Mapping[str, Collection[str]]  # value → the msgids that it goes by, its label first


class Called:
    """What goes by which words. The words are met in any case, form and, if only one can be meant, without dots."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = tuple(pairs)
        self._exact: dict[str, str] = {}
        self._words: dict[str, str] = {}
        for words, meant in self._pairs:
            key = title_key(words)
            self._exact.setdefault(key, meant)
            self._words.setdefault(key, words)

    @cached_property
    def _loose(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for words, meant in self._pairs:
            for form in _forms(words):
                found[form].add(meant)
        return found

    def meant(self, words: str) -> str:
        """What `words` mean; nothing when it is unknown, or may be more than one thing."""
        exact = self._exact.get(title_key(words))
        loose = (self._loose.get(form, ()) for form in (() if exact else _forms(words)))
        return exact or next((next(iter(some)) for some in loose if len(some) == 1), "")

    def near(self, words: str) -> str:
        """What is written nearly like `words`, if anything is."""
        found = get_close_matches(title_key(words), self._words, 1, NEAR)
        return self._words[found[0]] if found else ""


class Meanings:
    """What values after operators mean. `facets` are those that documents have, if they are known."""

    def __init__(self, facets: Iterable[str] = ()) -> None:
        self._facets = facets

    def of(self, field: str, words: str) -> str:
        """The facet that is meant by `words`, as "field=value"; "" when nobody knows it."""
        asked = _ASKED.get(field) if has_app_context() else None
        return (asked(words) if asked else "") or self._called(field).meant(words)

    def near(self, field: str, words: str) -> str:
        """What may have been meant instead of `words`, as it is called; "" when nothing is near."""
        return self._called(field).near(words)

    def _called(self, field: str) -> Called:
        if field == "theme":
            themes = {name.partition("=")[2]: name for name in self._facets if name.startswith("theme=")}
            return Called(themes.items())
        if field == "municipality":
            return _municipalities()
        if field == "page_kind":
            return _kinds()
        return Called((word, facet(field, value)) for value, some in _told(field).items() for word in _said(some))


def know_words(app: Flask, field: str, words: Words) -> None:
    """Let people say the values of `field` by `words`, in all languages; the first of each is how it is shown."""
    app.extensions.setdefault(_EXTENSION, {})[field] = words


def known(field: str) -> Collection[str]:
    """The values of `field` that the search has been told of, in the order they are to stand in."""
    return tuple(_told(field))


def label(field: str, value: str) -> str:
    """What the value of a facet is called, in the reader's language."""
    if field == "municipality":
        place = by_code(value)
        return place.name if place else value
    if field == "county":
        gathering = county(value)
        return gathering.name if gathering else value
    if field == "language":
        return language_name(value) if value in LOCALES else value
    if field == "author":
        user = session().get(User, int(value)) if value.isdecimal() else None
        return user.name if user else value
    return _label_told(field, value)


def _label_told(field: str, value: str) -> str:
    labels: dict[str, str] = {
        "kind": {"topic": TOPIC[1], "page": PAGE},
        "page_kind": {**LABELS, "topic": TOPIC[0]},
        "namespace": {each.value: msgid for each, msgid in NAMESPACE_LABELS.items()},
    }.get(field) or {key: next(iter(words), key) for key, words in _told(field).items()}
    return gettext(labels[value]) if value in labels else value


def _told(field: str) -> Words:
    found: Words = current_app.extensions.get(_EXTENSION, {}).get(field, {}) if has_app_context() else {}
    return found


def _said(msgids: Iterable[str]) -> Iterable[str]:
    """The words of all languages for each of `msgids`."""
    return (translations(locale).gettext(msgid) for msgid in msgids for locale in LOCALES)


@cache
def _municipalities() -> Called:
    """The municipalities by name, in the genitive too, and with the word for what they are."""
    endings = ("", "s", " kommun", "s kommun", " kommune", "s kommune", " municipality", " stad")
    names = ((each.name + ending, each.code) for ending in endings for each in all_municipalities())
    full = ((name, each.code) for each in all_municipalities() for name in (each.full_name, each.code))
    return Called((name, facet("municipality", code)) for name, code in (*full, *names))


@cache
def _kinds() -> Called:
    """Kinds of pages, as the interface and front matter call them and by the names of namespaces; and discussions."""
    labels = ((word, key) for key, msgid in LABELS.items() for word in _said([msgid]))
    prefixes = ((word, each.value) for each in Namespace for word in (each.prefix, *each.aliases) if word)
    plural = {each.value: msgid for each, msgid in NAMESPACE_LABELS.items() if each is not Namespace.MAIN}
    plurals = ((word, key) for key, msgid in plural.items() for word in _said([msgid]))
    kinds = ((word, facet("page_kind", key)) for word, key in (*labels, *WRITTEN.items(), *prefixes, *plurals))
    topics = ((word, facet("kind", "topic")) for word in _said(TOPIC))
    pages = ((word, facet("kind", "page")) for word in _said([PAGE]))
    return Called((*kinds, *topics, *pages))


def _author(words: str) -> str:
    number = session().scalar(select(User.id).where(User.name_key == words.strip().casefold())) if words else None
    return facet("author", str(number)) if number else ""


def _theme(words: str) -> str:
    """The theme whose page has this title or this synonym, or that a redirect called so leads to."""
    rows = select(SearchDocument.key, SearchDocument.name, SearchDocument.leads_to).where(
        SearchDocument.title_key == title_key(words),
        SearchDocument.namespace == Namespace.THEME.value,
        SearchDocument.gone.is_(False),
    )
    for key, name, leads_to in session().execute(rows.order_by(SearchDocument.kind, SearchDocument.id)):
        try:
            page = parse_name(leads_to if leads_to and not key.startswith(SYNONYM) else name)
        except BadName:
            continue
        if page.namespace is Namespace.THEME:
            return facet("theme", page.title)
    return ""


def _forms(words: str) -> tuple[str, str]:
    """`words` as they are met in other forms, and without dots."""
    return " ".join(term(word.text) for word in words_of(words)), folded(title_key(words))


_ASKED: Mapping[str, Callable[[str], str]] = {"author": _author, "theme": _theme}  # of the database
