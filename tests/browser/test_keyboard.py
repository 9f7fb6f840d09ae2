"""What somebody does who has no mouse: everything can be reached, seen while it has the focus, and used."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import GUIDANCE
from tests.browser.conftest import settle
from tests.conftest import World

MOST_STOPS = 400
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const seen = element.closest("label") ?? element;
  const box = (element.getClientRects()[0] ? element : seen).getBoundingClientRect();
  const style = getComputedStyle(element);
  const within = (place, size) => Math.min(Math.max(place, 1), size - 1);
  const [x, y] = [within(box.x + box.width / 2, innerWidth), within(box.y + box.height / 2, innerHeight)];
  const top = document.elementFromPoint(x, y);
  return {
    what: element.outerHTML.slice(0, 150),
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: element.getClientRects().length === 1 && !(element.contains(top) || top?.contains(element)),
    marked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none",
  };
}"""


def focus_by_tab(page: Page, wanted: Locator) -> None:
    """Press Tab until `wanted` has the focus."""
    for _ in range(MOST_STOPS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never comes to {wanted}")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("address", ["/", f"/wiki/{GUIDANCE}"])
def test_the_focus_is_always_seen(asta: Page, address: str, width: int) -> None:
    asta.set_viewport_size({"width": width, "height": 800})
    asta.goto(address)
    stops = []
    for _ in range(MOST_STOPS):
        asta.keyboard.press("Tab")
        stop = asta.evaluate(FOCUSED)
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) > 20
    assert [stop["what"] for stop in stops if not stop["marked"]] == []
    assert [stop["what"] for stop in stops if not stop["inside"]] == []
    assert [stop["what"] for stop in stops if stop["covered"]] == []


def test_the_skip_link_leads_past_the_header(reader: Page) -> None:
    reader.goto(f"/wiki/{GUIDANCE}")
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("link", name="Hoppa till innehåll")).to_be_focused()
    expect(reader.get_by_role("link", name="Hoppa till innehåll")).to_be_in_viewport()
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("main")).to_be_focused()
    reader.keyboard.press("Tab")
    assert reader.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_the_second_skip_link_leads_to_the_search_field(reader: Page) -> None:
    reader.goto(f"/wiki/{GUIDANCE}")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    expect(reader.locator("#mk-search")).to_be_focused()


@pytest.mark.parametrize(
    ("summary", "role", "inside"),
    [(".account summary", "button", "Logga ut"), (".more summary", "link", "Spara, skriv ut, citera")],
)
def test_a_menu_opens_and_closes(asta: Page, summary: str, role: Literal["button", "link"], inside: str) -> None:
    asta.goto(f"/wiki/{GUIDANCE}")
    menu = asta.locator(summary)
    row = asta.get_by_role(role, name=inside, exact=True)
    focus_by_tab(asta, menu)
    asta.keyboard.press("Enter")
    expect(row).to_be_visible()
    settle(asta, "menu")
    focus_by_tab(asta, row)
    asta.keyboard.press("Escape")
    expect(row).to_be_hidden()
    expect(menu).to_be_focused()


def test_a_menu_closes_when_the_focus_leaves_it(asta: Page) -> None:
    asta.goto(f"/wiki/{GUIDANCE}")
    asta.locator(".more summary").press("Enter")
    settle(asta, "menu")
    asta.locator(".more summary").press("Shift+Tab")
    expect(asta.get_by_role("link", name="Spara, skriv ut, citera", exact=True)).to_be_hidden()


def test_a_suggestion_is_chosen(reader: Page) -> None:
    reader.goto("/wiki/Huvudsida")
    field = reader.locator("#mk-search")
    focus_by_tab(reader, field)
    reader.keyboard.type("transform")
    first = reader.get_by_role("option").first
    expect(first).to_contain_text("Transformationsplan")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    reader.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "")
    expect(field).to_be_focused()
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/wiki/Transformationsplan")


def test_suggestions_are_counted_and_can_be_closed(reader: Page) -> None:
    reader.goto("/wiki/Huvudsida")
    field = reader.locator("#mk-search")
    field.press_sequentially("pil")
    expect(reader.get_by_role("option").first).to_be_visible()
    many = reader.get_by_role("option").count()
    titles = many - 1  # the last one is the way to the texts
    expect(reader.locator("form.search [role=status]")).to_have_text(f"{titles} förslag")
    field.press("Escape")
    expect(reader.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("pil")


def test_the_last_suggestion_searches_the_texts(reader: Page) -> None:
    reader.goto("/wiki/Huvudsida")
    field = reader.locator("#mk-search")
    focus_by_tab(reader, field)
    reader.keyboard.type("transformationsplan")
    last = reader.get_by_role("option", name="Sök efter ”transformationsplan” i texterna")
    expect(last).to_be_visible()
    reader.keyboard.press("ArrowUp")
    expect(last).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", last.get_attribute("id") or "")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/search?q=transformationsplan")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Sökresultat")


def test_where_no_title_is_found_the_texts_are_offered(reader: Page) -> None:
    reader.goto("/wiki/Huvudsida")
    reader.locator("#mk-search").press_sequentially("q$&q")
    expect(reader.get_by_role("option")).to_have_text("Sök efter ”q$&q” i texterna")
    expect(reader.locator("form.search [role=status]")).to_have_text("Inga förslag")
    reader.get_by_role("option").click()
    reader.wait_for_url("**/search?q=q%24%26q")


def test_enter_without_a_suggestion_searches(reader: Page) -> None:
    reader.goto("/wiki/Huvudsida")
    reader.locator("#mk-search").press_sequentially("successivt pilot")
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Sökresultat")


def test_a_page_is_edited_and_published(asta: Page, world: World) -> None:
    world.write("Tangentbord", "Så var det.\n")
    asta.goto("/wiki/Tangentbord")
    focus_by_tab(asta, asta.get_by_role("link", name="Redigera", exact=True))
    asta.keyboard.press("Enter")
    expect(asta.get_by_label("Sidans text")).to_be_focused()
    asta.keyboard.press("Control+End")
    asta.keyboard.type("Så blev det.")
    focus_by_tab(asta, asta.get_by_label("Sammanfattning"))
    asta.keyboard.type("En mening till")
    focus_by_tab(asta, asta.get_by_role("button", name="Publicera"))
    asta.keyboard.press("Enter")
    asta.wait_for_url("**/wiki/Tangentbord")
    expect(asta.get_by_role("article")).to_contain_text("Så blev det.")
    expect(asta.get_by_role("status").first).to_contain_text("Publicerat")


def test_two_versions_are_chosen_and_compared(asta: Page, world: World) -> None:
    for text in ("Ett.", "Två.", "Tre."):
        world.write("Jämförelse", f"{text}\n")
    asta.goto("/history/Jämförelse")
    asta.get_by_role("radio", name="Äldre").last.press("Space")
    expect(asta.get_by_role("radio", name="Äldre").last).to_be_checked()
    asta.get_by_role("button", name="Jämför").first.press("Enter")
    expect(asta.get_by_role("heading", level=1)).to_contain_text("Skillnad")
    expect(asta.locator("del")).to_have_text("Ett")
    expect(asta.locator("ins")).to_have_text("Tre")


def test_the_older_version_stays_the_older_one(asta: Page, world: World) -> None:
    for text in ("Ett.", "Två.", "Tre."):
        world.write("Ordning", f"{text}\n")
    asta.goto("/history/Ordning")
    older, newer = (asta.get_by_role("radio", name=name) for name in ("Äldre", "Nyare"))
    older.last.check()
    expect(newer.last).to_be_enabled()
    newer.last.check()
    expect(older.first).to_be_disabled()


def test_a_heading_gives_its_link(reader: Page) -> None:
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.goto(f"/wiki/{GUIDANCE}")
    anchor = reader.locator("a.anchor").first
    address = anchor.evaluate("link => link.href")
    focus_by_tab(reader, anchor)
    reader.keyboard.press("Enter")
    expect(reader.locator("#mk-status")).to_have_text("Länken är kopierad")
    assert reader.evaluate("() => navigator.clipboard.readText()") == address


def test_leaving_unsaved_text_is_warned_of(asta: Page) -> None:
    asta.goto("/edit/Pilot")
    settle(asta, "unsaved")
    asta.get_by_label("Sidans text").press_sequentially("Ett ord")
    with asta.expect_event("dialog") as warning:
        asta.once("dialog", lambda dialog: dialog.dismiss())
        asta.get_by_role("link", name="Avbryt").click(no_wait_after=True)
    assert warning.value.type == "beforeunload"
    expect(asta.get_by_label("Sidans text")).to_have_value(re.compile("Ett ord"))


def test_leaving_an_unchanged_editor_is_quiet(asta: Page) -> None:
    asta.goto("/edit/Pilot")
    settle(asta, "unsaved")
    asta.get_by_role("link", name="Avbryt").click()
    asta.wait_for_url("**/wiki/Pilot")
