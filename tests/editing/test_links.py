"""What the pickers suggest: pages, headings, people."""

import json
from typing import Any

from tests.conftest import Visitor, World
from wiki.accounts.models import Role, User
from wiki.core.db import transaction


def asked(visitor: Visitor, address: str, **query: str) -> list[dict[str, Any]]:
    answer = visitor.get(address, query_string=query, headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = json.loads(answer.text)
    return found


def targets(visitor: Visitor, query: str) -> list[str]:
    return [each["target"] for each in asked(visitor, "/edit/links", q=query)]


def test_pages_are_found_by_the_beginning_of_their_title(world: World) -> None:
    world.write("Kommun:Uddevalla", "Text.")
    world.write("Kommun:Uddevalla/Digital vägvisare", "---\ntyp: exempel\n---\nText.")
    first, second, new = asked(world.visitor(), "/edit/links", q="udde")
    assert (first["target"], first["label"]) == ("Kommun:Uddevalla", "Uddevalla")
    assert (second["title"], second["label"]) == ("Uddevalla/Digital vägvisare", "Digital vägvisare")
    assert second["namespace_label"] == "Exempel"
    assert first["exists"]
    assert first["namespace_label"] == "Kommunsida"
    assert (new["target"], new["exists"], new["is_new"]) == ("Udde", False, True)


def test_a_page_that_others_wish_for_is_offered_as_missing(world: World) -> None:
    world.write("Plan", "Se [[Nyttan av testbäddar]].")
    wished, new = asked(world.visitor(), "/edit/links", q="nyttan av")
    assert (wished["target"], wished["exists"], wished["is_new"]) == ("Nyttan av testbäddar", False, False)
    assert new["target"] == "Nyttan av"


def test_what_is_called_so_already_is_not_offered_as_new(world: World) -> None:
    world.write("Pilot", "Text.")
    assert targets(world.visitor(), "pilot") == ["Pilot"]
    world.write("Mobilen", "[[Pilotprojekt]]")
    assert targets(world.visitor(), "Pilotprojekt").count("Pilotprojekt") == 1


def test_a_misspelt_title_is_found(world: World) -> None:
    world.write("Transformationsplan", "Text.")
    assert "Transformationsplan" in targets(world.visitor(), "Transfromationsplan")


def test_categories_show_for_those_who_ask_for_them(world: World) -> None:
    world.write("Kategori:Piloter", "Text.")
    world.write("Plan", "[[Kategori:Pilotlän]]")
    reader = world.visitor()
    assert targets(reader, "pilo") == ["Pilo"]
    assert targets(reader, "Kategori:Pilo") == ["Kategori:Piloter", "Kategori:Pilotlän", "Kategori:Pilo"]
    assert targets(reader, ":Kategori:Piloter") == [":Kategori:Piloter"]


def test_whatever_is_typed_is_answered_kindly(world: World) -> None:
    reader = world.visitor()
    for query in ("", " ", "[[", "a|b", "Kommun:", "x" * 5000, "%", "😀", "#", "\\", "'"):
        assert isinstance(asked(reader, "/edit/links", q=query), list)


def test_the_headings_of_a_page_can_be_linked_to(world: World) -> None:
    world.write("Plan", "## Vad?\n\nText.\n\n## Vad?\n\n### Slut (snart)\n")
    world.write("Planen", "#OMDIRIGERING [[Plan]]")
    reader = world.visitor()
    found = asked(reader, "/edit/headings/Plan")
    assert [each["target"] for each in found] == ["Plan#Vad?", "Plan#Vad?_2", "Plan#Slut (snart)"]
    assert asked(reader, "/edit/headings/Planen") == found
    assert asked(reader, "/edit/headings/Ingenstans") == []
    assert reader.get("/edit/headings/a|b", headers={"Accept": "application/json"}).status_code == 400


def test_people_are_suggested_with_their_municipality_and_nothing_more(world: World) -> None:
    asp = world.signed_in("Asp", municipality="1380")
    world.user("Asta Ek", municipality="1485")
    found = asked(asp, "/users/suggest", q="as")
    assert found[:2] == [
        {"name": "Asp", "municipality": "Halmstads kommun", "target": "Användare:Asp"},
        {"name": "Asta Ek", "municipality": "Uddevalla kommun", "target": "Användare:Asta Ek"},
    ]
    assert asked(asp, "/users/suggest", q="@ek")[0]["name"] == "Asta Ek"
    assert asked(asp, "/users/suggest", q="example.org") == []


def test_a_municipality_is_suggested_with_how_many_there_are_to_speak_to(world: World) -> None:
    asp = world.signed_in("Asp", municipality="1485")
    world.user("Elna", municipality="1485")
    town = {"name": "Uddevalla kommun", "municipality": "2 personer här", "target": "Kommun:Uddevalla"}
    assert asked(asp, "/users/suggest", q="uddev") == [town]
    assert len(asked(asp, "/users/suggest", q="@s")) <= 4
    assert asked(asp, "/users/suggest", q="")[-1]["name"] == "Elna"


def test_only_those_who_can_answer_are_suggested(world: World) -> None:
    asp = world.signed_in("Asp", role=Role.MEMBER)
    with world.app.app_context(), transaction() as session:
        session.add(User(name="Elna", name_key="elna", demo=True))
    assert asked(asp, "/users/suggest", q="elna") == []
    assert world.visitor().get("/users/suggest?q=a").status_code == 401


def test_the_editor_and_the_discussion_hold_what_the_pickers_need(world: World) -> None:
    asp = world.signed_in("Asp")
    world.write("Plan", "Text.")
    assert 'id="mk-picker-dialog"' in asp.get("/edit/Plan").text
    talk = asp.get("/talk/Plan").text
    assert 'data-behaviour="unsaved keepdraft sendonce post"' in talk
    assert 'id="mk-picker"' in talk
    assert talk.count('id="mk-picker-dialog"') == 1
