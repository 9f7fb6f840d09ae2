"""Whether examples are still true."""

import re
from datetime import timedelta
from html import unescape

import pytest

from tests.conftest import World
from tests.examples.acting import ADDRESS, EXAMPLE, member, tell
from wiki.accounts.models import Role
from wiki.core.clock import now
from wiki.examples.confirm import overdue, shifted
from wiki.markup import parse_name
from wiki.pages.queries import find_page

STILL = "Stämmer fortfarande"


def told_ago(world: World, months: int, *fields: str, name: str = EXAMPLE) -> None:
    tell(world, name, *fields, at=shifted(now(), -months) - timedelta(days=1))


def is_overdue(world: World, name: str = EXAMPLE) -> bool:
    with world.app.app_context():
        page = find_page(parse_name(name))
        assert page
        return overdue(page)


@pytest.mark.parametrize(
    ("status", "months"), [("idé", 6), ("pilot", 6), ("successivt införande", 12), ("breddinfört", 24)]
)
def test_how_long_it_lasts_depends_on_the_status(world: World, status: str, months: int) -> None:
    told_ago(world, months, f"läge: {status}")
    told_ago(world, months - 1, f"läge: {status}", name="Kommun:Umeå/Nyare")
    assert (is_overdue(world), is_overdue(world, "Kommun:Umeå/Nyare")) == (True, False)
    visitor = world.visitor()
    assert "Behöver bekräftas" in visitor.get(f"/wiki/{ADDRESS}").text
    assert "Behöver bekräftas" not in visitor.get("/wiki/Kommun:Umeå/Nyare").text
    assert visitor.get("/examples").text.count("Behöver bekräftas") == 1


def test_what_has_ended_is_never_asked_about(world: World) -> None:
    told_ago(world, 90, "läge: avslutat", "lärdom: Allt har sin tid.")
    assert not is_overdue(world)
    page = member(world, "Asp", "0685").get(f"/wiki/{ADDRESS}").text
    assert "vi frågar inte längre" in page
    assert STILL not in page


def test_one_click_by_somebody_of_the_municipality_confirms(world: World) -> None:
    told_ago(world, 7, "läge: pilot")
    asp, visitor = member(world, "Asp", "0685"), world.visitor()
    assert "Ingen från kommunen har bekräftat det än" in visitor.get(f"/wiki/{ADDRESS}").text
    assert asp.get(f"/still/{ADDRESS}").status_code == 405
    assert asp.post(f"/still/{ADDRESS}").status_code == 303
    assert not is_overdue(world)
    page = visitor.get(f"/wiki/{ADDRESS}").text
    assert f'datetime="{now().date().isoformat()}"' in page
    assert "av Vetlanda." in page
    assert "Behöver bekräftas" not in page
    assert "det här stämmer fortfarande" in visitor.get("/changes").text


def test_an_edit_of_its_own_confirms_and_that_of_others_does_not(world: World) -> None:
    told_ago(world, 7, "läge: pilot")
    own, other = member(world, "Asp", "0685"), member(world, "Ek", "1380")
    source = "---\ntyp: exempel\nläge: pilot\n---\nNytt.\n"
    other.post(f"/edit/{ADDRESS}", {"text": source, "base": "1"})
    assert is_overdue(world)
    own.post(f"/edit/{ADDRESS}", {"text": source + "\nÄnnu nyare.\n", "base": "2"})
    assert not is_overdue(world)
    assert "av Vetlanda." in other.get(f"/wiki/{ADDRESS}").text


def test_only_its_own_and_gardeners_may_confirm(world: World) -> None:
    told_ago(world, 7, "läge: pilot")
    other, gardener = member(world, "Ek", "1380"), member(world, "Al", None, Role.GARDENER)
    assert STILL not in other.get(f"/wiki/{ADDRESS}").text
    assert other.post(f"/still/{ADDRESS}").status_code == 403
    assert STILL in gardener.get(f"/wiki/{ADDRESS}").text
    assert gardener.post(f"/still/{ADDRESS}").status_code == 303
    assert not is_overdue(world)


def test_whoever_has_stopped_is_asked_for_the_lesson(world: World) -> None:
    told_ago(world, 7, "läge: pilot")
    asp = member(world, "Asp", "0685")
    assert f"/edit/{ADDRESS}?status=avslutat" in asp.get(f"/wiki/{ADDRESS}").text
    editor = asp.get(f"/edit/{ADDRESS}?status=avslutat").text
    assert re.search(r"<details class=\"page-fields\"[^>]* open>", editor)
    assert '<option value="avslutat" selected>' in editor
    assert re.search(r'<textarea [^>]*name="field-lärdom"[^>]* autofocus>', editor)
    assert "är ett förslag: ingenting ändras förrän du publicerar" in editor
    assert "markerat som avslutat" not in editor
    order = [editor.index(f'data-field-of="field-{key}"') for key in ("läge", "lärdom", "tema")]
    assert order == sorted(order)
    assert "(valfritt)" not in editor[order[1] : order[1] + 300]


def test_what_is_proposed_is_published_with_its_lesson(world: World) -> None:
    told_ago(world, 7, "läge: pilot")
    asp = member(world, "Asp", "0685")
    editor = asp.get(f"/edit/{ADDRESS}?status=avslutat").text
    text = re.search(r'<textarea[^>]* name="text"[^>]*>\r?\n?(.*?)</textarea>', editor, re.DOTALL)
    base = re.search(r'name="base" value="([0-9]+)"', editor)
    assert text
    assert base
    form = {"text": unescape(text[1]), "base": base[1], "was-field-lärdom": "[]", "field-lärdom": "", "publish": "1"}
    assert "Skriv en lärdom" in asp.post(f"/edit/{ADDRESS}", form).text
    assert asp.post(f"/edit/{ADDRESS}", {**form, "field-lärdom": "Börja smått."}).status_code == 302
    page = asp.get(f"/wiki/{ADDRESS}").text
    assert "Börja smått." in page
    assert "Avslutat" in page


def test_whoever_has_something_to_change_meets_the_fields(world: World) -> None:
    told_ago(world, 7, "läge: pilot")
    asp = member(world, "Asp", "0685")
    assert f'/edit/{ADDRESS}?field=l%C3%A4ge"' in asp.get(f"/wiki/{ADDRESS}").text
    editor = asp.get(f"/edit/{ADDRESS}?field=läge").text
    assert re.search(r'<select [^>]*name="field-läge"[^>]* autofocus>', editor)
    assert "data-folds" not in editor
    assert "data-folds" in asp.get(f"/edit/{ADDRESS}").text
    assert not re.search(r"name=\"field-[^>]* autofocus", asp.get(f"/edit/{ADDRESS}?field=nonsens").text)
    assert editor.count("autofocus") == 1


def test_gardeners_have_a_list_of_what_is_overdue(world: World) -> None:
    told_ago(world, 7, "läge: pilot")
    told_ago(world, 30, "läge: pilot", name="Kommun:Umeå/Äldre")
    told_ago(world, 1, "läge: pilot", name="Kommun:Umeå/Färsk")
    told_ago(world, 30, "läge: pilot", name="Kommun:Mittköping/Påhitt")
    gardener = member(world, "Al", None, Role.GARDENER)
    page = gardener.get("/overdue", follow_redirects=True).text
    assert page.index("Äldre") < page.index("Kostnadskontroll")
    assert "Färsk" not in page
    assert "Påhitt" not in page
    assert 'href="/reports/stale"' in gardener.get("/special").text
    assert 'href="/reports/stale"' not in world.visitor().get("/special").text
