"""Which engine is behind the search, and what becomes of a setting that names none."""

import pytest

from tests.conftest import World
from wiki.core.settings import BadSetting, read_settings
from wiki.search.engine import engine_of, links
from wiki.search.postgres.engine import PostgresEngine
from wiki.search.whoosh.engine import WhooshEngine

POSTGRES = {"WIKI_DATABASE_URL": "postgresql://127.0.0.1/wiki"}


def test_an_engine_that_is_none_is_refused_by_name() -> None:
    with pytest.raises(BadSetting, match=r"^WIKI_SEARCH must be one of whoosh, postgres, not 'elastic'"):
        read_settings({"WIKI_SEARCH": "elastic"})


def test_the_engine_in_postgresql_needs_postgresql() -> None:
    with pytest.raises(BadSetting, match=r"^WIKI_SEARCH=postgres needs a PostgreSQL database"):
        read_settings({"WIKI_SEARCH": "postgres"})
    assert read_settings({"WIKI_SEARCH": "postgres", **POSTGRES}).search == "postgres"
    assert read_settings(POSTGRES).search == "whoosh"  # nobody's index moves by itself


def test_each_wiki_has_one_engine_as_it_was_set(world: World, engine_kind: str) -> None:
    index = engine_of(world.app)
    assert isinstance(index, {"whoosh": WhooshEngine, "postgres": PostgresEngine}[engine_kind])
    assert engine_of(world.app) is index


def test_the_wiki_tells_the_search_who_links_to_whom(world: World) -> None:
    with world.app.app_context():
        counting = links()
        assert counting
        assert counting(["page:1", "topic:1"]) == {}
