"""Everything but the revisions is derived, and deriving it again changes nothing."""

from sqlalchemy import select, update

from tests.conftest import World
from wiki.advice.models import Shingle
from wiki.core.db import Base, session, transaction
from wiki.core.places import folder
from wiki.editing.rebuild import rebuild_all, rebuild_stale
from wiki.pages.models import Link, Page, Rendering
from wiki.search.models import SearchDocument
from wiki.talk.models import Reply
from wiki.talk.rebuild import rebuild_topics
from wiki.transfer.bring_in import bring_in

DERIVED: tuple[type[Base], ...] = (Page, Link, Rendering, Shingle, SearchDocument, Reply)
ASIDE = {"version"}  # of a search document: how far the index has come


def dump() -> list[str]:
    """Everything that is derived, and what it is derived from."""
    rows = []
    for model in DERIVED:
        columns = [column for column in model.__table__.columns if column.name not in ASIDE]
        found = sorted(str(dict(row._mapping)) for row in session().execute(select(*columns)))
        rows += [f"{model.__tablename__} {row}" for row in found]
    session().rollback()
    return rows


def test_rebuilding_changes_nothing(world: World) -> None:
    with world.app.app_context():
        assert not bring_in(folder("seed_pages")).faults
        before = dump()
        assert rebuild_all() > 50
        rebuild_topics()
        assert dump() == before


def test_rebuilding_makes_anew_what_was_lost(world: World) -> None:
    text = "Se [[Kommun:Umeå]], som prövar nytt i liten skala först och sedan berättar hur det gick.\n\n## Rubrik\n"
    world.write("Pilot", text)
    with world.app.app_context():
        before = dump()
        with transaction() as current:
            current.execute(update(Page).values(kind="", lead="", fields={}))
            for model in (Link, Rendering, Shingle, SearchDocument):
                current.execute(model.__table__.delete())  # type: ignore[attr-defined]
        rebuild_all()
        assert [row for row in dump() if not row.startswith("search")] == [
            row for row in before if not row.startswith("search")
        ]
        assert session().scalars(select(SearchDocument.key)).all()


def test_what_an_older_markup_made_is_made_anew(world: World) -> None:
    for name in ("Ett", "Två"):
        world.write(name, f"**{name}**")
    with world.app.app_context():
        assert rebuild_stale() == 0
        with transaction() as current:
            old = update(Rendering).where(Rendering.html.contains("Ett")).values(markup_version=0, html="gammalt")
            current.execute(old)
        assert rebuild_stale() == 1
    assert "<strong>Ett</strong>" in world.visitor().get("/wiki/Ett").text
