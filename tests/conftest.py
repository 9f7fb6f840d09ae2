"""The stage for the tests: a wiki of its own for each test, on every database this machine has, and a small cast.

Tests go through HTTP and a real database. `world` gives the wiki; `world.visitor()` somebody with a browser.
"""

import gc
import os
import re
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from types import CodeType
from typing import Any

import hypothesis
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.exc import OperationalError
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.databases import EmptyDatabases, own_database
from wiki.accounts import hashing
from wiki.accounts.models import Role, User
from wiki.app import create_app
from wiki.core import db
from wiki.core.db import Base, make_engine, transaction
from wiki.core.settings import Settings
from wiki.editing.save import Edit, Saved, save_page
from wiki.markup import parse_name
from wiki.pages.queries import find_page

POSTGRES = os.environ.get("WIKI_TEST_POSTGRES", "postgresql://127.0.0.1:5432/test")
REQUIRE_ALL = os.environ.get("WIKI_REQUIRE_ALL") == "1"
PASSWORD = "grönsaksland 7"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


hypothesis.settings.register_profile("wiki", deadline=None)  # a busy machine is slow, and that is no fault
hypothesis.settings.load_profile("wiki")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that touches the database on both databases."""
    if "database_kind" in metafunc.fixturenames:
        metafunc.parametrize("database_kind", ["sqlite", "postgresql"], scope="session")


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what stays as long as the process does: the program and the list of its tests."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """Passwords that are quick to check: nearly every test signs somebody in, and nobody tries to guess these."""
    hashing.HASHER = PasswordHasher(time_cost=1, memory_cost=128, parallelism=1)


@pytest.fixture(scope="session", autouse=True)
def compiled_addresses() -> None:
    """Rules of addresses compiled once instead of in each test's wiki, which is most of what making a wiki takes."""
    compiled: dict[object, Callable[..., tuple[str, str]]] = {}
    compile_rule = Rule._compile_builder

    def compile_once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (rule.rule, append_unknown, rule.host, rule.subdomain, str(rule.defaults), rule.map.host_matching)
        if key not in compiled:
            compiled[key] = compile_rule(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = compile_once  # type: ignore[method-assign, assignment]


@pytest.fixture(scope="session", autouse=True)
def compiled_statements() -> None:
    """Statements compiled once for a kind of database instead of in each test, which is most of what a request takes.

    SQLAlchemy keeps them by engine and by dialect. Our dialects are all alike, so one is as good as another.
    """
    shared: LRUCache[Any, Any] = LRUCache(1500)
    make_engine = Engine.__init__

    def make_with_shared(engine: Engine, *args: Any, **kwargs: Any) -> None:
        make_engine(engine, *args, **kwargs)
        engine._compiled_cache = shared

    Engine.__init__ = make_with_shared  # type: ignore[method-assign, assignment]
    DefaultDialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign]
    DefaultDialect.__hash__ = lambda dialect: hash(type(dialect))  # type: ignore[method-assign, assignment]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty wiki's database, to be copied by each test."""
    path = tmp_path_factory.mktemp("template") / "wiki.sqlite"
    engine = make_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Engine]:
    """The PostgreSQL server."""
    server = create_engine(Settings(database_url=POSTGRES).database, isolation_level="AUTOCOMMIT")
    try:
        server.connect().close()
    except OperationalError as error:
        if REQUIRE_ALL:
            raise
        pytest.skip(f"no PostgreSQL answers: {error.orig}")
    yield server
    server.dispose()


@pytest.fixture(scope="session")
def postgres_url(postgres: Engine) -> Iterator[str]:
    """A database with our tables, of this test process's own."""
    with own_database(postgres, f"wiki_test_{uuid.uuid4().hex[:12]}") as own:
        engine = create_engine(own)
        Base.metadata.create_all(engine)
        engine.dispose()
        yield own


@pytest.fixture(scope="session")
def empty_databases(postgres: Engine) -> Iterator[EmptyDatabases]:
    """Databases without any table, of this test process's own."""
    with ExitStack() as until:
        yield EmptyDatabases(postgres, f"wiki_test_{uuid.uuid4().hex[:12]}", until)


@pytest.fixture(scope="session")
def empty_postgres(postgres_url: str) -> Iterator[Callable[[], None]]:
    """A function that makes that database as empty as it was, over a connection that stays open."""
    names = [f'"{table.name}"' for table in reversed(Base.metadata.sorted_tables)]
    emptied = text(";".join(f"DELETE FROM {name}" for name in names))  # TRUNCATE takes a hundred times as long
    counted_anew = text("SELECT setval(seqrelid::regclass, 1, false) FROM pg_sequence")
    engine = create_engine(postgres_url)

    def empty() -> None:
        with engine.begin() as connection:
            connection.execute(emptied)
            connection.execute(counted_anew)

    yield empty
    engine.dispose()


@pytest.fixture
def database_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database of the test's own."""
    if database_kind == "sqlite":
        (tmp_path / "data").mkdir()
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "data" / "wiki.sqlite")
        yield ""
        return
    url, empty = request.getfixturevalue("postgres_url"), request.getfixturevalue("empty_postgres")
    yield url
    empty()


@dataclass
class Visitor:
    """Somebody with a browser."""

    client: FlaskClient
    name: str | None = None
    seed: str | None = None  # what the session's token is made from, and the token that was made
    token: str = ""

    def get(self, address: str, **arguments: Any) -> TestResponse:
        """Open an address, in Swedish unless told otherwise."""
        return self.client.get(address, **self._speaking(arguments))

    def post(self, address: str, form: Mapping[str, object] | None = None, **arguments: Any) -> TestResponse:
        """Send a form as the browser would: with the token that the wiki gave this visitor."""
        return self.send("POST", address, form, **arguments)

    def send(
        self, method: str, address: str, form: Mapping[str, object] | None = None, **arguments: Any
    ) -> TestResponse:
        """Send a form by any method, as scripts do."""
        data = {"csrf_token": self._token(), **(form or {})}
        return self.client.open(address, method=method, data=data, **self._speaking(arguments))

    def _token(self) -> str:
        """The token that the wiki puts in this visitor's forms; it is good for as long as the session is."""
        with self.client.session_transaction() as cookie:
            seed = cookie.get("csrf_token")
        if seed is None or seed != self.seed:
            token = TOKEN.search(self.get("/signin").text)
            with self.client.session_transaction() as cookie:
                self.seed = cookie.get("csrf_token")
            self.token = token[1] if token else ""
        return self.token

    @staticmethod
    def _speaking(arguments: dict[str, Any]) -> dict[str, Any]:
        headers = {"Accept-Language": "sv", **(arguments.pop("headers", None) or {})}
        return {"headers": headers, **arguments}


@dataclass
class World:
    """A wiki and the people in it."""

    app: Flask

    def visitor(self) -> Visitor:
        """Somebody who is not signed in."""
        return Visitor(self.app.test_client())

    def user(self, name: str, role: Role = Role.MEMBER, municipality: str | None = None) -> User:
        """An account; its password is PASSWORD, its address <name>@example.org."""
        from wiki.accounts.register import make_user

        with self.app.app_context(), transaction():
            return make_user(
                name, email=f"{name.lower()}@example.org", password=PASSWORD, municipality_code=municipality, role=role
            )

    def write(self, name: str, source: str, by: str = "Skrivare", **details: Any) -> Saved:
        """Make or change a page in the name of `by`, whose account is made when there is none."""
        with self.app.test_request_context():
            author = db.session().scalar(select(User).where(User.name_key == by.casefold()))
            author = author or self.user(by)
            page_name = parse_name(name)
            page = find_page(page_name)
            details.setdefault("base", page.current_revision_id if page else None)
            return save_page(Edit(name=page_name, source=source, **details), by=author)

    def signed_in(self, name: str, role: Role = Role.MEMBER, municipality: str | None = None) -> Visitor:
        """Somebody new who has just signed in."""
        self.user(name, role, municipality)
        visitor = self.visitor()
        answer = visitor.post("/signin", {"email": f"{name.lower()}@example.org", "password": PASSWORD})
        assert answer.status_code == 302, answer.text
        visitor.name = name
        return visitor


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """The settings of the test's wiki; a test that needs others overrides this fixture or uses `replace`."""
    return Settings(data=tmp_path / "data", database_url=database_url)


class CompiledTemplates(FileSystemBytecodeCache):
    """Templates compiled once a run, and read once in each process, instead of in each test's wiki."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._read: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._read.get(bucket.key + bucket.checksum)
        if bucket.code is None:
            super().load_bytecode(bucket)
            if bucket.code is not None:
                self._read[bucket.key + bucket.checksum] = bucket.code


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> CompiledTemplates:
    """Where all test processes have their templates."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "templates"
    folder.mkdir(exist_ok=True)
    return CompiledTemplates(folder)


@pytest.fixture
def world(settings: Settings, compiled_templates: CompiledTemplates) -> Iterator[World]:
    """A wiki of the test's own."""
    app = create_app(settings)
    app.config["TESTING"] = True
    app.jinja_env.bytecode_cache = compiled_templates
    yield World(app)
    app.extensions["wiki.engine"].dispose()


@pytest.fixture
def make_world(settings: Settings, compiled_templates: CompiledTemplates) -> Iterator[Callable[..., World]]:
    """A function that makes a wiki with other settings: `make_world(reading="members")`."""
    made: list[Flask] = []

    def make(**changes: object) -> World:
        app = create_app(replace(settings, **changes))  # type: ignore[arg-type]
        app.config["TESTING"] = True
        app.jinja_env.bytecode_cache = compiled_templates
        made.append(app)
        return World(app)

    yield make
    for app in made:
        app.extensions["wiki.engine"].dispose()
