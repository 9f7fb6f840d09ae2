"""Our Markdown as wikitext: what MediaWiki reads, and that the same page comes back."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from wiki.markup import PageName, parse_name, render
from wiki.markup.frontmatter import read
from wiki.mediawiki.wikitext import convert
from wiki.mediawiki.wikitext.back import to_wikitext

SEEDS = Path(__file__).parent.parent.parent / "seed_pages"
HERE = parse_name("Kommun:Mittköping")
_AROUND = re.compile(
    r"\s*(</?(?:p|li|ul|ol|blockquote|div|dd|dt|dl|table|tr|td|th|h\d|figure|figcaption|pre)[^>]*>)\s*"
)


def seeds() -> list[tuple[PageName, str]]:
    found = []
    for path in sorted(SEEDS.rglob("*.md")):
        kind, _, title = unquote(path.relative_to(SEEDS).with_suffix("").as_posix()).partition("/")
        found.append((parse_name(title if kind == "Vägledning" else f"{kind}:{title}"), path.read_text()))
    return found


def shown(source: str, page: PageName) -> tuple[object, ...]:
    """What a reader sees, whatever blanks there are between elements; {{Mall:X}} and {{X}} are the same."""
    document = render(source.replace("{{Mall:", "{{"), page)
    html = _AROUND.sub(r"\1", re.sub("[ \n]+", " ", document.html)).strip()
    return html, document.fields, set(document.categories), document.redirect


@pytest.mark.parametrize("kind", ["", "Kommun", "Hjälp", "Kategori", "Tema", "Workshop"])
def test_the_seed_pages_come_back_as_they_were(kind: str) -> None:
    pages = [(page, source) for page, source in seeds() if page.namespace.prefix == kind]
    assert pages
    for page, source in pages:
        assert shown(convert(to_wikitext(source, page), page).text, page) == shown(source, page), page.full


@pytest.mark.parametrize(
    ("markdown", "wikitext"),
    [
        ("## A\n\n**b** *c* `d` ~~e~~", "== A ==\n\n'''b''' ''c'' <code>d</code> <del>e</del>"),
        ("- a\n  1. b\n- c", "* a\n*# b\n* c"),
        ("- [ ] a\n- [x] b", "* ☐ a\n* ☑ b"),
        ("Ord\n: Betydelse", "; Ord\n: Betydelse"),
        ("| A | B |\n| --- | --: |\n| a\\|b | [[C|d]] |", None),
        ("[[pilot]]er [[Kommun:Åre|Åre]] [[A#B c|d]]", "[[Pilot|piloter]] [[Kommun:Åre|Åre]] [[A#B c|d]]"),
        ("[SKR](https://skr.se/) https://skr.se/a", "[https://skr.se/ SKR] https://skr.se/a"),
        ("Text.[^1]\n\n[^1]: Not.", 'Text.<ref name="not1">Not.</ref>\n\n<references />'),
        ("```python\nx = 1\n```", '<syntaxhighlight lang="python">\nx = 1\n</syntaxhighlight>'),
        ("```\na < b & c\n```", "<pre>\na &lt; b &amp; c\n</pre>"),
        ("[[Fil:A.png|höger|300px|alt=x|Text]]", "[[Fil:A.png|thumb|right|300px|alt=x|Text]]"),
        ("{{Mall:Ruta|text=**a** [[B]]}}", "{{Mall:Ruta|text='''a''' [[B]]}}"),
        ("a '' b \\[\\[c]] &lt;b> \\{\\{d}} ----", "a &#39;&#39; b &#91;[c]] &lt;b> &#123;{d&#125;} ----"),
        ("\\* a\n\\# b", "&#42; a\n&#35; b"),
        ("#OMDIRIGERING [[Kommun:Åre#A]]", "#OMDIRIGERING [[Kommun:Åre#A]]"),
        ("[Filer](/files)", '<span class="wikiplats" title="/files">Filer</span>'),
    ],
)
def test_writing(markdown: str, wikitext: str | None) -> None:
    written = to_wikitext(markdown, HERE)
    if wikitext:
        assert written == wikitext + "\n"
    assert shown(convert(written, HERE).text, HERE) == shown(markdown, HERE)


@pytest.mark.parametrize(
    "yaml",
    [
        "typ: kommun\nkälla: a --> b & <c>",
        'kommunkod: "1980"\ntema: [Piloter, "Ja, men: nej"]',
        "källa: https://a.se/?b=c&d=e|f {{g}} [[h]] ''i'' __TOC__",
        "tomt:\nsant: 'true'",
        "text: '* ingen lista'\nrad: \"&lt;b> ~~~~\"",
    ],
)
def test_fields_are_calls_of_a_template_that_are_read_back(yaml: str) -> None:
    source = f"---\n{yaml}\n---\nText\n"
    written = to_wikitext(source, HERE)
    assert "{{Uppgifter om sidan|uppgifter=\n{{Uppgift|namn=" in written
    assert written.endswith("}}\n}}\nText\n")
    assert "<!--" not in written
    assert read(convert(written, HERE).text).fields == read(source).fields


@pytest.mark.parametrize(
    "yaml",
    [
        "kostnad:\n  summa: 10\n  år: 2027",
        "typ: kommun # inte säkert",
        "lista: []\nsant: true\ntid: 60",
        "a: |\n  b\n\n  c",
    ],
)
def test_fields_that_no_list_can_say_stand_in_a_comment_too(yaml: str) -> None:
    source = f"---\n{yaml}\n---\nText\n"
    written = to_wikitext(source, HERE)
    assert written.startswith("<!-- Uppgifter om sidan\n")
    assert "{{Uppgifter om sidan|" in written
    assert convert(written, HERE).text == source


def test_fields_of_a_redirect_stand_below_it() -> None:
    source = "---\ntyp: kommun\n---\n#OMDIRIGERING [[Åre]]\n"
    written = to_wikitext(source, HERE)
    assert written.startswith("#OMDIRIGERING [[Åre]]\n{{Uppgifter om sidan")
    assert convert(written, HERE).text == source.replace("---\n#", "---\n#")


def test_what_is_changed_in_a_field_there_is_changed_here() -> None:
    written = to_wikitext("---\ntyp: kommun\ntema: [A, B]\n---\nText\n", HERE).replace("* B", "* B: b\n* C")
    assert convert(written, HERE).text == '---\ntyp: kommun\ntema: [A, "B: b", C]\n---\nText\n'


def test_what_is_not_taken_in_stands_outside_the_box_above_it() -> None:
    written = to_wikitext("> [!NOTE]\n> {{{1}}}\n<noinclude>\n\nOm mallen\n</noinclude>\n", parse_name("Mall:Ruta"))
    assert written.endswith("{{{1}}}\n</div><noinclude>\nOm mallen\n</noinclude>\n")


def test_a_table_in_a_list_is_a_table_there_too() -> None:
    written = to_wikitext("- a\n\n  | A | B |\n  | --- | --: |\n  | a\\|b | [[C|d]] |\n\n- b", HERE)
    assert written == (
        '* a\n*: <table class="wikitable"><tr><th>A</th><th style="text-align:right">B</th></tr>'
        '<tr><td>a&#124;b</td><td style="text-align:right">[[C|d]]</td></tr></table>\n* b\n'
    )
    assert "<table>" in str(shown(convert(written, HERE).text, HERE)[0])


def test_a_box_is_a_box_again() -> None:
    source = "> [!TIP]\n> **Börja.** En rad räcker.\n>\n> - a\n> - b\n\n> Ett citat\n"
    written = to_wikitext(source, HERE)
    assert '<div class="wikiruta wikiruta-tip"' in written
    assert shown(convert(written, HERE).text, HERE) == shown(source, HERE)


def test_what_cannot_be_rendered_is_shown_as_written() -> None:
    assert to_wikitext("> " * 40 + "a", HERE).startswith("<pre>")
