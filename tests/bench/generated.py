"""A generated wiki of any size: pages that look like municipal pages, linked with each other."""

import random
from pathlib import Path

from wiki.municipalities.register import all_municipalities

SUBJECTS = [
    "äldreomsorgen",
    "förskolan",
    "grundskolan",
    "biblioteket",
    "bygglovet",
    "socialtjänsten",
    "hemtjänsten",
    "kontaktcentret",
    "parkförvaltningen",
    "kulturskolan",
    "räddningstjänsten",
    "överförmyndaren",
]
VERBS = ["prövar", "inför", "utvärderar", "planerar", "beskriver", "följer", "upp", "samlar", "förenklar", "avslutar"]
OBJECTS = [
    "digitala lås",
    "e-tjänster",
    "trygghetslarm",
    "en testmiljö",
    "ett gemensamt arbetssätt",
    "en utvecklingsplan",
    "successivt införande",
    "piloter",
    "nyttokalkyler",
    "en digitaliseringsplan",
    "öppna data",
    "kartstöd",
]
REASONS = [
    "för att möta invånarnas behov",
    "tillsammans med personalen",
    "innan det införs brett",
    "i liten skala först",
    "med stöd av it-avdelningen",
    "och lär av andra kommuner",
    "under ledning av förvaltningschefen",
]


def title(number: int) -> str:
    """The title of page `number`."""
    return f"{SUBJECTS[number % len(SUBJECTS)].capitalize()} {OBJECTS[number % len(OBJECTS)]} {number}"


def source(number: int, pages: int, kilobytes: float = 5.0) -> str:
    """The text of page `number` in a wiki of `pages` pages: headings, lists and some twenty links."""
    chance = random.Random(number)
    parts = [f"---\ntyp: vägledning\ntema: [Tema {number % 22}]\n---\n{_sentence(chance)}\n"]
    while sum(map(len, parts)) < kilobytes * 1000:
        parts.append(f"\n## {_sentence(chance)[:40].strip()}\n")
        for _ in range(3):
            parts.append("\n" + " ".join(_sentence(chance) for _ in range(4)) + "\n")  # noqa: PERF401 - reads better
        parts.append(
            f"\nSe [[{title(chance.randrange(pages))}]] och [[{title(chance.randrange(pages))}|ett exempel]].\n"
        )
        parts.append("\n" + "\n".join(f"- {_sentence(chance)}" for _ in range(3)) + "\n")
    parts.append(f"\nAlla länkar till [[{title(0)}]].\n\n[[Kategori:Grupp {number % 50}]]\n")
    return "".join(parts)


def _sentence(chance: random.Random) -> str:
    words = (chance.choice(SUBJECTS), chance.choice(VERBS), chance.choice(OBJECTS), chance.choice(REASONS))
    return " ".join(words).capitalize() + "."


def write_examples(folder: Path, number: int) -> None:
    """Write as many examples of all municipalities, each of three of 22 themes, for the same import."""
    statuses = ("idé", "pilot", "successivt införande", "breddinfört", "avslutat")
    places = [each.name for each in all_municipalities()]
    for each in range(number):
        chance = random.Random(each)
        themes = ", ".join(f"Tema {theme:02}" for theme in chance.sample(range(22), 3))
        fields = f"typ: exempel\ntema: [{themes}]\nläge: {chance.choice(statuses)}\nlärdom: {_sentence(chance)}\n"
        place = folder / "Kommun" / places[each % len(places)]
        place.mkdir(parents=True, exist_ok=True)
        (place / f"Exempel {each}.md").write_text(f"---\n{fields}---\n{_sentence(chance)}\n", encoding="utf-8")


def write_folder(folder: Path, pages: int) -> None:
    """Write the wiki as a folder of Markdown files, ready for `wiki import`."""
    place = folder / "Vägledning"
    place.mkdir(parents=True)
    for number in range(pages):
        (place / f"{title(number)}.md").write_text(source(number, pages), encoding="utf-8")
