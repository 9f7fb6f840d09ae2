"""Making derived things anew."""

from sqlalchemy import select, update

from tests.talk.conftest import Talk
from wiki.core.db import session, transaction
from wiki.pages.models import Page
from wiki.talk.models import Reply
from wiki.talk.rebuild import rebuild_topic


def test_rebuilding_changes_nothing(talk: Talk) -> None:
    ek = talk.someone("Ek")
    topic = talk.open(ek, text="## Rubrik\n\nSe [[Tänk stort]].")
    talk.reply(ek, topic, "---\nEtt **svar**.")
    before, document = _derived(talk), talk.document(topic)
    with talk.world.app.app_context():
        rebuild_topic(topic)
    assert _derived(talk) == before
    assert talk.document(topic).version == document.version


def test_rebuilding_mends_what_has_gone_wrong(talk: Talk) -> None:
    topic = talk.open(talk.someone("Ek"), text="Hos oss är det **oklart**.")
    before = _derived(talk)
    with talk.world.app.app_context():
        with transaction() as db:
            db.execute(update(Reply).values(html="", text=""))
            db.execute(update(Page).values(title="Annat namn"))
        rebuild_topic(topic)
    assert _derived(talk) == before
    assert talk.document(topic).name == "Annat namn"


def _derived(talk: Talk) -> list[tuple[str, str]]:
    with talk.world.app.app_context():
        return [(reply.html, reply.text) for reply in session().scalars(select(Reply).order_by(Reply.id))]
