"""Discussion pages become topics and replies."""

from pathlib import Path

from sqlalchemy import select

from tests.conftest import World
from tests.mediawiki.conftest import DUMP, BringIn
from wiki.accounts.models import Role
from wiki.core import db
from wiki.mediawiki.models import OldRevision
from wiki.mediawiki.notes import KEPT_AS_TEXT
from wiki.talk.models import Reply, Topic


def test_signed_posts_become_topics_and_replies(settled: World) -> None:
    talk = settled.visitor().get("/talk/Testmiljö?show=older").text
    assert "Vem får prova?" in talk
    assert "Axel" in talk
    with settled.app.app_context():
        topic = db.session().scalars(select(Topic).where(Topic.title == "Vem får prova?")).one()
        question, answer = db.session().scalars(select(Reply).where(Reply.topic_id == topic.id).order_by(Reply.id))
        assert topic.kind == "question"
        assert (question.text, question.created_at.isoformat()) == (
            "Måste man arbeta i kommunen?",
            "2017-10-10T08:00:00+00:00",
        )
        assert answer.text == "Nej, alla får."


def test_what_nobody_has_signed_stands_in_one_topic(settled: World, moved_in: BringIn) -> None:
    talk = settled.visitor().get("/talk/Kommun:Uddevalla?show=older").text
    assert "Den här texten har ingen rubrik" in talk
    assert "Anonym" in talk


def test_it_is_told_what_could_not_be_read(world: World, moved_in: BringIn) -> None:
    assert KEPT_AS_TEXT in moved_in().of("Kommundiskussion:Uddevalla")


def test_whoever_has_a_discussion_and_no_page_gets_one(settled: World) -> None:
    assert "bara en diskussion i Gamla Mittköping" in settled.visitor().get("/wiki/Användare:Elna").text
    assert "Tack för sidan" in settled.visitor().get("/talk/Användare:Elna?show=older").text


def test_a_later_export_adds_the_replies_that_are_new(world: World, moved_in: BringIn, tmp_path: Path) -> None:
    source = DUMP.read_text(encoding="utf-8")
    start = source.index("    <revision>\n      <id>32</id>")
    end = source.index("    </revision>\n", start) + len("    </revision>\n")
    earlier = tmp_path / "earlier.xml"
    earlier.write_text(source[:start] + source[end:], encoding="utf-8")
    assert "Nej, alla får." not in str(moved_in(earlier))
    told = moved_in()
    assert (told.outcome.added["topics"], told.outcome.added["replies"]) == (0, 1)


def test_originals_of_a_discussion_with_hidden_posts_are_for_gardeners(settled: World) -> None:
    with settled.app.app_context():
        number = db.session().scalars(select(OldRevision.id).where(OldRevision.number == 32)).one()
        reply = db.session().scalars(select(Reply).where(Reply.text == "Nej, alla får.")).one().id
    visitor, gardener = settled.visitor(), settled.signed_in("Gunnar", Role.GARDENER)
    assert "Nej, alla får." in visitor.get(f"/original/{number}").text
    assert gardener.post(f"/reply/{reply}/hide", {"reason": "osant"}).status_code == 303
    assert visitor.get(f"/original/{number}").status_code == 404
    assert "Nej, alla får." in gardener.get(f"/original/{number}").text


def test_the_original_of_a_version_can_be_read(settled: World) -> None:
    with settled.app.app_context():
        first, hidden = (
            db.session().scalars(select(OldRevision.id).where(OldRevision.number == number)).one()
            for number in (11, 13)
        )
    page = settled.visitor().get(f"/original/{first}")
    assert "&#39;&#39;&#39;testmiljö&#39;&#39;&#39;" in page.text
    raw = settled.visitor().get(f"/original/{first}?raw=mediawiki")
    assert (raw.mimetype, raw.text) == ("text/plain", "En '''testmiljö''' är ett rum där man får prova.")
    assert settled.visitor().get(f"/original/{hidden}").status_code == 404
    assert settled.visitor().get("/original/999999").status_code == 404
