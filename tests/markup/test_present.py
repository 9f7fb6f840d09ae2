"""Showing a stored rendering: red links and the tools of headings."""

from wiki.markup import PageName, parse_name, render
from wiki.markup.present import EditLinks, present, targets

SOURCE = '[[Kommun:Åre#Test|Åre]], [[Saknas "nu"]] och [[#Här]]\n\n## Här & *nu*\n\n##### Liten\n'


def shown(source: str, *existing: str) -> str:
    """The page as it is shown where `existing` pages are."""
    return present(
        render(source).html, set(existing), red_href, lambda name: f"{name} <saknas>", lambda text: f"Länk: {text}"
    )


def red_href(name: PageName) -> str:
    return f"/edit/{name.address}?a=b&c=d"


def test_targets_are_the_pages_linked_to() -> None:
    assert targets(render(SOURCE).html) == {parse_name("Kommun:Åre"), parse_name('Saknas "nu"')}


def test_existing_page_is_a_plain_link() -> None:
    assert '<a class="wikilink" href="/wiki/Kommun:%C3%85re#Test">Åre</a>' in shown(SOURCE, "Kommun:Åre")


def test_missing_page_is_a_red_link_with_everything_escaped() -> None:
    expected = (
        '<a class="wikilink red" href="/edit/Saknas_&quot;nu&quot;?a=b&amp;c=d" '
        'title="Saknas &quot;nu&quot; &lt;saknas&gt;">Saknas "nu"</a>'
    )
    assert expected in shown(SOURCE, "Kommun:Åre")


def test_existence_may_be_asked_for() -> None:
    html = render("[[A]] [[B]]").html
    answer = present(html, lambda full: full == "A", red_href, str, str)
    assert '<a class="wikilink" href="/wiki/A">A</a>' in answer
    assert "/edit/B" in answer


def test_heading_has_a_link_to_itself() -> None:
    assert (
        '<div class="heading"><h2 id="Här_nu">Här &amp; <em>nu</em></h2><span class="heading-tools">'
        '<a class="anchor" href="#Här_nu" aria-label="Länk: Här &amp; nu">#</a></span></div>'
    ) in shown(SOURCE)


def test_a_heading_with_a_section_of_its_own_has_a_link_to_edit_it() -> None:
    links = EditLinks("Ändra", "sv", lambda anchor: f"/edit/X?section={anchor}&b", lambda text: f"Ändra: {text}")
    html = present(render(f"{SOURCE}\n> ## Citerad").html, (), red_href, str, str, edit_links=links)
    address = "/edit/X?section=Här_nu&amp;b"
    edit = f'<a class="edit-section" href="{address}" lang="sv" aria-label="Ändra: Här &amp; nu">Ändra</a>'
    assert html.count(edit) == html.count('class="edit-section"') == 1


def test_small_headings_have_no_tools() -> None:
    assert '\n<h5 id="Liten">Liten</h5>' in shown(SOURCE)


def test_text_that_looks_like_our_html_is_not_changed() -> None:
    source = '`<a class="wikilink" href="/wiki/X">` <a class="wikilink" href="/wiki/X">x</a>'
    assert shown(source) == render(source).html
