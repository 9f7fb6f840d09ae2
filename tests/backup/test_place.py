"""Where a backup is restored: an empty place, which says that it is unfinished until it is whole."""

from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from tests.backup.conftest import Places, contents
from tests.conftest import World
from wiki.backup import restore as restoring
from wiki.backup.place import NotEmpty
from wiki.backup.restore import restore
from wiki.core.db import make_engine
from wiki.core.schema import UNFINISHED, UnfinishedRestore, check, migrate


class Killed(BaseException):
    """As when the process ends."""


def test_a_restore_that_was_killed_says_so_and_can_be_begun_anew(
    full: World, archive: Path, places: Places, database_kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = places(database_kind)

    def die(*_: object) -> None:
        raise Killed

    for moment in ("_put_files", "_fill", "write_whole"):
        with monkeypatch.context() as patch:
            patch.setattr(restoring, moment, die)
            with pytest.raises(Killed):
                restore(archive, there)
        engine = make_engine(there.database)
        for ask in (migrate, check):
            with pytest.raises(UnfinishedRestore, match="Run `wiki restore` once more"):
                ask(engine)
        engine.dispose()
    restore(archive, there)
    assert contents(there) == contents(full.app.config["WIKI"])
    engine = make_engine(there.database)
    assert not inspect(engine).has_table(UNFINISHED)
    check(engine)
    engine.dispose()
    with pytest.raises(NotEmpty, match="There is a wiki already"):
        restore(archive, there)


def test_numbers_go_on_where_they_were(full: World, archive: Path, places: Places, database_kind: str) -> None:
    there = places(database_kind)
    restore(archive, there)
    highest = max(row["id"] for row in contents(there)["user"])
    engine = make_engine(there.database)
    with engine.begin() as connection:
        added = connection.execute(
            text(
                'INSERT INTO "user" (name, name_key, role, demo, created_at, session_number)'
                " VALUES ('Ny', 'ny', 10, false, '2026-01-01 00:00:00.000000', 1) RETURNING id"
            )
        )
        assert added.scalar_one() == highest + 1
    engine.dispose()


def test_a_place_where_anything_is_is_left_alone(archive: Path, places: Places, database_kind: str) -> None:
    there = places(database_kind)
    (there.data / "files" / "ab").mkdir(parents=True)
    with pytest.raises(NotEmpty, match="files is not empty"):
        restore(archive, there)
    engine = make_engine(there.database)
    assert not inspect(engine).get_table_names()
    engine.dispose()
