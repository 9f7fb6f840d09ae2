"""The list of questions that wait for an answer."""

from datetime import timedelta

from sqlalchemy import update

from tests.talk.conftest import ADDRESS, Talk, number
from wiki.accounts.models import Role
from wiki.core.clock import now
from wiki.core.db import transaction
from wiki.talk.models import Topic


def listed(talk: Talk, query: str = "") -> str:
    """The list."""
    return talk.world.visitor().get(f"/questions{query}").text


def test_the_one_that_has_waited_longest_comes_first(talk: Talk) -> None:
    ek = talk.someone("Ek", municipality="0685")
    new, old = talk.open(ek, "Den nya frågan?"), talk.open(ek, "Den gamla frågan?")
    with talk.world.app.app_context(), transaction() as db:
        db.execute(update(Topic).where(Topic.id == old).values(created_at=now() - timedelta(days=23)))
    page = listed(talk)
    assert page.index(f'href="/topic/{old}"') < page.index(f'href="/topic/{new}"')
    assert "har väntat i 23 dagar" in page
    assert "2 frågor" in page
    assert "Ek, Vetlanda" in page


def test_only_open_questions_without_an_answer(talk: Talk) -> None:
    ek, salg = talk.someone("Ek"), talk.someone("Sälg")
    closed, answered, heard = (talk.open(ek, f"{title}?") for title in ("Avslutad", "Besvarad", "Hörd"))
    talk.open(ek, "Ohörd?")
    number(ek.post(ADDRESS, {"title": "Ett förslag", "text": "Text.", "kind": "suggestion"}))
    ek.post(f"/topic/{closed}/close")
    ek.post(f"/reply/{talk.reply(salg, answered)}/answer")
    talk.reply(salg, heard)
    talk.reply(ek, heard)
    page = listed(talk)
    assert [title in page for title in ("Avslutad?", "Besvarad?", "Ett förslag", "Hörd?", "Ohörd?")] == [
        False,
        False,
        False,
        True,
        True,
    ]
    assert "1 inlägg från andra" in page
    assert "Hörd?" not in listed(talk, "?show=unheard").replace("Ohörd?", "")
    assert "Ohörd?" not in listed(talk, "?show=heard")


def test_a_hidden_reply_is_no_reply(talk: Talk) -> None:
    topic = talk.open(talk.someone("Ek"))
    reply = talk.reply(talk.someone("Sälg"), topic)
    assert "Ingen har svarat <span>(0)" in listed(talk)
    talk.someone("Lind", role=Role.GARDENER).post(f"/reply/{reply}/hide", {"reason": "Fel"})
    assert "Ingen har svarat <span>(1)" in listed(talk)


def test_can_be_narrowed_by_municipality(talk: Talk) -> None:
    talk.world.write("Kommun:Umeå", "Text.", by="Författare")
    talk.world.write("Kommun:Umeå/Försök", "---\ntyp: exempel\n---\nText.", by="Författare")
    ek = talk.someone("Ek", municipality="0685")
    talk.open(ek, "Från Vetlanda?")
    ek.post("/talk/Kommun:Umeå/Försök", {"title": "Till Umeå?", "text": "Hur?", "kind": "question"})
    asp = talk.someone("Asp", municipality="1380")
    talk.open(asp, "Från Halmstad?")
    umea, vetlanda = listed(talk, "?municipality=2480"), listed(talk, "?municipality=0685")
    assert [title in umea for title in ("Från Vetlanda?", "Till Umeå?", "Från Halmstad?")] == [False, True, False]
    assert [title in vetlanda for title in ("Från Vetlanda?", "Till Umeå?", "Från Halmstad?")] == [True, True, False]
    assert '<option value="1380"' in umea
    assert "Ingen sådan fråga väntar på svar" in listed(talk, "?municipality=0114")


def test_can_be_narrowed_by_theme_and_stands_on_its_page(talk: Talk) -> None:
    talk.world.write("Tema:Pilot", "---\ntyp: tema\n---\nOm piloter.", by="Författare")
    talk.world.write("Om piloter", "---\ntema: Pilot\n---\nText.", by="Författare")
    talk.world.write("Kommun:Umeå/Försök", "---\ntyp: exempel\ntema: Pilot\n---\nText.", by="Författare")
    ek = talk.someone("Ek")
    talk.open(ek, "Något annat?")
    for page, title in (("Om_piloter", "Hur stor?"), ("Kommun:Umeå/Försök", "Hur länge?"), ("Tema:Pilot", "Varför?")):
        number(ek.post(f"/talk/{page}", {"title": title, "text": "Undrar.", "kind": "question"}))
    page = listed(talk, "?theme=Pilot")
    asked = ("Hur stor?", "Hur länge?", "Varför?", "Något annat?")
    assert [title in page for title in asked] == [True, True, True, False]
    assert "4 frågor" in listed(talk, "?theme=Finns+inte")
    theme = talk.world.visitor().get("/wiki/Tema:Pilot").text
    assert "Hur stor?" in theme
    assert "/questions?theme=Pilot" in theme


def test_an_empty_list_is_good_news(talk: Talk) -> None:
    assert "Alla frågor har fått svar" in listed(talk)
    assert "/questions" in talk.world.visitor().get("/special").text


def test_a_long_list_is_divided(talk: Talk) -> None:
    talk.open_many("Fråga", 51)
    assert "51 frågor" in listed(talk)
    assert "Fråga 50." not in listed(talk)
    assert "Fråga 50." in listed(talk, "?page=2")
