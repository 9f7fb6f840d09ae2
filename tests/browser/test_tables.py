"""Tables in the visual editor: walking in them with the keyboard, and seeing them while they are empty."""

import re

from playwright.sync_api import Page, expect

from tests.browser.writing import edit, source_of, text_of, tool
from tests.conftest import World

KEY_RIGHT_AFTER_A_CLICK = """cell => {
  getSelection().collapse(document.createTreeWalker(cell, NodeFilter.SHOW_TEXT).nextNode(), 1);
  const key = new KeyboardEvent("keydown", { key: "Tab", code: "Tab", keyCode: 9, bubbles: true, cancelable: true });
  return !cell.dispatchEvent(key);
}"""
TABLE = "Före.\n\n| Vem | När |\n| --- | --- |\n| vi | nu |\n"
LOOKS = """cell => {
  const { borderTopWidth, backgroundColor } = getComputedStyle(cell);
  return [borderTopWidth, backgroundColor];
}"""


def rows(page: Page) -> list[str]:
    return [re.sub(" +", " ", row) for row in source_of(page).strip().split("\n") if "|" in row]


def test_tab_walks_in_a_table_and_makes_a_row_after_the_last_cell(vera: Page, world: World) -> None:
    world.write("Tabb i tabell", TABLE)
    edit(vera, "Tabb_i_tabell")
    keys = vera.keyboard
    text_of(vera).get_by_role("columnheader", name="Vem").click()
    for words in ("", "?", "!", "."):
        keys.type(words)
        keys.press("Tab")
    keys.type("ni")
    keys.press("Shift+Tab")
    keys.type("..")
    assert rows(vera) == ["| Vem | När? |", "| --- | --- |", "| vi! | nu... |", "| ni | |"]
    expect(text_of(vera)).to_be_focused()


def test_tab_right_after_a_click_does_not_leave_the_table(vera: Page, world: World) -> None:
    """The browser tells of a click only when it has time to, which on a slow telephone is after the next key."""
    world.write("Tabb direkt", TABLE)
    edit(vera, "Tabb_direkt")
    assert text_of(vera).get_by_role("columnheader", name="Vem").evaluate(KEY_RIGHT_AFTER_A_CLICK)
    vera.keyboard.type("?")
    assert rows(vera)[0] == "| Vem | När? |"


def test_escape_and_then_tab_leave_a_table(vera: Page, world: World) -> None:
    world.write("Ut ur tabell", TABLE)
    edit(vera, "Ut_ur_tabell")
    text_of(vera).get_by_role("columnheader", name="Vem").click()
    vera.keyboard.press("Escape")
    vera.keyboard.press("Tab")
    expect(text_of(vera)).not_to_be_focused()
    assert source_of(vera) == TABLE
    tool(vera, "Mer").click()
    vera.get_by_role("menuitem", name="Kortkommandon").click()
    expect(vera.get_by_role("dialog")).to_contain_text("Nästa ruta i en tabell")


def test_an_empty_table_is_seen(vera: Page) -> None:
    edit(vera, "Tom_tabell")
    for width in (1280, 390):
        vera.set_viewport_size({"width": width, "height": 800})
        text_of(vera).focus()
        if width == 1280:
            tool(vera, "Tabell").click()
            vera.keyboard.press("Enter")
        table = text_of(vera).locator("table")
        box, around = table.bounding_box(), text_of(vera).locator("> p").last.bounding_box()
        assert box
        assert around
        assert abs(box["width"] - around["width"]) <= 2
        head, cell = table.locator("th").first.evaluate(LOOKS), table.locator("td").first.evaluate(LOOKS)
        assert head[0] == cell[0] == "1px"
        assert head[1] != cell[1]
