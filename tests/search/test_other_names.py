"""The other names of a page: the titles of redirects that lead to it."""

from sqlalchemy import select

from tests.conftest import World
from tests.search.conftest import Library
from tests.search.test_facets import row
from wiki.core.db import session
from wiki.search.models import SearchDocument


def test_a_page_is_found_by_the_redirects_that_lead_to_it(library: Library) -> None:
    library.put("RPA", key="page:1", kind="redirect", leads_to="Robotar")
    library.put("Robotar", "Maskiner som klickar.", key="page:2")
    library.put("Mjukvarurobot", key="page:3", kind="redirect", leads_to="Robotar")
    assert row(library.world, "Robotar").other_names == "Mjukvarurobot\nRPA"
    library.follow()
    assert library.titles("rpa") == library.titles("mjukvarurobotar") == ["Robotar"]
    library.drop("page:1")
    library.follow()
    assert library.titles("rpa") == []
    assert library.titles("mjukvarurobot") == ["Robotar"]


def test_a_redirect_that_leads_elsewhere_is_a_name_of_that(library: Library) -> None:
    library.put("Robotar", "Text.", key="page:1")
    library.put("Skript", "Text.", key="page:2")
    library.put("RPA", key="page:3", kind="redirect", leads_to="Robotar")
    library.put("RPA", key="page:3", kind="redirect", leads_to="Skript")
    assert row(library.world, "Robotar").other_names == ""
    assert row(library.world, "Skript").other_names == "RPA"
    library.put("RPA", "Nu en sida.", key="page:3")
    assert row(library.world, "Skript").other_names == ""


def test_names_are_told_by_every_letter_and_redirects_to_redirects_give_none(library: Library) -> None:
    library.put("IT", "Text.", key="page:1")
    library.put("It", "Text.", key="page:2")
    library.put("Datateknik", key="page:3", kind="redirect", leads_to="It")
    library.put("Data", key="page:4", kind="redirect", leads_to="Datateknik")
    assert row(library.world, "IT").other_names == ""
    assert row(library.world, "It").other_names == "Datateknik"


def test_each_change_of_names_gives_the_page_a_new_version(library: Library) -> None:
    library.put("Robotar", "Text.", key="page:1")
    before = row(library.world, "Robotar").version
    library.put("RPA", key="page:2", kind="redirect", leads_to="Robotar")
    after = row(library.world, "Robotar").version
    assert after > before
    library.put("RPA", key="page:2", kind="redirect", leads_to="Robotar")
    library.put("Robotar", "Text.", key="page:1")
    assert row(library.world, "Robotar").version == after
    library.follow()
    assert library.follow() == 0
    assert library.differences() == []


def test_pages_tell_where_they_lead(world: World) -> None:
    world.write("Robotar", "Maskiner som klickar.")
    world.write("RPA", "#OMDIRIGERING [[Robotar#Rubrik]]")
    assert (row(world, "RPA", "redirect").leads_to, row(world, "Robotar").other_names) == ("Robotar", "RPA")
    world.write("RPA", "Nu en egen sida.")
    assert row(world, "Robotar").other_names == ""


def test_what_has_gone_keeps_none_of_it(library: Library) -> None:
    library.put("RPA", key="page:1", kind="redirect", leads_to="Robotar")
    library.drop(library.put("Robotar", "Text.", key="page:2", facets={"municipality": ["1440"]}))
    with library.world.app.app_context():
        gone = session().scalars(select(SearchDocument).where(SearchDocument.gone)).one()
        assert (gone.facets, gone.other_names, gone.leads_to) == ("", "", "")
    library.follow()
    assert library.find("kommun:Ale").total == 0
