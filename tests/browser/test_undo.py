"""What was taken away comes back, also when one has begun to write in the other way meanwhile."""

from playwright.sync_api import Page, expect

from tests.browser.writing import edit, source_of, text_of, tool
from tests.conftest import World

VISUAL, SOURCE = "Visuellt", "Wikitext"


def change_to(page: Page, way: str) -> None:
    button = page.get_by_role("button", name=way)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def test_what_was_deleted_comes_back_after_two_changes_of_mode(vera: Page, world: World) -> None:
    source = "Början.\n\n## Rubrik\n\nSlutet.\n"
    world.write("Ångra över lägen", source)
    edit(vera, "Ångra_över_lägen")
    vera.keyboard.press("Control+A")
    vera.keyboard.press("Delete")
    change_to(vera, SOURCE)
    change_to(vera, VISUAL)
    expect(tool(vera, "Ångra")).not_to_have_attribute("aria-disabled", "true")
    tool(vera, "Ångra").click()
    expect(text_of(vera)).to_contain_text("Slutet.")
    assert source_of(vera) == source
    tool(vera, "Gör om").click()
    assert not source_of(vera).strip()
    vera.keyboard.press("Control+Z")
    assert source_of(vera) == source


def test_each_way_undoes_its_own_first_and_then_what_came_before(vera: Page) -> None:
    edit(vera, "Ångra_steg")
    vera.keyboard.type("Ett.")
    change_to(vera, SOURCE)
    vera.keyboard.press("End")
    vera.keyboard.type(" Två.")
    assert source_of(vera).strip() == "Ett. Två."
    for left in ("Ett.", ""):
        while source_of(vera).strip() != left:
            vera.keyboard.press("Control+Z")
    for back in ("Ett.", "Ett. Två."):
        while source_of(vera).strip() != back:
            vera.keyboard.press("Control+Shift+Z")
    vera.keyboard.type(" Tre.")
    change_to(vera, VISUAL)
    expect(text_of(vera)).to_contain_text("Tre.")
    for _ in range(9):
        vera.keyboard.press("Control+Z")
    assert not source_of(vera).strip()


def test_a_text_that_only_wikitext_can_hold_waits_for_it(asta: Page) -> None:
    edit(asta, "Ångra_otolkat")
    text_of(asta).fill("---\n{ingen ordning\n---\n\nText.\n")
    asta.keyboard.press("Control+A")
    asta.keyboard.type("Annat.")
    change_to(asta, VISUAL)
    for _ in range(4):
        asta.keyboard.press("Control+Z")
    change_to(asta, SOURCE)
    for _ in range(4):
        asta.keyboard.press("Control+Shift+Z")
    assert source_of(asta).strip() == "Annat."
