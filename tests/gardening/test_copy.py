"""Copying a page: a new page that says where its text comes from."""

from tests.conftest import World


def test_a_copy_says_from_which_version_it_comes(world: World) -> None:
    saved = world.write("Pilot", "Så prövar man.", by="Karin")
    asta = world.signed_in("Asta")
    assert "/copy/Pilot" in asta.get("/wiki/Pilot").text
    answer = asta.post("/copy/Pilot", {"to": "Verktyg:Pröva", "reason": "egen variant"}, follow_redirects=True)
    assert "Så prövar man." in answer.text
    history = asta.get("/history/Verktyg:Pröva").text
    assert f'<a href="/wiki/Pilot?oldid={saved.revision_id}">Pilot</a>' in history
    assert ": egen variant" in history
    assert f"kopierad från Pilot, version {saved.revision_id}: egen variant" in asta.get("/feeds/changes").text


def test_a_copy_takes_no_name_that_is_taken(world: World) -> None:
    world.write("Pilot", "Så prövar man.")
    world.write("Prov", "Annat.")
    asta = world.signed_in("Asta")
    answer = asta.post("/copy/Pilot", {"to": "Prov", "reason": "därför"})
    assert answer.status_code == 409
    assert "Det finns redan en sida som heter ”Prov”" in answer.text
    assert 'value="därför"' in answer.text
    assert "Annat." in asta.get("/wiki/Prov").text
