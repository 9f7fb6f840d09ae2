"""Beginning a page: kind, name, a start to write from; and pages that are half done."""

import re
from html import unescape

from tests.conftest import Visitor, World
from wiki.editing.kinds_catalogue import KINDS

TEXTAREA = re.compile(r'<textarea[^>]*id="mk-text"[^>]*>\n(.*?)</textarea>', re.DOTALL)
BASE = re.compile(r'name="base" value="(\d*)"')


def text_in(page: str) -> str:
    found = TEXTAREA.search(page)
    assert found
    return unescape(found[1])


def opened(visitor: Visitor, address: str) -> tuple[str, str]:
    """The text and the base that the editor holds."""
    page = visitor.get(address).text
    base = BASE.search(page)
    assert base
    return text_in(page), base[1]


def test_every_kind_can_be_chosen_and_leads_to_the_editor(world: World) -> None:
    asp = world.signed_in("Asp", municipality="1380")
    form = asp.get("/new").text
    assert "Något er kommun har gjort eller prövar" in form
    assert re.search(r'value="1380" selected', form)
    for kind in KINDS:
        assert f'value="{kind.key}"' in form
        answer = asp.get("/new", query_string={"go": "1", "kind": kind.key, "title": "Något", "municipality": "1380"})
        assert answer.status_code == 302
        assert asp.get(answer.location).status_code == 200


def test_an_example_is_named_for_its_municipality(world: World) -> None:
    asp = world.signed_in("Asp")
    answer = asp.get("/new?go=1&full=1&kind=example&municipality=1485&title=fler svarar i tid")
    assert unescape(answer.location).startswith("/edit/Kommun:Uddevalla/Fler_svarar_i_tid?kind=example")
    text, _ = opened(asp, answer.location)
    assert text.startswith("---\ntyp: exempel\nkommun: Uddevalla\n---\n## Sammanfattning\n\n<!-- ")


def test_an_example_is_begun_in_the_quick_form_and_the_full_one_is_a_link_away(world: World) -> None:
    asp = world.signed_in("Asp", municipality="1380")
    assert asp.get("/new?kind=example&theme=Piloter").location == "/examples/new?theme=Piloter"
    chosen = asp.get("/new?go=1&kind=example&municipality=1485&title=fler svarar i tid").location
    quick = asp.get(chosen).text
    assert 'value="Fler svarar i tid"' in quick
    assert '<option value="1485" selected>' in quick
    address = unescape(quick.split("Har du mer att berätta?")[1].split('href="')[1].split('"')[0])
    full = asp.get(address).text
    assert re.search(r'value="example" required[^>]* checked', full)
    assert '<input type="hidden" name="full" value="1">' in full
    assert asp.get(f"{address}&go=1").location.startswith("/edit/Kommun:Uddevalla/Fler_svarar_i_tid")


def test_whoever_writes_on_another_municipalitys_page_is_told_so_before_publishing(world: World) -> None:
    asp, nobody = world.signed_in("Asp", municipality="1380"), world.signed_in("Nils")
    world.write("Kommun:Uddevalla", "---\ntyp: kommun\n---\nVi.")
    note = "Du skriver på en annan kommuns sida:"
    for address in ("/edit/Kommun:Uddevalla", "/edit/Kommun:Uddevalla/Försök?kind=example"):
        page = asp.get(address).text
        assert f"{note} <span data-theirs>Uddevalla</span>" in page
        assert "med ditt namn och Halmstads kommun" in page or "med ditt namn och Halmstad" in page
        assert note in nobody.get(address).text
    for address in ("/edit/Kommun:Halmstad", "/edit/Kommun:Halmstad/Försök", "/edit/Plan", "/edit/Kommun:Mittköping"):
        assert note not in asp.get(address).text
    answer = asp.post("/edit/Kommun:Uddevalla/Försök", {"text": "Så gör de.", "base": ""})
    assert answer.status_code == 302  # told, not forbidden


def test_the_quick_form_tells_it_too(world: World) -> None:
    asp = world.signed_in("Asp", municipality="1380")
    hidden = re.compile(r'<div class="note whose"[^>]* hidden>')
    assert hidden.search(asp.get("/examples/new").text)
    other = asp.get("/examples/new?municipality=1485").text
    assert not hidden.search(other)
    assert "<span data-theirs>Uddevalla</span>" in other


def test_what_is_missing_is_said_in_the_form(world: World) -> None:
    asp = world.signed_in("Asp")
    no_kind = asp.get("/new?go=1&title=Plan")
    assert no_kind.status_code == 400
    assert "Välj vilken sorts sida det är." in no_kind.text
    nowhere = asp.get("/new?go=1&kind=example&title=Plan")
    assert nowhere.status_code == 400
    assert "Välj den kommun som sidan handlar om." in nowhere.text
    nameless = asp.get("/new?go=1&kind=guidance&title=a|b")
    assert nameless.status_code == 400
    assert 'value="a|b"' in nameless.text


def test_a_page_that_exists_is_offered_instead(world: World) -> None:
    world.write("Tema:Piloter", "Text.")
    answer = world.signed_in("Asp").get("/new?go=1&kind=theme&title=piloter")
    assert answer.status_code == 409
    assert "Det finns redan en sida som heter så." in answer.text
    assert 'href="/wiki/Tema:Piloter"' in answer.text
    assert 'href="/edit/Tema:Piloter"' in answer.text


def test_a_whole_name_says_its_kind_by_itself(world: World) -> None:
    asp = world.signed_in("Asp")
    assert asp.get("/new?go=1&kind=guidance&title=Tema:Piloter").location == "/edit/Tema:Piloter"
    form = asp.get("/new?title=Tema:Piloter").text
    assert re.search(r'value="theme" required checked', form)


def test_a_red_link_leads_to_an_empty_text_with_templates_at_hand(world: World) -> None:
    page = world.signed_in("Asp").get("/edit/Nyttan_av_testbäddar").text
    assert text_in(page) == ""
    assert "Börja med en mall" in page
    assert "/new?title=Nyttan+av+testb%C3%A4ddar" in page


def test_only_what_was_filled_in_is_published(world: World) -> None:
    asp = world.signed_in("Asp")
    text, _ = opened(asp, "/edit/Testa_smått?kind=guidance")
    text = text.replace("## Fallgropar\n", "## Fallgropar\n\nAtt vänta.\n")
    preview = asp.post("/edit/Testa_smått", {"text": text, "base": "", "preview": "1"}).text
    assert "Att vänta." in preview
    assert "Så kan du börja</h2>" not in preview
    asp.post("/edit/Testa_smått", {"text": text, "base": ""})
    assert opened(asp, "/edit/Testa_smått")[0] == "## Fallgropar\n\nAtt vänta.\n"


def test_a_start_that_nobody_filled_is_not_published_and_not_lost(world: World) -> None:
    asp = world.signed_in("Asp")
    text, _ = opened(asp, "/edit/Kommun:Uddevalla/Försök?kind=example")
    answer = asp.post("/edit/Kommun:Uddevalla/Försök", {"text": text, "base": ""})
    assert answer.status_code == 400
    assert text_in(answer.text) == text


def test_the_start_is_in_the_readers_language_and_says_so(world: World) -> None:
    asp = world.signed_in("Asp")
    asp.get("/language/nb?next=/")
    text, _ = opened(asp, "/edit/Fagråd?kind=concept")
    assert text.startswith("---\ntyp: begrepp\nspråk: nb\n---\n## Kort fortalt\n\n<!-- ? Hva skal den ta med seg")


def test_a_page_can_be_saved_as_a_draft_and_be_done_later(world: World) -> None:
    asp = world.signed_in("Asp")
    asp.post("/edit/Plan", {"text": "Början.", "base": "", "draft": "1"})
    text, base = opened(asp, "/edit/Plan")
    assert text == "---\nstatus: utkast\n---\nBörjan.\n"
    assert 'name="was_draft"' in asp.get("/edit/Plan").text
    same = asp.post("/edit/Plan", {"text": text, "base": base, "draft": "1", "was_draft": "1"}, follow_redirects=True)
    assert "ingen ny version" in same.text
    asp.post("/edit/Plan", {"text": text, "base": base, "was_draft": "1"})
    assert opened(asp, "/edit/Plan")[0] == "Början.\n"


def test_an_example_is_asked_for_what_it_does_not_say(world: World) -> None:
    asp = world.signed_in("Asp")
    world.write("Tema:Piloter", "Text.")
    address = "/edit/Kommun:Uddevalla/Försök"
    page = asp.get(f"{address}?kind=example").text
    assert "Hur långt har ni kommit?" in page
    asp.post(address, {"text": text_in(page) + "\nText.\n", "base": "", "field-läge": "pilot", "field-tema": "Piloter"})
    text, _ = opened(asp, address)
    assert text.startswith("---\ntyp: exempel\nkommun: Uddevalla\nläge: pilot\ntema: [Piloter]\n---\n")
    assert re.search(r'<option value="pilot" selected>', asp.get(address).text)


def test_a_draft_says_what_it_would_like_to_have(world: World) -> None:
    asp = world.signed_in("Asp")
    world.write("Kommun:Uddevalla/Försök", "---\ntyp: exempel\nstatus: utkast\n---\n## Sammanfattning\n\nText.\n")
    page = asp.get("/wiki/Kommun:Uddevalla/Försök").text
    wishes = page[page.index('id="mk-wishes"') :]
    assert "Det här får du gärna fylla på" in wishes
    assert ">Sammanfattning<" not in wishes
    assert "?add=conclusions" in wishes
    assert "#field-tema" in wishes


def test_a_page_that_is_no_draft_wishes_for_nothing(world: World) -> None:
    world.write("Plan", "---\nstatus: aktuell\n---\n## I korthet\n\nText.\n")
    assert "mk-wishes" not in world.visitor().get("/wiki/Plan").text


def test_a_wish_leads_to_the_editor_with_its_section_begun_in_its_place(world: World) -> None:
    asp = world.signed_in("Asp")
    world.write("Plan", "---\nstatus: utkast\n---\n## I korthet\n\nText.\n\n## Läs mer\n\nDär.\n")
    text, base = opened(asp, "/edit/Plan?add=pitfalls")
    assert re.search(r"Text\.\n\n## Fallgropar\n\n<!-- [^\n]+ -->\n\n## Läs mer\n\nDär\.\n$", text)
    answer = asp.post("/edit/Plan", {"text": text, "base": base, "draft": "1", "was_draft": "1"}, follow_redirects=True)
    assert "ingen ny version" in answer.text
    assert opened(asp, "/edit/Plan?add=brief")[0] == opened(asp, "/edit/Plan?add=nonsense")[0]
