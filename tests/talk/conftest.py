"""A page that is talked about, and short ways to write on its talk page."""

import re
from dataclasses import dataclass
from html import unescape

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.conftest import Visitor, World
from wiki.accounts.models import User
from wiki.core.db import session, transaction
from wiki.journal.models import Entry
from wiki.markup import parse_name
from wiki.pages.models import Page, Revision
from wiki.search.models import SearchDocument
from wiki.talk.open_topic import open_topic
from wiki.talk.queries import first_reply

ADDRESS = "/talk/Tänk_stort"
QUESTION = "Vem beslutar om en pilot går vidare?"


def make_page(name: str) -> int:
    """A page with one revision; its number."""
    parsed = parse_name(name)
    with transaction() as db:
        page = Page(namespace=parsed.namespace.value, title=parsed.title, sort_key=parsed.sort_key)
        db.add(page)
        db.flush()
        revision = Revision(page_id=page.id, source="Text.\n")
        db.add(revision)
        db.flush()
        page.current_revision_id = revision.id
        return page.id


@dataclass
class Talk:
    """A wiki with the page "Tänk stort"."""

    world: World
    page_id: int

    def someone(self, name: str, **what: object) -> Visitor:
        """Somebody new who has just signed in."""
        return self.world.signed_in(name, **what)  # type: ignore[arg-type]

    def open(self, by: Visitor, title: str = QUESTION, text: str = "Hos oss är det oklart.") -> int:
        """Open a topic; its number."""
        return number(by.post(ADDRESS, {"title": title, "text": text}))

    def open_many(self, title: str, count: int) -> list[int]:
        """Open as many topics, "<title> 0." and so on; their numbers."""
        author = self.world.user("Hassel").id
        with self.world.app.app_context():
            page, by = session().get_one(Page, self.page_id), session().get_one(User, author)
            return [open_topic(page, f"{title} {each}.", "Text.", by).id for each in range(count)]

    def reply(self, by: Visitor, topic: int, text: str = "Ledningsgruppen.", to: int | None = None) -> int:
        """Reply in a topic; the number of the reply."""
        return number(by.post(f"/topic/{topic}/reply" + (f"?to={to}" if to else ""), {"text": text}))

    def read(self, by: Visitor | None = None, query: str = "") -> str:
        """The talk page."""
        return (by or self.world.visitor()).get(ADDRESS + query).text

    def first(self, topic: int) -> int:
        """The number of a topic's opening post."""
        with self.world.app.app_context():
            return first_reply(topic).id

    def journal(self) -> list[Entry]:
        """What has happened on talk pages, oldest first."""
        with self.world.app.app_context():
            return list(session().scalars(select(Entry).where(Entry.topic_id.is_not(None)).order_by(Entry.id)))

    def document(self, topic: int) -> SearchDocument:
        """What the search knows about a topic."""
        with self.world.app.app_context():
            return session().scalars(select(SearchDocument).where(SearchDocument.key == f"topic:{topic}")).one()


def number(answer: TestResponse) -> int:
    """The number in the address that an answer leads to."""
    assert answer.status_code == 303, answer.text
    return int(answer.location.rpartition("/")[2])


def field(answer: TestResponse, name: str) -> str:
    """What stands in a field of the form."""
    area = re.search(rf'<textarea[^>]* (?:name|id)="{name}"[^>]*>\n?(.*?)</textarea>', answer.text, re.DOTALL)
    line = re.search(rf'<input[^>]* name="{name}" value="([^"]*)"', answer.text)
    found = area or line
    assert found, answer.text
    return unescape(found[1])


@pytest.fixture
def talk(world: World) -> Talk:
    """A wiki with a page to talk about."""
    with world.app.app_context():
        page_id = make_page("Tänk stort")
    return Talk(world, page_id)
