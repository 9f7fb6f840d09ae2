"""The database: whether it answers, is up to date and whole."""

from collections.abc import Iterator

from sqlalchemy import Connection, Select, column, func, inspect, select, table, text

from wiki.backup.doctor.finding import Finding, number_of
from wiki.backup.place import NoWiki, existing, sqlite_file
from wiki.backup.verify import SOFT
from wiki.core.db import engine
from wiki.core.errors import Refusal, Unavailable
from wiki.core.schema import check, newest
from wiki.core.settings import Settings

RESTORE = "Stop the wiki, keep a copy of what there is, and restore the last backup: `wiki restore`."
SHOWN = 5


def look_at_database(settings: Settings, *, deep: bool = False) -> Iterator[Finding]:
    """What keeps the database from being used at all."""
    try:
        with existing(settings) as database:
            number = check(database)
            if number is None and inspect(database).has_table("page"):
                yield Finding("The database does not say which migrations have been run (alembic_version).", RESTORE)
            elif number is None:
                yield Finding(
                    "The database is empty.", "`wiki serve` fills it with a new wiki, `wiki restore` with a backup."
                )
            elif number < newest():
                yield Finding(
                    f"The database is as an older program left it (migration {number} of {newest()}).",
                    "Make a backup (`wiki backup`), and then run `wiki migrate` or `wiki serve`.",
                )
            if database.dialect.name == "sqlite":
                with database.connect() as connection:
                    yield from _look_at_sqlite(connection, deep=deep)
            else:
                with database.connect() as connection:
                    yield from _look_at_postgresql(connection)
    except NoWiki as refusal:
        yield Finding(str(refusal), "Or start a new one there with `wiki serve`.")
    except Unavailable as refusal:
        if sqlite_file(settings) is None:
            yield Finding(str(refusal), "See whether the server is running, and whether WIKI_DATABASE_URL names it.")
        else:
            yield Finding(str(refusal), f"If its file is damaged: {RESTORE}")
    except Refusal as refusal:
        yield Finding(str(refusal))


def look_at_rows() -> Iterator[Finding]:
    """Rows that name others, which the database itself does not watch over."""
    with engine().connect() as connection:
        for name, references in SOFT.items():
            for own, other in references:
                count = connection.scalar(_lost(name, own, other)) or 0
                if count:
                    yield Finding(
                        f"{number_of(count, 'row', 'rows')} of {name} name a row of {other} that is not there.",
                        RESTORE,
                    )
        count = connection.scalar(
            text(
                "SELECT count(*) FROM page JOIN revision ON revision.id = page.current_revision_id"
                " WHERE revision.page_id <> page.id"
            )
        )
        if count:
            yield Finding(f"{number_of(count, 'page shows', 'pages show')} a version of another page.", RESTORE)


def _lost(name: str, own: str, other: str) -> Select[int]:
    holder, held = table(name, column(own)), table(other, column("id"))
    found = select(held.c.id).where(held.c.id == holder.c[own])
    return select(func.count()).select_from(holder).where(holder.c[own].is_not(None), ~found.exists())


def _look_at_sqlite(connection: Connection, *, deep: bool) -> Iterator[Finding]:
    said = list(connection.scalars(text("PRAGMA integrity_check" if deep else "PRAGMA quick_check")))
    if said != ["ok"]:
        yield Finding(f"The database file is damaged: {'; '.join(said[:SHOWN])}", RESTORE)
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    tables = sorted({str(row[0]) for row in broken})
    if broken:
        yield Finding(
            f"{number_of(len(broken), 'row refers', 'rows refer')} to what is not there, in {', '.join(tables)}.",
            RESTORE,
        )


def _look_at_postgresql(connection: Connection) -> Iterator[Finding]:
    if (encoding := connection.scalar(text("SHOW server_encoding"))) != "UTF8":
        yield Finding(
            f"The database has the encoding {encoding}, which does not hold all letters.", "Make one with UTF8."
        )
    unsure = connection.scalar(text("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND NOT convalidated"))
    if unsure:
        yield Finding(
            f"{number_of(unsure, 'foreign key', 'foreign keys')} have not been looked through.",
            "Run ALTER TABLE … VALIDATE CONSTRAINT … for each.",
        )
