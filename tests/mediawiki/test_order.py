"""In which order versions stand here, whatever the clocks and the exports say."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import World
from tests.mediawiki.conftest import BringIn
from wiki.mediawiki.gathering import oldest_first
from wiki.mediawiki.notes import OLDER
from wiki.mediawiki.parts import Contributor, OldRevision

Written = tuple[int, int, int]  # number, year, number of the version that was changed


def export(path: Path, versions: Sequence[Written]) -> Path:
    """A page with these versions, each of which says its number."""
    body = "".join(
        f"<revision><id>{number}</id><parentid>{parent}</parentid><timestamp>{year}-01-01T08:00:00Z</timestamp>"
        f"<contributor><username>Elna</username></contributor><text>Version {number}.</text></revision>"
        for number, year, parent in versions
    )
    page = f"<page><title>Klockan</title><ns>0</ns><id>1</id>{body}</page>"
    path.write_text(f"<mediawiki><siteinfo><sitename>W</sitename></siteinfo>\n{page}</mediawiki>", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("versions", "order"),
    [
        ([(1, 2020, 0), (2, 2021, 1), (3, 2022, 2)], [1, 2, 3]),
        ([(3, 2022, 2), (2, 2021, 1), (1, 2020, 0)], [1, 2, 3]),  # the newest first
        ([(1, 2020, 0), (2, 2035, 1), (3, 2022, 2)], [1, 2, 3]),  # a clock that was ahead
        ([(1, 2020, 0), (2, 1970, 1), (3, 2022, 2)], [1, 2, 3]),  # and one that was behind
        ([(1, 2020, 0), (7, 2018, 0), (8, 2019, 7)], [7, 8, 1]),  # older ones that were taken in there later
        ([(1, 2020, 0), (2, 2019, 0), (3, 2019, 0)], [2, 3, 1]),  # an export that tells of no parents
        ([(1, 2020, 2), (2, 2019, 1), (3, 2021, 3), (4, 2018, 99)], [4, 3, 2, 1]),  # nonsense loses nothing
    ],
)
def test_each_version_comes_after_the_one_it_changed(versions: Sequence[Written], order: list[int]) -> None:
    read = [
        OldRevision(number, datetime(year, 1, 1, tzinfo=UTC), Contributor("Elna"), "", "x", parent=parent)
        for number, year, parent in versions
    ]
    assert [each.number for each in oldest_first(read)] == order


def test_a_clock_that_was_ahead_does_not_make_an_old_version_the_current_one(
    world: World, moved_in: BringIn, tmp_path: Path
) -> None:
    moved_in(export(tmp_path / "old.xml", [(1, 2020, 0), (2, 2035, 1), (3, 2021, 2)]))
    assert "Version 3." in world.visitor().get("/wiki/Klockan").text
    later = export(tmp_path / "later.xml", [(1, 2020, 0), (2, 2035, 1), (3, 2021, 2), (4, 2022, 3)])
    assert moved_in(later).outcome.added["revisions"] == 1
    assert "Version 4." in world.visitor().get("/wiki/Klockan").text


def test_what_comes_late_does_not_take_the_place_of_what_is_newer(
    world: World, moved_in: BringIn, tmp_path: Path
) -> None:
    moved_in(export(tmp_path / "current.xml", [(3, 2022, 2)]))
    told = moved_in(export(tmp_path / "full.xml", [(1, 2020, 0), (2, 2021, 1), (3, 2022, 2), (4, 2023, 3)]))
    assert [(each.msgid, each.params) for each in told.notes] == [(OLDER, {"count": 2})]
    assert told.outcome.added["revisions"] == 1
    assert "Version 4." in world.visitor().get("/wiki/Klockan").text
    part = moved_in(export(tmp_path / "part.xml", [(1, 2020, 0), (2, 2021, 1)]))
    assert (part.outcome.added["revisions"], part.of("Klockan")) == (0, [OLDER])
    assert "Version 4." in world.visitor().get("/wiki/Klockan").text
