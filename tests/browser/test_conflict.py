"""Two people meet on the same lines: decided place by place, by keyboard, on a phone, never with a sign to mend."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import settle
from tests.conftest import World

TEXT = "## Mål\n\nEtta.\n\nMitten.\n\nTvåa.\n"


def meet(page: Page, world: World, name: str) -> None:
    """Asta and somebody else change the same two lines, and somebody else one more."""
    world.write(name, TEXT)
    page.goto(f"/edit/{name}")
    settle(page, "editor")
    world.write(name, TEXT.replace("Etta", "Deras etta").replace("Tvåa", "Deras tvåa").replace("Mål", "Målet"))
    page.get_by_label("Sidans text").fill(TEXT.replace("Etta", "Min etta").replace("Tvåa", "Min tvåa"))
    page.get_by_role("button", name="Publicera").click()
    page.get_by_role("heading", name="Redigeringskonflikt").wait_for()


def test_each_place_is_decided_with_the_keyboard(asta: Page, world: World) -> None:
    meet(asta, world, "Tangenter")
    left = asta.get_by_role("status").filter(has_text="kvar att välja")
    expect(left).to_have_text("Du har 2 av 2 ställen kvar att välja på")
    first = asta.get_by_role("group", name="Ställe 1 av 2 under ”Målet”")
    first.get_by_label("Behåll min text").focus()
    asta.keyboard.press("Space")
    expect(left).to_have_text("Du har 1 av 2 ställen kvar att välja på")
    second = asta.get_by_role("group", name="Ställe 2 av 2")
    second.get_by_label("Behåll min text").focus()
    for _ in range(3):
        asta.keyboard.press("ArrowDown")
    own = second.get_by_label("Din egen formulering")
    expect(own).to_be_focused()
    expect(own).to_have_value("Deras tvåa.\n\nMin tvåa.\n")
    own.fill("Vår tvåa.")
    asta.get_by_role("button", name="Publicera").focus()
    asta.keyboard.press("Enter")
    expect(asta.get_by_role("article")).to_contain_text("Min etta.")
    expect(asta.get_by_role("article")).to_contain_text("Vår tvåa.")
    expect(asta.get_by_role("article").get_by_role("heading", name="Målet")).to_be_visible()


def test_what_met_nothing_is_put_together_and_folded(asta: Page, world: World) -> None:
    meet(asta, world, "Invävt")
    expect(asta.get_by_label("Din egen formulering").first).to_be_hidden()
    asta.get_by_text("1 annan ändring är redan med i texten").click()
    expect(asta.locator(".woven ins")).to_contain_text("Målet")
    assert "<<<<<<<" not in asta.content()


def test_the_texts_stand_side_by_side_and_on_a_phone_one_above_the_other(asta: Page, world: World) -> None:
    meet(asta, world, "Sida_vid_sida")
    sides = asta.locator(".meeting").first.locator(".meeting-side")
    tops = [box["y"] for box in (sides.nth(0).bounding_box(), sides.nth(1).bounding_box()) if box]
    assert tops[0] == tops[1]
    asta.set_viewport_size({"width": 390, "height": 800})
    tops = [box["y"] for box in (sides.nth(0).bounding_box(), sides.nth(1).bounding_box()) if box]
    assert tops[0] < tops[1]


def test_the_whole_text_can_be_mended_in_the_editor(asta: Page, world: World) -> None:
    meet(asta, world, "Hela")
    for place in asta.locator("fieldset.meeting").all():
        place.get_by_label("Behåll båda").check()
    asta.get_by_role("button", name="Visa hela texten i redigeraren").click()
    text = asta.get_by_label("Sidans text")
    expect(text).to_have_value(
        "## Målet\n\nDeras etta.\n\nMin etta.\n\nMitten.\n\nDeras tvåa.\n\nMin tvåa.\n",
    )
    asta.get_by_role("button", name="Publicera").click()
    expect(asta.get_by_role("article")).to_contain_text("Deras etta.")
