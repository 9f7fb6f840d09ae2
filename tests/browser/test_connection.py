"""No network, or no login any more: what was written stays where it is, and the way on is said."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch, settle
from tests.browser.writing import edit, source_of, text_of, tool
from tests.conftest import PASSWORD, World

NOTHING_LEFT = "Inget nät just nu. Texten finns kvar på den här enheten."


def publish(page: Page) -> None:
    page.get_by_role("button", name="Publicera").click()


def test_publishing_without_a_network_stays_and_says_so(vera: Page, watch: Watch) -> None:
    edit(vera, "Publicerad_på_tåget")
    vera.keyboard.type("På tåget.")
    alert = vera.get_by_role("alert").filter(has_text=NOTHING_LEFT)
    vera.context.set_offline(True)
    publish(vera)
    expect(alert).to_be_visible()
    vera.context.set_offline(False)
    expect(alert).to_have_count(0)
    vera.route("**/healthz", lambda route: route.abort())  # the browser believes that there is a network
    publish(vera)
    expect(alert).to_be_visible()
    expect(text_of(vera)).to_contain_text("På tåget.")
    vera.unroute("**/healthz")
    publish(vera)
    expect(vera.get_by_role("article")).to_have_text("På tåget.")
    watch.faults.clear()  # the connection was meant to fail


def test_what_is_kept_of_the_text_is_said_where_one_writes(vera: Page, world: World) -> None:
    world.write("Lång att rulla", "Ett stycke med ord.\n\n" * 60)
    edit(vera, "Lång_att_rulla")
    for width in (1280, 390):
        vera.set_viewport_size({"width": width, "height": 700})
        text_of(vera).press("Control+End")
        vera.keyboard.type("Slutet.")
        state = vera.locator("[data-draft-state]")
        expect(state).to_contain_text("Utkastet sparades kl.")
        expect(state).to_be_in_viewport()
        expect(tool(vera, "Fet")).to_be_in_viewport()


def test_whoever_was_logged_out_signs_in_and_goes_on_in_the_same_way(vera: Page, watch: Watch) -> None:
    edit(vera, "Utloggad_mitt_i")
    vera.keyboard.type("Skrivet före.")
    vera.context.clear_cookies()
    publish(vera)
    expect(vera.get_by_role("heading", name="Du har loggats ut")).to_be_visible()
    settle(vera, "editor")
    expect(vera.get_by_role("button", name="Visuellt")).to_have_attribute("aria-pressed", "true")
    text_of(vera).press("Control+End")
    vera.keyboard.type(" Och efter.")
    vera.wait_for_timeout(2500)  # nobody asks for advice meanwhile
    watch.faults = [fault for fault in watch.faults if "/draft/" not in fault and "/presence" not in fault]
    vera.get_by_label("E-post eller användarnamn").fill("Vera")
    vera.get_by_label("Lösenord").fill(PASSWORD)
    vera.get_by_role("button", name="Logga in och fortsätt").click()
    expect(vera.get_by_text("Du är inloggad igen.")).to_be_visible()
    assert source_of(vera).strip() == "Skrivet före. Och efter."
    publish(vera)
    expect(vera.get_by_role("article")).to_have_text("Skrivet före. Och efter.")


def test_enter_in_the_summary_publishes_whatever_is_offered_above(asta: Page) -> None:
    edit(asta, "Erbjudet_utkast")
    text_of(asta).fill("Första utkastet.")
    expect(asta.locator("[data-draft-state]")).to_contain_text("Utkastet sparades kl.")
    asta.goto("/")
    edit(asta, "Erbjudet_utkast")
    expect(asta.get_by_role("region", name="Du har ett opublicerat utkast")).to_be_visible()
    text_of(asta).fill("Annan text.")
    asta.get_by_label("Sammanfattning").press("Enter")
    expect(asta.get_by_role("article")).to_have_text("Annan text.")
