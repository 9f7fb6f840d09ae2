"""Names of pages that have moved are written anew exactly where they are links, and nowhere else."""

import pytest

from wiki.markup import PageName, parse_name
from wiki.markup.relinking import relinked

RENAMED = [
    (parse_name("Pilot"), parse_name("Försök")),
    (parse_name("Kommun:Ale/Prov"), parse_name("Kommun:Ale/Test")),
    (parse_name("Kategori:Rör"), parse_name("Kategori:Ledningar")),
    (parse_name("Fil:Torg.png"), parse_name("Fil:Stortorget.png")),
    (parse_name("Tema:Piloter"), parse_name("Tema:Försök")),
    (parse_name("Användare:Asta/Plan"), parse_name("IT-plan")),
    (parse_name("Mall:Ruta"), parse_name("Mall:Faktaruta")),
]


def anew(source: str, page: str = "Sida") -> str:
    return relinked(source, parse_name(page), RENAMED)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Se [[Pilot]].", "Se [[Försök]]."),
        ("Se [[ pilot ]].", "Se [[försök]]."),
        ("En [[pilot]].", "En [[försök]]."),
        ("Två [[pilot]]er.", "Två [[försök|pilot]]er."),
        ("Se [[Pilot|den här]].", "Se [[Försök|den här]]."),
        ("Se [[Pilot#Hur då?]].", "Se [[Försök#Hur då?]]."),
        ("Se [[Pilot#Hur|så]].", "Se [[Försök#Hur|så]]."),
        ("#OMDIRIGERING [[Pilot]]\n", "#OMDIRIGERING [[Försök]]\n"),
        ("Text.\n\n[[Kategori:Rör]]\n", "Text.\n\n[[Kategori:Ledningar]]\n"),
        ("Se [[:Kategori:Rör]].", "Se [[:Kategori:Ledningar]]."),
        ("[[Fil:Torg.png|300px|Se [[Pilot]] här]]", "[[Fil:Stortorget.png|300px|Se [[Försök]] här]]"),
        ("Se [[Användare:Asta/Plan]].", "Se [[IT-plan]]."),
        ("Se [så här](/wiki/Pilot#Hur).", "Se [så här](/wiki/F%C3%B6rs%C3%B6k#Hur)."),
        ("| A | B |\n|---|---|\n| [[Pilot\\|den]] | x |\n", "| A | B |\n|---|---|\n| [[Försök\\|den]] | x |\n"),
        ("Med `[[Pilot]]` menas [[Pilot]].", "Med `[[Pilot]]` menas [[Försök]]."),
        ("```\n[[Pilot]]\n```\n\n[[Pilot]]", "```\n[[Pilot]]\n```\n\n[[Försök]]"),
        ("<!-- [[Pilot]] -->\n\n- [[Pilot]]", "<!-- [[Pilot]] -->\n\n- [[Försök]]"),
        ("\\[\\[Pilot]] och [[Pilot]]", "\\[\\[Pilot]] och [[Försök]]"),
        ("{{Ruta|text=[[Pilot]]|mer={{ ruta }}}}", "{{Faktaruta|text=[[Försök]]|mer={{ faktaruta }}}}"),
        ("{{Mall:Ruta}} och `{{Ruta}}` och {{{Ruta}}}", "{{Mall:Faktaruta}} och `{{Ruta}}` och {{{Ruta}}}"),
        ("> Se [[Pilot]]\n> och [[Piloten]].", "> Se [[Försök]]\n> och [[Piloten]]."),
    ],
)
def test_a_link_is_written_anew_and_nothing_else(before: str, after: str) -> None:
    assert anew(before).strip("\n") == after.strip("\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Se [[/Prov]].", "Se [[Kommun:Ale/Test|Test]]."),
        ("Se [[Kommun:Ale/Prov]].", "Se [[Kommun:Ale/Test]]."),
    ],
)
def test_links_to_pages_below(before: str, after: str) -> None:
    assert anew(before, "Kommun:Ale").strip() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tema: Piloter", "tema: Försök"),
        ("tema: [Piloter, Annat]", "tema: [Försök, Annat]"),
        ('tema:\n- "Piloter"\n- Tema:Piloter', 'tema:\n- "Försök"\n- Försök'),
        ("stödjer: [[Pilot]]", "stödjer: [[Försök]]"),
        ('stödjer: "[[Pilot]]"  # så', 'stödjer: "[[Försök]]"  # så'),
        ("bygger på: Kommun:Ale/Prov", "bygger på: Ale/Test"),
        ("lärdom: Piloter är bra", "lärdom: Piloter är bra"),
    ],
)
def test_fields_that_name_pages(before: str, after: str) -> None:
    assert anew(f"---\n{before}\n---\nPiloter.\n") == f"---\n{after}\n---\nPiloter.\n"


def test_what_names_nothing_that_moved_is_left_letter_by_letter() -> None:
    source = "---\ntema:  Annat\n---\n#  Rubrik\n[[Annat]]  och `kod`\n"
    assert relinked(source, PageName(parse_name("A").namespace, "A"), RENAMED) == source
