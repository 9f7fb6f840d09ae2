"""What every test of the editor does: open it, find its parts, and see what it would send."""

from playwright.sync_api import Locator, Page

from tests.browser.conftest import settle


def text_of(page: Page) -> Locator:
    """Where one writes, whichever way."""
    return page.get_by_role("textbox", name="Sidans text")


def edit(page: Page, name: str) -> None:
    """Open the editor, and wait until it is what the person prefers."""
    page.goto(f"/edit/{name}")
    settle(page, "editor")
    paper = page.locator("[data-paper]")
    if paper.get_attribute("data-editor") == "visual":
        paper.locator("[contenteditable]").first.wait_for()
    text_of(page).focus()


def tool(page: Page, name: str) -> Locator:
    return page.get_by_role("toolbar", name="Verktyg för texten").get_by_role("button", name=name, exact=True)


def source_of(page: Page) -> str:
    """What the form would send."""
    sent: str = page.locator("form.edit").evaluate("form => new FormData(form).get('text')")
    return sent.replace("\r\n", "\n")
