"""What is done before gardeners come to their lists."""

from datetime import timedelta

from playwright.sync_api import Page
from sqlalchemy import select

from tests.conftest import World
from tests.uploads.conftest import png
from wiki.accounts.blocks import block_of
from wiki.accounts.models import Role, User
from wiki.accounts.queries import user_by_name
from wiki.accounts.scope import Scope
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.files.inspect import inspect
from wiki.files.keep import keep_file, store
from wiki.files.models import File, FileVersion
from wiki.gardening.block import Terms, block_user
from wiki.gardening.conceal import conceal
from wiki.gardening.delete import delete_page
from wiki.gardening.move import Move, move_page
from wiki.gardening.protect import Wanted, protect
from wiki.gardening.undelete import undelete_page
from wiki.gardening.veil import veil
from wiki.gardening.withhold import withhold
from wiki.journal.models import Entry
from wiki.markup import Namespace, parse_name
from wiki.mediawiki.bring_in import bring_in
from wiki.mediawiki.dump import Dump
from wiki.mediawiki.models import ImportRun, OldWiki
from wiki.mediawiki.plan import Options
from wiki.pages.models import Removal
from wiki.pages.queries import find_page
from wiki.search.insight.store import Met, What, hours, months, write

OLD_WIKI = """<mediawiki><siteinfo><sitename>Gamla ängen</sitename></siteinfo>
<page><title>Slåtteräng</title><ns>0</ns><id>1</id><revision><id>1</id><timestamp>2017-10-05T19:58:00Z</timestamp>
<contributor><username>Slåtterfolk</username></contributor><text>En äng. {{#if: 1 | ja | nej}}</text></revision></page>
<page><title>[]</title><ns>0</ns><id>2</id><revision><id>2</id><timestamp>2017-10-05T19:58:00Z</timestamp>
<contributor><username>Slåtterfolk</username></contributor><text>Namnlös.</text></revision></page>
</mediawiki>"""
SOUGHT = {
    "distansmöte": (What.EMPTY,),
    "chatbot för medborgare i flera kommuner": (What.EMPTY,),
    "pilot": (What.FOUND, What.CLICKED),
    "e-arkiv": (What.EMPTY,),
}


def search_in_vain(page: Page, world: World) -> None:
    """Have readers look for things, in several hours, some of which the wiki lacks."""
    hour, month = hours(now()), months()[0]
    met = [
        Met(query, what, hour - back, month)
        for number, (query, happened) in enumerate(SOUGHT.items())
        for back in range(3 + number)
        for what in happened
    ]
    with world.app.app_context():
        write(sorted(met, key=lambda each: each.hour))
    page.reload()
    page.locator("main").get_by_role("listitem").first.wait_for()


def protect_and_block(page: Page, world: World) -> None:
    """Have a page protected, a name, and somebody blocked."""
    world.write("Skyddad sida", "Det här ändrar inte vem som helst.", by="Karin")
    with world.app.test_request_context():
        karin = session().scalars(select(User).where(User.name == "Karin")).one()
        until = now() + timedelta(days=7)
        for name, act in (("Skyddad sida", "edit"), ("Skräpsida", "create")):
            protect(
                parse_name(name),
                Wanted({act: Role.GARDENER}, until, act == "edit"),
                "Den ändras fram och tillbaka.",
                by=karin,
            )
        elna = session().scalars(select(User).where(User.name == "Elna")).one()
        if block_of(elna) is None:
            block_user(elna, Terms(until), "Reklam på flera sidor.", by=karin)
        hassel = session().scalars(select(User).where(User.name == "Hassel")).one()
        if block_of(hassel) is None:
            scope = Scope((parse_name("Skyddad sida"),), (Namespace.TEMPLATE,), discussions=True)
            block_user(hassel, Terms(until, scope=scope), "Ändrar den fram och tillbaka.", by=karin)
    page.reload()


def move_one(page: Page, world: World) -> None:
    """Have a page moved that another links to."""
    with world.app.test_request_context():
        is_moved = find_page(parse_name("Ny plats")) is not None
    if not is_moved:
        world.write("Gammal plats", "Här står det.", by="Karin")
        world.write("Vägvisare", "Se [[Gammal plats]].", by="Karin")
        with world.app.test_request_context():
            karin = session().scalars(select(User).where(User.name == "Karin")).one()
            move_page(Move(parse_name("Gammal plats"), parse_name("Ny plats")), by=karin)
    page.reload()
    page.get_by_role("checkbox", name="Vägvisare").wait_for()


def plan_for_many(page: Page, world: World) -> None:
    """Choose pages and what to do with them: one of them is so already."""
    world.write("Bulk:ett", "Text.\n\n[[Kategori:Samlade]]", by="Karin")
    world.write("Bulk:två", "Text.", by="Karin")
    page.reload()
    page.get_by_role("radio", name="Lägg i kategorin").check()
    page.get_by_label("Kategori, eller hur de nya namnen börjar").fill("Samlade")
    page.get_by_role("button", name="Se vad som händer").click()
    page.get_by_role("button", name="Gör det").wait_for()


def do_with_many(page: Page, world: World) -> None:
    """Let it happen."""
    plan_for_many(page, world)
    page.get_by_role("button", name="Gör det").click()
    page.get_by_text("Klart med 1 sida.").wait_for()


def change_their_minds(page: Page, world: World) -> None:
    """Have pages say something that they do no more."""
    for name in ("Ångrad", "Kommun:Uddevalla/Ångrad"):
        world.write(name, "Vi prövade först en **plåtlåda** på torget, och den stod där i tre veckor.", by="Vera")
        world.write(name, "Vi prövade inget.", by="Vera")
    page.reload()
    page.get_by_role("link", name="Ångrad").first.wait_for()


def move_in(page: Page, world: World) -> None:
    """Bring in a small wiki, of which something cannot be converted."""
    folder = world.app.config["WIKI"].data / "import"
    folder.mkdir(exist_ok=True)
    (folder / "gammal.xml").write_text(OLD_WIKI, encoding="utf-8")
    with world.app.app_context():
        if session().get(OldWiki, 1) is None:
            dump = Dump(folder / "gammal.xml")
            bring_in(dump, Options(), None)
            dump.close()
            with transaction() as current:
                current.add(
                    ImportRun(file="gammal.xml", wiki_id=1, state="running", share=0.4, counts={"revisions": 1})
                )
    page.reload()


def try_moving_in(page: Page, world: World) -> None:
    """Let an export be tried, and look at what would come."""
    move_in(page, world)
    found = [["lost", "Formeln står som kod.", 3], ["notice", "Elna heter Elna (W) här.", 1]]
    with world.app.app_context(), transaction() as current:
        tried = ImportRun(
            file="gammal.xml",
            state="done",
            share=1.0,
            counts={"revisions": 4, "pages": 1, "lost": 3},
            options={"mapping": ["102=Tema"], "same_people": True, "only_try": True, "found": found},
        )
        current.add(tried)
        current.flush()
        number = tried.id
    page.goto(f"/import/mediawiki/{number}")
    page.get_by_text("Formeln står som kod.").wait_for()


def lead_astray(page: Page, world: World) -> None:
    """Have redirects lead to redirects."""
    for name, target in (("Halvvägs", "Pilot"), ("Vilsen", "Halvvägs")):
        world.write(name, f"#OMDIRIGERING [[{target}]]", by="Vera")
    page.reload()
    page.get_by_role("main").get_by_role("listitem").first.wait_for()


def delete_one(page: Page, world: World) -> None:
    """Delete a page, one version of which is hidden, and look at it among those that have been."""
    name = parse_name("Projekt:Bortglömd")
    number = world.write(name.full, "Först.", by="Vera", summary="Skrev").revision_id
    world.write(name.full, "Sedan.", by="Vera")
    with world.app.test_request_context():
        karin = user_by_name("Karin")
        assert karin
        conceal(number, ["text", "summary", "author"], "Personuppgifter", by=karin)
        delete_page(name, "Provsida som ingen behöver", by=karin)
    page.goto("/deleted")
    page.get_by_role("link", name=name.full).first.click()
    page.get_by_role("button", name="Återställ sidan").wait_for()


def hide_in_log(page: Page, world: World) -> None:
    """Hide why a page was deleted, and look at what can be shown again."""
    world.write("Projekt:Tyst", "Text.", by="Vera")
    with world.app.test_request_context():
        karin = user_by_name("Karin")
        assert karin
        delete_page(parse_name("Projekt:Tyst"), "Provsida", by=karin)
        number = session().scalars(select(Entry.id).order_by(Entry.id.desc())).first() or 0
        veil(number, ["name", "summary"], "Personuppgifter", by=karin)
    page.goto(f"/log/{number}/hide")
    page.get_by_role("button", name="Visa igen").first.wait_for()


def hide_in_file(page: Page, world: World) -> None:
    """Hide an older version of a file, and look at the page of the file."""
    _hidden_version(world)
    page.goto("/wiki/Fil:Hemlig.png")
    page.get_by_text("Dolt: Ett ansikte").first.wait_for()


def look_at_hidden_file(page: Page, world: World) -> None:
    """Look at what is hidden of a version of a file."""
    page.goto(f"/file-version/{_hidden_version(world)}/hide")
    page.get_by_role("button", name="Visa igen").first.wait_for()


def _hidden_version(world: World) -> int:
    """The number of the first version of a picture, which is hidden."""
    world.write("Fil:Hemlig.png", "---\nalt: Två färger.\n---\n", by="Vera")
    with world.app.test_request_context():
        karin = user_by_name("Karin")
        assert karin
        for colour in ("red", "blue"):
            inspected = inspect(png(colour), "Hemlig.png")
            store(inspected)
            keep_file("Hemlig.png", inspected, colour, karin)
        first = (
            session()
            .scalars(select(FileVersion.id).join(File).where(File.title == "Hemlig.png").order_by(FileVersion.id))
            .first()
            or 0
        )
        withhold(first, ["file", "author"], "Ett ansikte", by=karin)
    return first


def leave_some_behind(page: Page, world: World) -> None:
    """Bring a page back without its first version, and look at what stayed deleted."""
    name = parse_name("Projekt:Halv")
    numbers = [world.write(name.full, f"{word}.", by="Vera").revision_id for word in ("Först", "Sedan", "Sist")]
    with world.app.test_request_context():
        karin = user_by_name("Karin")
        assert karin
        delete_page(name, "Provsida", by=karin)
        gone = session().scalars(select(Removal.page_id).order_by(Removal.at.desc())).first() or 0
        undelete_page(gone, "Behövs", by=karin, chosen=numbers[1:])
    page.goto("/deleted?q=Halv")
    page.get_by_role("link", name=name.full).first.click()
    page.get_by_role("button", name="Återställ versionerna").wait_for()
