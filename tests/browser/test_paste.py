"""What Word and Google put on the clipboard: footnotes and tables come along, pictures are told of."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.writing import edit, source_of, text_of
from tests.conftest import World

PASTE = """(area, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", "Enkelt.");
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
MARK = """<a style='mso-footnote-id:ftn{0}' href="#_ftn{0}" name="_ftnref{0}" title=""><span class=MsoFootnoteReference>
<span style='mso-special-character:footnote'><![if !supportFootnotes]>[{0}]<![endif]></span></span></a>"""
NOTE = """<div style='mso-element:footnote' id=ftn{0}><p class=MsoFootnoteText><a style='mso-footnote-id:ftn{0}'
 href="#_ftnref{0}" name="_ftn{0}" title=""><span class=MsoFootnoteReference>[{0}]</span></a> {1}</p></div>"""
WORD = (
    f"<html><body><!--StartFragment--><p class=MsoNormal>Ett{MARK.format(1)} och två{MARK.format(2)}.</p>"
    "<p class=MsoNormal><!--[if gte vml 1]><v:shape></v:shape><![endif]--><![if !vml]>"
    '<img width=300 height=200 src="file:///C:/Temp/clip_image001.png"><![endif]></p>'
    "<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width=\"33%\">"
    f"<![endif]>{NOTE.format(1, 'Enligt <b>lagen</b>.')}{NOTE.format(2, 'Enligt oss.')}</div>"
    "<!--EndFragment--></body></html>"
)
GOOGLE = "<table><tbody><tr><td><p>Vem</p></td><td><p>När</p></td></tr><tr><td>vi</td><td>nu</td></tr></tbody></table>"


def paste(page: Page, html: str) -> None:
    text_of(page).evaluate(PASTE, html)


@pytest.mark.parametrize("way", ["visual", "source"])
def test_footnotes_of_word_become_notes_and_lost_pictures_are_told_of(asta: Page, world: World, way: str) -> None:
    name = f"Klistrat från Word {way}"
    world.write(name, "Här.[^1]\n\n[^1]: Sedan förr.\n")
    edit(asta, name.replace(" ", "_"))
    asta.locator(f"[data-mode={way}]").click()
    expect(asta.locator(f"[data-mode={way}]")).to_have_attribute("aria-pressed", "true")
    text_of(asta).press("Control+Home")
    asta.keyboard.press("Enter")
    asta.keyboard.press("ArrowUp")
    paste(asta, WORD)
    expect(asta.get_by_role("status").get_by_text("1 bild följde inte med.")).to_be_visible()
    text = source_of(asta)
    for words in ("Ett[^2] och två[^3].", "[^2]: Enligt **lagen**.", "[^3]: Enligt oss.", "Här.[^1]", "[^1]: Sedan"):
        assert words in text
    assert "---" not in text
    asta.locator("[data-mode=source]").click()  # as Asta had it


def test_the_first_row_of_a_table_becomes_its_head(vera: Page) -> None:
    edit(vera, "Klistrad_tabell")
    paste(vera, GOOGLE)
    expect(text_of(vera).locator("th")).to_have_text(["Vem", "När"])
    assert source_of(vera).strip() == "| Vem | När |\n| --- | --- |\n| vi | nu |"
