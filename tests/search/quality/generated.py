"""A corpus of 3,000 municipal pages, the same each time: guidance on subjects, municipalities, and what they have done.

What a page is about is known from how it was made, so it needs nobody to read it. Pages of other subjects share its
words: they mention it in passing, and all of them speak of pilots, budgets and steering groups.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from pathlib import Path

from tests.search.quality.sentences import (
    ABOUT,
    ENGLISH,
    FILLER,
    HEADINGS,
    MENTION,
    NORWEGIAN,
    SUBJECT,
    TITLES,
    TOWN,
)
from wiki.municipalities.register import Municipality, all_municipalities
from wiki.search import Document

HERE = Path(__file__).parent
PAGES = 3000
EXAMPLES_EACH = 8  # between one municipality and the next, so that a small corpus has some of each
BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
STATUSES = ("ide", "pilot", "inforande", "bredd", "avslutat")
SENTENCES = {"nb": NORWEGIAN, "en": ENGLISH}
HEADINGS_ABROAD = {
    "nb": ["Bakgrunn", "Slik gjorde vi", "Resultater", "Veien videre"],
    "en": ["Background", "What we did", "Results", "Next steps"],
}


@dataclass(frozen=True)
class Subject:
    """Something that municipalities do, with the words for it."""

    title: str
    forms: Mapping[str, str]  # by the places that sentences have for them
    related: tuple[str, ...]
    area: str
    problem: str
    gain: str


@dataclass(frozen=True)
class Generated:
    """A page, the title of the subject that it is about (empty: of none), and which pages it links to."""

    document: Document
    about: str = ""
    links: tuple[str, ...] = ()


def corpus(pages: int = PAGES) -> Iterator[Generated]:
    """The first `pages` pages of the corpus: guidance, what is told abroad, then municipalities and their examples."""
    return islice(_all_pages(), pages)


def subjects(file: str = "topics.tsv") -> list[Subject]:
    """The subjects that a file lists."""
    _first, *lines = (HERE / file).read_text(encoding="utf-8").splitlines()
    return [_subject(line) for line in lines]


def _subject(line: str) -> Subject:
    title, one, the, many, every, related, area, do, problem, gain = line.split("\t")
    forms = {"one": one, "the": the, "many": many, "all": every, "do": do}
    forms |= {name.capitalize(): _capital(forms[name]) for name in ("one", "the", "many", "all")}
    return Subject(title, forms, tuple(related.split(", ")), area, problem, gain)


def _all_pages() -> Iterator[Generated]:
    known = subjects()
    for subject in known:
        yield Generated(_guidance(subject, known), subject.title)
    for language in ("nb", "en"):
        for subject in subjects(f"topics_{language}.tsv"):
            yield Generated(_abroad(subject, language), subject.title)
    towns = all_municipalities()
    examples = _examples(towns, known)
    for town in towns:
        yield Generated(_town(town, known))
        yield from islice(examples, EXAMPLES_EACH)
    yield from examples


def _examples(towns: Sequence[Municipality], known: list[Subject]) -> Iterator[Generated]:
    for number in count():
        town, subject = towns[number * 7 % len(towns)], known[number * 13 % len(known)]
        yield Generated(_example(number, subject, town, known), subject.title, (subject.title,))


def _guidance(subject: Subject, known: list[Subject]) -> Document:
    chance = random.Random(subject.title)
    words = _Words(chance, subject, known)
    parts = [("", [*words.some(ABOUT, 3), _belonging(subject)])]
    parts += [(heading, _section(words, ABOUT, chance)) for heading in ("Varför?", "Så kan ni göra", "Fallgropar")]
    parts[-1][1].append(f"{subject.problem}.")
    parts[1][1].append(f"{subject.gain}.")
    return _document(subject.title, "main", parts, chance, "guidance", area=subject.area)


def _belonging(subject: Subject) -> str:
    *first, last = subject.related
    return f"Hit hör också {', '.join(first)} och {last}."


def _section(words: "_Words", own: list[str], chance: random.Random) -> list[str]:
    sentences = words.some(own, chance.randint(2, 3)) + words.some(FILLER, chance.randint(1, 5))
    chance.shuffle(sentences)
    return sentences


def _example(number: int, subject: Subject, town: Municipality, known: list[Subject]) -> Document:
    chance = random.Random(number)
    words = _Words(chance, subject, known, town)
    title = words.filled(TITLES[number % len(TITLES)])
    parts = [("", words.some(SUBJECT, 2))]
    for heading in sorted(chance.sample(HEADINGS, chance.randint(1, 5)), key=HEADINGS.index):
        sentences = words.some(SUBJECT, chance.randint(0, 2)) + words.some(FILLER, chance.randint(1, 6))
        sentences += words.some(MENTION, chance.choice((0, 0, 1, 1, 2)))
        chance.shuffle(sentences)
        parts.append((heading, sentences))
    parts[-1][1].append(chance.choice((f"{subject.problem}.", f"{subject.gain}.")))
    facets = {
        "municipality": town.code,
        "county": town.county_code,
        "area": subject.area,
        "status": chance.choice(STATUSES),
        "year": str(chance.randint(2017, 2026)),
    }
    name = f"Kommun:{town.name}/{title}"
    return _document(name, "municipality", parts, chance, "example", **facets)


def _town(town: Municipality, known: list[Subject]) -> Document:
    chance = random.Random(town.code)
    words = _Words(chance, chance.choice(known), known, town)
    parts = [("", words.some(TOWN[:2], 2)), ("Så arbetar vi", words.some(TOWN[2:], 3) + words.some(FILLER, 4))]
    place = {"municipality": town.code, "county": town.county_code}
    return _document(f"Kommun:{town.name}", "municipality", parts, chance, "municipality", **place)


def _abroad(subject: Subject, language: str) -> Document:
    chance = random.Random(f"{language} {subject.title}")
    words = _Words(chance, subject, [subject])
    sentences = SENTENCES[language]
    parts = [("", words.some(sentences, 3))]
    parts += [(heading, words.some(sentences, chance.randint(2, 4))) for heading in HEADINGS_ABROAD[language]]
    parts[1][1].append(f"{subject.problem}.")
    parts[2][1].append(f"{subject.gain}.")
    return _document(subject.title, "main", parts, chance, "guidance", language=language, area=subject.area)


class _Words:
    """What stands in the places that sentences have."""

    def __init__(
        self, chance: random.Random, subject: Subject, known: list[Subject], town: Municipality | None = None
    ) -> None:
        self._chance = chance
        self._subject = subject
        self._others = [each for each in known if each.title != subject.title]
        self._town = {"place": town.name, "full": town.full_name, "county": town.county} if town else {}

    def some(self, sentences: list[str], count: int) -> list[str]:
        """So many of the sentences, filled in."""
        return [self.filled(each) for each in self._chance.sample(sentences, min(count, len(sentences)))]

    def filled(self, sentence: str) -> str:
        """A sentence with its words."""
        other = self._chance.choice(self._others).forms["the"] if "{other}" in sentence else ""
        related = self._chance.choice(self._subject.related)
        return sentence.format(**self._subject.forms, **self._town, related=related, other=other)


def _document(
    name: str,
    namespace: str,
    parts: list[tuple[str, list[str]]],
    chance: random.Random,
    page_kind: str,
    language: str | None = None,
    **facets: str,
) -> Document:
    return Document(
        key=name,
        kind="page",
        namespace=namespace,
        name=name,
        title=name.partition(":")[2] if name.startswith("Kommun:") else name,
        address=f"/wiki/{name.replace(' ', '_')}",
        headings="\n".join(heading for heading, _sentences in parts if heading),
        text="\n".join(f"{heading}\n{' '.join(sentences)}".strip() for heading, sentences in parts),
        language=language,
        changed_at=BEGAN + timedelta(minutes=chance.randrange(1_000_000)),
        page_kind=page_kind,
        facets={field: [value] for field, value in facets.items()},
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
