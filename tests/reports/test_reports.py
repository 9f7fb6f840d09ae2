"""The reports: what each of them finds, and what they have in common."""

import csv
import re
from io import StringIO

import pytest

from tests.conftest import World
from tests.pages.test_backlinks import in_order, words
from wiki.accounts.models import Role
from wiki.editing.refresh import refresh
from wiki.gardening.move import Move, move_page
from wiki.markup import parse_name
from wiki.pages.queries import find_page
from wiki.reports import counting
from wiki.reports.counting import count_report
from wiki.reports.measure import measure_pages
from wiki.reports.registry import BY_NAME, REPORTS
from wiki.reports.table import cell

LONG = "Digitaliseringsstrategiska utvecklingsförutsättningar kännetecknas av organisationsövergripande samverkan. "


def report(world: World, name: str, who: object = None) -> str:
    answer = (who or world.visitor()).get(f"/reports/{name}")  # type: ignore[attr-defined]
    assert answer.status_code == 200, answer.text
    return words(answer.text)


def test_in_an_empty_wiki_every_report_says_in_words_that_there_is_nothing(world: World) -> None:
    gardener = world.signed_in("Al", Role.GARDENER)
    for name in BY_NAME:
        answer = gardener.get(f"/reports/{name}")
        assert answer.status_code == 200
        assert '<div class="note">' in answer.text, name
        assert gardener.get(f"/reports/{name}?format=csv").text.startswith("\ufeffSida")


def test_every_report_stands_among_the_special_pages(world: World) -> None:
    page = world.signed_in("Al", Role.GARDENER).get("/special").text
    assert [name for name in BY_NAME if f'href="/reports/{name}"' not in page] == []


def test_what_only_gardeners_see_stands_on_no_list_of_others(world: World) -> None:
    secret = [each.name for each in REPORTS if each.right != "read"]
    page = world.visitor().get("/special").text
    assert secret
    assert not [name for name in secret if f'"/reports/{name}"' in page]


def test_there_is_nothing_at_the_address_of_no_report(world: World) -> None:
    answer = world.visitor().get("/reports/ingen")
    assert answer.status_code == 404
    assert "Det finns ingen rapport som heter ”ingen”." in answer.text


def test_a_report_is_narrowed_to_a_kind_of_page_and_so_is_its_table(world: World) -> None:
    world.write("Ensam", "Text.")
    world.write("Kommun:Ale", "Text.")
    visitor = world.visitor()
    page = visitor.get("/reports/orphans?namespace=municipality")
    assert "Ensam" not in page.text
    assert "Kommun:Ale" in page.text
    table = visitor.get("/reports/orphans?namespace=municipality&format=csv")
    assert list(csv.reader(StringIO(table.text.lstrip("\ufeff")))) == [["Sida"], ["Kommun:Ale"]]
    assert b"\r\n" in table.data
    assert visitor.get("/reports/longest?format=csv").text.startswith("\ufeffSida;Tecken")
    english = visitor.get("/reports/longest?format=csv", headers={"Accept-Language": "en"})
    assert english.text.startswith("\ufeffPage,Characters")
    assert table.content_type.startswith("text/csv")
    assert visitor.get("/reports/orphans?format=pdf").status_code == 400


def test_long_reports_are_shown_a_page_at_a_time(world: World) -> None:
    for number in range(52):
        world.write(f"Sida {number:02}", "x" * (100 + number))
    visitor = world.visitor()
    assert "Sida 51" in visitor.get("/reports/longest").text
    assert "Sida 01" not in visitor.get("/reports/longest").text
    assert "Sida 01" in visitor.get("/reports/longest?page=2").text
    assert "Sida 01" in visitor.get("/reports/longest?page=99").text
    assert visitor.get("/reports/longest?format=csv").text.count("\r\n") == 53


def test_nothing_in_a_table_is_a_formula() -> None:
    assert [cell(text) for text in ("=1+1", "-2", "@x", "Plan", -2, None)] == ["'=1+1", "'-2", "'@x", "Plan", "-2", ""]


def test_redirects_that_lead_nowhere_or_halfway_are_mended_by_one_press(world: World) -> None:
    world.write("Pilot", "Text.")
    world.write("Piloter", "#OMDIRIGERING [[Pilot]]")
    world.write("Försök", "---\nspråk: sv\n---\n#OMDIRIGERING [[Piloter#Hur]]\n\n[[Kategori:Ord]]")
    world.write("Trasig", "#OMDIRIGERING [[Pilot]]")
    world.write("Trasig", "#OMDIRIGERING [[Finns inte]]")
    world.write("Hopplös", "#OMDIRIGERING [[Finns inte]]")
    world.write("Rund", "#OMDIRIGERING [[Rund]]")
    asp = world.signed_in("Asp")
    assert in_order(report(world, "double-redirects", asp), "Försök", "Led den till Pilot", "leder till Piloter")
    broken = report(world, "broken-redirects", asp)
    assert in_order(broken, "Trasig", "Led den till Pilot")
    assert "Hopplös" in broken
    assert "Rund" in broken
    assert "Led den till" not in report(world, "double-redirects")
    for name, page in (("double-redirects", "Försök"), ("broken-redirects", "Trasig")):
        assert asp.post(f"/reports/{name}/mend", {"page": page}).status_code == 303
    with world.app.app_context():
        mended = find_page(parse_name("Försök"))
        assert mended
        assert mended.redirect_to == "Pilot"
    assert "Försök" not in report(world, "double-redirects")
    asp.post("/reports/broken-redirects/mend", {"page": "Hopplös"})
    left = report(world, "broken-redirects", asp)
    assert "Det går inte att se vart ”Hopplös” borde leda" in left
    assert "Trasig" not in left.partition("Trasiga omdirigeringar")[2].partition("Hopplös")[0]
    history = words(asp.get("/history/Trasig").text)
    assert "Omdirigeringen leder till Pilot igen" in history


def test_a_redirect_that_was_mended_leaves_what_was_counted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "SMALL", 0)
    world.write("Pilot", "Text.")
    for name, target in (("Piloter", "Pilot"), ("Försök", "Piloter"), ("Prov", "Piloter")):
        world.write(name, f"#OMDIRIGERING [[{target}]]")
    asp = world.signed_in("Asp")
    with world.app.app_context():
        assert count_report(BY_NAME["double-redirects"]) == 2
    asp.post("/reports/double-redirects/mend", {"page": "Försök"})
    text = report(world, "double-redirects")
    assert "Försök" not in text
    assert "Prov" in text


def test_redirects_in_a_circle_cannot_be_mended_and_do_no_harm(world: World) -> None:
    world.write("A", "#OMDIRIGERING [[B]]")
    world.write("B", "#OMDIRIGERING [[A]]")
    assert "Led den till" not in report(world, "double-redirects", world.signed_in("Asp"))


def test_wanted_things_are_listed_by_what_they_are(world: World) -> None:
    world.write("Plan", "Se [[Önskad]], [[Mall:Ruta]] och [[Fil:Karta.png]].\n\n[[Kategori:Tom]]")
    assert "Önskad" in report(world, "wanted")
    assert "Mall:Ruta" not in report(world, "wanted")
    assert "Mall:Ruta" in report(world, "wanted-templates")
    assert "Fil:Karta.png" in report(world, "wanted-files")
    assert "Kategori:Tom" in report(world, "wanted-categories")


def test_a_file_that_pages_show_by_its_former_name_is_not_wanted(world: World) -> None:
    world.write("Plan", "![[Fil:Karta.png]] och ![[Fil:Bild.png]]")
    world.write("Fil:Karta.png", "#OMDIRIGERING [[Fil:Kartan.png]]")
    text = report(world, "wanted-files")
    assert "Fil:Bild.png" in text
    assert "Fil:Karta.png" not in text


def test_old_addresses_lead_to_the_reports(world: World) -> None:
    visitor = world.visitor()
    assert visitor.get("/wanted?page=2").location == "/reports/wanted?page=2"
    assert visitor.get("/orphans").location == "/reports/orphans"


def test_dead_ends_link_to_nothing_but_themselves(world: World) -> None:
    world.write("Plan", "Se [[Plan]].")
    world.write("Pilot", "Se [[Plan]].")
    text = report(world, "dead-ends")
    assert "Plan" in text
    assert "Pilot" not in text


def test_pages_without_a_category_are_listed_apart_from_categories_and_templates(world: World) -> None:
    world.write("Plan", "Text.\n\n[[Kategori:Ord]]")
    world.write("Pilot", "Text.")
    world.write("Kategori:Ord", "Text.")
    world.write("Mall:Ruta", "Text.")
    assert "Pilot" in report(world, "uncategorised")
    assert "Plan" not in report(world, "uncategorised")
    assert "Kategori:Ord" in report(world, "uncategorised-categories")
    assert "Mall:Ruta" in report(world, "uncategorised-templates")


def test_pages_are_ordered_by_links_versions_and_categories(world: World) -> None:
    world.write("Plan", "Text.\n\n[[Kategori:A]] [[Kategori:B]]")
    world.write("Plan", "Ny text.\n\n[[Kategori:A]] [[Kategori:B]]")
    world.write("Pilot", "Se [[Plan]].\n\n[[Kategori:A]]")
    world.write("Idé", "Se [[Plan]] och [[Pilot]].")
    assert in_order(report(world, "most-linked"), "Plan 2 sidor länkar hit", "Pilot 1 sida länkar hit")
    assert in_order(report(world, "most-revised"), "Plan 2 versioner", "Pilot 1 version")
    assert in_order(report(world, "fewest-revisions"), "Pilot", "Plan 2 versioner")
    assert in_order(report(world, "most-categories"), "Plan 2 kategorier", "Pilot 1 kategori")


def test_templates_and_categories_that_nothing_uses_are_listed(world: World) -> None:
    for name in ("Mall:Glömd", "Kategori:Glömd", "Kategori:Använd"):
        world.write(name, "Text.")
    world.write("Plan", "Text.\n\n[[Kategori:Använd]]")
    assert "Mall:Glömd" in report(world, "unused-templates")
    text = report(world, "unused-categories")
    assert "Kategori:Glömd" in text
    assert "Kategori:Använd" not in text


def test_texts_are_measured_in_the_background(world: World) -> None:
    world.write("Krånglig", LONG * 20)
    world.write("Enkel", "Vi gör det. Det går bra. Kom hit. " * 20)
    world.write("Bild", "[[Fil:Torg.png]]\n\n[[Fil:Karta.png|alt=En karta]]")
    world.write("Fel", "---\n: [\n---\nText.")
    assert "Krånglig" not in report(world, "hard-to-read")
    with world.app.app_context():
        assert measure_pages() == 4
        assert measure_pages() == 0
    assert in_order(report(world, "hard-to-read"), "Krånglig", "LIX")
    assert "Enkel" not in report(world, "hard-to-read")
    assert in_order(report(world, "missing-alt"), "Bild", "Torg.png")
    assert "Karta.png" not in report(world, "missing-alt")
    assert in_order(report(world, "notices"), "Fel", "fälten överst går inte att läsa")
    world.write("Fil:Torg.png", "---\nalt: Torget\n---\nText.")
    assert "Torg.png" not in report(world, "missing-alt")
    world.write("Fil:Torg.png", "#OMDIRIGERING [[Fil:Torget.png]]")
    assert "Torg.png" in report(world, "missing-alt")
    world.write("Fil:Torget.png", "---\nalt: Torget\n---\nText.")
    assert "Torg.png" not in report(world, "missing-alt"), "the file has another name now"
    world.write("Krånglig", "Nu är den lätt.")
    with world.app.app_context():
        assert measure_pages() == 3
    assert "Krånglig" not in report(world, "hard-to-read")


def test_texts_that_stand_in_two_places_are_listed_as_pairs(world: World) -> None:
    told = (f"Kommun {number} provade en sak som heter{number} och lärde sig mycket av det." for number in range(12))
    text = " ".join(told)
    world.write("Plan", text)
    world.write("Kommun:Ale", text + "\n\nOch lite till.")
    world.write("Egen", "En helt annan text som inte står någonstans.")
    assert in_order(report(world, "duplicates"), "Kommun:Ale", "lik Plan", "% gemensamt")


def test_topics_wait_until_somebody_else_answers(world: World) -> None:
    world.write("Plan", "Text.")
    asker, other = world.signed_in("Asp"), world.signed_in("Björk")
    asker.post("/talk/Plan", {"title": "Hur gick det?", "text": "Jag undrar."})
    assert in_order(report(world, "unanswered"), "Plan", "Hur gick det?")
    other.post("/topic/1/reply", {"text": "Bra."})
    assert "Hur gick det?" not in report(world, "unanswered")


def test_in_a_large_wiki_what_takes_long_is_counted_in_the_background(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "SMALL", 0)
    world.write("Ensam", "Text.")
    world.write("Kommun:Ale", "Text.")
    assert "Det här är inte räknat ännu" in report(world, "orphans")
    with world.app.app_context():
        assert count_report(BY_NAME["orphans"]) == 2
        assert BY_NAME["orphans"] not in list(counting.due(REPORTS))
    text = report(world, "orphans")
    assert in_order(text, "Alla", "Vägledning 1", "Kommuner 1", "2 rader", "räknat", "Ensam", "Kommun:Ale")
    assert "Ensam" not in words(world.visitor().get("/reports/orphans?namespace=municipality").text)


def test_a_redirect_to_a_page_that_has_been_moved_is_led_to_where_it_is_now(world: World) -> None:
    world.write("Plan", "Text.")
    move = Move(parse_name("Plan"), parse_name("Handlingsplan"), redirect=False)
    with world.app.test_request_context():
        move_page(move, world.user("Bo", Role.GARDENER))
    world.write("Planer", "#OMDIRIGERING [[Plan]]")
    asp = world.signed_in("Asp")
    assert in_order(report(world, "broken-redirects", asp), "Planer", "Led den till Handlingsplan", "leder till Plan")
    asp.post("/reports/broken-redirects/mend", {"page": "Planer"})
    assert "Planer" not in report(world, "broken-redirects").partition("Trasiga omdirigeringar")[2]
    with world.app.app_context():
        mended = find_page(parse_name("Planer"))
        assert mended
        assert mended.redirect_to == "Handlingsplan"


def test_rows_are_ticked_and_something_is_done_with_them_all(world: World) -> None:
    for name in ("Ett", "Två", "Tre"):
        world.write(name, "Text.")
    gardener = world.signed_in("Al", Role.GARDENER)
    page = gardener.get("/reports/uncategorised").text
    assert page.count('type="checkbox" name="page"') == 3
    assert "checked" not in page
    assert gardener.get("/reports/uncategorised?all=1").text.count(" checked") == 3
    assert 'type="checkbox"' not in world.signed_in("Mia").get("/reports/uncategorised").text
    form = {"list": "report", "q": "uncategorised", "act": "put", "told": "Ord", "page": ["Ett", "Tre"]}
    plan = gardener.post("/bulk", form).text
    assert 'href="/reports/uncategorised"' in plan
    assert gardener.post("/bulk", {**form, "go": "1"}).status_code == 200
    left = report(world, "uncategorised", gardener)
    assert "Två" in left
    assert "Ett" not in left
    assert "1 rad " in left


def test_numbers_have_the_thousands_of_the_language(world: World) -> None:
    world.write("Lång", "x" * 6537)
    visitor = world.visitor()
    page = visitor.get("/reports/longest").text
    assert re.findall("[0-9\u00a0 ]+ tecken", page) == ["6\u00a0538 tecken"]
    assert "6,538 characters" in visitor.get("/reports/longest", headers={"Accept-Language": "en"}).text


def test_what_is_used_most_and_what_nobody_watches(world: World) -> None:
    for name in ("Mall:Ruta", "Mall:Rad", "Kategori:Ord"):
        world.write(name, "Text")
    world.write("Ett", "{{Ruta}} {{Rad}} [[Kategori:Ord]]")
    world.write("Två", "{{Ruta}}\n\n#[[Ett]]")
    world.write("Nummer 2", "#OMDIRIGERING [[Två]]")
    assert in_order(report(world, "most-used-templates"), "Mall:Ruta", "på 2 sidor", "Mall:Rad", "på 1 sida")
    assert "Kategori:Ord används på 1 sida" in report(world, "fullest-categories")
    assert in_order(report(world, "redirects"), "Nummer 2", "leder till Två")
    gardener = world.signed_in("Al", Role.GARDENER)
    gardener.post("/watch", {"thing": f"page {_number(world, 'Ett')}"})
    lonely = report(world, "unwatched", gardener)
    assert "Två" in lonely
    assert "Ett Läs" not in lonely
    assert world.visitor().get("/reports/unwatched").status_code == 401


def _number(world: World, name: str) -> int:
    with world.app.app_context():
        page = find_page(parse_name(name))
        assert page
        return page.id


def test_what_a_template_says_is_measured_with_its_pages(world: World) -> None:
    world.write("Mall:Text", "Vi gör det. Det går bra. " * 20)
    world.write("Plan", "{{Text}}")
    with world.app.app_context():
        assert measure_pages() == 2
    world.write("Mall:Text", LONG * 20)
    with world.app.app_context():
        measure_pages()
        assert "Plan" not in report(world, "hard-to-read")
        refresh()
        assert measure_pages() == 1
    assert in_order(report(world, "hard-to-read"), "Plan", "LIX")
