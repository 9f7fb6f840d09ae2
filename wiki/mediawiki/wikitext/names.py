"""What a name in MediaWiki is called here: its namespaces by number, other wikis, and pages by their titles."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, Self
from urllib.parse import quote

from wiki.markup import BadName, Namespace, PageName, parse_name

MEDIA, SPECIAL, TALK, USER, USER_TALK, PROJECT, FILE, TEMPLATE, HELP, CATEGORY = -2, -1, 1, 2, 3, 4, 6, 10, 12, 14

OURS = {
    USER: Namespace.USER,
    PROJECT: Namespace.PROJECT,
    FILE: Namespace.FILE,
    TEMPLATE: Namespace.TEMPLATE,
    HELP: Namespace.HELP,
    CATEGORY: Namespace.CATEGORY,
}
"""The namespaces that both have, by MediaWiki's number."""

_WORDS: dict[int, str] = {
    MEDIA: "Media|Medium",
    SPECIAL: "Special|Spesial",
    TALK: "Diskussion|Diskusjon|Talk",
    USER: "Användare|Bruker|User",
    USER_TALK: "Användardiskussion|Brukerdiskusjon|User talk",
    PROJECT: "Project|Projekt|Prosjekt|Wikipedia",
    5: "Project talk|Projektdiskussion|Prosjektdiskusjon|Wikipediadiskussion|Wikipedia-diskusjon|Wikipedia talk",
    FILE: "Fil|File|Bild|Bilde|Image",
    7: "Fildiskussion|Fildiskusjon|File talk|Bilddiskussion|Bildediskusjon|Image talk",
    8: "MediaWiki",
    9: "MediaWiki-diskussion|MediaWiki-diskusjon|MediaWiki talk",
    TEMPLATE: "Mall|Mal|Template",
    11: "Malldiskussion|Maldiskusjon|Template talk",
    HELP: "Hjälp|Hjelp|Help",
    13: "Hjälpdiskussion|Hjelpdiskusjon|Help talk",
    CATEGORY: "Kategori|Category",
    15: "Kategoridiskussion|Kategoridiskusjon|Category talk",
}
_NAMESPACES = {word.casefold(): number for number, words in _WORDS.items() for word in words.split("|")}
_LANGUAGES = "ar be bg ca cs da de el en eo es et eu fa fi fo fr ga gl he hi hr hu id is it ja ko la lt lv nb nl nn no \
pl pt ro ru se simple sk sl sr sv th tr uk vi zh"
_WIKIPEDIA = {code: f"https://{code}.wikipedia.org/wiki/$1" for code in _LANGUAGES.split()}
_INTERWIKI = {
    "w": "https://sv.wikipedia.org/wiki/$1",
    "wikipedia": "https://sv.wikipedia.org/wiki/$1",
    "wikt": "https://sv.wiktionary.org/wiki/$1",
    "wiktionary": "https://sv.wiktionary.org/wiki/$1",
    "b": "https://sv.wikibooks.org/wiki/$1",
    "s": "https://sv.wikisource.org/wiki/$1",
    "q": "https://sv.wikiquote.org/wiki/$1",
    "c": "https://commons.wikimedia.org/wiki/$1",
    "commons": "https://commons.wikimedia.org/wiki/$1",
    "d": "https://www.wikidata.org/wiki/$1",
    "wikidata": "https://www.wikidata.org/wiki/$1",
    "m": "https://meta.wikimedia.org/wiki/$1",
    "meta": "https://meta.wikimedia.org/wiki/$1",
    "mw": "https://www.mediawiki.org/wiki/$1",
    "mediawikiwiki": "https://www.mediawiki.org/wiki/$1",
}
_parsed = lru_cache(4096)(parse_name)  # the versions of a page link to the same pages
_TAIL = re.compile("([^:]+?)[ _]*:[ _]*(.*)", re.DOTALL)
_SIGNS = str.maketrans("_", " ")


@dataclass(frozen=True)
class Named:
    """What a title stands for: the page here, and whether it is the page itself or what is said about it."""

    name: PageName
    is_talk: bool = False


@dataclass(frozen=True)
class Elsewhere:
    """A page of another wiki. `kind` is "language" where the prefix is one of a language, and "interwiki" else."""

    kind: Literal["interwiki", "language"]
    address: str


@dataclass(frozen=True)
class Names:
    """The names of one MediaWiki.

    `namespaces` gives the number for each prefix (casefolded, with spaces), `local` the prefix for each number,
    `interwiki` the address with "$1" for each prefix of another wiki, `languages` those of the same page elsewhere.
    """

    namespaces: Mapping[str, int] = field(default_factory=lambda: _NAMESPACES)
    local: Mapping[int, str] = field(default_factory=lambda: {n: w.partition("|")[0] for n, w in _WORDS.items()})
    interwiki: Mapping[str, str] = field(default_factory=lambda: _INTERWIKI)
    languages: Mapping[str, str] = field(default_factory=lambda: _WIKIPEDIA)

    @classmethod
    def of(
        cls,
        namespaces: Mapping[int, str],
        aliases: Iterable[tuple[str, int]] = (),
        interwiki: Mapping[str, str] | None = None,
    ) -> Self:
        """The names of a wiki whose dump calls its namespaces so; what everyone understands is understood as well."""
        standard = cls()
        own = {_plain(name): number for number, name in namespaces.items() if name}
        own |= {_plain(name): number for name, number in aliases if name}
        return cls(
            namespaces={**standard.namespaces, **own},
            local={**standard.local, **{number: name for number, name in namespaces.items() if name}},
            interwiki={**standard.interwiki, **(interwiki or {})},
        )

    def number_of(self, title: str) -> tuple[int, str]:
        """The number of the namespace that a title's prefix names (0 for none), and the rest of the title."""
        parts = _TAIL.match(title.strip(" _"))
        if not parts:
            return 0, title
        number = self.namespaces.get(_plain(parts[1]))
        return (number, parts[2]) if number is not None else (0, title)

    def page(self, title: str, default: int = 0) -> Named:
        """The page here that a title of the MediaWiki stands for; raises `BadName`.

        `default` is the number of the namespace that a title without prefix belongs to.
        """
        title = title.strip().removeprefix(":").strip()
        number, rest = self.number_of(title)
        number = number or default
        if number > 0 and number % 2:
            return Named(self._subject(number - 1, rest), is_talk=True)
        return Named(self._subject(number, rest))

    def elsewhere(self, title: str) -> Elsewhere | None:
        """The page of another wiki that a title with a prefix such as "w:" or "en:" stands for."""
        title = title.strip().removeprefix(":")
        parts = _TAIL.match(title)
        if not parts or _plain(parts[1]) in self.namespaces:
            return None
        prefix = _plain(parts[1])
        if prefix in self.languages:
            return Elsewhere("language", _address(self.languages[prefix], parts[2]))
        if prefix not in self.interwiki:
            return None
        further = _TAIL.match(parts[2])
        if prefix in ("w", "wikipedia") and further and _plain(further[1]) in self.languages:
            return Elsewhere("interwiki", _address(self.languages[_plain(further[1])], further[2]))
        return Elsewhere("interwiki", _address(self.interwiki[prefix], parts[2]))

    def _subject(self, number: int, rest: str) -> PageName:
        if number in OURS:
            return _parsed(f"{OURS[number].prefix}:{rest.strip()}")
        prefix = self.local.get(number, "") if number else ""
        if prefix and not rest.strip(" _"):
            raise BadName
        return _parsed(f"{prefix}:{rest.strip()}" if prefix else f":{rest.strip()}" if number else rest)


def _plain(prefix: str) -> str:
    return " ".join(prefix.translate(_SIGNS).split()).casefold()


def _address(pattern: str, title: str) -> str:
    name, sign, fragment = title.strip().partition("#")
    path = quote(name.strip().replace(" ", "_"), safe="/:()!*,;@=+$~%")
    place = quote(fragment.strip().replace(" ", "_"), safe="/:()!*,;@=+$~%")
    return pattern.replace("$1", path) + (f"#{place}" if sign and place else "")
