"""Prompts vanish from what is published, and nothing that a person has written ever does."""

from hypothesis import given
from hypothesis import strategies as st

from wiki.core.i18n import translations
from wiki.editing.begin import kind_called
from wiki.editing.fields import is_draft, with_field
from wiki.editing.kinds_catalogue import KINDS
from wiki.editing.prompts import filled_in, prompt, without_unfilled
from wiki.markup.frontmatter import read

GUIDANCE = kind_called("guidance")
assert GUIDANCE
SWEDISH = translations("sv").gettext
HEADINGS = [(SWEDISH(each.heading), prompt(SWEDISH(each.prompt))) for each in GUIDANCE.headings]
(FIRST, ASKED), (SECOND, ASKED_TOO) = HEADINGS[:2]
WRITTEN = [
    "",
    "En rad.",
    "## Egen rubrik",
    "### Under",
    "```",
    "<!-- egen anteckning -->",
    "<!--",
    "-->",
    "- punkt",
    "> citat",
]
OURS = [line for heading, asked in HEADINGS for line in (f"## {heading}", asked)]


def template() -> str:
    return "\n".join(f"## {heading}\n\n{asked}\n" for heading, asked in HEADINGS)


def test_a_template_that_nobody_filled_is_nothing() -> None:
    assert without_unfilled(template()).strip() == ""


def test_a_heading_that_was_written_under_stays_without_its_prompt() -> None:
    text = template().replace(ASKED, f"{ASKED}\n\nBörja smått.")
    assert without_unfilled(text).strip() == f"## {FIRST}\n\nBörja smått."


def test_what_was_written_above_the_prompt_stays_too() -> None:
    text = f"Ingress.\n\n## {FIRST}\n\nText.\n\n{ASKED}\n\n## {SECOND}\n\n{ASKED_TOO}\n"
    assert without_unfilled(text) == f"Ingress.\n\n## {FIRST}\n\nText.\n"


def test_a_heading_stays_when_something_stands_further_down_in_its_section() -> None:
    text = f"## {FIRST}\n\n{ASKED}\n\n### Hos oss\n\nSå här.\n\n## {SECOND}\n\n{ASKED_TOO}\n"
    assert without_unfilled(text) == f"## {FIRST}\n\n### Hos oss\n\nSå här.\n"


def test_a_heading_of_ones_own_stays_however_empty() -> None:
    assert without_unfilled(f"## Egen\n\n## {FIRST}\n\n{ASKED}\n") == "## Egen\n"


def test_a_heading_that_somebody_changed_is_theirs() -> None:
    assert without_unfilled(f"## Vårt eget sätt\n\n{ASKED}\n") == "## Vårt eget sätt\n"


def test_a_prompt_that_somebody_changed_is_theirs() -> None:
    text = f"## {FIRST}\n\n{ASKED.replace('Vad', 'Vad, frågar Asp,')}\n"
    assert without_unfilled(text) == text


def test_a_prompt_in_code_or_in_a_comment_is_text() -> None:
    for text in (f"```\n{ASKED}\n```\n", f"<!--\n{ASKED.removesuffix('-->')}\n-->\n", f"> {ASKED}\n"):
        assert without_unfilled(text) == text


def test_prompts_are_known_in_every_language_and_can_stand_in_a_comment() -> None:
    for code in ("sv", "nb", "en"):
        for kind in KINDS:
            for each in kind.headings:
                words = translations(code).gettext(each.prompt)
                assert "--" not in words
                text = f"## {translations(code).gettext(each.heading)}\n\n{prompt(words)}\n"
                assert without_unfilled(text).strip() == ""


def test_what_was_opened_and_not_changed_stays_to_the_letter() -> None:
    stored = f"Text.\n\n## {FIRST}\n\n{ASKED}\n"
    assert filled_in(stored.rstrip(), stored).strip() == stored.strip()


@given(st.lists(st.sampled_from(WRITTEN + OURS), max_size=14))
def test_every_line_that_is_not_ours_stays_in_its_order(lines: list[str]) -> None:
    left = without_unfilled("\n".join(lines))
    theirs = [line for line in lines if line.strip() and line not in OURS]
    assert [line for line in left.split("\n") if line.strip() and line not in OURS] == theirs
    assert without_unfilled(left) == left


@given(st.text(alphabet="ab #-<!>\n`", max_size=80))
def test_a_text_without_our_prompts_is_left_alone(text: str) -> None:
    assert without_unfilled(text) == text


def test_a_status_comes_into_the_front_matter_and_goes_again() -> None:
    text = "---\ntyp: exempel   # vår\ntema:\n  - Piloter\n---\nText.\n"
    draft = with_field(text, "status", "utkast")
    assert draft == "---\ntyp: exempel   # vår\nstatus: utkast\ntema:\n  - Piloter\n---\nText.\n"
    assert is_draft(draft)
    assert with_field(draft, "status", None) == text


def test_a_text_without_front_matter_gets_one_and_loses_it_again() -> None:
    draft = with_field("Text.\n", "status", "utkast")
    assert draft == "---\nstatus: utkast\n---\nText.\n"
    assert with_field(draft, "status", None) == "Text.\n"


def test_another_value_takes_the_place_of_the_first_with_all_its_lines() -> None:
    text = "---\ntema:\n  - Piloter\n  - Ledning\nläge: pilot\n---\nText.\n"
    assert (
        with_field(text, "tema", ["Ekonomi, och pengar"])
        == '---\ntema: ["Ekonomi, och pengar"]\nläge: pilot\n---\nText.\n'
    )


def test_front_matter_that_cannot_be_changed_safely_is_left_alone() -> None:
    for text in ("---\n{typ: exempel}\n---\nText.\n", "---\ntyp: [\n---\nText.\n"):
        assert with_field(text, "status", "utkast") == text


@given(
    st.dictionaries(st.sampled_from(["typ", "tema", "läge"]), st.text("abå :#,-'\"[]", max_size=8)),
    st.text(max_size=12),
)
def test_a_field_that_is_set_can_be_read_and_the_others_stay(fields: dict[str, str], value: str) -> None:
    text = "Text.\n"
    for key, each in fields.items():
        text = with_field(text, key, each)
    after = with_field(text, "status", value)
    assert {**read(text).fields, "status": value} == read(after).fields or after == text
    assert read(after).body == "Text.\n"
