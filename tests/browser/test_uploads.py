"""Pictures in the editor: by button, by keyboard alone, on a phone, and when the connection fails."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Watch, settle
from tests.uploads.conftest import png


def open_window(page: Page, name: str) -> None:
    """The window for pictures, from the tool in the editor of a new page."""
    page.goto(f"/edit/{name}")
    settle(page, "editor")
    page.wait_for_load_state("networkidle")  # the tools are fetched after the page
    page.get_by_role("button", name="Wikitext").click()
    page.get_by_label("Sidans text").fill("Före.\n\n")
    page.evaluate("() => document.querySelector('[data-command=pictures]').click()")
    expect(page.get_by_role("dialog")).to_be_visible()


def picture(colour: str, name: str = "IMG_1.png") -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": png(colour)}


def choose(page: Page, *files: FilePayload) -> None:
    page.get_by_role("dialog").locator("input[type=file]").set_input_files(list(files))


def describe(page: Page, name: str) -> None:
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("status")).to_contain_text("är framme")
    dialog.get_by_role("textbox", name="Namn").fill(name)
    dialog.get_by_role("textbox", name="Alternativtext").fill("En enfärgad ruta.")
    dialog.get_by_role("button", name="Ladda upp och gå vidare").click()


def text_of(page: Page) -> str:
    return page.get_by_label("Sidans text").input_value()


@pytest.fixture
def phone(asta: Page) -> Page:
    """The same window, as small as a telephone."""
    asta.set_viewport_size({"width": 390, "height": 780})
    return asta


def test_a_picture_is_sent_told_about_and_put_in_the_text(phone: Page) -> None:
    open_window(phone, "Bild_1")
    choose(phone, picture("navy"))
    describe(phone, "Marinblå ruta")
    dialog = phone.get_by_role("dialog")
    dialog.get_by_label("Bildtext under bilden").fill("Så blått.")
    dialog.get_by_label("Storlek").select_option("liten")
    box = dialog.bounding_box()
    assert box
    assert (box["width"], box["height"]) == (390, 780)
    dialog.get_by_role("button", name="Sätt in i texten").click()
    expect(phone.get_by_label("Sidans text")).to_be_focused()
    assert text_of(phone).strip() == "Före.\n\n[[Fil:Marinblå ruta.png|liten|alt=En enfärgad ruta.|Så blått.]]"


def test_one_that_is_here_is_found_and_taken_by_keyboard_alone(asta: Page) -> None:
    open_window(asta, "Bild_2")
    asta.get_by_role("dialog").get_by_role("searchbox").focus()
    asta.keyboard.type("successivt")
    expect(asta.get_by_role("dialog").get_by_role("status")).to_contain_text("1 filer")
    asta.keyboard.press("Tab")
    asta.keyboard.press("Enter")
    expect(asta.get_by_label("Bildtext under bilden")).to_be_visible()
    asta.get_by_label("Bildtext under bilden").focus()
    asta.keyboard.type("Små steg.")
    asta.keyboard.press("Enter")
    expect(asta.get_by_role("dialog")).to_be_hidden()
    assert "[[Fil:Successivt införande.svg|alt=Två sätt" in text_of(asta)
    assert text_of(asta).strip().endswith("|Små steg.]]")


def test_a_connection_that_fails_is_told_of_and_tried_again(asta: Page, watch: Watch) -> None:
    open_window(asta, "Bild_3")
    asta.route("**/upload", lambda route: route.abort())
    choose(asta, picture("olive"))
    dialog = asta.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text("kom inte fram")
    asta.unroute("**/upload")
    dialog.get_by_role("button", name="Försök igen").click()
    describe(asta, "Olivgrön ruta")
    expect(dialog.get_by_role("button", name="Sätt in i texten")).to_be_visible()
    asta.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert text_of(asta) == "Före.\n\n"
    watch.faults.clear()  # the connection was meant to fail


def test_several_files_are_told_about_one_after_the_other(asta: Page) -> None:
    open_window(asta, "Bild_4")
    choose(asta, picture("plum"), picture("tan", "IMG_2.png"))
    for name in ("Plommonlila ruta", "Ljusbrun ruta"):
        describe(asta, name)
        asta.get_by_role("dialog").get_by_role("button", name="Sätt in i texten").click()
    expect(asta.get_by_role("dialog")).to_be_hidden()
    assert text_of(asta).count("[[Fil:") == 2


def test_what_is_wrong_is_said_at_its_field(asta: Page, watch: Watch) -> None:
    open_window(asta, "Bild_5")
    choose(asta, picture("gold"))
    dialog = asta.get_by_role("dialog")
    expect(dialog.get_by_role("status")).to_contain_text("är framme")
    dialog.get_by_role("button", name="Ladda upp och gå vidare").click()
    name = dialog.get_by_role("textbox", name="Namn")
    expect(name).to_be_focused()
    expect(dialog.get_by_text("Ge filen ett namn.")).to_be_visible()
    assert "file-title-error" in (name.get_attribute("aria-describedby") or "")
    watch.faults.clear()  # the refusal was meant to come
