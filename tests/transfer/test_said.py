"""What municipalities say about examples, out of the wiki and back."""

from pathlib import Path

from sqlalchemy import select

from tests.conftest import World
from tests.examples.acting import ADDRESS, EXAMPLE, member, tell
from tests.transfer.conftest import brought_in, empty, exported, put, sentences
from wiki.core.db import session
from wiki.examples.said_models import Stance
from wiki.markup import parse_name
from wiki.pages.queries import find_page


def furnish(world: World) -> None:
    """Everything that can be said, once."""
    tell(world, EXAMPLE, "tema: [Ekonomi]")
    tell(world, "Kommun:Umeå/Ett", "tema: [Ekonomi]")
    own, other = member(world, "Asp", "0685"), member(world, "Ek", "1380")
    other.post(f"/stance/{ADDRESS}", {"stance": "trying", "note": "Vi började “smått”: en enhet."})
    own.post(f"/still/{ADDRESS}")
    own.post(f"/contact/{ADDRESS}", {"role": "Ekonom", "mailbox": "ekonomi@vetlanda.example"})
    with world.app.app_context():
        page = find_page(parse_name("Kommun:Umeå/Ett"))
        assert page
        number = page.id
    own.post(f"/likeness/{ADDRESS}", {"other": str(number), "anchor": "", "hide": "1"})
    member(world, "Al", "2480").post("/contact/Kommun:Umeå/Ett", {"role": "Strateg", "person": "Al"})


def test_all_of_it_survives_and_a_second_time_adds_nothing(world: World, tmp_path: Path) -> None:
    furnish(world)
    before = exported(world, tmp_path / "one")
    said = before["Kommun/Vetlanda/Kostnadskontroll.yaml"].decode()
    for part in ("stances:", "confirmations:", "ekonomi@vetlanda.example", "unlike:", 'page: "Kommun:Umeå/Ett"'):
        assert part in said
    empty(world)
    outcome = brought_in(world, tmp_path / "one")
    assert not outcome.faults
    assert (outcome.added["stances"], outcome.added["confirmations"], outcome.added["contacts"]) == (1, 1, 2)
    assert exported(world, tmp_path / "two") == before
    again = brought_in(world, tmp_path / "one")
    assert not +again.added
    assert exported(world, tmp_path / "three") == before


def test_contacts_leave_the_wiki_only_when_that_is_asked_for(world: World, tmp_path: Path) -> None:
    furnish(world)
    without = b"".join(exported(world, tmp_path / "one", with_contacts=False).values()).decode()
    for part in ("contact:", "ekonomi@vetlanda.example", "Ekonom\n", "Strateg"):
        assert part not in without
    assert "stances:" in without
    users = (tmp_path / "one" / "users.yaml").read_text(encoding="utf-8")
    assert "Asp" in users
    assert "name: Al" not in users  # named as a contact only


def test_what_no_municipality_can_have_said_is_left_out_with_a_sentence(world: World, tmp_path: Path) -> None:
    beside = 'stances:\n  - municipality: "9999"\n    stance: doing\n    at: 2026-01-01T10:00:00Z\n'
    files = {"Kommun/Umeå/Ett.md": "---\ntyp: exempel\n---\nSå.\n", "Kommun/Umeå/Ett.yaml": beside}
    outcome = brought_in(world, put(tmp_path / "folder", files))
    assert any("9999" in sentence for sentence in sentences(outcome))
    with world.app.app_context():
        assert session().scalars(select(Stance)).all() == []
