"""A copy of the wiki that needs no server, opened from the disk as somebody does who double-clicks on index.html."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE
from tests.browser.test_accessibility import ALL, COLOURS, SMALL_TARGETS, look, violations
from tests.exporting.site.crawling import faults_in, pages_in
from wiki.exporting.site.export import export

PLACES = (
    "index.html",
    "about.html",
    "a-z/index.html",
    "categories.html",
    "examples.html",
    "municipalities.html",
    "themes.html",
    "search.html?q=testmilj%C3%B6",
    "vagledning/tank-stort-men-borja-smatt.html",
    "vagledning/sosiale-medier-i-offentlig-sektor.html",
    "tema/testmiljoer.html",
    "kommun/vasteras.html",
    "kommun/vasteras/mistel.html",
    "kategori/lan.html",
    "fil/successivt-inforande-svg.html",
    "talk/vagledning/tank-stort-men-borja-smatt.html",
    "history/vagledning/tank-stort-men-borja-smatt.html",
)


@pytest.fixture(scope="module")
def copy(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed wiki as a folder, its name no plain one."""
    folder = tmp_path_factory.mktemp("copy") / "Mittköping, en kopia"
    with app.app_context():
        export(folder, with_talk=True, with_history=True)
    return folder


@pytest.fixture
def opened(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that reads from the disk."""
    context = browser.new_context(locale="sv-SE", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def visit(page: Page, copy: Path, place: str) -> None:
    """Open one of the pages; what goes wrong unseen meanwhile is a fault."""
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("requestfailed", lambda request: faults.append(f"{request.url} is not there"))
    path, _, query = place.partition("?")
    page.goto(f"{(copy / path).as_uri()}{'?' if query else ''}{query}")
    if query:
        page.locator("html[data-ready]").wait_for()
    assert not faults, "\n".join(faults)


def test_every_link_leads_somewhere(copy: Path) -> None:
    assert len(pages_in(copy)) > 250
    assert faults_in(copy) == []


@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing(opened: BrowserContext, copy: Path, place: str) -> None:
    page = opened.new_page()
    visit(page, copy, place)
    for scheme, width, rules in (("light", 1280, ALL), ("light", 320, ALL), ("dark", 1280, COLOURS)):
        look(page, scheme, width)  # type: ignore[arg-type]
        assert not violations(page, rules), f"{place}, {scheme}, {width} px"
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{place} is wider than {width}"
        assert page.evaluate(SMALL_TARGETS) == []


def test_the_search_finds_from_the_disk(opened: BrowserContext, copy: Path) -> None:
    page = opened.new_page()
    visit(page, copy, "index.html")
    page.get_by_role("searchbox").fill("TESTMILJÖN")
    page.get_by_role("searchbox").press("Enter")
    first = page.locator("#mk-hits li").first
    expect(first.get_by_role("link")).to_have_text("Tema:Testmiljöer")
    expect(page.get_by_role("status")).to_contain_text("sidor")
    first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Testmiljöer")
    page.get_by_role("searchbox").fill("testmiljo vasteras")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("#mk-hits")).to_contain_text("Kommun:Västerås")
    visit(page, copy, "search.html?q=xyzzy")
    expect(page.get_by_role("status")).to_contain_text("Ingen sida har alla de orden")


def test_more_hits_are_a_press_away(opened: BrowserContext, copy: Path) -> None:
    page = opened.new_page()
    visit(page, copy, "search.html?q=kommun")
    expect(page.locator("#mk-hits > li")).to_have_count(20)
    page.get_by_role("button", name="Visa fler").click()
    expect(page.locator("#mk-hits > li").nth(20).get_by_role("link")).to_be_focused()


def test_without_scripts_the_search_leads_to_the_letters(browser: Browser, copy: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((copy / "search.html").as_uri())
    expect(page.locator("noscript p")).to_be_visible()
    page.get_by_role("link", name="V", exact=True).click()
    page.get_by_role("link", name="Västerås", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Västerås")
    context.close()
