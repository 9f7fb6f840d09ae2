"""What has been deleted is left out of every ordinary question, however it is asked."""

from collections.abc import Callable

import pytest
from sqlalchemy import Select, and_, func, literal, select, union
from sqlalchemy.orm import aliased, joinedload

from tests.conftest import Visitor, World
from wiki.core.db import session
from wiki.journal.models import Entry
from wiki.markup import parse_name
from wiki.pages.models import Link, Page, Removal, Revision
from wiki.pages.queries import count, existing, find_page, source_of
from wiki.talk.models import Reply, Topic

other, via = aliased(Page), aliased(Page)
GONE = Page.title == "Borta"

QUESTIONS: dict[str, Callable[[], Select[*tuple[object, ...]]]] = {
    "entity": lambda: select(Page).where(GONE),
    "columns": lambda: select(Page.id, Page.title).where(GONE),
    "function": lambda: select(func.max(Page.id)).where(GONE).having(func.count(Page.id) > 0),
    "alias": lambda: select(other.id).where(other.title == "Borta"),
    "scalar subquery": lambda: select(Revision.id).where(
        Revision.page_id == select(Page.id).where(GONE).scalar_subquery()
    ),
    "exists": lambda: select(Revision.id).where(
        select(Page.id).where(GONE, Page.id == Revision.page_id).correlate(Revision).exists()
    ),
    "derived table": lambda: select(select(Page.title).where(GONE).subquery().c.title),
    "cte": lambda: select(select(Page.title).where(GONE).cte("gone").c.title),
    "alias in a join in a cte": lambda: select(
        select(Topic.id).join(via, and_(via.id == Topic.page_id, via.title == "Borta")).cte("talked").c.id
    ),
    "select_from": lambda: select(literal(1)).select_from(Page).where(GONE),
    "a union": lambda: select(
        union(select(Page.title).where(GONE), select(other.title).where(other.title == "Borta")).subquery().c.title
    ),
    "inner join": lambda: select(Revision.id).join(Page, Page.id == Revision.page_id).where(GONE),
    "its versions": lambda: select(Revision.id).where(Revision.summary == "om det som är borta"),
    "its links": lambda: select(Link.page_id).where(Link.target_title == "Annat"),
    "its topics": lambda: select(Topic.id).where(Topic.title == "Vart tog den vägen?"),
    "its posts": lambda: select(Reply.id).where(Reply.source.startswith("Den var ju bra")),
    "what the journal says": lambda: select(Entry.id).where(Entry.name == "Borta", Entry.kind != "delete"),
}


@pytest.fixture
def gone(world: World, ek: Visitor, lind: Visitor) -> int:
    """The number of a page that has been deleted, with a version, a topic and a link."""
    page = world.write("Borta", "Se [[Annat]].", summary="om det som är borta").page.id
    opened = ek.post("/talk/Borta", {"kind": "question", "title": "Vart tog den vägen?", "text": "Den var ju bra."})
    assert opened.status_code == 303, opened.text
    with world.app.app_context():
        for name, question in QUESTIONS.items():
            assert session().execute(question()).first(), f"not even there before: {name}"
    assert lind.post("/delete/Borta", {"reason": "Provsida"}).status_code == 303
    return page


def test_every_way_to_ask_leaves_it_out(world: World, gone: int) -> None:
    with world.app.app_context():
        found = [name for name, question in QUESTIONS.items() if session().execute(question()).first()]
        assert found == []
        assert count(select(Page).where(GONE)) == 0
        assert session().get(Page, gone) is None
        assert find_page(parse_name("Borta")) is None
        assert existing([parse_name("Borta")]) == set()


def test_whoever_asks_for_it_sees_it(world: World, gone: int) -> None:
    with world.app.app_context():
        page = session().scalars(select(Page).where(GONE).execution_options(removed=True)).one()
        assert page.removed_at
        versions = select(Revision).where(Revision.page_id == gone).options(joinedload(Revision.page))
        assert [each.page.id for each in session().scalars(versions.execution_options(removed=True))] == [gone]
        assert session().get_one(Removal, gone).reason == "Provsida"
        assert source_of(page.current_revision_id) == ""


def test_a_question_that_was_put_together_once_sees_both(world: World, gone: int) -> None:
    asked = select(Page.id).where(GONE)
    with world.app.app_context():
        for _time in range(2):
            assert session().scalars(asked).all() == []
            assert session().scalars(asked.execution_options(removed=True)).all() == [gone]


def test_an_outer_join_keeps_the_other_side(world: World, gone: int) -> None:
    with world.app.app_context():
        joined = select(Removal.page_id, Page.id).outerjoin(Page, Page.id == Removal.page_id)
        row = session().execute(joined).one()
        assert (row[0], row[1] is None) == (gone, True)
