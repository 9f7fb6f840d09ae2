"""Pages on paper: no tools, links that lead somewhere, nothing folded away."""

from wiki.exporting.document.shape import Places, shape
from wiki.markup import parse_name

HERE = Places("https://wiki.example.se/", "/wiki/Plan", "c1-", {parse_name("Mål"): "c2-"})


def shaped(html: str, **options: object) -> str:
    return shape(html, HERE, **options)  # type: ignore[arg-type]


def test_links_within_the_document_lead_within_it_and_others_to_the_wiki() -> None:
    html = (
        '<a class="wikilink" href="/wiki/M%C3%A5l">Mål</a> <a class="wikilink" href="/wiki/M%C3%A5l#Del">del</a> '
        '<a href="#Slut">slut</a> <a class="wikilink" href="/wiki/Annan#Del">annan</a> <h2 id="Slut">Slut</h2>'
    )
    assert shaped(html) == (
        '<a class="wikilink" href="#c2-top">Mål</a> <a class="wikilink" href="#c2-Del">del</a> '
        '<a href="#c1-Slut">slut</a> <a class="wikilink" href="https://wiki.example.se/wiki/Annan#Del">annan</a> '
        '<h2 id="c1-Slut">Slut</h2>'
    )


def test_links_to_pages_that_are_missing_and_links_around_pictures_are_only_what_they_say() -> None:
    html = '<a class="wikilink red" href="/edit/X" title="saknas">X</a><a class="picture" href="/wiki/Fil:A">bild</a>'
    assert shaped(html) == "Xbild"


def test_tools_and_instructions_are_left_out() -> None:
    html = (
        '<div class="heading"><h2 id="A">A</h2><span class="heading-tools"><a href="#A">#</a></span></div>'
        '<details class="instructions"><summary>Till dig</summary><p>Gör så.</p></details><p>Text.</p>'
    )
    assert shaped(html) == '<h2 id="c1-A">A</h2><p>Text.</p>'


def test_what_is_folded_stands_open_and_boxes_can_be_ticked_on_paper() -> None:
    html = "<details><summary>Mer</summary><p>Inuti.</p></details>"
    assert shaped(html) == '<div class="note"><p><strong>Mer</strong></p><p>Inuti.</p></div>'
    tasks = '<li class="task"><label><input disabled="" type="checkbox"> Gör</label></li>'
    assert shaped(tasks) == '<li class="task">☐ Gör</li>'
    assert "☑" in shaped(tasks.replace("disabled", "checked"))


def test_a_section_comes_without_its_heading_and_with_the_notes_it_refers_to() -> None:
    html = (
        '<h2 id="A">A</h2><p>Före.</p><h2 id="B">B</h2><p>Text<sup id="fnref:2"><a class="footnote-ref" href="#fn:2">2'
        '</a></sup></p><h3 id="C">C</h3><p>Under.</p><h2 id="D">D</h2><p>Efter.</p>'
        '<div class="footnote"><hr><ol><li id="fn:1">Ett</li><li id="fn:2">Två</li></ol></div>'
    )
    found = shaped(html, anchor="B")
    assert "Text" in found
    assert "Under." in found
    assert "Två" in found
    assert not [words for words in ("Före", "Efter", "Ett", ">B<") if words in found]


def test_headings_go_deeper_and_stop_at_the_sixth_level() -> None:
    assert shaped('<h2 id="A">A</h2><h6 id="B">B</h6>', deeper=1) == '<h3 id="c1-A">A</h3><h6 id="c1-B">B</h6>'


def test_pictures_that_are_left_out_say_what_they_show() -> None:
    places = Places("https://x/", "/wiki/P", "", picture=lambda _address: "")
    assert shape('<p><img src="/file/a/b.png" alt="En bro"></p>', places) == "<p>[En bro]</p>"


def test_the_place_of_a_list_that_fills_itself_says_so() -> None:
    assert shaped('<div class="examples"></div>', words="Se sidan.") == '<p class="note">Se sidan.</p>'
    assert shaped('<div class="examples"></div>') == ""
