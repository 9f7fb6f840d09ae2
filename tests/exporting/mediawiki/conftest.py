"""A wiki with something of each kind in it, and exports of it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Visitor, World
from tests.gardening.test_conceal import conceal
from tests.uploads.conftest import TORG, png, send
from wiki.accounts.models import Role
from wiki.exporting.mediawiki.export import Options, export
from wiki.exporting.mediawiki.selection import Selection
from wiki.mediawiki.bring_in import bring_in
from wiki.mediawiki.dump import Dump
from wiki.mediawiki.plan import Options as ImportOptions

SECRET = "Abrakadabra"

Export = Callable[..., str]


@pytest.fixture
def exported(world: World) -> Export:
    """A function that exports the wiki: `exported()`, `exported(pages=["Pilot"], current=True)`."""

    def write(pages: tuple[str, ...] = (), themes: tuple[str, ...] = (), **options: bool) -> str:
        parts: list[str] = []
        with world.app.app_context():
            export(parts.append, Options(Selection(pages, themes), **{"spawns": False, **options}))
        return "".join(parts)

    return write


@pytest.fixture
def lind(world: World) -> Visitor:
    """A gardener."""
    return world.signed_in("Lind", Role.GARDENER)


@pytest.fixture
def furnished(world: World, lind: Visitor) -> World:
    """A wiki with pages, histories, and topics, of which some is hidden."""
    front = '---\ntyp: kommun\nkommunkod: "2480"\ntema: [Piloter, Testmiljöer]\n---\n'
    world.write("Kommun:Umeå", f"{front}Om **Umeå**.\n", by="Ek", summary="Början")
    world.write("Kommun:Umeå", f"{front}Om **Umeå**, se [[Pilot|piloten]].\n\n{{{{Mall:Not|Hej}}}}\n", by="Elna")
    world.write("Kommun:Umeå", f"{front}Om Umeå.\n\n{{{{Mall:Not|Hej}}}}\n\n[[Kategori:Norr|Å]]\n", by="Ek", minor=True)
    world.write("Mall:Not", "> [!NOTE]\n> {{{1}}}\n<noinclude>\n\nEn ruta. [[Kategori:Mallar]]\n</noinclude>\n")
    world.write("Kommun:Ume", "#OMDIRIGERING [[Kommun:Umeå]]\n")
    world.write("Tema:Piloter", "---\ntyp: tema\n---\nOm piloter.\n")
    world.write("Tema:Piloter/Mer", "Mer om dem.\n")
    world.write("Pilot", "---\ntema: piloter\n---\nFörst.\n", by="Ek")
    hidden = world.write("Pilot", f"{SECRET} i texten\n", by=SECRET, summary=f"{SECRET} sammanfattar").revision_id
    world.write("Pilot", "---\ntema: piloter\n---\nSist. & <b>\n", by="Ek")
    conceal(lind, hidden, "text", "summary", "author")
    world.write("Hemlig", f"{SECRET} på en raderad sida\n")
    assert lind.post("/delete/Hemlig", {"reason": "Fel"}).status_code == 303
    talk(world, lind)
    return world


@pytest.fixture
def with_files(world: World) -> World:
    """A wiki with a picture of two versions, and a document."""
    asta = world.signed_in("Asta", municipality="1485")
    assert send(asta, png()).status_code == 302
    again = send(asta, png("red", (300, 300)), {"comment": "Ny"}, to="/upload/Fil:Torget_i_Uddevalla.png")
    assert again.status_code == 302
    assert send(asta, b"Vi provar.", {**TORG, "title": "Anteckningar"}, "a.txt").status_code == 302
    return world


def talk(world: World, lind: Visitor) -> None:
    """Two topics on the talk page of Pilot: one with a hidden post that is answered, one hidden altogether."""
    hassel = world.signed_in("Hassel")
    topic = number(hassel.post("/talk/Pilot", {"kind": "question", "title": "Vem beslutar?", "text": "Hur är det?"}))
    first = number(lind.post(f"/topic/{topic}/reply", {"text": "Så här:\n\n- ett\n- två"}))
    bad = number(hassel.post(f"/topic/{topic}/reply?to={first}", {"text": f"{SECRET} i ett inlägg"}))
    number(lind.post(f"/topic/{topic}/reply?to={bad}", {"text": "Det där var inte snällt."}))
    gone = number(hassel.post("/talk/Pilot", {"kind": "remark", "title": f"{SECRET} som rubrik", "text": SECRET}))
    for reply in (bad, bad + 2):
        assert lind.post(f"/reply/{reply}/hide", {"reason": "Otrevligt"}).status_code == 303
    assert gone > topic


def number(answer: object) -> int:
    """The number in the address that an answer leads to."""
    location = getattr(answer, "location", None)
    assert location, getattr(answer, "text", "")
    return int(str(location).rpartition("/")[2])


@pytest.fixture
def elsewhere(make_world: Callable[..., World], sqlite_template: Path, tmp_path: Path) -> Callable[[str], World]:
    """A function that brings an export into an empty wiki."""

    def bring(xml: str) -> World:
        file, data = tmp_path / "export.xml", tmp_path / "elsewhere"
        file.write_text(xml, encoding="utf-8")
        data.mkdir(exist_ok=True)
        shutil.copy(sqlite_template, data / "wiki.sqlite")
        world = make_world(data=data, database_url="")
        with world.app.app_context():
            dump = Dump(file)
            try:
                outcome = bring_in(dump, ImportOptions(), None)
            finally:
                dump.close()
            assert not outcome.notes["fault"]
        return world

    return bring
