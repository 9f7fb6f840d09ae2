"""Help while writing, as somebody meets it who writes."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.acts import ask_for_advice
from tests.conftest import World

LONG = "Vi provar nytt i liten skala " + "och sedan lite till " * 8 + "innan vi bestämmer oss."
TEXT = f"Läs [[Pilot|här]].\n\n{LONG}\n\n[[Fil:Karta.png]]\n"
LOCKS = (
    "Hemtjänsten provade digitala lås hos tjugo brukare under ett halvår, och personalen mätte hur mycket tid som gick "
    "åt till att hämta nycklar."
)


def tip(page: Page, words: str) -> Locator:
    """The tip that says so."""
    return page.locator("[data-found] > li").filter(has_text=words)


def test_tips_come_when_one_stops_typing_and_lead_to_the_place(asta: Page) -> None:
    ask_for_advice(asta, "/edit/Tips_ett", TEXT)
    long = tip(asta, "En mening har")
    long.get_by_role("button", name="Visa").click()
    selected = asta.locator("#mk-text").evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)")
    assert selected == LONG
    expect(asta.locator("[data-last-look]")).to_contain_text("3 saker att se över")


def test_what_can_be_mended_is_mended_with_a_press_and_can_be_undone(asta: Page) -> None:
    ask_for_advice(asta, "/edit/Tips_två", TEXT)
    tip(asta, "En länk heter ”här”").get_by_role("button", name="Använd sidans titel").click()
    text = asta.locator("#mk-text")
    expect(text).to_have_value(TEXT.replace("|här]]", "]]"))
    expect(tip(asta, "En länk heter")).to_have_count(0)
    expect(asta.locator("[data-advice-said]")).to_contain_text("Gjort.")
    text.press("Control+z")
    expect(text).to_have_value(TEXT)


def test_a_picture_is_given_words_by_keyboard_alone(asta: Page) -> None:
    ask_for_advice(asta, "/edit/Tips_tre", TEXT)
    picture = tip(asta, "En bild saknar alternativtext")
    picture.locator("summary").press("Enter")
    field = picture.get_by_label("Vad visar bilden?")
    expect(field).to_be_focused()
    asta.keyboard.type("Kommunen [från] norr")
    asta.keyboard.press("Enter")
    expect(asta.locator("#mk-text")).to_have_value(TEXT.replace("Karta.png]]", "Karta.png|alt=Kommunen från norr]]"))
    assert asta.url.endswith("/edit/Tips_tre"), "nothing was published"


def test_an_answer_that_is_being_written_survives_new_tips(asta: Page) -> None:
    ask_for_advice(asta, "/edit/Tips_fyra", TEXT)
    picture = tip(asta, "En bild saknar alternativtext")
    picture.locator("summary").click()
    picture.get_by_label("Vad visar bilden?").fill("Kommunen")
    with asta.expect_response("**/advice"):
        asta.evaluate("document.querySelector('#mk-text').setRangeText('x ', 0, 0)")
        asta.locator("#mk-text").dispatch_event("input")
    expect(picture.get_by_label("Vad visar bilden?")).to_have_value("Kommunen")


def test_a_tip_that_is_hidden_stays_hidden_in_this_window(asta: Page) -> None:
    ask_for_advice(asta, "/edit/Tips_fem", TEXT)
    tip(asta, "En mening har").get_by_role("button", name="Dölj tipset").click()
    expect(tip(asta, "En mening har")).to_have_count(0)
    ask_for_advice(asta, "/edit/Tips_fem", TEXT + "Mer.")
    expect(tip(asta, "En länk heter")).to_have_count(1)
    expect(tip(asta, "En mening har")).to_have_count(0)


def test_a_copied_text_becomes_a_link(asta: Page, world: World) -> None:
    world.write("Kommun:Tomelilla", f"{LOCKS}\n")
    ask_for_advice(asta, "/edit/Tips_sex", f"Inledning 😀.\n\n{LOCKS}\n\nSlut.\n")
    tip(asta, "Det här står redan på Kommun:Tomelilla").get_by_role("button", name="Länka i stället").click()
    expect(asta.locator("#mk-text")).to_have_value("Inledning 😀.\n\nLäs om det på [[Kommun:Tomelilla]].\n\nSlut.\n")


def test_on_a_phone_the_count_above_the_text_leads_to_the_tips(asta: Page) -> None:
    asta.set_viewport_size({"width": 390, "height": 800})
    ask_for_advice(asta, "/edit/Tips_sju", TEXT)
    pill = asta.locator("[data-pill]").get_by_role("link", name="3 saker att se över")
    pill.click()
    expect(asta.get_by_role("heading", name="Tips medan du skriver")).to_be_in_viewport()
