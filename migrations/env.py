"""How Alembic meets the database: with the connection of `wiki.core.schema`, or with one of its own for developers."""

from alembic import context
from sqlalchemy import Connection

import wiki.app  # noqa: F401  (every table is known once the application is)
from wiki.core.db import Base, make_engine
from wiki.core.settings import read_settings


def run(connection: Connection) -> None:
    """Run what has been asked for. SQLite alters a table by making it anew, which Alembic calls a batch."""
    context.configure(connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


if given := context.config.attributes.get("connection"):
    run(given)
else:
    with make_engine(read_settings().database).connect() as own, own.begin():
        run(own)
