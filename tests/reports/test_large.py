"""Large wikis: what nobody could wait for is counted in the background, and is right when it has been."""

import pytest

from tests.conftest import World
from tests.pages.test_backlinks import in_order, words
from wiki.accounts.models import Role
from wiki.gardening import activity
from wiki.gardening.activity import count_activity
from wiki.gardening.delete import delete_page
from wiki.markup import parse_name
from wiki.reports import counting
from wiki.reports.category_tree import count_categories
from wiki.reports.counting import count_report
from wiki.reports.registry import BY_NAME


def test_how_many_rows_there_are_is_kept_until_one_has_gone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "SMALL", 0)
    for name in ("Ett", "Två", "Kommun:Ale"):
        world.write(name, "Text.")
    with world.app.app_context():
        assert count_report(BY_NAME["longest"]) == 3
    world.write("Tre", "Text.")
    assert "3 rader" in words(world.visitor().get("/reports/longest").text), "as it was counted"
    al = world.user("Al", Role.ADMINISTRATOR)
    for name in ("Tre", "Två"):
        with world.app.test_request_context():
            delete_page(parse_name(name), "Behövs inte", al)
    page = words(world.visitor().get("/reports/longest").text)
    assert "2 rader" in page
    assert "Vägledning 1" in page


def test_the_tree_of_categories_is_shown_as_it_was_counted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "SMALL", 0)
    world.write("Plan", "[[Kategori:Under]]")
    world.write("Kategori:Under", "[[Kategori:Över]]")
    as_it_is = world.visitor().get("/categories").text
    with world.app.app_context():
        count_categories()
    as_counted = world.visitor().get("/categories?x=1").text
    assert words(as_it_is) == words(as_counted)
    assert in_order(words(as_counted), "Över", "1 underkategori", "Under", "1 sida")
    world.write("Pilot", "[[Kategori:Ny]]")
    assert "Ny" not in words(world.visitor().get("/categories?x=2").text)
    with world.app.app_context():
        count_categories()
    assert "Ny" in words(world.visitor().get("/categories?x=3").text)


def test_the_activity_of_users_is_counted_of_those_who_have_done_something(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.write("Plan", "Text.", by="Bo")
    anna = world.signed_in("Anna", Role.ADMINISTRATOR)
    with world.app.app_context():
        assert count_activity() == 2, "everybody, the first time"
        assert count_activity() == 0
    small = words(anna.get("/users?sort=edits").text)
    monkeypatch.setattr(activity, "SMALL", 0)
    assert words(anna.get("/users?sort=edits").text) == small
    assert in_order(small, "bo@example.org", "anna@example.org")
    for text in ("Ett.", "Två."):
        world.write("Pilot", text, by="Cia")
    with world.app.app_context():
        assert count_activity() == 1
    assert in_order(words(anna.get("/users?sort=edits").text), "cia@example.org", "bo@example.org")
