"""What is fetched, and how the page looks to eyes, printers and other languages."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.acts import GUIDANCE
from tests.browser.conftest import Opener

MOST_REQUESTS = 8
MOST_BYTES = 60_000
SCRIPTS = "() => performance.getEntriesByType('resource').map(entry => entry.name.split('/').pop())"
MOVING = """() => [...document.querySelectorAll("*")]
  .filter(element => {
    const style = getComputedStyle(element);
    const lasting = style.transitionDuration.split(", ").some(duration => parseFloat(duration) > 0.01);
    return lasting || style.scrollBehavior === "smooth" || parseFloat(style.animationDuration) > 0.01;
  })
  .map(element => element.outerHTML.slice(0, 100))"""


def watched(page: Page) -> list[Request]:
    """A list that fills with what `page` fetches."""
    requests: list[Request] = []

    def remember(request: Request) -> None:
        requests.append(request)

    page.on("requestfinished", remember)
    return requests


def weight(requests: list[Request]) -> int:
    """What came over the line for `requests`, in bytes, headers and all."""
    sizes = [request.sizes() for request in requests]
    return sum(size["responseHeadersSize"] + size["responseBodySize"] for size in sizes)


def test_a_first_visit_is_light(reader: Page) -> None:
    requests = watched(reader)
    reader.goto(f"/wiki/{GUIDANCE}")
    reader.wait_for_load_state("networkidle")
    addresses = [request.url for request in requests]
    assert len(requests) <= MOST_REQUESTS, addresses
    assert weight(requests) <= MOST_BYTES, weight(requests)
    texts = [request for request in requests if request.resource_type != "image" or "/static/" in request.url]
    assert all(
        (request.response() or pytest.fail("no answer")).headers.get("content-encoding") == "gzip" for request in texts
    )


def test_a_second_visit_fetches_only_what_is_new(reader: Page) -> None:
    reader.goto(f"/wiki/{GUIDANCE}")
    reader.wait_for_load_state("networkidle")
    requests = watched(reader)
    reader.goto(f"/wiki/{GUIDANCE}")
    reader.wait_for_load_state("networkidle")
    assert weight(requests) < 2_000, [(request.url, request.sizes()) for request in requests]


def test_reading_fetches_no_script_for_writing(reader: Page) -> None:
    reader.goto(f"/wiki/{GUIDANCE}")
    reader.wait_for_load_state("networkidle")
    for_writing = {"editor.js", "prosemirror.js", "unsaved.js", "suggest.js", "menu.js", "diffnav.js"}
    assert not for_writing & set(reader.evaluate(SCRIPTS))


def test_the_dark_is_dark(reader: Page) -> None:
    def colours() -> tuple[int, int]:
        shown: list[str] = reader.evaluate(
            "() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
        )
        ground, ink = (sum(int(part) for part in colour[4:-1].split(",")) for colour in shown)
        return ground, ink

    reader.goto("/")
    reader.emulate_media(color_scheme="light")
    ground, ink = colours()
    assert ground > 600
    assert ink < 200
    reader.emulate_media(color_scheme="dark")
    ground, ink = colours()
    assert ground < 200
    assert ink > 550


def test_paper_shows_the_text_alone(asta: Page) -> None:
    asta.goto(f"/wiki/{GUIDANCE}")
    asta.emulate_media(media="print")
    for hidden in asta.locator("header.site-header, nav, form, footer.site-footer, details").all():
        expect(hidden).to_be_hidden()
    expect(asta.get_by_role("heading", level=1)).to_be_visible()
    expect(asta.get_by_role("article")).to_be_visible()
    expect(asta.get_by_text("Hämtad från")).to_be_visible()


def test_another_language_is_chosen_and_stays(reader: Page) -> None:
    reader.goto(f"/wiki/{GUIDANCE}")
    expect(reader.locator("html")).to_have_attribute("lang", "sv")
    reader.get_by_role("link", name="Norsk bokmål").click()
    expect(reader.locator("html")).to_have_attribute("lang", "nb")
    assert unquote(reader.url).endswith(f"/wiki/{GUIDANCE}")
    expect(reader.get_by_role("article")).to_have_attribute("lang", "sv")
    reader.get_by_role("link", name="Historikk", exact=True).click()
    expect(reader.locator("html")).to_have_attribute("lang", "nb")
    reader.get_by_role("link", name="English").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("History")


@pytest.mark.parametrize(("wanted", "code"), [("nb-NO", "nb"), ("en-GB", "en"), ("fi-FI", "sv")])
def test_the_browser_says_the_language(open_browser: Opener, wanted: str, code: str) -> None:
    context = open_browser(locale=wanted)
    page = context.new_page()
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", code)
    context.close()


def test_motion_is_left_out_where_it_is_not_wanted(open_browser: Opener, signed_in: Callable[[str], Path]) -> None:
    context = open_browser(reduced_motion="reduce", storage_state=signed_in("Asta"))
    page = context.new_page()
    page.goto(f"/wiki/{GUIDANCE}")
    assert page.evaluate(MOVING) == []
    context.close()
