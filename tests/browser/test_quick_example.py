"""Telling about an example on a phone, and the fields of a page as a form, in a real browser."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import settle
from tests.conftest import World

SOURCE = "---\ntyp: exempel\nkommun: Uddevalla\nläge: pilot\n---\nText.\n"


def test_an_example_takes_six_taps_from_its_guidance(asta: Page) -> None:
    asta.set_viewport_size({"width": 390, "height": 844})
    asta.goto("/wiki/Tänk_stort_men_börja_smått")
    asta.get_by_role("link", name="Berätta om ett exempel").last.click()
    expect(asta.get_by_label("Vägledning som det hör till")).to_have_value("Tänk stort men börja smått")
    expect(asta.get_by_label("Kommun", exact=True)).to_have_value("1485")
    expect(asta.get_by_label("Piloter")).to_be_checked()
    asta.get_by_label("Vad blev resultatet?").fill("Sex tryck räcker")
    asta.get_by_role("radio", name="Pilot").check()
    asta.get_by_label("Berätta i tre meningar").fill("Vi provade. Det gick bra. Vi fortsätter.")
    asta.get_by_label("En lärdom").fill("Börja i tid.")
    asta.get_by_role("button", name="Publicera exemplet").click()
    expect(asta.get_by_role("heading", level=1)).to_have_text("Sex tryck räcker")
    expect(asta.get_by_text("Tack! Så här ser det ut.")).to_be_visible()
    asta.goto("/examples/new")
    settle(asta, "keepform")
    expect(asta.get_by_label("Vad blev resultatet?")).to_have_value("")


def test_what_was_filled_in_is_back_when_the_form_is_opened_again(asta: Page) -> None:
    asta.goto("/examples/new")
    settle(asta, "keepform")
    asta.get_by_label("En lärdom").fill("Vänta inte.")
    asta.get_by_role("radio", name="Idé").check()
    asta.get_by_text("teman till").click()
    asta.get_by_label("Innovation").check()
    asta.wait_for_function("() => Object.keys(localStorage).some(key => key.includes('/examples/new'))")
    asta.wait_for_timeout(400)
    asta.goto("/examples/new")
    expect(asta.get_by_text("Det här skrev du för")).to_be_visible()
    expect(asta.get_by_label("En lärdom")).to_have_value("Vänta inte.")
    expect(asta.get_by_role("radio", name="Idé")).to_be_checked()
    expect(asta.get_by_label("Innovation")).to_be_checked()
    asta.get_by_role("button", name="Kasta texten").click()
    expect(asta.get_by_label("En lärdom")).to_have_value("")


def test_fields_and_wikitext_say_the_same(asta: Page, world: World) -> None:
    world.write("Kommun:Uddevalla/Fält i källan", SOURCE)
    asta.goto("/edit/Kommun:Uddevalla/Fält_i_källan")
    settle(asta, "editor")
    text, step = asta.locator("#mk-text"), asta.get_by_label("Hur långt har ni kommit?")
    step.focus()
    step.select_option("Idé")
    expect(text).to_have_value(SOURCE.replace("pilot", "idé"))
    expect(step).to_be_focused()
    text.fill(SOURCE.replace("pilot", "breddinfört"))
    expect(step).to_have_value("breddinfört")
    asta.get_by_label("Period").fill("2024–2026")
    asta.get_by_role("button", name="Publicera ändringar").click()
    expect(asta.get_by_text("2024–2026")).to_be_visible()


def test_fields_reach_the_visual_editor_and_its_draft(vera: Page, world: World) -> None:
    world.write("Kommun:Uddevalla/Fält i synen", SOURCE)
    vera.goto("/edit/Kommun:Uddevalla/Fält_i_synen")
    settle(vera, "editor")
    expect(vera.locator(".ProseMirror")).to_be_visible()
    vera.get_by_label("Hur långt har ni kommit?").select_option("Idé")
    expect(vera.locator("[data-draft-state]")).to_have_text(re.compile("Utkast"))
    vera.get_by_role("button", name="Wikitext").click()
    expect(vera.locator("#mk-text")).to_have_value(SOURCE.replace("pilot", "idé"))
