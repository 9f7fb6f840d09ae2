"""Wikitext: what MediaWiki's pages say, in our Markdown."""

import pytest

from wiki.markup import parse_name
from wiki.mediawiki.wikitext import Names, convert

HERE = parse_name("Kommun:Mittköping")


def markdown(text: str) -> str:
    return convert(text, HERE).text.rstrip("\n")


def lost(text: str) -> list[str]:
    return [each.kind for each in convert(text, HERE).lost]


@pytest.mark.parametrize(
    ("wikitext", "written"),
    [
        ("== Rubrik ==", "## Rubrik"),
        ("=== C# ===", "### C&#35;"),
        ("= Ett =\n== Två ==", "## Ett\n\n### Två"),
        ("====== Sex ====== <!-- a -->", "###### Sex\n\n<!-- a -->"),
        ("''kursiv'', '''fet''' och '''''båda'''''", "*kursiv*, **fet** och ***båda***"),
        ("'''fet ''och'' så'''", "**fet *och* så**"),
        ("''' luft '''x", " **luft** x".strip()),
        ("<b>a</b><br/>b<br clear=all>c", "<b>a</b><br>b<br>c"),
        ("<strike>a</strike> <tt>b c</tt> H<sub>2</sub>O", "<s>a</s> `b c` H<sub>2</sub>O"),
        ("----\nEfter", "----\n\nEfter"),
        ("---\na: b\n---", "\\---\na: b\n\\---"),
        ("Rad ett\n1. inte\n- inte\n> inte\n| inte", "Rad ett\n1\\. inte\n\\- inte\n\\> inte\n\\| inte"),
        ("a*b _c_ d_e [f] `g` ~h~ <i", "a\\*b \\_c\\_ d_e \\[f] \\`g\\` \\~h\\~ &lt;i"),
        ("C:\\temp \\* 5 < 6 & 7", "C:\\temp \\\\\\* 5 < 6 & 7"),
        ("&nbsp;&lt;b&gt;&thinsp;x&shy;y", "&nbsp;&lt;b&gt; xy"),
        ("<nowiki>'''a''' [[b]]</nowiki>", "'''a''' \\[\\[b]]"),
        ("<code>x|y</code> <code><nowiki>{{a}}</nowiki></code>", "`x|y` `{{a}}`"),
        ("<pre>\na &lt; b\n</pre>", "```\na < b\n```"),
        (" ett\n  två", "```\nett\n två\n```"),
        ('<syntaxhighlight lang="python">\nx = 1\n</syntaxhighlight>', "```python\nx = 1\n```"),
        ("<blockquote>Citat\n\nmer</blockquote>", "> Citat\n>\n> mer"),
        ("Text<!-- dold --> mer", "Text<!-- dold --> mer"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("__TOC__\nText", "__TOC__\n\nText"),
    ],
)
def test_text(wikitext: str, written: str) -> None:
    assert markdown(wikitext) == written


@pytest.mark.parametrize(
    ("wikitext", "written"),
    [
        ("[[katt]]er", "[[katt]]er"),
        ("[[A]]B", "[[A]]<!-- -->B"),
        ("[[A]]<nowiki/>s", "[[A]]<!-- -->s"),
        ("[[A|''b'' | c]]", "[[A|*b* | c]]"),
        ("[[Digital_mognad#Kort_om]]", "[[Digital mognad#Kort om]]"),
        ("[[#Rubrik|dit]]", "[[#Rubrik|dit]]"),
        ("[[User:Elna|E]]", "[[Användare:Elna|E]]"),
        ("[[kommun:Åre (ort)|]]", "[[Kommun:Åre (ort)|Åre]]"),
        ("[[:Kategori:Skola]]", "[[:Kategori:Skola]]"),
        ("[[:Fil:Torg.jpg]]", "[[:Fil:Torg.jpg]]"),
        ("[[Media:Plan.pdf|planen]]", "[[Fil:Plan.pdf|planen]]"),
        ("[[Diskussion:A|prat]]", "[prat](/talk/A)"),
        ("[[../Åre]] [[/Plan]]", "../Åre [[/Plan]]"),
        ("[[w:Skövde|Skövde]]", "[Skövde](https://sv.wikipedia.org/wiki/Sk%C3%B6vde)"),
        ("[[:en:Sweden]]", "[en:Sweden](https://en.wikipedia.org/wiki/Sweden)"),
        ("[https://skr.se/ SKR]", "[SKR](https://skr.se/)"),
        ("[https://skr.se/a]", "<https://skr.se/a>"),
        ("[//skr.se S]", "[S](https://skr.se)"),
        ("[mailto:a@b.se Skriv]", "[Skriv](mailto:a@b.se)"),
        ("[http://x.se/(a b [c]", "[b \\[c](http://x.se/%28a)"),
        ("Se http://x.se/a_b.", "Se http://x.se/a_b."),
        ("(http://x.se/a)", "(http://x.se/a)"),
        ("http://x.se/å_*", "<http://x.se/å_%2A>"),
        ("[inte länk] [[", "\\[inte länk] \\[\\["),
    ],
)
def test_links(wikitext: str, written: str) -> None:
    assert markdown(wikitext) == written


def test_names_of_a_wiki() -> None:
    names = Names.of({2: "Brukar", 100: "Portal", 101: "Portaldiskussion"}, [("P", 100)])
    text = convert("[[Brukar:A|a]] [[P:B|b]] [[Portaldiskussion:B|c]]", HERE, names).text
    assert text == "[[Användare:A|a]] [[Portal:B|b]] [c](/talk/Portal:B)\n"


def test_plain_text_is_left_alone() -> None:
    text = "Kommunen har 45 210 invånare (2016). Vi frågade: ”Vad behövs?”\n\nSedan prövade vi – i två veckor.\n"
    assert convert(text, HERE).text == text


@pytest.mark.parametrize(
    ("wikitext", "written", "lost"),
    [
        ("{{Låt <!-- se handboken -->\n| <!-- alt -->Namn = A\n}}", "{{Mall:Låt \n| Namn = A\n}}", []),
        ("{{formatnum: 12345}} {{lc:ABC}} {{ucfirst:abc}}", "12345 abc Abc", []),
        ("{{#if:{{{a|}}}|{{{a}}}|Okänd}}", "{{{a|Okänd}}}", []),
        ("{{#if: {{{a|}}} | Sedan {{{a}}} }}.", "Sedan {{{a}}}.", ["condition"]),
        ("A{{#tag:ref|[[Plan]]|name=p}} B<ref name=p/>", "A[^1] B[^1]\n\n[^1]: [[Plan]]", []),
        (
            "A<ref>Två:\n* b\n* c</ref> D<ref>e</ref>",
            "A[^1] D[^2]\n\n[^1]: Två:<br>– b<br>– c\n[^2]: e",
            ["note-lines"],
        ),
        ("A<ref name=x>b</ref><ref name=x>c</ref>", "A[^1][^2]\n\n[^1]: b\n[^2]: c", []),
        ("{|\n! a\n|-\n{{Rad|b}}\n|-\n| c\n|}", "{{Mall:Rad|b}}\n\n| a |\n| --- |\n| c |", ["table-row"]),
        ("{|\n|\n== A ==\nb\n| valign=top |\n== C ==\n* d\n|}", "## A\n\nb\n\n## C\n\n- d", ["layout", "attributes"]),
        ("{|\n|\n{|\n! a\n|-\n| b\n|}\n| c\n|}", "| a |\n| --- |\n| b |\n\nc", ["layout"]),
        ('{| class="wikitable"\n|\n{|\n| a || b\n|}\n|}', "|  |\n| --- |\n| a · b |", ["nested-table"]),
        (
            "{|\n| <gallery>\nA.jpg|alt=Sal|Ett\nB.jpg\n</gallery>\n|}",
            "|  |\n| --- |\n| [[Fil:A.jpg|liten|alt=Sal]] Ett<br>[[Fil:B.jpg|liten]] |",
            [],
        ),
        ("{|\n| <gallery>\nA.jpg|Ett\n</gallery>\n|}", "|  |\n| --- |\n| [[Fil:A.jpg|liten]] Ett |", []),
        ("[[Fil:A.jpg|mini|Ett|Två]]", "[[Fil:A.jpg|höger|Två]]", ["picture"]),
        (
            "{|\n{{#if:{{{k|}}}|\n! Län\n{{!}} {{{k}}}\n}}\n|}",
            "|  |  |\n| --- | --- |\n| **Län** | {{{k}}} |",
            ["condition"],
        ),
    ],
)
def test_what_old_wikis_are_full_of(wikitext: str, written: str, lost: list[str]) -> None:
    converted = convert(wikitext, HERE)
    assert sorted(each.kind for each in converted.lost) == sorted(lost)
    assert converted.text == f"{written}\n"


def test_a_table_that_no_page_can_show_stands_as_code() -> None:
    cells = "".join(f"| [[A|{number}]]<br>[[B|c]]\n" for number in range(59))
    converted = convert(f'{{| class="wikitable"\n{cells}|}}\n', HERE)
    assert converted.text.startswith('```\n{| class="wikitable"\n| [[A|0]]')
    assert "table" in {each.kind for each in converted.lost}
