"""One page as XML, for any reader."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest
from lxml import etree

from tests.conftest import World
from tests.exporting.mediawiki.conftest import SECRET
from tests.exporting.mediawiki.schema import NAMESPACE, faults


def test_a_page_is_fetched_with_its_discussion(furnished: World) -> None:
    answer = furnished.visitor().get("/export/mediawiki/Pilot")
    assert answer.content_type == "application/xml; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=Pilot.xml"
    assert not [*faults(answer.data)]
    root = etree.fromstring(answer.data)
    titles = [each.text for each in root.iter(f"{NAMESPACE}title")]
    assert titles[-2:] == ["Pilot", "Diskussion:Pilot"]
    assert len([*root.iter(f"{NAMESPACE}revision")]) == 5
    assert SECRET not in answer.text


def test_a_name_in_any_letters_becomes_the_name_of_the_file(world: World) -> None:
    world.write("Kommun:Łódź – “så här”/日本", "Text.")
    answer = world.visitor().get("/export/mediawiki/Kommun:Łódź_–_“så_här”/日本")
    assert answer.status_code == 200
    said = answer.headers["Content-Disposition"]
    assert said.isascii()  # a server can send nothing else
    assert unquote(said).endswith("filename*=UTF-8''Kommun Łódź – “så här” – 日本.xml")


def test_where_only_members_read_nobody_keeps_a_copy(make_world: Callable[..., World]) -> None:
    world = make_world(reading="members")
    world.write("Pilot", "Text.")
    assert world.visitor().get("/export/mediawiki/Pilot").status_code == 302
    answer = world.signed_in("Asta").get("/export/mediawiki/Pilot")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_all_versions_are_fetched_when_that_is_asked_for(furnished: World) -> None:
    answer = furnished.visitor().get("/export/mediawiki/Pilot?history=yes")
    assert len([*etree.fromstring(answer.data).iter(f"{NAMESPACE}revision")]) == 9
    assert SECRET not in answer.text


def test_what_would_keep_others_waiting_is_refused_in_words(furnished: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.exporting.mediawiki.views.MOST_VERSIONS", 2)
    answer = furnished.visitor().get("/export/mediawiki/Pilot?history=yes")
    assert answer.status_code == 413
    assert "lång historik" in answer.text
    assert furnished.visitor().get("/export/mediawiki/Pilot").status_code == 200


def test_pages_that_are_not_here(furnished: World) -> None:
    visitor = furnished.visitor()
    assert visitor.get("/export/mediawiki/Hemlig").status_code == 404
    assert visitor.get("/export/mediawiki/pilot").location == "/export/mediawiki/Pilot"
    assert visitor.get("/wiki/Special:Exportera/Pilot").location == "/export/mediawiki/Pilot"


def test_whom_to_ask_stays_here(world: World) -> None:
    world.write("Kommun:Umeå/Pilot", f"---\ntyp: exempel\nkontakt: {SECRET}\n---\nVi provade.")
    world.write("Råd", "---\nkontakt: Trädgårdsgruppen\n---\nProva.")
    visitor = world.visitor()
    told = visitor.get("/export/mediawiki/Kommun:Umeå/Pilot?history=yes").text
    assert "Vi provade." in told
    assert SECRET not in told
    assert "Trädgårdsgruppen" in visitor.get("/export/mediawiki/Råd").text
