"""The list of one's drafts: found in the account menu, opened, thrown away and brought back."""

from tests.conftest import World
from tests.drafts.typing_in import keep


def test_the_account_menu_leads_to_the_drafts(world: World) -> None:
    asp = world.signed_in("Asp")
    assert '<a href="/drafts">' in asp.get("/").text
    keep(asp, "Kommun:Uddevalla", "---\nstatus: utkast\n---\nVi började med en [[Pilot]].")
    page = asp.get("/drafts").text
    assert "Kommun:Uddevalla" in page
    assert "Vi började med en" in page
    assert "status:" not in page
    assert "Sidan finns inte än" in page
    assert "90 dagar" in page
    assert "/edit/Kommun:Uddevalla?draft=1" in page


def test_a_draft_is_thrown_away_and_brought_back(world: World) -> None:
    asp = world.signed_in("Asp")
    keep(asp, "Plan", "Halvfärdigt.")
    thrown = asp.post("/drafts/1/throw", follow_redirects=True).text
    assert "Utkastet till Plan har kastats" in thrown
    assert "Halvfärdigt." not in thrown
    assert "Du har ett opublicerat utkast" not in asp.get("/edit/Plan").text
    assert "Halvfärdigt." in asp.post("/drafts/1/restore", follow_redirects=True).text
    assert "Halvfärdigt." in asp.get("/edit/Plan?draft=1").text


def test_without_scripts_the_editor_throws_the_draft_away_and_keeps_what_is_in_the_form(world: World) -> None:
    asp = world.signed_in("Asp")
    keep(asp, "Plan", "Gammalt utkast.")
    answer = asp.post("/edit/Plan", {"text": "Nyskrivet.", "base": "", "throw": "1"})
    assert answer.status_code == 200
    assert "Nyskrivet." in answer.text
    assert "Du har ett opublicerat utkast" not in answer.text
    assert asp.send("DELETE", "/draft/Plan").status_code == 200


def test_many_drafts_are_shown_a_page_at_a_time(world: World) -> None:
    asp = world.signed_in("Asp")
    for number in range(21):
        keep(asp, f"Sida {number}", "Text.")
    assert asp.get("/drafts").text.count("<h2><a") == 20
    assert asp.get("/drafts?page=2").text.count("<h2><a") == 1
