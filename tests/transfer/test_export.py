"""The whole wiki as a folder, and back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.conftest import World
from tests.transfer.conftest import brought_in, contents, empty, exported, put
from wiki.accounts.models import User
from wiki.core.db import session, transaction
from wiki.core.errors import Refusal
from wiki.core.places import folder
from wiki.markup import BadName, parse_name
from wiki.pages.queries import find_page
from wiki.talk.close import close_topic
from wiki.talk.open_topic import open_topic
from wiki.talk.reply import reply_to

TITLES = st.text(st.sampled_from('aAåö ./:%~"*?<.·ß😀'), min_size=1, max_size=30)


def furnish(world: World) -> None:
    """A wiki in which something has happened."""
    moment = datetime(2026, 3, 1, 8, 30, 15, 123456, tzinfo=UTC)
    world.write("Pilot", "Ett.\n", at=moment, summary="Ny “sida”: först", by="Elna")
    world.write("Pilot", "Ett.\n\nTvå.\n", at=moment + timedelta(days=1), minor=True, by="Asp")
    world.write("Kommun:Umeå/Plan 2027", "\tInskjutet\n\n \n", by="Elna")
    world.write("It", "a", by="Elna")
    world.write("IT", "b", by="Elna")
    world.write("x" * 255, "Lång titel", by="Elna")
    with world.app.app_context():
        elna, asp = (session().scalars(select(User).where(User.name == name)).one() for name in ("Elna", "Asp"))
        page = find_page(parse_name("Pilot"))
        assert page is not None
        topic = open_topic(page, "Hur stor?", "Undrar.\n\n- ett", elna)
        first = reply_to(topic, "Liten.", asp)
        reply_to(topic, "Stor!", elna)
        reply_to(topic, "Varför?", elna, parent=first)
        close_topic(topic, elna)
        open_topic(page, "Öppen", "Än.", asp)


def test_an_export_brought_into_an_empty_wiki_gives_the_same_export(world: World, tmp_path: Path) -> None:
    furnish(world)
    before = exported(world, tmp_path / "one")
    empty(world)
    assert not brought_in(world, tmp_path / "one").faults
    assert exported(world, tmp_path / "two") == before
    assert len(before) == 5 * 2 + 1


def test_the_first_pages_survive_too(world: World, tmp_path: Path) -> None:
    assert not brought_in(world, folder("seed_pages")).faults
    before = exported(world, tmp_path / "one")
    empty(world)
    assert not brought_in(world, tmp_path / "one").faults
    assert exported(world, tmp_path / "two") == before


@hypothesis_settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.dictionaries(TITLES, st.text(max_size=40), max_size=5))
def test_awkward_titles_and_texts_survive(
    world: World, tmp_path_factory: pytest.TempPathFactory, pages: dict[str, str]
) -> None:
    empty(world)
    for title, source in pages.items():
        try:
            world.write(f"Kommun:{title}", source.encode(errors="ignore").decode(), by="Elna")
        except BadName:
            continue
    one, two = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")
    before = exported(world, one)
    empty(world)
    assert not brought_in(world, one).faults
    assert exported(world, two) == before


def test_the_current_text_is_the_file_byte_for_byte(world: World, tmp_path: Path) -> None:
    world.write("Kommun:Västerås", "---\ntyp: kommun\n---\nHär.\n")
    assert exported(world, tmp_path / "out")["Kommun/Västerås.md"] == "---\ntyp: kommun\n---\nHär.\n".encode()


def test_nobodys_address_password_or_role_leaves_the_wiki(world: World, tmp_path: Path) -> None:
    furnish(world)
    world.user("Tyst")
    with world.app.app_context(), transaction():
        hashes = [user.password_hash for user in session().scalars(select(User)) if user.password_hash]
    everything = b"\n".join(exported(world, tmp_path / "out").values()).decode()
    assert hashes
    for secret in ("@example.org", "argon2", "Tyst", "role", *hashes):
        assert secret not in everything


def test_a_folder_with_other_things_in_it_is_left_alone(world: World, tmp_path: Path) -> None:
    world.write("Pilot", "Nu.")
    target = put(tmp_path / "out", {"viktigt.txt": "mitt"})
    for force in (False, True):
        with pytest.raises(Refusal, match=r"is not empty|holds something that is no export: viktigt.txt"):
            exported(world, target, force=force)
    assert contents(target) == {"viktigt.txt": b"mitt"}


def test_a_former_export_is_replaced_when_asked(world: World, tmp_path: Path) -> None:
    world.write("Pilot", "Nu.")
    target = put(tmp_path / "out", {"Kommun/Borta.md": "x", ".git/HEAD": "kvar", "users.yaml": ""})
    with pytest.raises(Refusal, match="Replace a former export with --force"):
        exported(world, target)
    files = exported(world, target, force=True)
    assert set(files) == {".git/HEAD", "Vägledning/Pilot.md", "Vägledning/Pilot.yaml", "users.yaml"}


def test_an_empty_wiki_can_be_exported(world: World, tmp_path: Path) -> None:
    assert exported(world, tmp_path / "out") == {"users.yaml": b""}
