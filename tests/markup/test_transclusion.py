"""What a page takes in: templates, other pages and magic words, in any text, however people write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.markup import Document, normalise, parse_name, render
from wiki.markup.sections import sections
from wiki.markup.transclusion import Library, Taken, expand, names_asked_for, parameters_of

STORE = {
    "Mall:Not": "> [!NOTE]\n> {{{1}}}<noinclude>\n\nSå här:\n\n{{Not|text}}</noinclude>",
    "Mall:Hej": "Hej {{{namn|du}}}",
    "Mall:Rubrik": "## Bakgrund\n\nUr mallen {{{1|}}}.",
    "Mall:Ram": "Före\n\n{{{1}}}\n\nEfter",
    "Mall:A": "a {{B}}",
    "Mall:B": "b {{A}}",
    "Mall:Delar": "bort <onlyinclude>kvar</onlyinclude> bort <onlyinclude>också</onlyinclude>",
    "Mall:Gömd": "<includeonly>för andra</includeonly><noinclude>för mig</noinclude>",
    "Mall:Gammal": "#OMDIRIGERING [[Mall:Hej]]",
    "Mall:Kategori": "Text.\n[[Kategori:Piloter|{{{1|}}}]]",
    "Pilot": "---\nstatus: aktuell\n---\nNu.\n\n## *Så* gjorde vi ##\n\nDet.\n\n### Under\n\nMer.\n\n## Slut\nKlart.",
}


def library(pages: dict[str, str]) -> Library:
    return lambda name: Taken(normalise(pages[name.full]), 7) if name.full in pages else None


def document(source: str, page: str = "Test", **more: str) -> Document:
    name = parse_name(page)
    return render(expand(source, name, library({**STORE, **more})), name)


def text(source: str, page: str = "Test", **more: str) -> str:
    return document(source, page, **more).text


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{Hej}}", "Hej du"),
        ("{{hej|namn=Bo}}", "Hej Bo"),
        ("{{Mall:Hej| namn = Bo }}!", "Hej Bo!"),
        ("{{Template:Hej|namn={{Hej}}}}", "Hej Hej du"),
        ("{{Hej|namn=[[Pilot|en pilot]]}}", "Hej en pilot"),
        ("{{Gammal|namn=Bo}}", "Hej Bo"),
        ("{{{{{1|Hej}}}}}", "Hej du"),
        ("{{Delar}}", "kvarockså"),
        ("{{Gömd}}", "för andra"),
        ("{{:Pilot#så gjorde vi}}", "Det.\nUnder\nMer."),
        ("{{PAGENAME}}, {{FULLPAGENAME}}, {{NAMESPACE}}", "Umeå/Plan, Kommun:Umeå/Plan, Kommun"),
        ("{{SUBPAGENAME}}, {{BASEPAGENAME}}", "Plan, Umeå"),
        ("{{CURRENTYEAR}} {{#if:a|b}} {{subst:Hej}} {{exempel}} {{a<b}} {{}}", None),
        ("`{{Hej}}` \\{{Hej}} ``a ` {{Hej}}`` <code>{{Hej}}</code>", "{{Hej}} {{Hej}} a ` {{Hej}} {{Hej}}"),
        ("```\n{{Hej}}\n```\n\n> ~~~\n> {{Hej}}\n\n{{Hej}}", "{{Hej}}\n{{Hej}}\nHej du"),
        ("<!-- {{Hej}} -->x {{Hej", "x {{Hej"),
        ("__NOTOC__ x", "x"),
        ("`<noinclude>` <includeonly>x</includeonly>y", "<noinclude> y"),
    ],
)
def test_it_reads_as_it_should(source: str, shown: str | None) -> None:
    assert text(source, "Kommun:Umeå/Plan") == (source if shown is None else shown)


def test_the_name_of_the_wiki_stands_where_it_is_asked_for() -> None:
    name, store = parse_name("Test"), library({"Mall:Var": "Vi är {{SITENAME}}."})
    assert expand("{{Var}} {{SAJTNAMN}}", name, store, "Mittköping").text == "Vi är Mittköping. Mittköping\n"
    assert expand("{{SITENAME}}", name, store).text == "{{SITENAME}}\n"
    assert expand("`{{SITENAME}}`", name, store, "Mittköping").text == "`{{SITENAME}}`\n"


def test_a_block_stands_by_itself_where_the_call_stood() -> None:
    html = document("Före\n{{Not|Viktigt}}\nEfter\n\n> citat\n> {{Rubrik}}\n\n| a |\n| - |\n| {{Hej}} |").html
    assert '<p>Före</p>\n<div class="note"><p>Viktigt</p>\n</div><p>Efter</p>' in html
    assert "<td>Hej du</td>" in html
    assert html.index("Ur mallen") < html.index("</blockquote>")


def test_a_template_shows_itself_with_its_documentation() -> None:
    assert text(STORE["Mall:Not"], "Mall:Not") == "{{{1}}}\nSå här:\ntext"


@pytest.mark.parametrize(
    ("source", "kind", "words"),
    [
        ("{{Finns inte}}", "missing", "Mall:Finns inte"),
        ("{{:Finns inte}}", "missing", "Finns inte"),
        ("{{:Pilot#Nej}}", "section", "Pilot#Nej"),
        ("{{A}}", "loop", "A → B → A"),
        ("{{Djup}}", "deep", "D20"),
        ("{{Hej}}" * 501, "many", "Hej"),
        ("{{L5}}", "large", "L"),
    ],
)
def test_what_cannot_be_taken_in_is_told_in_its_place(source: str, kind: str, words: str) -> None:
    deep = {f"Mall:D{number}": f"{{{{D{number + 1}}}}}" for number in range(1, 40)}
    large = {f"Mall:L{number}": f"{{{{L{number - 1}}}}}" * 20 for number in range(2, 6)} | {"Mall:L1": "text " * 1000}
    html = document(source, **deep, **large, **{"Mall:Djup": "{{D1}}"}).html
    assert f'class="fault {kind}"' in html
    assert words in html


def test_the_versions_it_is_made_of_are_told_and_what_is_missing() -> None:
    made = document("{{Not|{{Hej}}}} {{Gammal}} {{Finns inte}} {{:Test}}")
    assert {(name.full, version) for name, version in made.made_of} == {
        ("Mall:Not", 7),
        ("Mall:Hej", 7),
        ("Mall:Gammal", 7),
        ("Mall:Finns inte", 0),
    }
    assert [link.target.full for link in made.links if link.kind == "template"] == [
        name.full for name, _ in made.made_of
    ]


def test_headings_of_a_template_are_no_sections_of_the_page() -> None:
    source = normalise("{{Rubrik}}\n\n## Bakgrund\n\nEgen.\n\n{{Ram|\n## Given\n}}\n\n## Slut\n\nKlart.")
    found = sections(source, document)
    assert [(each.anchor, source[each.start : each.end].split("\n")[0]) for each in found] == [
        ("Bakgrund_2", "## Bakgrund"),
        ("Slut", "## Slut"),
    ]
    assert source[found[0].start : found[0].end].endswith("}}\n\n")
    origins = [(each.anchor, each.origin) for each in document(source).headings]
    assert origins[:2] == [("Bakgrund", "Mall:Rubrik"), ("Bakgrund_2", "")]
    assert ("Given", "Test") in origins


def test_what_is_given_cannot_run() -> None:
    html = document("{{Hej|namn=<script>alert(1)</script>[x](javascript:alert(1))}} {{<b onclick=x>}}").html
    assert "<script" not in html
    assert "javascript:" not in html
    assert "onclick=x>" not in html


def test_categories_and_their_keys_come_along() -> None:
    made = document("{{Kategori|Ö}}")
    assert [(link.target.full, link.label) for link in made.links if link.kind == "category"] == [
        ("Kategori:Piloter", "Ö")
    ]


def test_a_template_tells_which_values_it_wants() -> None:
    wanted = parameters_of(
        "{{{namn|du}}} {{{2|}}} {{{1}}} {{Hej|a={{{inre}}}}} `{{{kod}}}`<noinclude>{{{ej}}}</noinclude>"
        "{{{vem|den {{{3|ingen}}}}}}"
    )
    assert [(each.name, each.default) for each in wanted] == [
        ("1", None),
        ("2", ""),
        ("3", "ingen"),
        ("namn", "du"),
        ("inre", None),
        ("vem", "den {{{3|ingen}}}"),
    ]


def test_what_may_be_asked_for_is_seen_beforehand() -> None:
    assert {name.full for name in names_asked_for("{{Hej|{{:Pilot#A}}}} {{ Kommun:Umeå }}")} == {
        "Mall:Hej",
        "Pilot",
        "Kommun:Umeå",
    }


SIGNS = ["{{", "}}", "{{{", "}}}", "|", "=", "[[", "]]", "#", "`", "```\n", "\n", "\n\n", "> ", "<!--", "-->", "\\"]
WORDS = ["Hej", "A", "Rubrik", ":Pilot", "1", "namn", "## R", "- ", "__TOC__", "\x0e0\x0f", "<onlyinclude>"]
PIECES = st.sampled_from([*SIGNS, *WORDS, "<noinclude>", "</noinclude>"])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_expanded_and_its_sections_are_its_own(given_text: str) -> None:
    source = normalise(given_text)
    made = document(source)
    assert not set(made.html) & set("\x0e\x0f\x10\x11")
    for section in sections(source, document):
        assert not section.text.startswith("Bakgrund")


def test_long_texts_of_braces_end_soon() -> None:
    for piece in ("{{", "{{a|", "{{{a", "[[{{", "`{{", "<!--", "<code>", "}}{{", "{{Hej|", "<noinclude>"):
        assert document(piece * 20_000).html
