"""How municipalities relate to the examples of others."""

import pytest

from tests.conftest import World
from tests.examples.acting import ADDRESS, member, tell

TRYING = {"stance": "trying", "note": "Vi började med en enhet."}


def test_a_municipality_says_how_it_does_and_everybody_sees(world: World) -> None:
    tell(world)
    visitor, halmstad = world.visitor(), member(world, "Asp", "1380")
    assert "Ingen har sagt det än" in visitor.get(f"/wiki/{ADDRESS}").text
    answer = halmstad.post(f"/stance/{ADDRESS}", TRYING)
    assert (answer.status_code, answer.location) == (303, f"/wiki/{ADDRESS}#mk-stances")
    for reader in (visitor, halmstad, member(world, "Ek", "2482")):
        page = reader.get(f"/wiki/{ADDRESS}").text
        assert 'Vi provar <span class="muted">(1)</span>' in page
        assert '<a href="/wiki/Kommun:Halmstad">Halmstad</a><span class="muted">: Vi började med en enhet.' in page
    assert "vi provar det här: Vi började med en enhet." in visitor.get("/changes").text


def test_one_line_for_each_municipality_changed_and_taken_back_by_any_of_its_members(world: World) -> None:
    tell(world)
    one, other = member(world, "Asp", "1380"), member(world, "Ek", "1380")
    one.post(f"/stance/{ADDRESS}", TRYING)
    other.post(f"/stance/{ADDRESS}", {"stance": "declined", "note": ""})
    page = one.get(f"/wiki/{ADDRESS}").text
    assert page.count('<a href="/wiki/Kommun:Halmstad">') == 1
    assert 'Vi valde bort <span class="muted">(1)</span>' in page
    one.post(f"/stance/{ADDRESS}", {"withdraw": "1"})
    assert "Kommun:Halmstad" not in other.get(f"/wiki/{ADDRESS}").text
    assert "vi säger inte längre hur vi gör" in other.get("/changes").text


def test_visitors_are_asked_to_sign_in_and_the_own_municipality_is_not_asked(world: World) -> None:
    tell(world)
    assert "Logga in för att säga hur ni gör" in world.visitor().get(f"/wiki/{ADDRESS}").text
    assert world.visitor().post(f"/stance/{ADDRESS}", TRYING).status_code == 401
    own, nowhere = member(world, "Asp", "0685"), member(world, "Ek", None)
    assert "/stance/" not in own.get(f"/wiki/{ADDRESS}").text
    assert own.post(f"/stance/{ADDRESS}", TRYING).status_code == 403
    assert "Välj din kommun" in nowhere.get(f"/wiki/{ADDRESS}").text
    assert nowhere.post(f"/stance/{ADDRESS}", TRYING).status_code == 403
    assert "/stance/" in member(world, "Al", "1380").get(f"/wiki/{ADDRESS}").text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"stance": "perhaps", "note": "Min rad."}, "Välj en av de fyra."),
        ({"stance": "doing", "note": "Min rad. " + "x" * 300}, "Högst 300 tecken"),
        ({"stance": "doing", "note": "Min rad. 121212-1212"}, "personnummer"),
        ({"stance": "doing", "note": "Min rad.", "csrf_token": "gammal"}, "Formuläret hade varit öppet för länge"),
    ],
)
def test_what_will_not_do_is_said_and_the_line_stays(world: World, form: dict[str, str], sentence: str) -> None:
    tell(world)
    answer = member(world, "Asp", "1380").post(f"/stance/{ADDRESS}", form)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "Min rad." in answer.text
    assert "Kommun:Halmstad" not in world.visitor().get(f"/wiki/{ADDRESS}").text


def test_only_examples_can_be_adopted(world: World) -> None:
    world.write("Plan", "Text.")
    halmstad = member(world, "Asp", "1380")
    assert halmstad.post("/stance/Plan", TRYING).status_code == 404
    assert halmstad.post("/stance/Finns_inte", TRYING).status_code == 404


def test_each_reader_sends_a_token_of_their_own(world: World) -> None:
    """The page is kept for all of one municipality; the forms in it must work for each of them."""
    tell(world)
    pages = {}
    for name in ("Asp", "Ek"):
        reader = member(world, name, "1380")
        page = reader.get(f"/wiki/{ADDRESS}").text
        form = page[page.index("/stance/") :]
        pages[name] = form[form.index('name="csrf_token"') :].split('value="')[1].split('"')[0]
        answer = reader.post(f"/stance/{ADDRESS}", {**TRYING, "note": name, "csrf_token": pages[name]})
        assert answer.status_code == 303
        assert "<!--" not in reader.get(f"/wiki/{ADDRESS}").text
    assert pages["Asp"] != pages["Ek"]
