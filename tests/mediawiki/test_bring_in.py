"""Bringing a MediaWiki in."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.conftest import World
from tests.mediawiki.conftest import DUMP, BringIn
from wiki.accounts.models import Role, User
from wiki.core import db
from wiki.core.db import Base
from wiki.journal.models import Entry
from wiki.markup import Namespace
from wiki.mediawiki.models import OldNote, OldRevision
from wiki.mediawiki.notes import CHANGED_HERE, DELETED_HERE, FAULT, HERE_ALREADY, OTHER_PERSON, SAME_NAME
from wiki.mediawiki.write import original_text
from wiki.notices.models import Notice
from wiki.pages.models import HiddenRevision, Page, Revision


def rows(world: World) -> dict[str, int]:
    """How many rows each table has."""
    with world.app.app_context():
        return {
            table.name: db.session().scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def changed(tmp_path: Path, before: str, after: str) -> Path:
    """The export with something else in it."""
    path = tmp_path / "other.xml"
    path.write_text(DUMP.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    return path


def test_a_page_comes_with_its_history(world: World, moved_in: BringIn) -> None:
    told = moved_in()
    assert told.outcome.added["revisions"] == 16
    history = world.visitor().get("/history/Testmiljö").text
    assert "→ Varför: nytt avsnitt" in history
    assert "5 oktober 2017 kl. 21.58" in history
    assert "Elna" in history
    assert "Anonym" in history
    assert "192.0.2.17" not in history
    page = world.visitor().get("/wiki/Testmiljö").text
    assert "<strong>testmiljö</strong>" in page
    assert 'href="/wiki/Kommun:Uddevalla"' in page
    assert "Innovation" in page
    with world.app.app_context():
        found = db.session().scalars(
            select(Revision)
            .join(Page, Page.id == Revision.page_id)
            .where(Page.title == "Testmiljö")
            .order_by(Revision.id)
        )
        minors = [(each.minor, each.author_id is None) for each in found]
    assert minors == [(False, False), (False, False), (False, False), (False, True), (True, False)]


def test_the_name_of_the_wiki_is_ours_now(world: World, moved_in: BringIn, tmp_path: Path) -> None:
    told = moved_in(
        changed(tmp_path, "En '''testmiljö''' är ett rum där man får prova nytt.", "Så här provar {{SITENAME}}.")
    )
    assert told.of("Testmiljö") == []
    assert "Så här provar Mittköping." in world.visitor().get("/wiki/Testmiljö").text


def test_names_find_their_places(world: World, moved_in: BringIn) -> None:
    moved_in()
    visitor = world.visitor()
    assert visitor.get("/wiki/Testmiljöer").location == "/wiki/Testmilj%C3%B6?redirectedfrom=Testmilj%C3%B6er" or (
        "Omdirigerad" in visitor.get("/wiki/Testmiljöer").text
    )
    assert visitor.get("/wiki/Mall:Faktaruta").status_code == 200
    assert "Om wikin" in visitor.get("/wiki/Projekt:Om").text
    assert "skolans testmiljö" in visitor.get("/wiki/Portal:Skola").text
    assert visitor.get("/wiki/MediaWiki:Sidebar").status_code == 404
    assert "i hamnen" in visitor.get("/wiki/Kommun:Uddevalla").text


def test_a_namespace_of_their_own_becomes_what_is_said(world: World, moved_in: BringIn) -> None:
    moved_in(chosen={102: Namespace.THEME})
    assert "skolans testmiljö" in world.visitor().get("/wiki/Tema:Skola").text


def test_the_file_comes_and_is_made_safe(world: World, moved_in: BringIn) -> None:
    told = moved_in()
    assert told.outcome.added["files"] == 1
    page = world.visitor().get("/wiki/Fil:Torg_i_maj.png").text
    assert "sett från rådhuset" in page
    assert "Från rådhuset" in page
    assert "/file/" in world.visitor().get("/wiki/Testmiljö").text


@pytest.mark.parametrize("place", ["Torg_i_maj.png", "9/94/Torg_i_maj.png"])
def test_files_come_from_a_folder(world: World, moved_in: BringIn, tmp_path: Path, place: str) -> None:
    from hashlib import md5

    from tests.files.made import picture

    digest = md5(b"Torg_i_maj.png", usedforsecurity=False).hexdigest()
    path = tmp_path / "images" / place.replace("9/94", f"{digest[0]}/{digest[:2]}")
    path.parent.mkdir(parents=True)
    path.write_bytes(picture("PNG"))
    told = moved_in(uploads=False)
    assert told.outcome.added["files"] == 0
    assert told.of("Fil:Torg i maj.png") == ["The file itself is not in the export, nor in a folder that was named."]
    again = moved_in(uploads=False, files=tmp_path / "images")
    assert again.outcome.added["files"] == 1
    assert not moved_in(files=tmp_path / "images").outcome.added["files"]


def test_the_original_is_kept(world: World, moved_in: BringIn) -> None:
    moved_in()
    with world.app.app_context():
        old = {each.number: each for each in db.session().scalars(select(OldRevision))}
        assert original_text(old[11]) == "En '''testmiljö''' är ett rum där man får prova."
        assert original_text(old[13]) is None
        assert old[12].contributor == "192.0.2.17"


def test_twice_is_the_same_as_once(world: World, moved_in: BringIn) -> None:
    moved_in()
    once = rows(world)
    told = moved_in()
    assert not +told.outcome.added
    assert rows(world) == once


def test_a_later_export_adds_what_is_new(world: World, moved_in: BringIn, tmp_path: Path) -> None:
    source = DUMP.read_text(encoding="utf-8")
    start = source.index("    <revision>\n      <id>15</id>")
    end = source.index("    </revision>\n", start) + len("    </revision>\n")
    earlier = tmp_path / "earlier.xml"
    earlier.write_text(source[:start] + source[end:], encoding="utf-8")
    moved_in(earlier)
    assert "Innovation" not in world.visitor().get("/wiki/Testmiljö").text
    told = moved_in()
    assert (told.outcome.added["revisions"], told.outcome.added["pages changed"]) == (1, 1)
    assert "Innovation" in world.visitor().get("/wiki/Testmiljö").text


def test_what_was_changed_here_is_left_alone_and_told(world: World, moved_in: BringIn, tmp_path: Path) -> None:
    moved_in()
    world.write("Testmiljö", "Vi har skrivit om sidan.")
    later = changed(tmp_path, "<id>15</id>", "<id>1500</id>")
    told = moved_in(later)
    assert told.of("Testmiljö") == [CHANGED_HERE]
    assert "Vi har skrivit om sidan." in world.visitor().get("/wiki/Testmiljö").text
    with world.app.app_context():
        kept = db.session().scalars(select(OldNote.msgid).where(OldNote.kind == FAULT, OldNote.title == "Testmiljö"))
        assert list(kept) == [CHANGED_HERE]


def test_what_is_here_already_is_left_alone_and_told(world: World, moved_in: BringIn) -> None:
    world.write("Testmiljö", "Den här sidan är vår egen.")
    assert moved_in().of("Testmiljö") == [HERE_ALREADY]
    assert "vår egen" in world.visitor().get("/wiki/Testmiljö").text
    assert "i hamnen" in world.visitor().get("/wiki/Kommun:Uddevalla").text


def test_nobody_is_credited_with_what_a_stranger_wrote(world: World, moved_in: BringIn) -> None:
    world.user("Elna")
    told = moved_in()
    assert [each.params["new"] for each in told.notes if each.msgid == OTHER_PERSON] == ["Elna (Gamla Mittköping)"]
    assert world.visitor().get("/contributions/Elna_(Gamla_Mittköping)").status_code == 200
    assert "Testmiljö" not in world.visitor().get("/contributions/Elna").text


def test_a_name_in_small_letters_is_somebodys_all_the_same(world: World, moved_in: BringIn, tmp_path: Path) -> None:
    world.user("Elna")
    told = moved_in(changed(tmp_path, "<username>Elna<", "<username>elna<"))
    assert {each.params["new"] for each in told.notes if each.msgid == OTHER_PERSON} == {"Elna (Gamla Mittköping)"}


def test_titles_that_are_the_same_here_are_told_apart_from_our_own(
    world: World, moved_in: BringIn, tmp_path: Path
) -> None:
    """As in a wiki where capital letters matter, or accents that are letters of their own."""
    told = moved_in(changed(tmp_path, "<title>Testmiljöer</title>", "<title>testmiljo\u0308</title>"))
    assert [(each.msgid, each.params) for each in told.notes if each.title == "testmiljo\u0308"] == [
        (SAME_NAME, {"other": "Testmiljö"})
    ]


def test_the_same_people_keep_their_names_where_the_operator_says_so(world: World, moved_in: BringIn) -> None:
    world.user("Elna")
    moved_in(same_people=True)
    assert "Testmiljö" in world.visitor().get("/contributions/Elna").text


def test_a_dry_run_counts_and_writes_nothing(world: World, moved_in: BringIn) -> None:
    before = rows(world)
    told = moved_in(dry_run=True)
    assert rows(world) == before
    wet = moved_in()
    counted, added = +told.outcome.added, +wet.outcome.added
    names = ("pages", "revisions", "files", "users", "talk pages", "topics", "replies")
    assert counted["topics"] > 0
    assert {name: counted[name] for name in names} == {name: added[name] for name in names}


def test_nobody_is_told_and_nobody_can_sign_in(world: World, moved_in: BringIn) -> None:
    visitor = world.signed_in("Vera")
    visitor.post("/watch", {"page": "Testmiljö"})
    moved_in()
    with world.app.app_context():
        assert all(db.session().scalars(select(Entry.brought_in).where(Entry.kind.in_(("create", "edit")))))
        assert db.session().scalar(select(func.count()).select_from(Notice)) == 0
        elna = db.session().scalars(select(User).where(User.name == "Elna")).one()
        assert (elna.email, elna.password_hash) == (None, None)
        told = db.session().scalars(select(Entry).where(Entry.kind == "import")).one()
        assert (told.summary, (told.details or {})["revisions"]) == ("Gamla Mittköping", 16)


def test_what_was_brought_in_is_found(world: World, moved_in: BringIn) -> None:
    moved_in()
    assert "Testmiljö" in world.visitor().get("/search?q=testmiljö").text


def test_a_text_that_breaks_the_converter_is_kept_as_it_is(world: World, moved_in: BringIn, tmp_path: Path) -> None:
    path = changed(
        tmp_path, '<model>wikitext</model>\n      <format>text/x-wiki</format>\n      <text bytes="9"', "<text"
    )
    lua = tmp_path / "lua.xml"
    source = path.read_text(encoding="utf-8")
    start = source.index("<id>91</id>")
    lua.write_text(source[:start] + source[start:].replace("<model>wikitext", "<model>json", 1), encoding="utf-8")
    told = moved_in(lua)
    assert len(told.of("Portal:Skola")) == 1
    assert "[[Testmiljö|skolans testmiljö]]" in world.visitor().get("/wiki/Portal:Skola").text


def test_what_was_hidden_there_is_hidden_here(world: World, moved_in: BringIn) -> None:
    moved_in()
    with world.app.app_context():
        found = db.session().scalars(select(OldRevision.revision_id).where(OldRevision.number.in_((13, 14))))
        numbers = sorted(number for number in found if number)
        hidden = db.session().execute(select(HiddenRevision.revision_id, HiddenRevision.part))
        assert {tuple(row) for row in hidden} == {
            (numbers[0], "text"),
            (numbers[0], "summary"),
            (numbers[1], "author"),
        }
    assert "Gamla Mittköping" in world.visitor().get(f"/wiki/Testmiljö?oldid={numbers[0]}").text


def test_an_original_is_hidden_with_its_version(world: World, moved_in: BringIn) -> None:
    moved_in()
    with world.app.app_context():
        old = db.session().scalars(select(OldRevision).where(OldRevision.number == 11)).one()
        number, revision = old.id, old.revision_id
    address = f"/wiki/Testmiljö?oldid={revision}"
    assert f"/original/{number}" in world.visitor().get(address).text
    with world.app.app_context(), db.transaction() as current:
        current.add(HiddenRevision(revision_id=revision, part="text", reason="osant"))
        current.add(Entry(kind="conceal", name="Testmiljö"))
    assert world.visitor().get(f"/original/{number}").status_code == 404
    assert f"/original/{number}" not in world.visitor().get(address).text


def test_what_was_deleted_here_stays_so(world: World, moved_in: BringIn, tmp_path: Path) -> None:
    moved_in()
    gardener = world.signed_in("Gunnar", Role.GARDENER)
    with world.app.app_context():
        number = db.session().scalars(select(OldRevision.id).where(OldRevision.number == 11)).one()
    assert gardener.post("/delete/Testmiljö", {"reason": "inaktuell", "confirm": "1"}).status_code in {302, 303}
    assert world.visitor().get("/index.php?curid=1").status_code == 404
    assert world.visitor().get(f"/original/{number}").status_code == 404
    assert moved_in(changed(tmp_path, "<id>15</id>", "<id>1500</id>")).of("Testmiljö") == [DELETED_HERE]
    assert world.visitor().get("/wiki/Testmiljö").status_code in {404, 410}
