"""Saving and citing a page, with scripts; and what of pages comes out on paper."""

from io import BytesIO

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.acts import GUIDANCE


def test_a_citation_is_copied_with_one_press(reader: Page) -> None:
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.goto(f"/save/{GUIDANCE}")
    reader.locator("[data-behaviour=copytext][data-ready=copytext]").wait_for()
    reader.get_by_role("button", name="Kopiera: Harvard").click()
    expect(reader.locator("#mk-status")).to_have_text("Texten är kopierad")
    copied = reader.evaluate("navigator.clipboard.readText()")
    assert copied == reader.get_by_label("Harvard", exact=True).input_value()
    assert copied.startswith("Bidragsgivare till Mittköping (")


def test_paper_shows_the_text_in_light_colours_and_without_tools(reader: Page) -> None:
    reader.goto(f"/wiki/{GUIDANCE}")
    reader.emulate_media(media="print", color_scheme="dark")
    assert reader.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    reader.emulate_media(media="print", color_scheme="light")
    muted = reader.evaluate("getComputedStyle(document.querySelector('.page-foot')).color")
    reader.emulate_media(media="print", color_scheme="dark")
    assert reader.evaluate("getComputedStyle(document.querySelector('.page-foot')).color") == muted
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(reader.pdf())).pages)
    assert "Hämtad från" in text
    for tool in ("Redigera", "Logga in", "Integritetspolicy", "Spara, skriv ut"):
        assert tool not in text
