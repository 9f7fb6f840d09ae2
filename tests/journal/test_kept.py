"""Pages that are kept ready: always what stands in the wiki, and never somebody else's."""

from tests.conftest import World
from wiki.accounts.models import Role


def test_a_change_is_seen_at_once_by_everybody(world: World) -> None:
    visitor, member = world.visitor(), world.signed_in("Asp")
    world.write("Plan", "Förut.")
    for reader in (visitor, member, visitor, member):
        assert "Förut." in reader.get("/wiki/Plan").text
    world.write("Plan", "Numera.")
    for reader in (visitor, member):
        assert "Numera." in reader.get("/wiki/Plan").text
        assert "Förut." not in reader.get("/wiki/Plan").text


def test_a_red_link_turns_blue_when_its_page_is_written(world: World) -> None:
    visitor = world.visitor()
    world.write("Plan", "Se [[Mall för plan]].")
    assert "wikilink red" in visitor.get("/wiki/Plan").text
    world.write("Mall för plan", "Här är den.")
    assert "wikilink red" not in visitor.get("/wiki/Plan").text


def test_a_new_topic_counts_at_once(world: World) -> None:
    visitor, member = world.visitor(), world.signed_in("Asp")
    world.write("Plan", "Text.")
    assert "Diskussion (1)" not in visitor.get("/wiki/Plan").text
    member.post("/talk/Plan", {"title": "Fråga", "text": "Hur?"})
    assert "Diskussion (1)" in visitor.get("/wiki/Plan").text


def test_each_reader_sees_their_own_name_and_token_only(world: World) -> None:
    world.write("Plan", "Text.")
    asp, ek, visitor = world.signed_in("Asp"), world.signed_in("Ek"), world.visitor()
    for _ in range(2):
        by_asp, by_ek, by_visitor = (reader.get("/wiki/Plan").text for reader in (asp, ek, visitor))
        assert "/contributions/Asp" in by_asp
        assert "/contributions/Ek" in by_ek
        assert "/contributions/Ek" not in by_visitor
        assert "/contributions/Asp" not in by_visitor + by_ek
        assert "<!--" not in by_asp
    for member in (asp, ek):
        with member.client.session_transaction() as cookie:
            assert cookie["_user_id"]
        assert member.post("/signout").status_code in (302, 303)
        assert "Logga in" in member.get("/wiki/Plan").text


def test_what_a_role_may_do_is_shown_to_that_role_only(world: World) -> None:
    world.write("Plan", "Text.")
    administrator, member = world.signed_in("Chef", Role.ADMINISTRATOR), world.signed_in("Asp")
    assert 'href="/users"' in administrator.get("/wiki/Plan").text
    assert 'href="/users"' not in member.get("/wiki/Plan").text


def test_a_message_is_shown_once_to_the_one_it_is_for(world: World) -> None:
    asp, ek = world.signed_in("Asp"), world.signed_in("Ek")
    world.write("Plan", "Text.")
    ek.get("/wiki/Plan")
    answer = asp.post("/edit/Plan", {"text": "Ny text.", "base": "1"}, follow_redirects=True)
    assert "Publicerat." in answer.text
    assert "Publicerat." not in ek.get("/wiki/Plan").text
    assert "Publicerat." not in asp.get("/wiki/Plan").text


def test_an_unchanged_page_costs_a_repeated_reader_nothing(world: World) -> None:
    visitor = world.visitor()
    world.write("Plan", "Text.")
    first = visitor.get("/wiki/Plan")
    again = visitor.get("/wiki/Plan", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data
    world.write("Plan", "Ny text.")
    assert visitor.get("/wiki/Plan", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_each_language_has_its_own(world: World) -> None:
    world.write("Plan", "Text.")
    visitor = world.visitor()
    assert "Historik" in visitor.get("/wiki/Plan").text
    assert "Historikk" in visitor.get("/wiki/Plan", headers={"Accept-Language": "nb"}).text
    assert "History" in visitor.get("/wiki/Plan", headers={"Accept-Language": "en"}).text
    assert 'lang="sv"' in visitor.get("/wiki/Plan").text


def test_a_refusal_after_a_kept_page_has_the_reader_s_own_menu(world: World) -> None:
    asp = world.signed_in("Asp")
    world.write("Plan", "Text.")
    asp.get("/wiki/Plan")
    for address in ("/wiki/Kommun:", "/wiki/Plan?oldid=999999"):
        page = asp.get(address).text
        assert "<!--" not in page
        assert "/contributions/Asp" in page
