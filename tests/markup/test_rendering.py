"""Rendering: what people write, in the ways they write it, and what the reader gets."""

import pickle
import threading

import pytest

from wiki.markup import Heading, render


def html(source: str) -> str:
    """The HTML with the line breaks between elements taken out."""
    return render(source).html.replace("\n", "")


def test_headings_begin_at_the_second_level() -> None:
    document = render("# Ett\n## Två\n### Tre ###\n#### *Fyra* & fler\n")
    assert document.headings == (
        Heading(2, "Ett", "Ett"),
        Heading(2, "Två", "Två"),
        Heading(3, "Tre", "Tre"),
        Heading(4, "Fyra & fler", "Fyra_fler"),
    )
    assert '<h2 id="Två">Två</h2>' in document.html


def test_second_heading_of_a_name_has_a_number() -> None:
    anchors = [heading.anchor for heading in render("# A\n\n# A\n\n# A 2\n\n# A\n\n# mk-a\n").headings]
    assert anchors == ["A", "A_2", "A_2_2", "A_3", "_mk-a"]


def test_hash_without_space_is_no_heading() -> None:
    assert html("#digitalisering är bra") == "<p>#digitalisering är bra</p>"


@pytest.mark.parametrize("indent", ["  ", "   ", "    ", "\t"])
def test_nested_lists_of_any_indentation(indent: str) -> None:
    source = f"- ett\n{indent}- två\n{indent}{indent}- tre\n{indent}- fyra\n- fem\n"
    assert html(source) == ("<ul><li>ett<ul><li>två<ul><li>tre</li></ul></li><li>fyra</li></ul></li><li>fem</li></ul>")


def test_list_right_after_a_paragraph() -> None:
    assert html("Detta:\n- ett\n- två\nmer\n") == "<p>Detta:</p><ul><li>ett</li><li>två    mer</li></ul>"
    assert html("Detta:\n1. ett\n2) två\n") == "<p>Detta:</p><ol><li>ett</li><li>två</li></ol>"


def test_a_year_at_the_start_of_a_line_is_no_list() -> None:
    assert "<ol>" not in html("Det var år\n2017. Det var bra.\n")


def test_paragraph_and_code_within_an_item() -> None:
    source = "1. ett\n\n   mer\n\n   ```\n   kod\n     in\n   ```\n2. två\n"
    assert render(source).html.replace("\n", "|") == (
        "<ol>|<li>|<p>ett</p>|<p>mer</p>|<pre><code>kod|  in|</code></pre>|</li>|<li>|<p>två</p>|</li>|</ol>"
    )


def test_indented_text_is_text() -> None:
    assert html("Ett\n\n    Två") == "<p>Ett</p><p>Två</p>"


def test_code_shows_what_is_written() -> None:
    assert html("```html\n<b> &amp; [[A]]\n```") == (
        '<pre><code class="language-html">&lt;b&gt; &amp;amp; [[A]]</code></pre>'
    )
    assert html("`<b>` och `**x**`") == "<p><code>&lt;b&gt;</code> och <code>**x**</code></p>"


def test_table_scrolls_and_its_header_cells_have_scope() -> None:
    answer = html("Tabell:\n| A | B |\n|:--|--:|\n| 1 | 2 |\n")
    assert answer.startswith('<p>Tabell:</p><div class="scroll" tabindex="0"><table><thead><tr><th scope="col">A</th>')
    assert '<td>1</td><td class="right">2</td>' in answer


def test_empty_header_cell_is_no_header() -> None:
    assert '<thead><tr><td></td><th scope="col">B</th></tr>' in html("| | B |\n|---|---|\n| 1 | 2 |\n")


@pytest.mark.parametrize(
    ("mark", "shape"),
    [("NOTE", "note"), ("tip", "note tip"), ("IMPORTANT", "note important"), ("WARNING", "note warning")],
)
def test_callout(mark: str, shape: str) -> None:
    assert html(f"> [!{mark}]\n> Hej *du*\n> - a\n\n> citat") == (
        f'<div class="{shape}"><p>Hej <em>du</em></p><ul><li>a</li></ul></div><blockquote><p>citat</p></blockquote>'
    )


def test_task_list_has_labelled_boxes() -> None:
    assert html("- [ ] **gör** detta\n  - [x] gjort\n- vanlig") == (
        '<ul class="tasks"><li class="task"><label><input disabled="" type="checkbox"> <strong>gör</strong> detta'
        '</label><ul class="tasks"><li class="task"><label><input checked="" disabled="" type="checkbox"> gjort'
        "</label></li></ul></li><li>vanlig</li></ul>"
    )


def test_footnotes_have_ids_of_our_own() -> None:
    answer = html("Text[^a b] och[^a b].\n\n[^a b]: Noten.\n")
    assert '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>' in answer
    assert '<sup id="fnref2:1">' in answer
    assert '<li id="fn:1"><p>Noten.' in answer
    assert '<a class="footnote-backref" href="#fnref:1">↩</a>' in answer
    assert render("Text[^1].\n\n[^1]: Not.").text == "Text.\nNot."


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("~~bort~~ H~2~O x^2^", "<del>bort</del> H<sub>2</sub>O x<sup>2</sup>"),
        ("<kbd>Ctrl</kbd> <sup>1</sup> a<br>b", "<kbd>Ctrl</kbd> <sup>1</sup> a<br>b"),
        (
            '<abbr title="a b">ab</abbr> <span lang="en">x</span>',
            '<abbr title="a b">ab</abbr> <span lang="en">x</span>',
        ),
        ("Hej <förnamn> och <div>", "Hej &lt;förnamn&gt; och &lt;div&gt;"),
        ("a <!-- dolt --> b &ouml; &amp; &lt;b&gt;", "a  b ö &amp; &lt;b&gt;"),
        ("5 < 6 & 7", "5 &lt; 6 &amp; 7"),
        ("<sup>öppen", "<sup>öppen</sup>"),
        ("snake_case_ord", "snake_case_ord"),
    ],
)
def test_inline(written: str, shown: str) -> None:
    assert html(written) == f"<p>{shown}</p>"


EXTERNAL = '<a class="external" href="{}" rel="nofollow noopener">{}</a>'


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[SKR](https://skr.se/)", EXTERNAL.format("https://skr.se/", "SKR")),
        ("Se https://skr.se/a_b.", "Se " + EXTERNAL.format("https://skr.se/a_b", "https://skr.se/a_b") + "."),
        ("[x](www.skr.se)", EXTERNAL.format("https://www.skr.se", "x")),
        ("<elna@mittkoping.se>", '<a href="mailto:elna@mittkoping.se">elna@mittkoping.se</a>'),
        ("[x](/search?q=a&b=c)", '<a href="/search?q=a&amp;b=c">x</a>'),
        ("[x](//skr.se)", "<span>x</span>"),
        ("[x](sida)", "<span>x</span>"),
        ("![Karta](/file/karta.png)", '<img alt="Karta" loading="lazy" src="/file/karta.png">'),
        ("![Karta](https://x.se/k.png)", EXTERNAL.format("https://x.se/k.png", "Karta")),
        ("[![K](https://x.se/k.png)](https://y.se)", EXTERNAL.format("https://y.se", "<span>K</span>")),
    ],
)
def test_links_and_images(written: str, shown: str) -> None:
    assert html(written) == f"<p>{shown}</p>"


def test_details_hold_markdown() -> None:
    assert html("<details><summary>Mer & mer</summary>\nText *inne*\n- a\n</details>\nEfter") == (
        "<details><summary>Mer &amp; mer</summary><p>Text <em>inne</em></p><ul><li>a</li></ul></details><p>Efter</p>"
    )
    assert html('<div lang="en">\nText\n</div>') == '<div lang="en"><p>Text</p></div>'


def test_long_comment_is_left_out() -> None:
    assert html("a\n\n<!-- rad\n\nrad -->\n\nb\n\n<!-- utan slut") == "<p>a</p><p>b</p><p>&lt;!-- utan slut</p>"


def test_definition_list() -> None:
    assert html("Term\n:   Betydelse\n") == "<dl><dt>Term</dt><dd>Betydelse</dd></dl>"


def test_plain_text_and_lead() -> None:
    document = render("## Rubrik\n\nIngress *med* [länk](https://skr.se) &\nmer.\n\n| a | b |\n|---|---|\n| c | d |\n")
    assert document.text == "Rubrik\nIngress med länk & mer.\na\nb\nc\nd"
    assert document.lead == "Ingress med länk & mer."
    assert len(render("ord " * 200).lead) <= 300
    assert render("ord " * 200).lead.endswith("ord…")


def test_fields_language_and_notice() -> None:
    document = render("---\nspråk: nb\nkod: '0114'\n---\nTekst\n")
    assert (document.fields, document.language, document.html) == ({"språk": "nb", "kod": "0114"}, "nb", "<p>Tekst</p>")
    broken = render("---\na: [\n---\nText\n")
    assert broken.notices == ("bad-front-matter",)
    assert "a: [" in broken.text


def test_line_ends_make_no_difference() -> None:
    assert render("---\r\na: b\r\n---\r\n- x\r\n- y\r\n") == render("---\na: b\n---\n- x\n- y\n")


def test_empty_page() -> None:
    document = render("")
    assert (document.html, document.text, document.lead, document.links, document.notices) == ("", "", "", (), ())


def test_document_can_be_sent_between_processes() -> None:
    document = render("---\na: [1, {b: c}]\n---\n# A\n\n[[B]] [[Kategori:C]]")
    assert pickle.loads(pickle.dumps(document)) == document


def test_pages_rendered_at_the_same_time_do_not_mix() -> None:
    sources = [f"# Sida {n}\n\n[[Mål {n}]] [[Kategori:K{n}]][^1]\n\n[^1]: Not {n}" for n in range(8)]
    alone = [render(source) for source in sources]
    together: dict[str, object] = {}

    def work(source: str) -> None:
        for _ in range(5):
            together[source] = render(source)

    threads = [threading.Thread(target=work, args=(source,)) for source in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[source] for source in sources] == alone
