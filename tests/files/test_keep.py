"""Keeping files: versions, and what stands about them in the journal."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conftest import World
from tests.files.made import pdf, picture
from wiki.accounts.models import User
from wiki.core.db import session, transaction
from wiki.core.errors import NotFound, Refusal, SignInNeeded
from wiki.files import queries
from wiki.files.inspect import inspect
from wiki.files.keep import keep_file, restore_version
from wiki.files.models import File, FileVersion
from wiki.files.queries import FileFilter
from wiki.files.storage import storage
from wiki.files.titles import WrongEnding

BLUE, RED = picture(size=(50, 50)), picture(size=(70, 50))
PutIn = Callable[..., FileVersion]


def test_a_file_is_kept_with_what_is_known_of_it(world: World, put_in: PutIn) -> None:
    version = put_in("torget.jpeg", RED, "ny bild")
    with world.app.app_context():
        found = queries.files()[0]
        assert (found.file.title, found.number, found.comment) == ("Torget.png", 1, "ny bild")
        assert (found.uploader and found.uploader.name, found.municipality_code) == ("Ask", "1485")
        assert (found.width, found.height, found.media_type, found.is_picture) == (70, 50, "image/png", True)
        with storage().open(version.checksum) as file:
            assert len(file.read()) == found.size


def test_the_same_content_is_no_new_version(world: World, put_in: PutIn) -> None:
    assert [put_in(data=data).number for data in (RED, RED, BLUE, RED)] == [1, 1, 2, 3]
    with world.app.app_context():
        file = queries.find_file("Torget.png")
        assert file
        assert [each.number for each in queries.versions(file)] == [3, 2, 1]
        assert queries.count_versions(file) == 3
        assert queries.versions(file, limit=1, offset=1)[0].number == 2


def test_an_earlier_version_is_shown_again_as_a_new_one(world: World, put_in: PutIn) -> None:
    first = put_in(data=RED)
    put_in(data=BLUE)
    with world.app.app_context():
        file = queries.find_file("Torget.png")
        by = session().get_one(User, first.uploader_id)
        assert file
        again = restore_version(file, 1, by, "den gamla var bättre")
        assert (again.number, again.checksum, again.comment) == (3, first.checksum, "den gamla var bättre")
        assert restore_version(file, 1, by).number == 3  # it is shown already
        with pytest.raises(NotFound, match="no version 9"):
            restore_version(file, 9, by)
    assert "den gamla var bättre" in world.visitor().get("/changes").text


def test_recent_changes_tell_of_it(world: World, put_in: PutIn) -> None:
    put_in(comment="från invigningen")
    page = world.visitor().get("/changes?namespace=file").text
    assert 'href="/wiki/Fil:Torget.png"' in page
    assert "laddade upp filen: från invigningen" in page
    assert "Ask" in page
    put_in(data=BLUE)
    assert "laddade upp filen<" in world.visitor().get("/changes").text  # the kept page has been made anew


def test_only_members_may_and_names_must_agree(world: World, put_in: PutIn) -> None:
    put_in()
    with world.app.test_request_context():
        found = inspect(pdf(), "plan.pdf")
        by = session().get_one(User, 1)
        with pytest.raises(WrongEnding):
            keep_file("Torget.png", found, "", by)
        visitor = User(name="x", name_key="x", role=0)
        with pytest.raises(SignInNeeded):
            keep_file("Plan.pdf", found, "", visitor)


def test_nothing_is_kept_of_an_act_that_fails(world: World, put_in: PutIn) -> None:
    put_in()
    with world.app.app_context():
        found = inspect(pdf(), "plan.pdf")

        def act() -> None:
            with transaction():
                keep_file("Plan.pdf", found, "", session().get_one(User, 1))
                raise Refusal

        with pytest.raises(Refusal):
            act()
        assert queries.find_file("Plan.pdf") is None
        assert queries.count_files() == 1


def test_those_who_come_at_once_get_a_number_each(world: World, put_in: PutIn) -> None:
    put_in()
    with ThreadPoolExecutor(4) as pool:
        made = pool.map(lambda side: put_in(data=picture(size=(side, side))).number, (10, 20, 30, 40))
    assert sorted(made) == [2, 3, 4, 5]


def test_files_are_found_by_title_kind_and_uploader(world: World, put_in: PutIn) -> None:
    put_in("Torget.png")
    put_in("Plan 100%.pdf", pdf())
    with world.app.app_context():
        titles = [each.file.title for each in queries.files()]
        assert titles == ["Plan 100%.pdf", "Torget.png"]
        for chosen, wanted in (
            (FileFilter(search="torg"), ["Torget.png"]),
            (FileFilter(search="0%"), ["Plan 100%.pdf"]),
            (FileFilter(search="_"), []),
            (FileFilter(kind="picture"), ["Torget.png"]),
            (FileFilter(kind="document"), ["Plan 100%.pdf"]),
            (FileFilter(uploader_id=99), []),
        ):
            assert [each.file.title for each in queries.files(chosen)] == wanted
            assert queries.count_files(chosen) == len(wanted)


def test_a_page_asks_once_for_all_its_pictures(world: World, put_in: PutIn) -> None:
    put_in("Torget.png")
    put_in("Torget.png", BLUE)
    put_in("Plan.pdf", pdf())
    with world.app.app_context():
        found = queries.pictures(["Torget.png", "Plan.pdf", "Saknas.png"])
        assert {title: (each.number, each.is_picture) for title, each in found.items()} == {
            "Torget.png": (2, True),
            "Plan.pdf": (1, False),
        }
        assert queries.pictures([]) == {}
        assert queries.text_of("Plan.pdf") == "Medborgarbudget i Uddevalla"
        assert queries.text_of("Saknas.pdf") == ""
        assert session().get_one(File, 1).name.full == "Fil:Torget.png"
