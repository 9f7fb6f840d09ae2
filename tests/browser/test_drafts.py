"""Nothing that is typed is lost: closed windows, lost connections, ended logins. And people know of each other."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Dialog, Page, Route, expect
from sqlalchemy import select

from tests.browser.conftest import Opener, Watch, settle, sign_in
from tests.conftest import PASSWORD, World
from wiki.accounts.models import User
from wiki.core.db import session
from wiki.drafts.presence import be_present
from wiki.markup import parse_name

SAVED = "Utkastet sparades kl."
TRIES = count(1)  # a second try begins with a page of its own, not with the draft of the first
LOCAL_COPIES = "() => Object.keys(localStorage).filter(key => key.startsWith('draft:')).length"


@pytest.fixture
def window(open_browser: Opener, signed_in: Any) -> Iterator[BrowserContext]:
    """Asta's browser, in which she opens and closes windows."""
    context = open_browser(storage_state=signed_in("Asta"))
    yield context
    context.close()


def write(page: Page, address: str, text: str) -> None:
    page.goto(address)
    settle(page, "editor")
    page.get_by_label("Sidans text").fill(text)


def test_a_closed_window_loses_nothing_and_publishing_tidies_up(window: BrowserContext, world: World) -> None:
    world.write("Stängt fönster", "Så var det.\n")
    page = window.new_page()
    write(page, "/edit/Stängt_fönster", "Så var det. Och mer.\n")
    expect(page.locator("[data-draft-state]")).to_contain_text(SAVED)
    assert page.evaluate(LOCAL_COPIES) == 0
    page.close()

    page = window.new_page()
    page.goto("/edit/Stängt_fönster")
    settle(page, "editor")
    offer = page.get_by_role("region", name="Du har ett opublicerat utkast")
    expect(offer).to_contain_text("sedan)")
    offer.get_by_role("link", name="Visa skillnaden").click()
    expect(page.locator("ins")).to_contain_text("Och mer")
    expect(page.get_by_label("Sidans text")).to_have_value("Så var det. Och mer.\n")
    page.get_by_role("button", name="Publicera").click()
    expect(page.get_by_role("article")).to_have_text("Så var det. Och mer.")
    page.goto("/edit/Stängt_fönster")
    settle(page, "editor")
    expect(page.get_by_role("region", name="Du har ett opublicerat utkast")).to_have_count(0)
    assert page.evaluate(LOCAL_COPIES) == 0


def test_a_text_that_is_published_at_once_leaves_no_draft(window: BrowserContext) -> None:
    page = window.new_page()
    write(page, "/edit/Publicerat_genast", "Klart.\n")
    page.get_by_role("button", name="Publicera").click()
    expect(page.get_by_role("article")).to_have_text("Klart.")
    page.wait_for_function("() => Object.keys(localStorage).every(key => !key.startsWith('draft:'))")
    page.goto("/drafts")
    expect(page.get_by_role("link", name="Publicerat genast")).to_have_count(0)


def test_a_lost_connection_keeps_the_text_on_the_device_and_sends_it_later(window: BrowserContext) -> None:
    page = window.new_page()
    write(page, "/edit/Utan_nät", "Före.\n")
    expect(page.locator("[data-draft-state]")).to_contain_text(SAVED)
    window.set_offline(True)
    page.get_by_label("Sidans text").fill("Före. På tåget.\n")
    expect(page.locator("[data-draft-state]")).to_contain_text("Sparat på den här enheten.")
    window.set_offline(False)
    expect(page.locator("[data-draft-state]")).to_contain_text(SAVED)


def test_what_never_reached_the_wiki_is_offered_by_the_device(window: BrowserContext) -> None:
    page = window.new_page()
    write(page, "/edit/Bara_här", "")
    window.set_offline(True)
    page.get_by_label("Sidans text").fill("Skrivet utan nät.\n")
    expect(page.locator("[data-draft-state]")).to_contain_text("Sparat på den här enheten.")
    page.close()
    window.set_offline(False)

    page = window.new_page()
    page.goto("/edit/Bara_här")
    settle(page, "editor")
    offer = page.get_by_role("region", name="Det finns text på den här enheten")
    expect(offer).to_contain_text("Du skrev den för")
    offer.get_by_role("button", name="Kasta texten").click()
    expect(offer).to_contain_text("Texten har kastats.")
    offer.get_by_role("button", name="Ångra").click()
    offer.get_by_role("button", name="Fortsätt med den texten").click()
    expect(offer).to_be_hidden()
    expect(page.get_by_label("Sidans text")).to_have_value("Skrivet utan nät.\n")
    expect(page.locator("[data-draft-state]")).to_contain_text(SAVED)
    assert page.evaluate(LOCAL_COPIES) == 0


def test_publishing_in_one_window_takes_nothing_from_another(window: BrowserContext, watch: Watch) -> None:
    first, second, third = (window.new_page() for _ in range(3))
    write(first, "/edit/Tre_fönster", "Från det första.\n")
    expect(first.locator("[data-draft-state]")).to_contain_text(SAVED)
    write(second, "/edit/Tre_fönster", "Från det andra.\n")
    expect(second.locator("[data-draft-state]")).to_contain_text("Sparat på den här enheten.")
    third.goto("/edit/Tre_fönster")
    settle(third, "editor")
    third.get_by_role("button", name="Fortsätt med den texten").click()
    expect(third.get_by_label("Sidans text")).to_have_value("Från det andra.\n")
    second.get_by_label("Sidans text").fill("Från det andra. Och mer.\n")
    second.wait_for_function("() => Object.values(localStorage).some(copy => copy.includes('Och mer.'))")
    second.close()
    third.get_by_role("button", name="Publicera").click()
    expect(third.get_by_role("article")).to_have_text("Från det andra.")
    watch.faults = [fault for fault in watch.faults if not fault.endswith("answered 409")]

    third.goto("/edit/Tre_fönster")
    settle(third, "editor")
    expect(third.get_by_role("region", name="Du har ett opublicerat utkast")).to_be_visible()
    third.get_by_role("button", name="Fortsätt med den texten").click()
    expect(third.get_by_label("Sidans text")).to_have_value("Från det andra. Och mer.\n")
    third.goto("/edit/Tre_fönster?draft=1")
    settle(third, "editor")
    expect(third.get_by_label("Sidans text")).to_have_value("Från det första.\n")
    watch.faults = [fault for fault in watch.faults if not fault.endswith("answered 409")]


def test_an_ended_login_keeps_the_text_until_one_is_back(window: BrowserContext, watch: Watch) -> None:
    page = window.new_page()
    write(page, "/edit/Utloggad", "Före.\n")
    window.clear_cookies()
    page.get_by_label("Sidans text").fill("Före. Efter.\n")
    expect(page.locator("[data-draft-state]")).to_contain_text("Du har loggats ut.")
    watch.faults = [fault for fault in watch.faults if "answered 401" not in fault]
    other = window.new_page()
    sign_in(other, "Asta")
    other.close()
    page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(page.locator("[data-draft-state]")).to_contain_text(SAVED)
    watch.faults = [fault for fault in watch.faults if not fault.endswith(("answered 400", "answered 401"))]
    page.get_by_role("button", name="Publicera").click()
    expect(page.get_by_role("article")).to_have_text("Före. Efter.")


def test_the_login_in_the_form_goes_on_with_the_same_draft(window: BrowserContext, watch: Watch) -> None:
    page, number = window.new_page(), next(TRIES)
    write(page, f"/edit/Inloggad_igen_{number}", "Före.\n")
    expect(page.locator("[data-draft-state]")).to_contain_text(SAVED)
    window.clear_cookies()
    page.get_by_label("Sidans text").fill("Före. Efter.\n")
    page.get_by_role("button", name="Publicera").click()
    page.get_by_label("E-post eller användarnamn").fill("Asta")
    page.get_by_label("Lösenord").fill(PASSWORD)
    with page.expect_navigation():  # until then the text that is found is that of the form that has just been sent
        page.get_by_role("main").get_by_role("button", name=re.compile("Logga in")).click()
    expect(page.get_by_role("region", name="Du har ett opublicerat utkast")).to_have_count(0)
    expect(page.get_by_role("article").or_(page.get_by_label("Sidans text"))).to_be_visible()
    if page.get_by_label("Sidans text").count():
        page.get_by_role("button", name="Publicera").click()
    expect(page.get_by_role("article")).to_have_text("Före. Efter.")
    page.goto("/drafts")
    expect(page.get_by_role("main")).not_to_contain_text(f"Inloggad igen {number}")
    watch.faults.clear()  # what was asked meanwhile was refused


@pytest.mark.parametrize("pause", [50, 700, 1500])
def test_a_reload_in_the_middle_of_a_sentence_offers_it(window: BrowserContext, watch: Watch, pause: int) -> None:
    page = window.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/edit/Omladdad_{pause}")
    settle(page, "editor")
    page.get_by_label("Sidans text").press_sequentially("Halva men")
    page.wait_for_timeout(pause)
    page.reload()
    page.get_by_role("button", name="Fortsätt med den texten").or_(
        page.get_by_role("link", name="Fortsätt med utkastet")
    ).click()
    expect(page.get_by_label("Sidans text")).to_have_value(re.compile("Halva men"))
    page.close()  # what it stored when it was left may meet what it stores now
    watch.faults = [fault for fault in watch.faults if not fault.endswith("answered 409")]


def test_a_number_of_a_person_stays_on_the_device(window: BrowserContext, watch: Watch) -> None:
    page = window.new_page()
    write(page, "/edit/Med_nummer", "Ring Iris, 121212-1212.\n")
    expect(page.locator("[data-draft-state]")).to_contain_text("bara på den här enheten")
    assert page.evaluate(LOCAL_COPIES) == 1
    watch.faults = [fault for fault in watch.faults if not fault.endswith("answered 422")]


def test_signing_out_leaves_nothing_on_the_device_and_asks_first(open_browser: Opener) -> None:
    context = open_browser()
    page = context.new_page()
    sign_in(page, "Karin")
    page.evaluate('() => localStorage.setItem(\'draft:1:/draft/Plan#:x\', \'{"text":"Hemligt.","at":9e15}\')')
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", answer)
    page.get_by_role("banner").get_by_text("Karin", exact=True).click()
    page.wait_for_timeout(500)  # what belongs to the menu is fetched when it opens
    page.get_by_role("button", name="Logga ut").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Logga in")).to_be_visible()
    assert "bara på den här enheten" in asked[0]
    assert page.evaluate(LOCAL_COPIES) == 0
    context.close()


def test_a_post_that_was_not_sent_is_put_back(window: BrowserContext, world: World) -> None:
    world.write("Halvt inlägg", "Text.\n")
    page = window.new_page()
    page.goto("/talk/Halvt_inlägg")
    page.get_by_label("Rubrik", exact=True).fill("Hur länge?")
    page.get_by_label("Ditt inlägg").fill("Hos oss ett halvår.")
    page.wait_for_function(LOCAL_COPIES.replace("length", "length === 1"))
    page.reload()
    expect(page.get_by_label("Ditt inlägg")).to_have_value("Hos oss ett halvår.")
    expect(page.get_by_text("Det här skrev du för")).to_be_visible()
    page.get_by_role("button", name="Publicera inlägget").click()
    expect(page.get_by_role("heading", name="Hur länge?")).to_be_visible()
    page.wait_for_function(LOCAL_COPIES.replace("length", "length === 0"))
    expect(page.get_by_label("Ditt inlägg")).to_have_value("")


def test_a_button_does_not_move_away_while_it_is_pressed(window: BrowserContext, world: World) -> None:
    """The tools for writing come when one begins to write; to press the button first is no beginning."""
    world.write("Tryckt", "Text.\n")
    page = window.new_page()
    page.goto("/talk/Tryckt")
    page.get_by_label("Rubrik", exact=True).fill("Hur länge till?")
    page.get_by_label("Ditt inlägg").fill("Hos oss ett halvår.")
    page.wait_for_function(LOCAL_COPIES.replace("length", "length === 1"))
    page.reload()
    expect(page.get_by_text("Det här skrev du för")).to_be_visible()
    page.get_by_role("button", name="Publicera inlägget").hover()
    page.mouse.down()
    page.wait_for_load_state("networkidle")
    page.mouse.up()
    expect(page.get_by_role("heading", name="Hur länge till?")).to_be_visible()


def test_what_is_typed_before_the_script_is_there_is_kept_too(window: BrowserContext, world: World) -> None:
    world.write("Snabb hand", "Text.\n")
    page = window.new_page()
    post = page.get_by_label("Ditt inlägg")

    def come_and_type(words: str) -> None:
        held: list[Route] = []
        page.route("**/keepdraft*.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
        Page.goto(page, "/talk/Snabb_hand", wait_until="commit")
        post.fill(words)
        while not held:
            page.wait_for_timeout(20)
        held[0].continue_()
        page.unroute("**/keepdraft*.js")
        settle(page, "keepdraft")

    come_and_type("Innan något var redo.")
    page.wait_for_function(LOCAL_COPIES.replace("length", "length === 1"))
    come_and_type("Och en gång till.")
    expect(post).to_have_value("Innan något var redo.\n\nOch en gång till.")
    page.reload()
    expect(post).to_have_value("Innan något var redo.\n\nOch en gång till.")


def test_somebody_else_who_comes_is_told_of_once(asta: Page, app: Flask, world: World) -> None:
    world.write("Två som skriver", "Text.\n")
    asta.clock.install()
    asta.goto("/edit/Två_som_skriver")
    settle(asta, "editor")
    asta.locator("[data-tools] button").first.wait_for()
    box = asta.locator("[data-editing-now]")
    expect(box).to_be_hidden()
    with app.test_request_context():
        karin = session().scalars(select(User).where(User.name == "Karin")).one()
        be_present(parse_name("Två som skriver"), karin)
    asta.clock.fast_forward(31_000)
    expect(box).to_contain_text("Karin redigerar också den här sidan, sedan kl.")
    expect(box).to_contain_text("Ni kan alla publicera")
    asta.evaluate("() => document.querySelector('[data-editing-now] p').id = 'same'")
    with asta.expect_response("**/presence/**"):
        asta.clock.fast_forward(31_000)
    expect(asta.locator("#same")).to_be_visible()
