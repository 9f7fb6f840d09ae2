"""Which stretch of a source is a section, and putting one back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.markup import normalise, render
from wiki.markup.sections import find_section, outermost, sections, with_new_section, with_notes, with_section

SEEDS = sorted((Path(__file__).parents[2] / "seed_pages").rglob("*.md"))
PAGE = normalise("""\
---
status: utkast
---
Inledning.

## Ett

Text.

### Under

Mer.

## Två ##

```
## kod
```

<!--
## dold
-->

> ## citerad

- punkt

  ## i en lista

## Ett
Slut.

[[Kategori:Piloter]]
""")


def cut(source: str, anchor: str) -> str:
    section = find_section(source, anchor)
    assert section
    return source[section.start : section.end]


def test_only_what_is_a_heading_of_the_page_begins_a_section() -> None:
    assert [(each.level, each.text, each.anchor) for each in sections(PAGE)] == [
        (2, "Ett", "Ett"),
        (3, "Under", "Under"),
        (2, "Två", "Två"),
        (2, "Ett", "Ett_2"),
    ]


def test_a_section_goes_on_to_the_next_heading_that_is_not_below_it() -> None:
    assert cut(PAGE, "Ett") == "## Ett\n\nText.\n\n### Under\n\nMer.\n\n"
    assert cut(PAGE, "Under") == "### Under\n\nMer.\n\n"
    assert cut(PAGE, "Två").endswith("## i en lista\n\n")
    assert cut(PAGE, "Ett_2") == "## Ett\nSlut.\n\n[[Kategori:Piloter]]\n"


def test_underlined_headings_begin_sections_too() -> None:
    source = "Ett\n===\n\nText.\n\nTvå\n---\n\nMer.\n"
    assert [(each.text, source[each.start : each.end]) for each in sections(source)] == [
        ("Ett", "Ett\n===\n\nText.\n\n"),
        ("Två", "Två\n---\n\nMer.\n"),
    ]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_each_heading_of_the_seed_pages_has_its_section(path: Path) -> None:
    source = normalise(path.read_text(encoding="utf-8"))
    found = sections(source)
    assert [(each.level, each.anchor) for each in found] == [each[:2] for each in outermost(render(source).html)]
    for section in found:
        assert with_section(source, section, source[section.start : section.end].strip() + "\r\n") == source


HEADINGS = ["# A", "## A", "## B ##", "### *C*", "###### D", "   ## E", "\t## F", "# `x`", "## [[J|k]]", "## 1. L"]
STRANGE = [
    "#",
    "##",
    "- ## G",
    "  ## H",
    "> ## I",
    "<!-- x --> ## K",
    "## <!-- p -->",
    "## &ouml; <b>",
    "## \\# O",
    "## q[^1]",
]
UNDER = ["A", "**M**", "_N_", "===", "---", "--", "--- ", "* * *", "text", "| a | b |", "| - | - |", "", "", "\ue000"]
AROUND = ["```", "~~~", "<!--", "-->", "- a", "1. b", "    c", "> d", "[^1]: e", "x[^1]", ": dd", "...", "a: b"]
BOXES = ["<details>", "</details>", "<div>", "</div>", "#REDIRECT [[X]]"]
LINES = st.sampled_from([*HEADINGS, *STRANGE, *UNDER, *AROUND, *BOXES])


@given(st.lists(LINES, max_size=14).map("\n".join))
def test_sections_agree_with_what_is_rendered_or_there_are_none(text: str) -> None:
    source = normalise(text)
    found = sections(source)
    if not found:
        return
    headings = [each for each in outermost(render(source).html) if each[2].strip()]
    assert [(each.level, each.anchor) for each in found] == [each[:2] for each in headings]
    for section in found:
        assert render(source[section.start : section.end]).headings[0].level == section.level
        assert with_section(source, section, source[section.start : section.end].strip("\n")) == source


def test_a_changed_section_changes_nothing_else() -> None:
    section = find_section(PAGE, "Under")
    assert section
    changed = with_section(PAGE, section, "### Ny\n\nAnnat.\n\n\n")
    assert changed == PAGE.replace("### Under\n\nMer.", "### Ny\n\nAnnat.")
    assert with_section(PAGE, section, " \n") == PAGE.replace("### Under\n\nMer.\n\n", "")


def test_a_heading_below_a_changed_section_stays_a_heading() -> None:
    source = "## A\nB\n===\n"
    changed = with_section(source, sections(source)[0], "## A\n\nText.")
    assert [each.text for each in sections(changed)] == ["A", "B"]


def test_a_section_that_is_shown_alone_has_its_notes() -> None:
    first = "## A\n\nEtt[^1] och[^två].\n\n[^två]: Egen.\n\n"
    source = f"{first}## B\n\nTre[^3].\n\n[^1]: Första,\n    i två rader.\n[^3]: Annan.\n"
    shown = with_notes(cut(source, "A"), source)
    assert shown == cut(source, "A").rstrip() + "\n\n[^1]: Första,\n    i två rader.\n"
    assert render(shown).html.count('<li id="fn:') == 2
    assert with_notes("Utan.\n", source) == "Utan.\n"


def test_a_new_section_stands_above_the_categories() -> None:
    assert with_new_section(PAGE, "## Ny\n\nText.\n") == PAGE.replace("Slut.\n", "Slut.\n\n## Ny\n\nText.\n")
    assert with_new_section("", "## Ny") == "## Ny\n"
    assert with_new_section(PAGE, "\n") == PAGE
