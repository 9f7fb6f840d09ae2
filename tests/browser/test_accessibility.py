"""What WCAG 2.2 AA and EN 301 549 ask of every kind of page, as far as a machine can see it.

Each place is opened once and looked at from all sides; a fault is told with the page, the mode and the nodes.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Page

from tests.browser.conftest import Opener
from tests.browser.places import PLACES, Place, numbers
from tests.conftest import World

ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # all that the dark can change
AXE = """async runOnly => {
  // What an open menu covers half is a small target only until the menu closes.
  const open = ".menu[open], [role=listbox]:not([hidden]), [role=menu]:not([hidden])";
  const covered = document.querySelector(open) !== null;
  const rules = covered && runOnly.type === "tag" ? {"target-size": {enabled: false}} : {};
  return (await axe.run({runOnly, rules, resultTypes: ["violations"]})).violations;
}"""
TITLE = re.compile(r"<title>(.*?)</title>")
Scheme = Literal["light", "dark"]

# WCAG 2.5.8. In running text a link may be as small as its words; and what is hidden from screen readers (a map, whose
# places are as small as they are) has its equal in a list beside it.
SMALL_TARGETS = """() => {
  const targets = "a[href], button, summary, input:not([type=hidden]), select, textarea";
  const text = "p, .prose, dd, td, th, .kind, figcaption, svg[aria-hidden=true]";
  return [...document.querySelectorAll(targets)]
    .filter(target => target.checkVisibility({visibilityProperty: true}) && !target.closest(text))
    .map(target => [(target.closest("label") ?? target).getBoundingClientRect(), target.outerHTML.slice(0, 200)])
    .filter(([box]) => box.width > 1 && box.height > 1 && box.bottom > 0)
    .filter(([box]) => Math.round(box.width) < 24 || Math.round(box.height) < 24)
    .map(([box, html]) => `${Math.round(box.width)}×${Math.round(box.height)}: ${html}`);
}"""


# A fault of each kind, and one that shows in the dark only.
PLANT = """() => {
  document.querySelector("main").insertAdjacentHTML("beforeend", `<section aria-label="Fel">
    <p class="pale">Blek text</p><p class="dim">Text som är blek i mörker</p>
    <p class="plain">En längre text och <a class="hidden-link" href="/">en länk</a> som ingen ser i den.</p>
    <p><button class="tiny"></button><button class="tiny">b</button></p></section>`);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    .pale { color: #999 !important; background: #aaa !important }
    .dim { color: #222 !important; background: #fff !important }
    @media (prefers-color-scheme: dark) { .dim { background: #333 !important } }
    .plain { color: #333 !important; background: #fff !important }
    .hidden-link { color: #334 !important; text-decoration: none !important }
    .tiny { all: unset !important; display: inline-block !important; width: 9px !important; height: 9px !important }`);
  document.adoptedStyleSheets.push(sheet);
}"""


@pytest.fixture(scope="module")
def windows(open_browser: Opener, signed_in: Callable[[str], Path]) -> Iterator[Callable[[str], Page]]:
    """A function that gives each person their one window."""
    opened: dict[str, Page] = {}

    def window(who: str) -> Page:
        if who not in opened:
            opened[who] = open_browser(storage_state=signed_in(who) if who else None).new_page()
        return opened[who]

    yield window
    for page in opened.values():
        page.context.close()


@pytest.fixture(scope="module")
def known_numbers(app: Flask) -> dict[str, int]:
    """The numbers in the addresses of places."""
    return numbers(app)


@pytest.fixture(scope="module", params=PLACES, ids=lambda place: place.name)
def shown(
    request: pytest.FixtureRequest,
    windows: Callable[[str], Page],
    world: World,
    known_numbers: dict[str, int],
) -> Page:
    """A window that shows one of the places."""
    place: Place = request.param
    page = windows(place.who)
    look(page, "light", 1280)
    place.visit(page, world, known_numbers)
    return page


def look(page: Page, scheme: Scheme, width: int, height: int = 800) -> None:
    """Turn the light on or off, and make the window narrow or wide, where it is not yet: the layout is made anew."""
    if page.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'") != scheme:
        page.emulate_media(color_scheme=scheme)
    if page.viewport_size != {"width": width, "height": height}:
        page.set_viewport_size({"width": width, "height": height})


def violations(page: Page, rules: dict[str, Any]) -> str:
    """What axe has to say against a page; nothing, when all is well."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(AXE, rules)
    return "\n".join(
        f"{each['id']}: {each['help']} ({each['helpUrl']})\n"
        + "\n".join(
            f"    {' '.join(map(str, node['target']))}: {node['html']}\n{node['failureSummary']}"
            for node in each["nodes"]
        )
        for each in found
    )


in_each_mode = pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 320)])
"""The modes, as the tests are, in an order in which a window is seldom made narrow or wide."""


@in_each_mode
def test_axe_finds_nothing(shown: Page, scheme: Scheme, width: int) -> None:
    look(shown, scheme, width)
    found = violations(shown, ALL if scheme == "light" else COLOURS)
    assert not found, f"{shown.url}, {scheme}, {width} px\n{found}"


@in_each_mode
def test_axe_finds_what_is_wrong(reader: Page, scheme: Scheme, width: int) -> None:
    reader.goto("/signin")
    look(reader, scheme, width)
    reader.evaluate(PLANT)
    found = violations(reader, ALL if scheme == "light" else COLOURS)
    seen = {
        rule for rule in ("color-contrast", "link-in-text-block", "button-name", "target-size") if f"{rule}:" in found
    }
    in_colours = {"color-contrast", "link-in-text-block"}
    assert seen == (in_colours | {"button-name", "target-size"} if scheme == "light" else in_colours)
    assert ".pale" in found
    assert (".dim" in found) == (scheme == "dark")


@pytest.mark.parametrize(("width", "height"), [(320, 800), (320, 256)], ids=["narrow", "zoomed to 400 %"])
def test_nothing_must_be_scrolled_sideways(shown: Page, width: int, height: int) -> None:
    look(shown, "light", width, height)
    assert shown.evaluate("() => document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_large_enough(shown: Page, width: int) -> None:
    look(shown, "light", width)
    small = shown.evaluate(SMALL_TARGETS)
    assert not small, "\n".join(small)


def test_headings_tell_the_structure(shown: Page) -> None:
    levels = [
        int(tag[1])
        for tag in shown.evaluate("() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(e => e.tagName)")
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1, "the first heading is that of the page"
    skipped = [(above, below) for above, below in pairwise(levels) if below > above + 1]
    assert not skipped, f"{shown.url}: {levels}"


def test_the_title_says_the_page(shown: Page) -> None:
    assert "Mittköping" in shown.title().split(" – "), "the title names the wiki"
    if urlsplit(shown.url).path == "/":
        return  # the front page's title says what the wiki is
    headings = shown.locator("h1, main h2").all_inner_texts()
    words = {word for heading in headings for word in re.findall(r"\w{3,}", heading.casefold())}
    assert words & set(re.findall(r"\w{3,}", shown.title().casefold())), (headings, shown.title())


def test_each_page_has_a_title_of_its_own(world: World, known_numbers: dict[str, int]) -> None:
    """A list that is narrowed is the same page still, and what nobody has made yet has no title."""
    visitor = world.visitor()
    pages: dict[str, set[str]] = {}
    for place in PLACES:
        if not place.who and not place.do:
            address = place.address.format_map(known_numbers)
            title = TITLE.findall(visitor.get(address).text)[0]
            pages.setdefault(title, set()).add(address.split("?")[0])
    same = {title: found for title, found in pages.items() if len(found) > 1}
    assert not same
