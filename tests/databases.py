"""Databases of one test process on the PostgreSQL server that this machine has.

Nothing in them has to outlive the machine, so no commit waits for the disk. An empty one is emptied again and kept for
the next test that wants one: to drop a database, the server writes all that it holds to the disk first.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import Engine, create_engine, text

_OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name AND pid <> pg_backend_pid()"


@contextmanager
def own_database(server: Engine, name: str) -> Iterator[str]:
    """The address of an empty database called `name`, which is dropped afterwards. `server` commits by itself."""
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"))
        connection.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    try:
        yield server.url.set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


class EmptyDatabases:
    """Databases in which there is no table, on `server`; their names begin with `name`."""

    def __init__(self, server: Engine, name: str, until: ExitStack) -> None:
        self._server, self._name, self._until = server, name, until
        self._idle: list[str] = []
        self._made = 0

    @contextmanager
    def one(self) -> Iterator[str]:
        """The address of one that nobody else has meanwhile."""
        address = self._idle.pop() if self._idle else self._new()
        try:
            yield address
        finally:
            _empty(address)
            self._idle.append(address)

    def _new(self) -> str:
        self._made += 1
        return self._until.enter_context(own_database(self._server, f"{self._name}_{self._made}"))


def _empty(address: str) -> None:
    """Take everything out of a database, also what somebody who was killed still holds."""
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text(_OTHERS), {"name": engine.url.database})
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
