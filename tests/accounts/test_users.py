"""The list of users, and their roles."""

import threading
from datetime import UTC, datetime

from sqlalchemy import select

from tests.conftest import World
from wiki.accounts.models import Role, User
from wiki.accounts.register import make_user
from wiki.accounts.roles import LastAdministrator, change_role
from wiki.core.db import session, transaction
from wiki.journal.models import Entry


def number(world: World, name: str) -> int:
    with world.app.app_context():
        return session().scalars(select(User.id).where(User.name == name)).one()


def test_an_administrator_gives_somebody_another_role(world: World) -> None:
    anna = world.signed_in("Anna", Role.ADMINISTRATOR)
    world.user("Bo")
    answer = anna.post(f"/users/{number(world, 'Bo')}/role", {"role": "20"})
    assert answer.headers["Location"] == "/users"
    assert "Bo har nu rollen Trädgårdsmästare" in anna.get("/users").text
    with world.app.app_context():
        entry = session().query(Entry).one()
        assert (entry.kind, entry.name, entry.summary) == ("role", "Användare:Bo", "Medlem → Trädgårdsmästare")
        assert entry.actor_id != number(world, "Bo")


def test_a_role_that_stays_leaves_no_trace(world: World) -> None:
    anna = world.signed_in("Anna", Role.ADMINISTRATOR)
    anna.post(f"/users/{number(world, 'Anna')}/role", {"role": "30"})
    with world.app.app_context():
        assert session().query(Entry).count() == 0


def test_the_last_administrator_stays(world: World) -> None:
    anna = world.signed_in("Anna", Role.ADMINISTRATOR)
    answer = anna.post(f"/users/{number(world, 'Anna')}/role", {"role": "10"})
    assert answer.status_code == 409
    assert "enda administratören" in answer.text
    world.user("Bo", Role.ADMINISTRATOR)
    assert anna.post(f"/users/{number(world, 'Anna')}/role", {"role": "10"}).status_code == 302
    assert "anna@example.org" not in anna.get("/users").text


def test_two_administrators_who_demote_each_other_at_once_do_not_both_succeed(world: World) -> None:
    world.user("Anna", Role.ADMINISTRATOR)
    world.user("Bo", Role.ADMINISTRATOR)
    pairs = [(number(world, "Anna"), number(world, "Bo")), (number(world, "Bo"), number(world, "Anna"))]
    refused: list[str] = []

    def demote(whom: int, by: int) -> None:
        with world.app.test_request_context():
            actor = session().get(User, by)
            assert actor
            try:
                change_role(whom, Role.MEMBER, actor)
            except LastAdministrator:
                refused.append("last")
            except Exception as error:  # noqa: BLE001  # whichever came second may no longer be administrator
                refused.append(type(error).__name__)

    threads = [threading.Thread(target=demote, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    with world.app.app_context():
        assert session().query(User).filter_by(role=Role.ADMINISTRATOR).count() == 1


def test_roles_are_for_administrators_to_give(world: World) -> None:
    world.user("Bo")
    address = f"/users/{number(world, 'Bo')}/role"
    assert world.visitor().get("/users").status_code == 401
    assert world.visitor().post(address, {"role": "30"}).status_code == 401
    gardener = world.signed_in("Gerd", Role.GARDENER)
    assert "Spara rollen" not in gardener.get("/users").text
    assert gardener.post(address, {"role": "30"}).status_code == 403


def test_nonsense_is_refused(world: World) -> None:
    anna = world.signed_in("Anna", Role.ADMINISTRATOR)
    for role in ("", "11", "-1", "x", "۳۰"):
        assert anna.post(f"/users/{number(world, 'Anna')}/role", {"role": role}).status_code == 400
    assert anna.post("/users/999/role", {"role": "10"}).status_code == 404


def test_the_list_is_paged_and_searched(world: World) -> None:
    anna = world.signed_in("Anna", Role.ADMINISTRATOR)
    with world.app.app_context(), transaction():
        for each in range(60):
            make_user(f"Test {each:02} 100%", municipality_code="2480" if each == 7 else None)
    first = anna.get("/users").text
    assert "61 användare" in first
    assert "Test 48" in first
    assert "Test 49" not in first
    assert "Test 59" in anna.get("/users?page=2").text
    found = anna.get("/users?q=TEST+07").text
    assert "1 användare" in found
    assert "Umeå" in found
    assert "60 användare" in anna.get("/users?q=100%25").text
    assert "0 användare" in anna.get("/users?q=t_st").text
    assert anna.get("/users?q=%00").status_code == 200


def test_the_list_is_sorted_and_tells_what_each_has_done(world: World) -> None:
    anna = world.signed_in("Anna", Role.ADMINISTRATOR)
    for each in range(3):
        world.write("Plan", f"Text {each}", by="Zeta")
    world.write("Mål", "Text", by="Bo")
    world.user("Cilla")

    def order(sort: str) -> list[str]:
        page = anna.get(f"/users?sort={sort}").text
        return sorted(("Anna", "Bo", "Cilla", "Zeta"), key=lambda name: page.index(f">{name}</a></th>"))

    assert order("name") == order("hax") == ["Anna", "Bo", "Cilla", "Zeta"]
    assert order("edits") == ["Zeta", "Bo", "Anna", "Cilla"]
    assert order("seen") == ["Bo", "Zeta", "Anna", "Cilla"]
    assert order("since")[0] == "Cilla"
    assert order("role")[0] == "Anna"
    assert "Bidrag av Zeta: 3" in anna.get("/users").text


def test_the_list_says_the_month_and_no_more_of_when_somebody_was_seen(world: World) -> None:
    anna = world.signed_in("Anna", Role.ADMINISTRATOR)
    world.write("Plan", "Text", by="Bo", at=datetime(2025, 3, 14, 12, tzinfo=UTC))
    page = anna.get("/users?q=bo").text
    assert "mars 2025" in page, "on a phone it stands within a line: Senast sedd: mars 2025"
    assert "14 mars" not in page
    assert "March 2025" in anna.get("/users?q=bo", headers={"Accept-Language": "en"}).text


def test_the_list_says_who_is_blocked(world: World) -> None:
    anna = world.signed_in("Anna", Role.ADMINISTRATOR)
    world.user("Bo")
    anna.post("/block/Bo", {"lasts": "day", "reason": "Reklam"})
    assert "Blockerad till " in anna.get("/users?q=bo").text


def test_members_see_who_there_is_and_nothing_that_is_not_shown_elsewhere(world: World) -> None:
    world.write("Plan", "Text", by="Bo", at=datetime(2025, 3, 14, 12, tzinfo=UTC))
    with world.app.app_context(), transaction():
        make_user("Umesson", municipality_code="2480")
    world.user("Karin", Role.GARDENER)
    assert world.visitor().get("/users").status_code == 401
    member = world.signed_in("Cilla")
    page = member.get("/users").text
    for words in ("Umesson", "Umeå", "Bidrag av Bo: 1", "Trädgårdsmästare", "4 användare"):
        assert words in page, words
    for secret in ("@example.org", "Senast sedd", "Mars 2025", "E-postadress", "/users/letters", "user-role"):
        assert secret not in page, secret
    assert "0 användare" in member.get("/users?q=example.org").text, "nobody is found by an address"
    assert "Ingen heter så" in member.get("/users?q=example.org").text
    assert member.get("/users?sort=seen").text.index(">Bo</a></th>") < page.index(">Umesson</a></th>")


def test_the_list_is_narrowed_to_those_who_look_after_the_wiki(world: World) -> None:
    world.user("Karin", Role.GARDENER)
    world.user("Boss", Role.ADMINISTRATOR)
    member = world.signed_in("Cilla")
    gardeners = member.get("/users?role=gardeners").text
    assert "1 användare" in gardeners
    assert ">Karin</a>" in gardeners
    assert ">Boss</a>" in member.get("/users?role=administrators&sort=edits").text
    assert "3 användare" in member.get("/users?role=hax").text


def test_gardeners_see_who_is_blocked_and_members_do_not(world: World) -> None:
    karin = world.signed_in("Karin", Role.GARDENER)
    world.user("Bo")
    karin.post("/block/Bo", {"lasts": "day", "reason": "Reklam"})
    assert "Blockerad till " in karin.get("/users?q=bo").text
    assert "Blockerad" not in world.signed_in("Cilla").get("/users?q=bo").text
