"""Every kind of page that somebody can come to, and how one gets there."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from tests.browser.acts import (
    GUIDANCE,
    ask_about_words,
    ask_for_a_link,
    ask_others,
    begin_to_link,
    begin_to_meet,
    begin_to_say_how,
    begin_to_search,
    change_again_and_again,
    change_fields,
    choose_document,
    choose_in_vain,
    get_advice,
    have_company,
    have_news,
    leave_a_draft,
    leave_half_done,
    let_grow,
    let_grow_old,
    look_after_talk,
    mark_words,
    open_account_menu,
    open_counties,
    open_filters,
    open_instructions,
    open_more_tools,
    open_older_topics,
    open_pictures,
    open_references,
    open_table_menu,
    open_tools,
    place_examples,
    press_the_star,
    preview,
    preview_beside,
    reply_in_place,
    rest,
    search_for_a_link,
    send_empty,
    show_what_waits,
    stop_watching_some,
    try_in_vain,
    watch_much,
    write_a_bad_contact,
    write_a_personal_number,
    write_and_show_changes,
    write_visually,
)
from tests.browser.conftest import settle, write_visually_again
from tests.browser.gardening import (
    change_their_minds,
    delete_one,
    do_with_many,
    lead_astray,
    move_in,
    move_one,
    plan_for_many,
    protect_and_block,
    search_in_vain,
    try_moving_in,
)
from tests.browser.letters import open_stop_link
from tests.conftest import World
from wiki.accounts.models import User
from wiki.core.db import session
from wiki.markup import parse_name
from wiki.pages.models import Revision
from wiki.pages.queries import find_page
from wiki.talk.models import Topic
from wiki.talk.open_topic import open_topic
from wiki.talk.queries import first_reply

READER, ASTA, KARIN, VERA = "", "Asta", "Karin", "Vera"


@dataclass(frozen=True)
class Place:
    """A page, who is there, and what they have done to get to see it. Addresses may hold names of `numbers`."""

    name: str
    address: str
    who: str = READER
    do: Callable[[Page, World], None] | None = None

    def visit(self, page: Page, world: World, numbers: dict[str, int]) -> None:
        """Bring the window here, as somebody new to this browser."""
        if page.url.startswith("http"):
            page.evaluate("() => localStorage.clear()")
        if self.who == VERA:
            write_visually_again(world)
        page.goto(self.address.format_map(numbers))
        if page.locator("[data-behaviour~=editor]").count():
            settle(page, "editor")
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


PLACES = (
    Place("front", "/"),
    Place("front, signed in", "/", ASTA),
    Place("guidance", f"/wiki/{GUIDANCE}"),
    Place("guidance, signed in", f"/wiki/{GUIDANCE}", ASTA),
    Place("guidance, instructions open", f"/wiki/{GUIDANCE}", READER, open_instructions),
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
    Place("save and cite", "/save/Tema:Piloter"),
    Place("save and cite, references open", f"/save/{GUIDANCE}", READER, open_references),
    Place("save and cite an old version", f"/save/{GUIDANCE}?oldid={{first}}", ASTA),
    Place("print view of a page", "/print/Kommun:Västerås/MISTEL"),
    Place("print view of a theme", "/print/Tema:Piloter?scope=theme"),
    Place("editor", f"/edit/{GUIDANCE}", ASTA),
    Place("editor with preview", f"/edit/{GUIDANCE}", ASTA, preview),
    Place("editor with changes", f"/edit/{GUIDANCE}", ASTA, write_and_show_changes),
    Place("editor of a section", f"/edit/{GUIDANCE}?section=Fallgropar", ASTA),
    Place("editor of a new section", f"/edit/{GUIDANCE}?section=new", ASTA),
    Place("editor with preview beside", f"/edit/{GUIDANCE}", ASTA, preview_beside),
    Place("editor after a conflict", "/edit/Krock", ASTA, begin_to_meet),
    Place("editor, visual", f"/edit/{GUIDANCE}", VERA, write_visually),
    Place("editor, link dialog", f"/edit/{GUIDANCE}", VERA, ask_for_a_link),
    Place("editor, table menu open", f"/edit/{GUIDANCE}", ASTA, open_table_menu),
    Place("editor, more tools open", f"/edit/{GUIDANCE}", ASTA, open_more_tools),
    Place("editor after a conflict, a place left", "/edit/Krock", ASTA, choose_in_vain),
    Place("editor with a draft offered", "/edit/Utkastad", ASTA, leave_a_draft),
    Place("my drafts", "/drafts", ASTA, leave_a_draft),
    Place("somebody else edits", "/edit/Sällskap", ASTA, have_company),
    Place("editor undoing", f"/edit/{GUIDANCE}?undo={{last}}", ASTA),
    Place("editor of a new page", "/edit/Något_helt_nytt", ASTA),
    Place("editor with advice", "/edit/Råd", ASTA, get_advice),
    Place("personal number refused", "/talk/Pilot", ASTA, write_a_personal_number),
    Place("source", f"/edit/{GUIDANCE}"),
    Place("new page", "/new", ASTA),
    Place("new page, badly named", "/new?title=a|b&kind=example&go=1", ASTA),
    Place("new page, name in use", "/new?title=Piloter&kind=theme&go=1", ASTA),
    Place("editor of a new example", "/edit/Kommun:Uddevalla/Snabbare_svar?kind=example", ASTA),
    Place("quick example form", "/examples/new?guidance=Tänk_stort_men_börja_smått", ASTA),
    Place("quick form, wrongly", "/examples/new", ASTA, send_empty),
    Place("quick form for another municipality", "/examples/new?municipality=0685", ASTA),
    Place("editor of an example with fields", "/edit/Kommun:Västerås/MISTEL", ASTA),
    Place("editor of an example that may have ended", "/edit/Kommun:Västerås/MISTEL?status=avslutat", ASTA),
    Place("history with changed fields", "/history/Kommun:Uddevalla/Fält", READER, change_fields),
    Place("picker open", "/talk/Transformationsplan", ASTA, begin_to_link),
    Place("picker open in its dialog", "/edit/Transformationsplan", ASTA, search_for_a_link),
    Place("draft with wishes", "/wiki/Halvfärdig", READER, leave_half_done),
    Place("missing page", "/wiki/Pilotprojekt"),
    Place("missing page, signed in", "/wiki/Pilotprojekt", ASTA),
    Place("file page", "/wiki/Fil:Successivt_införande.svg"),
    Place("file page, signed in", "/wiki/Fil:Successivt_införande.svg", ASTA),
    Place("missing file", "/wiki/Fil:Finns_inte.png", ASTA),
    Place("files", "/files"),
    Place("files, none found", "/files?q=xyzzy"),
    Place("upload form", "/upload", ASTA),
    Place("upload form, wrongly", "/upload", ASTA, send_empty),
    Place("new version of a file", "/upload/Fil:Successivt_införande.svg", ASTA),
    Place("restoring a file", "/restore/Fil:Successivt_införande.svg?version=1", ASTA),
    Place("picture dialog", "/edit/Något_med_bild", ASTA, open_pictures),
    Place("import from Word", "/import/word", ASTA),
    Place("import from Word, wrongly", "/import/word", ASTA, send_empty),
    Place("import from Word, with a picture", "/import/word", ASTA, choose_document),
    Place("talk", f"/talk/{GUIDANCE}"),
    Place("talk, signed in", "/talk/Pilot", ASTA),
    Place("talk, empty", "/talk/Transformationsplan"),
    Place("talk, empty, signed in", "/talk/Transformationsplan", ASTA),
    Place("talk, answered and hidden", "/talk/Pilot?show=answered", KARIN, look_after_talk),
    Place("talk, older topics open", "/talk/Pilot", READER, open_older_topics),
    Place("talk with quotes", "/talk/Citerad", READER, ask_about_words),
    Place("page with quotes", "/wiki/Citerad", READER, ask_about_words),
    Place("words marked on a page", f"/wiki/{GUIDANCE}", ASTA, mark_words),
    Place("topic about a passage", f"/talk/{GUIDANCE}?quote=pilot&section=I_korthet", ASTA),
    Place("reply in place", "/talk/Pilot", VERA, reply_in_place),
    Place("reply form", "/topic/{topic}/reply", ASTA),
    Place("hide form", "/reply/{reply}/hide", KARIN),
    Place("delete form", f"/delete/{GUIDANCE}", KARIN),
    Place("deleted page", "/deleted", KARIN, delete_one),
    Place("deleted pages", "/deleted", KARIN),
    Place("no longer there", "/wiki/Projekt:Bortglömd"),
    Place("hide parts of a version", "/revision/{second}/hide", KARIN),
    Place("roll back", f"/rollback/{GUIDANCE}", KARIN),
    Place("roll back all", "/users/rollback/Asta", KARIN),
    Place("move form", "/topic/{own}/move?q=plan", ASTA),
    Place("unanswered questions", "/questions"),
    Place("amend form", "/reply/{reply}/amend", ASTA),
    Place("versions of a post", "/reply/{reply}/history"),
    Place("watchlist, empty", "/watchlist", ASTA),
    Place("watchlist", "/watchlist", ASTA, have_news),
    Place("watchlist, nothing found", "/watchlist?unseen=1&kind=topic", ASTA),
    Place("all that is watched", "/watchlist/all", ASTA, watch_much),
    Place("all that is watched, some stopped", "/watchlist/all", ASTA, stop_watching_some),
    Place("notices", "/notices", ASTA, have_news),
    Place("notices, empty", "/notices", VERA),
    Place("guidance, watched", f"/wiki/{GUIDANCE}", ASTA, press_the_star),
    Place("search results", "/search?q=pilot"),
    Place("search, empty", "/search"),
    Place("search without hits", "/search?q=xyzzy"),
    Place("search results, all filters open", "/search?q=kommun&more=theme", READER, open_filters),
    Place("search results, narrowed", "/search?q=pilot+läge:pilot&kind=example&kind=topic&sort=newest"),
    Place("search, narrowed in vain", "/search?q=testbädd&municipality=1485&kind=plan"),
    Place("search within a municipality", "/search?municipality=1485"),
    Place("search, by what nobody knows", "/search?q=pilot&municipality=Atlantis&year=x"),
    Place("changes, narrowed", "/changes?days=90&namespace=theme"),
    Place("changes, each by itself", "/changes?days=90&grouped=0"),
    Place("changes, none found", "/changes?days=1&theme=Ingenting&municipality=1440&namespace=workshop"),
    Place("changes, unfolded, patrolled", "/changes", KARIN, change_again_and_again),
    Place("difference, unpatrolled", "/history/Pilot", KARIN, show_what_waits),
    Place("newcomers", "/newcomers", KARIN),
    Place("what people search for", "/search/insight", KARIN, search_in_vain),
    Place("what people search for, nothing there", "/search/insight?list=unclicked&months=1", KARIN),
    Place("moving in", "/import/mediawiki", KARIN, move_in),
    Place("moving in, wrongly", "/import/mediawiki", KARIN, send_empty),
    Place("moving in, on its way", "/import/mediawiki/1", KARIN, move_in),
    Place("moving in, only tried", "/import/mediawiki", KARIN, try_moving_in),
    Place("what was not converted", "/import/mediawiki/report/1", KARIN, move_in),
    Place("what was left out", "/import/mediawiki/report/1?kind=fault", KARIN, move_in),
    Place("an original", "/original/1", READER, move_in),
    Place("old versions, searched", "/search/versions?q=plåtlåda", KARIN, change_their_minds),
    Place("old versions, wrongly", "/search/versions?q=ab", KARIN),
    Place("protected page, its source", "/edit/Skyddad_sida", ASTA, protect_and_block),
    Place("protected name", "/wiki/Skräpsida", ASTA, protect_and_block),
    Place("protect form", "/protect/Skyddad_sida", KARIN, protect_and_block),
    Place("protected pages", "/protected", KARIN, protect_and_block),
    Place("block form", "/block/Elna", KARIN, protect_and_block),
    Place("unblock form", "/unblock/Elna", KARIN, protect_and_block),
    Place("blocked users", "/blocks", KARIN, protect_and_block),
    Place("contributions of somebody blocked", "/contributions/Elna", KARIN, protect_and_block),
    Place("log", "/log", KARIN, protect_and_block),
    Place("log, by what nobody knows", "/log?kind=hax&person=Ingen&first=igår"),
    Place("moving a page", "/move/Transformationsplan", KARIN),
    Place("a page that one may not move", "/move/Kommun:Uddevalla", ASTA),
    Place("a page that was moved", "/moved/Ny_plats?old=Gammal_plats", KARIN, move_one),
    Place("copying a page", "/copy/Transformationsplan", ASTA),
    Place("merging a history", "/merge/Transformationsplan", KARIN),
    Place("merging a history, told", "/merge/Tema:Piloter?to=Transformationsplan", KARIN),
    Place("many pages at once", "/bulk?list=prefix&q=Verktyg:&all=1", KARIN),
    Place("many pages, what would happen", "/bulk?list=prefix&q=Bulk:&all=1", KARIN, plan_for_many),
    Place("many pages, what happened", "/bulk?list=prefix&q=Bulk:&all=1", KARIN, do_with_many),
    Place("all pages", "/pages"),
    Place("all municipality pages", "/pages?namespace=municipality"),
    Place("municipalities", "/municipalities"),
    Place("municipalities, filtered", "/municipalities?county=24&sort=examples"),
    Place("municipalities, as a list", "/municipalities?view=list"),
    Place("municipalities, none found", "/municipalities?q=xyzzy"),
    Place("municipality without a page", "/wiki/Kommun:Lund"),
    Place("municipality without a page, signed in", "/wiki/Kommun:Lund", ASTA),
    Place("municipality page with examples", "/wiki/Kommun:Vetlanda"),
    Place("wanted pages", "/reports/wanted"),
    Place("orphaned pages, of one kind", "/reports/orphans?namespace=municipality"),
    Place("redirects to be mended", "/reports/double-redirects", KARIN, lead_astray),
    Place("a report with nothing in it", "/reports/notices"),
    Place("most linked pages, to be ticked", "/reports/most-linked", KARIN),
    Place("links to other sites", "/reports/external-links"),
    Place("the gardener's start page", "/gardening", KARIN, lead_astray),
    Place("statistics", "/statistics"),
    Place("pages by the beginning of their names", "/pages?prefix=pi"),
    Place("categories", "/categories"),
    Place("themes", "/themes"),
    Place("examples", "/examples"),
    Place("matrix", "/matrix"),
    Place("matrix, signed in", "/matrix?all=1&county=24", ASTA),
    Place("matrix, nothing there", "/matrix?county=09"),
    Place("requests", "/requests", READER, ask_others),
    Place("request", "/wiki/Efterlysning:Mäta", ASTA, ask_others),
    Place("request form", "/requests/new?title=Hur", ASTA),
    Place("request form, wrongly", "/requests/new", ASTA, send_empty),
    Place("answer to a request", "/requests/answer/Efterlysning:Mäta?q=MISTEL", ASTA, ask_others),
    Place("example and how we do with it", "/wiki/Kommun:Västerås/MISTEL", ASTA, begin_to_say_how),
    Place("example, to a visitor", "/wiki/Kommun:Västerås/MISTEL"),
    Place("example that grew from another", "/wiki/Kommun:Uddevalla/Vår_testbädd", ASTA, let_grow),
    Place("starting one's own from an example", "/new?kind=example&from=Kommun:Västerås/MISTEL", ASTA),
    Place("contact form", "/contact/Kommun:Uddevalla", ASTA),
    Place("contact form, wrongly", "/contact/Kommun:Uddevalla", ASTA, write_a_bad_contact),
    Place("examples to be confirmed", "/reports/stale", KARIN, let_grow_old),
    Place("examples, a way to narrow open", "/examples", READER, open_counties),
    Place("examples, narrowed", "/examples?theme=Testmiljöer&status=pilot"),
    Place("examples, by what nobody knows", "/examples?status=bogus"),
    Place("examples, none found", "/examples?q=xyzzy"),
    Place("example that has ended", "/wiki/Samverkan:Umeåregionen_–_Lär_oss_leda_digitalt"),
    Place("theme, narrowed", "/wiki/Tema:Testmiljöer?status=pilot"),
    Place("list placed within a text", "/wiki/Placerat", READER, place_examples),
    Place("special pages", "/special"),
    Place("contributions", "/contributions/Elna"),
    Place("sign in", "/signin"),
    Place("sign in, to go on (401)", "/examples/new?theme=Piloter"),
    Place("sign in, wrongly", "/signin", READER, send_empty),
    Place("register", "/register"),
    Place("register, wrongly", "/register", READER, send_empty),
    Place("forgotten password", "/forgotten"),
    Place("settings", "/settings", ASTA),
    Place("letters", "/settings/letters", ASTA),
    Place("unsubscribe", "/", do=open_stop_link),
    Place("outbox", "/users/letters", KARIN),
    Place("backups", "/users/backups", KARIN),
    Place("users", "/users", KARIN),
    Place("refused (403)", "/users", ASTA),
    Place("refused (429)", "/signin", READER, try_in_vain),
    Place("nothing there (404)", "/ingenstans"),
    Place("resting (503)", "/", READER, rest),
)
