"""Converting again what was brought in before the program read its wikitext as well as it does now."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.conftest import World
from tests.mediawiki.conftest import BringIn, Told
from tests.mediawiki.test_bring_in import changed, rows
from wiki.accounts.models import Role, User
from wiki.core import db
from wiki.journal.models import Entry
from wiki.mediawiki.again import CONVERTED, convert_again
from wiki.mediawiki.models import OldNote
from wiki.notices.models import Notice
from wiki.pages.models import Page, Rendering, Revision

BADLY = "Så skrev en äldre omvandlare sidan."
Again = Callable[..., Told]


@pytest.fixture
def again(world: World) -> Again:
    """A function that converts again in Karin's name."""

    def convert(**options: bool) -> Told:
        told = Told()
        with world.app.app_context():
            karin = db.session().scalar(select(User).where(User.name == "Karin")) or world.user(
                "Karin", Role.ADMINISTRATOR
            )
            told.outcome = convert_again(karin, told, **options)
        return told

    return convert


def badly(world: World, *titles: str) -> None:
    """Let pages be as if they had been brought in by a program that read wikitext worse."""
    with world.app.app_context(), db.transaction() as current:
        for title in titles:
            page = current.scalars(select(Page).where(Page.title == title)).one()
            current.execute(update(Revision).where(Revision.id == page.current_revision_id).values(source=BADLY))
            current.execute(update(Rendering).where(Rendering.page_id == page.id).values(html=f"<p>{BADLY}</p>"))


def source_of(world: World, title: str) -> str:
    with world.app.app_context():
        asked = select(Revision.source).join(Page, Page.current_revision_id == Revision.id).where(Page.title == title)
        return db.session().scalars(asked).one()


def test_what_nobody_has_changed_gets_a_better_version(settled: World, again: Again) -> None:
    badly(settled, "Testmiljö", "Om")
    settled.signed_in("Vera").post("/watch", {"page": "Testmiljö"})
    assert BADLY in settled.visitor().get("/wiki/Testmiljö").text
    told = again()
    assert told.outcome.added[CONVERTED] == 2
    assert told.outcome.changed_here == 0
    assert "<strong>testmiljö</strong>" in settled.visitor().get("/wiki/Testmiljö").text
    history = settled.visitor().get("/history/Testmiljö").text
    assert "Omvandlad på nytt från MediaWikis wikitext" in history
    assert "Karin" in history
    with settled.app.app_context():
        assert db.session().scalars(select(Notice)).all() == []
        done = db.session().scalars(select(Entry).where(Entry.kind == "import").order_by(Entry.id.desc())).first()
        assert done
        assert (done.summary, done.details) == ("Gamla Mittköping", {CONVERTED: 2})


def test_twice_is_the_same_as_once(settled: World, again: Again) -> None:
    badly(settled, "Testmiljö")
    again()
    once = rows(settled)
    told = again()
    assert (told.outcome.added[CONVERTED], told.outcome.changed_here) == (0, 0)
    assert rows(settled) == once


def test_what_people_have_changed_is_theirs(settled: World, again: Again) -> None:
    badly(settled, "Testmiljö", "Om")
    settled.write("Testmiljö", "Vi har skrivit om sidan.")
    told = again()
    assert (told.outcome.added[CONVERTED], told.outcome.changed_here) == (1, 1)
    assert source_of(settled, "Testmiljö") == "Vi har skrivit om sidan.\n"


def test_a_dry_run_tells_and_writes_nothing(settled: World, again: Again) -> None:
    settled.user("Karin", Role.ADMINISTRATOR)
    badly(settled, "Testmiljö")
    before = rows(settled)
    told = again(dry_run=True)
    assert told.outcome.added[CONVERTED] == 1
    assert rows(settled) == before
    assert source_of(settled, "Testmiljö") == BADLY


def test_the_report_tells_what_is_not_converted_now(settled: World, again: Again) -> None:
    with settled.app.app_context(), db.transaction() as current:
        before = current.scalars(select(OldNote.msgid)).all()
        current.add(OldNote(wiki_id=1, page_number=1, title="Testmiljö", kind="lost", msgid="Was not understood then."))
    again()
    with settled.app.app_context():
        assert sorted(db.session().scalars(select(OldNote.msgid))) == sorted(before)


def test_a_later_export_still_adds_to_the_page(settled: World, again: Again, moved_in: BringIn, tmp_path: Path) -> None:
    badly(settled, "Testmiljö")
    again()
    told = moved_in(changed(tmp_path, "<id>15</id>", "<id>1500</id>"))
    assert told.of("Testmiljö") == []
    assert told.outcome.added["pages changed"] == 1


def test_a_deleted_page_stays_deleted(settled: World, again: Again) -> None:
    badly(settled, "Testmiljö")
    gunnar = settled.signed_in("Gunnar", Role.GARDENER)
    assert gunnar.post("/delete/Testmiljö", {"reason": "inaktuell", "confirm": "1"}).status_code in {302, 303}
    assert again().outcome.added[CONVERTED] == 0


def test_it_goes_out_to_mediawiki_as_it_was_written_there(settled: World, again: Again) -> None:
    before = settled.visitor().get("/export/mediawiki/Testmiljö").text
    badly(settled, "Testmiljö")
    again()
    after = settled.visitor().get("/export/mediawiki/Testmiljö").text
    assert re.findall("<text.*?</text>", before, re.DOTALL) == re.findall("<text.*?</text>", after, re.DOTALL)
