"""Every kind of page that somebody can come to, and how one gets there."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, render_template
from playwright.sync_api import Page
from sqlalchemy import select

from tests.conftest import World
from wiki.accounts.models import User
from wiki.core.db import session
from wiki.markup import parse_name
from wiki.pages.models import Revision
from wiki.pages.queries import find_page
from wiki.talk.models import Topic
from wiki.talk.open_topic import open_topic
from wiki.talk.queries import first_reply

GUIDANCE = "Tänk_stort_men_börja_smått"
READER, ASTA, KARIN = "", "Asta", "Karin"


@dataclass(frozen=True)
class Place:
    """A page, who is there, and what they have done to get to see it. Addresses may hold names of `numbers`."""

    name: str
    address: str
    who: str = READER
    do: Callable[[Page, World], None] | None = None

    def visit(self, page: Page, world: World, numbers: dict[str, int]) -> None:
        """Bring the window here."""
        page.goto(self.address.format_map(numbers))
        if self.do:
            self.do(page, world)


def numbers(app: Flask) -> dict[str, int]:
    """The numbers that addresses hold: versions of the guidance page, and a topic that Asta opens about another."""
    with app.app_context():
        guidance, pilot = find_page(parse_name(GUIDANCE)), find_page(parse_name("Pilot"))
        assert guidance
        assert pilot
        versions = (
            session().scalars(select(Revision.id).where(Revision.page_id == guidance.id).order_by(Revision.id)).all()
        )
        discussed = session().scalars(select(Topic.id).where(Topic.page_id == guidance.id)).first()
        asta = session().scalars(select(User).where(User.name == "Asta")).one()
        own = open_topic(pilot, "Hur länge ska en pilot pågå?", "Vi höll på ett *halvår*.", by=asta)
        assert discussed
        return {
            "first": versions[0],
            "second": versions[1],
            "last": versions[-1],
            "topic": discussed,
            "own": own.id,
            "reply": first_reply(own.id).id,
        }


def preview(page: Page, _world: World) -> None:
    page.get_by_role("button", name="Visa förhandsgranskning").click()
    page.get_by_text("Inget är publicerat än").wait_for()


def write_and_show_changes(page: Page, _world: World) -> None:
    text = page.get_by_label("Sidans text")
    text.fill(text.input_value().replace("pilot", "försök") + "\n\nEn rad till.\n")
    page.get_by_role("button", name="Visa ändringar").click()
    page.get_by_role("heading", name="Dina ändringar").wait_for()


def meet_somebody(page: Page, world: World) -> None:
    """Both Asta and somebody else change the same line."""
    world.write("Krock", "Deras rad.\n")
    page.get_by_label("Sidans text").fill("Min rad.\n")
    page.get_by_role("button", name="Publicera").click()
    page.get_by_role("heading", name="Redigeringskonflikt").wait_for()


def begin_to_meet(page: Page, world: World) -> None:
    world.write("Krock", "En rad.\n")
    page.reload()
    meet_somebody(page, world)


def send_empty(page: Page, _world: World) -> None:
    page.get_by_role("main").get_by_role("button").last.click()
    page.get_by_role("alert").wait_for()


def try_in_vain(page: Page, world: World) -> None:
    """One more wrong password than the wiki has patience with."""
    for _ in range(10):
        world.visitor().post("/signin", {"email": "ingen", "password": "fel lösenord"})
    page.get_by_label("E-post eller användarnamn").fill("ingen")
    page.get_by_label("Lösenord").fill("fel lösenord")
    page.get_by_role("main").get_by_role("button", name="Logga in").click()
    page.get_by_text("För många försök").first.wait_for()


def open_tools(page: Page, _world: World) -> None:
    page.get_by_label("Fler verktyg").click()
    page.get_by_role("link", name="Vad som länkar hit").first.wait_for()


def open_account_menu(page: Page, _world: World) -> None:
    page.get_by_role("banner").get_by_text("Asta").click()
    page.get_by_role("button", name="Logga ut").wait_for()


def begin_to_search(page: Page, _world: World) -> None:
    page.get_by_role("searchbox").press_sequentially("pil")
    page.get_by_role("option").first.wait_for()


def rest(page: Page, world: World) -> None:
    """The page that stands in when the wiki itself does not answer."""
    with world.app.test_request_context(headers={"Accept-Language": "sv"}):
        words = render_template("errors/refusal.html", status=503, text="")
    page.route("**/vilar", lambda route: route.fulfill(status=503, body=words, content_type="text/html; charset=utf-8"))
    page.goto("/vilar")


PLACES = (
    Place("front", "/"),
    Place("front, signed in", "/", ASTA),
    Place("guidance", f"/wiki/{GUIDANCE}"),
    Place("guidance, signed in", f"/wiki/{GUIDANCE}", ASTA),
    Place("guidance, menu open", f"/wiki/{GUIDANCE}", READER, open_tools),
    Place("guidance, account menu open", f"/wiki/{GUIDANCE}", ASTA, open_account_menu),
    Place("guidance, suggestions open", "/wiki/Transformationsplan", READER, begin_to_search),
    Place("municipality", "/wiki/Kommun:Uddevalla"),
    Place("example", "/wiki/Kommun:Västerås/MISTEL"),
    Place("cooperation", "/wiki/Samverkan:Digitala_Västerbotten"),
    Place("theme", "/wiki/Tema:Piloter"),
    Place("category", "/wiki/Kategori:Piloter"),
    Place("help", "/wiki/Hjälp:Redigeringshjälp"),
    Place("user page", "/wiki/Användare:Elna"),
    Place("page in bokmål", "/wiki/Sosiale_medier_i_offentlig_sektor"),
    Place("accessibility statement", "/wiki/Projekt:Tillgänglighetsredogörelse"),
    Place("old version", f"/wiki/{GUIDANCE}?oldid={{first}}"),
    Place("old version, signed in", f"/wiki/{GUIDANCE}?oldid={{second}}", ASTA),
    Place("history", f"/history/{GUIDANCE}"),
    Place("history, signed in", f"/history/{GUIDANCE}", ASTA),
    Place("difference", "/diff/{first}/{second}"),
    Place("difference, signed in", "/diff/{second}/{last}", ASTA),
    Place("page information", f"/info/{GUIDANCE}"),
    Place("backlinks", "/backlinks/Pilot"),
    Place("editor", f"/edit/{GUIDANCE}", ASTA),
    Place("editor with preview", f"/edit/{GUIDANCE}", ASTA, preview),
    Place("editor with changes", f"/edit/{GUIDANCE}", ASTA, write_and_show_changes),
    Place("editor after a conflict", "/edit/Krock", ASTA, begin_to_meet),
    Place("editor undoing", f"/edit/{GUIDANCE}?undo={{last}}", ASTA),
    Place("editor of a new page", "/edit/Något_helt_nytt", ASTA),
    Place("source", f"/edit/{GUIDANCE}"),
    Place("new page", "/new", ASTA),
    Place("new page, badly named", "/new?title=a|b&namespace=main", ASTA),
    Place("missing page", "/wiki/Pilotprojekt"),
    Place("missing page, signed in", "/wiki/Pilotprojekt", ASTA),
    Place("talk", f"/talk/{GUIDANCE}"),
    Place("talk, signed in", "/talk/Pilot", ASTA),
    Place("talk, empty", "/talk/Transformationsplan"),
    Place("talk, empty, signed in", "/talk/Transformationsplan", ASTA),
    Place("reply form", "/topic/{topic}/reply", ASTA),
    Place("amend form", "/reply/{reply}/amend", ASTA),
    Place("versions of a post", "/reply/{reply}/history"),
    Place("search results", "/search?q=pilot"),
    Place("search, empty", "/search"),
    Place("search without hits", "/search?q=xyzzy"),
    Place("changes, narrowed", "/changes?days=90&namespace=theme"),
    Place("all pages", "/pages"),
    Place("municipalities", "/pages?namespace=municipality"),
    Place("wanted pages", "/wanted"),
    Place("orphaned pages", "/orphans"),
    Place("categories", "/categories"),
    Place("themes", "/themes"),
    Place("examples", "/examples"),
    Place("special pages", "/special"),
    Place("contributions", "/contributions/Elna"),
    Place("sign in", "/signin"),
    Place("sign in, wrongly", "/signin", READER, send_empty),
    Place("register", "/register"),
    Place("register, wrongly", "/register", READER, send_empty),
    Place("forgotten password", "/forgotten"),
    Place("settings", "/settings", ASTA),
    Place("users", "/users", KARIN),
    Place("refused (403)", "/users", ASTA),
    Place("refused (429)", "/signin", READER, try_in_vain),
    Place("nothing there (404)", "/ingenstans"),
    Place("resting (503)", "/", READER, rest),
)
