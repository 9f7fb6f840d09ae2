"""A wiki in which people watch and are told, and short ways to do it."""

import re
from dataclasses import dataclass
from html import unescape

from sqlalchemy import select

from tests.conftest import Visitor, World
from wiki.accounts.models import User
from wiki.core.db import session, transaction
from wiki.markup import parse_name
from wiki.notices.courier import begin, deliver_batch
from wiki.notices.models import Notice
from wiki.notices.sentences import sentences
from wiki.pages.queries import find_page
from wiki.watch.models import Kind
from wiki.watch.things import Thing
from wiki.watch.watch import put_watch


@dataclass
class Telling:
    """A wiki whose courier has come as far as the journal goes."""

    world: World

    def deliver(self, holder: str = "a test") -> None:
        """Let the courier tell everybody of everything."""
        while self.one_batch(holder):
            pass

    def one_batch(self, holder: str = "a test") -> bool:
        """Let the courier work once; whether there was anything to do."""
        with self.world.app.app_context():
            return deliver_batch(holder)

    def person(self, name: str, municipality: str | None = None, **what: object) -> Visitor:
        """Somebody new who has just signed in."""
        return self.world.signed_in(name, municipality=municipality, **what)  # type: ignore[arg-type]

    def page_id(self, name: str) -> int:
        """The number of a page."""
        with self.world.app.app_context():
            page = find_page(parse_name(name))
            assert page is not None
            return page.id

    def watch(self, who: Visitor, thing: str) -> None:
        """Press a star: "Plan" is a page, "theme 0 Piloter" and so on another thing."""
        key = thing if thing.partition(" ")[0] in {each.value for each in Kind} else f"page {self.page_id(thing)}"
        assert who.post("/watch", {"thing": key}).status_code == 303

    def topic(self, by: Visitor, page: str = "Plan", title: str = "Hur gör ni?", text: str = "Berätta.") -> int:
        """Open a topic; its number."""
        answer = by.post(f"/talk/{page}", {"title": title, "text": text, "kind": "question"})
        assert answer.status_code == 303, answer.text
        return int(answer.location.rpartition("/")[2])

    def reply(self, by: Visitor, topic: int, text: str = "Så här.", to: int | None = None) -> int:
        """Reply in a topic; the number of the reply."""
        answer = by.post(f"/topic/{topic}/reply" + (f"?to={to}" if to else ""), {"text": text})
        assert answer.status_code == 303, answer.text
        return int(answer.location.rpartition("/")[2])

    def told(self, name: str, locale: str = "sv") -> list[str]:
        """What somebody has not seen yet, in words, the oldest first; all that has happened has been told."""
        self.deliver()
        with self.world.app.test_request_context(headers={"Accept-Language": locale}):
            mine = select(Notice).join(User, User.id == Notice.user_id).where(User.name == name)
            unseen = mine.where(Notice.seen_at.is_(None)).order_by(Notice.made_at, Notice.id)
            return [each.text for each in sentences(session().scalars(unseen).all())]

    def kinds(self, name: str) -> list[str]:
        """What kinds of notices somebody has, the oldest first; all that has happened has been told."""
        self.deliver()
        with self.world.app.app_context():
            mine = select(Notice.kind).join(User, User.id == Notice.user_id).where(User.name == name)
            return list(session().scalars(mine.order_by(Notice.id)))

    def bell(self, who: Visitor, address: str = "/wiki/Plan") -> str:
        """What the bell says; empty when it says nothing."""
        found = re.search(r'class="bell-count"[^>]*>([^<]*)<', who.get(address).text)
        return found[1] if found else ""

    def many_watchers(self, number: int, page: str = "Plan") -> list[int]:
        """As many people as one wants who watch a page; their numbers."""
        page_id = self.page_id(page)
        with self.world.app.app_context(), transaction() as db:
            people = [
                User(name=f"Läsare {each}", name_key=f"läsare {each}", confirmed_at=None) for each in range(number)
            ]
            db.add_all(people)
            db.flush()
            ids = [each.id for each in people]
            put_watch((each, Thing(Kind.PAGE, page_id)) for each in ids)
        return ids


def begin_telling(world: World) -> Telling:
    """A wiki with the page "Plan", written by Skrivare, whose courier has just begun."""
    world.write("Plan", "Text.\n")
    with world.app.app_context():
        begin()
    return Telling(world)


def words(html: str) -> str:
    """The text of a page, without tags and on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())
