"""A search over given documents: what it finds, without what, and what it leaves behind."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from wiki.search import Document
from wiki.search.features import ALL
from wiki.search.measuring.trec import redirect_to
from wiki.search.measuring.trial import Trial


def document(key: str, title: str, body: str = "") -> Document:
    return Document(key=key, kind="page", namespace="main", name=title, title=title, address=f"/{key}", text=body)


LARM = document("en nyckel/med tecken", "Trygghetslarm", "Larmet går till en central.")
LAS = document("2", "Digitala lås", "Nycklar behövs inte, och trygghetslarmen är kvar.")
DOCUMENTS = [LARM, LAS]


@pytest.fixture(params=["whoosh", "postgres"])
def engine(request: pytest.FixtureRequest) -> tuple[str, str]:
    return request.param, request.getfixturevalue("postgres_url") if request.param == "postgres" else ""


def test_documents_are_found_under_the_keys_they_were_given(tmp_path: Path, engine: tuple[str, str]) -> None:
    with Trial(tmp_path, DOCUMENTS, engine=engine[0], database_url=engine[1]) as trial:
        assert trial.find("trygghetslarm") == [LARM.key, LAS.key]
        assert trial.find("trygghetslarm", count=1) == [LARM.key]
        assert trial.find("ingenting") == []


def test_a_feature_can_be_left_out(tmp_path: Path) -> None:
    with Trial(tmp_path / "with", DOCUMENTS) as trial:
        assert trial.find("larm") == [LARM.key, LAS.key]
    with Trial(tmp_path / "without", DOCUMENTS, replace(ALL, compounds=False)) as trial:
        assert trial.find("larm") == [LARM.key]  # whose text has the word itself


def test_synonyms_and_links_can_be_given(tmp_path: Path) -> None:
    alike = [document("a", "Båtplats"), document("b", "Båtplats")]
    with Trial(tmp_path, alike, links={"b": 30}, synonyms=[("båtplats", "bryggplats")]) as trial:
        assert trial.find("bryggplats") == ["b", "a"]


def test_a_document_is_found_by_its_other_names(tmp_path: Path) -> None:
    with Trial(tmp_path, [LARM, redirect_to(LARM, "Nödknapp", "other"), LAS]) as trial:
        assert trial.find("nödknapp") == [LARM.key]


def test_nothing_is_left_in_the_database(tmp_path: Path, postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        before = connection.scalars(text("SELECT nspname FROM pg_namespace ORDER BY 1")).all()
        Trial(tmp_path, DOCUMENTS, engine="postgres", database_url=postgres_url).close()
        connection.rollback()
        assert connection.scalars(text("SELECT nspname FROM pg_namespace ORDER BY 1")).all() == before
        assert connection.scalar(text("SELECT count(*) FROM search_document")) == 0
    engine.dispose()
