"""What has become of topics and posts, out of the wiki and back."""

from pathlib import Path

from sqlalchemy import select

from tests.conftest import Visitor, World
from tests.transfer.conftest import brought_in, empty, exported, put, sentences
from wiki.accounts.models import Role
from wiki.core.db import session
from wiki.talk.models import Answer, Topic, TopicMove
from wiki.talk.queries import opening_id
from wiki.transfer.export import export

FILE = "Vägledning/Pilot.yaml"


def said(visitor: Visitor, address: str, **form: str) -> int:
    """Say something; the number in the address that the answer leads to."""
    answer = visitor.post(address, dict(form))
    assert answer.status_code == 303, answer.text
    return int(answer.location.rpartition("/")[2])


def furnish(world: World) -> Visitor:
    """A question that was moved, answered, thanked for and amended, and hidden posts; who asked."""
    world.write("Pilot", "Text.", by="Författare")
    world.write("Testmiljö", "## Storlek\n\nVi prövar i liten skala först.", by="Författare")
    ek, lind = world.signed_in("Ek"), world.signed_in("Lind", Role.GARDENER)
    topic = said(ek, "/talk/Testmiljö", title="Hur stor?", text="Undrar.", kind="question", quote="prövar i liten")
    reply = said(lind, f"/topic/{topic}/reply", text="Liten.")
    lind.post(f"/reply/{reply}/amend", {"text": "Ganska liten.", "base": str(reply)})
    bad = said(lind, f"/topic/{topic}/reply", text="Dumheter.")
    ek.post(f"/reply/{reply}/thank", {"thanked": "1"})
    ek.post(f"/reply/{reply}/answer")
    lind.post(f"/reply/{bad}/hide", {"reason": "Personangrepp"})
    ek.post(f"/topic/{topic}/move", {"to": "Pilot"})
    ek.post("/revision/1/thank", {"thanked": "1"})
    spam = said(ek, "/talk/Pilot", title="Köp nu", text="Billigt!", kind="suggestion")
    with world.app.app_context():
        opening = opening_id(spam)
    lind.post(f"/reply/{opening}/hide", {"reason": "Reklam"})
    return ek


def test_all_of_it_survives_and_a_second_time_adds_nothing(world: World, tmp_path: Path) -> None:
    furnish(world)
    before = exported(world, tmp_path / "one")
    beside = before[FILE].decode()
    for part in (
        'kind: "question"',
        'kind: "suggestion"',
        "answer:",
        "amended:",
        "thanked:",
        "Personangrepp",
        "Reklam",
    ):
        assert part in beside
    assert 'from: "Testmiljö"' in beside
    assert 'words: "prövar i liten"' in beside
    empty(world)
    assert not brought_in(world, tmp_path / "one").faults
    assert exported(world, tmp_path / "two") == before
    assert not +brought_in(world, tmp_path / "one").added
    assert exported(world, tmp_path / "three") == before
    page = world.visitor().get("/talk/Pilot?show=older").text
    for words in (
        "Ganska liten.",
        "1 har tackat",
        "enligt Ek som frågade",
        "Personangrepp",
        "Flyttat hit från",
        "prövar i liten",
    ):
        assert words in page


def test_hidden_texts_leave_only_when_they_are_asked_for(world: World, tmp_path: Path) -> None:
    furnish(world)
    everything = b"".join(exported(world, tmp_path / "one").values())
    for hidden in ("Dumheter", "Billigt", "Köp nu"):
        assert hidden.encode() not in everything
    with world.app.app_context():
        export(tmp_path / "all", with_hidden=True)
    empty(world)
    assert not brought_in(world, tmp_path / "all").faults
    assert "Dumheter" in (tmp_path / "all" / FILE).read_text()
    assert "Köp nu" in (tmp_path / "all" / FILE).read_text()
    page = world.visitor().get("/talk/Pilot").text + world.visitor().get("/talk/Pilot?show=older").text
    assert "Dumheter" not in page
    assert "Köp nu" not in page
    assert not +brought_in(world, tmp_path / "all").added


def test_a_topic_that_has_been_moved_since_is_not_brought_in_again(world: World, tmp_path: Path) -> None:
    world.write("Pilot", "Text.", by="Författare")
    world.write("Testmiljö", "Text.", by="Författare")
    ek = world.signed_in("Ek")
    topic = said(ek, "/talk/Testmiljö", title="Hur stor?", text="Undrar.")
    exported(world, tmp_path / "one")
    ek.post(f"/topic/{topic}/move", {"to": "Pilot"})
    assert not +brought_in(world, tmp_path / "one").added
    with world.app.app_context():
        assert len(session().scalars(select(TopicMove)).all()) == 1


def test_what_was_taken_back_here_stays_taken_back(world: World, tmp_path: Path) -> None:
    ek = furnish(world)
    exported(world, tmp_path / "one")
    with world.app.app_context():
        topic, reply = session().execute(select(Answer.topic_id, Answer.reply_id)).one()
    ek.post(f"/topic/{topic}/unanswer")
    ek.post(f"/reply/{reply}/thank", {"thanked": "0"})
    brought_in(world, tmp_path / "one")
    page = ek.get("/talk/Pilot").text
    assert "enligt Ek som frågade" not in page
    assert "har tackat" not in page


def test_of_a_topic_without_a_kind_the_heading_tells_it(world: World, tmp_path: Path) -> None:
    post = ", at: 2026-05-01T08:00:00Z, by: Elna, source: Text}\n"
    beside = f'topics:\n  - {{title: "Hur stor?"{post}  - {{title: Fel ord{post}'
    outcome = brought_in(world, put(tmp_path / "folder", {"Vägledning/Pilot.md": "Nu.\n", FILE: beside}))
    assert sentences(outcome) == []
    with world.app.app_context():
        assert session().scalars(select(Topic.kind).order_by(Topic.id)).all() == ["question", "remark"]


def test_a_post_without_a_text_has_to_be_hidden(world: World, tmp_path: Path) -> None:
    beside = "topics:\n  - title: Tom\n    at: 2026-05-01T08:00:00Z\n"
    outcome = brought_in(world, put(tmp_path / "folder", {"Vägledning/Pilot.md": "Nu.\n", FILE: beside}))
    assert any("“source” is missing" in sentence for sentence in sentences(outcome))
