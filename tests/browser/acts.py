"""What somebody does on a page, so that it shows what is to be looked at."""

from datetime import UTC, datetime

from flask import render_template
from playwright.sync_api import Page
from sqlalchemy import select

from tests.browser.conftest import settle
from tests.conftest import World
from tests.word.documents import plan, saved
from wiki.accounts.models import User
from wiki.accounts.queries import user_by_name
from wiki.core.clock import now
from wiki.core.db import session
from wiki.drafts.keep import OpenEditor, Writing, keep_draft
from wiki.drafts.presence import be_present
from wiki.markup import parse_name
from wiki.notices.courier import begin, deliver_batch
from wiki.pages.queries import find_page
from wiki.talk.answer import mark_answer
from wiki.talk.hide import hide_reply
from wiki.talk.move import move_topic
from wiki.talk.open_topic import open_topic
from wiki.talk.quote import Asked, find_passage
from wiki.talk.reply import reply_to
from wiki.talk.thank import thank_for_reply

GUIDANCE = "Tänk_stort_men_börja_smått"


def preview(page: Page, _world: World) -> None:
    page.get_by_role("button", name="Visa förhandsgranskning").click()
    page.get_by_role("heading", name="Inget är publicerat än").wait_for()


def preview_beside(page: Page, _world: World) -> None:
    page.get_by_role("button", name="Förhandsgranska bredvid").click()
    page.get_by_role("region", name="Förhandsgranskning").get_by_role("heading").first.wait_for()


def open_instructions(page: Page, _world: World) -> None:
    page.get_by_text("Instruktioner till dig som skriver").click()
    page.get_by_text("Läs igenom texten").wait_for()


def open_references(page: Page, _world: World) -> None:
    page.get_by_text("För referensprogram").click()
    page.get_by_label("BibTeX", exact=True).wait_for()


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


def ask_for_advice(page: Page, address: str, text: str) -> None:
    """Write `text` at `address`, and wait for the tips."""
    page.goto(address)
    settle(page, "editor")
    page.locator("#mk-text").fill(text)
    page.locator("[data-found] > li").first.wait_for()


def get_advice(page: Page, _world: World) -> None:
    ask_for_advice(page, "/edit/Råd", "Se [[Pilot|här]] och https://example.org.\n\n#### Djupt\n\n[[Fil:Karta.png]]\n")
    page.locator("[data-found] summary").first.click()
    page.locator("[data-last-look] summary").click()


def change_again_and_again(page: Page, world: World) -> None:
    """Somebody new changes a page twice; the line is unfolded."""
    for text in ("Kaffe.", "Kaffe och bulle."):
        world.write("Fikapaus", text, by="Vera")
    page.reload()
    page.locator("li.gathered summary").first.click()


def show_what_waits(page: Page, world: World) -> None:
    """The difference that somebody new made."""
    for text in ("Te.", "Te och smörgås."):
        world.write("Fikapaus", text, by="Vera")
    page.goto("/history/Fikapaus")
    page.get_by_role("link", name="skillnad").first.click()
    page.get_by_role("button", name="granskad").wait_for()


def write_a_personal_number(page: Page, _world: World) -> None:
    """The authorities' example of one, in a post: there no draft is sent meanwhile."""
    page.get_by_label("Rubrik", exact=True).fill("Iris")
    page.get_by_label("Ditt inlägg").fill("Ring Iris (121212-1212) i dag.")
    page.get_by_role("button", name="Publicera inlägget").click()
    page.get_by_text("ser ut som ett personnummer").first.wait_for()


def begin_to_say_how(page: Page, _world: World) -> None:
    page.get_by_text("Säg hur vi gör").click()
    page.get_by_label("Vi provar").check()


def let_grow(page: Page, world: World) -> None:
    source = '---\ntyp: exempel\nbygger på: "Kommun:Västerås/MISTEL"\n---\nVi med.\n'
    world.write("Kommun:Uddevalla/Vår testbädd", source)
    page.reload()
    page.get_by_role("heading", name="Släktträd").wait_for()


def stand_in_a_category(page: Page, world: World) -> None:
    world.write("Utan sidan om", "[[Kategori:Utan egen sida]]\n")
    page.reload()
    page.get_by_role("link", name="Utan sidan om").wait_for()


def write_a_bad_contact(page: Page, _world: World) -> None:
    page.get_by_label("Roll").fill("Strateg, 0522-69 60 00")
    page.get_by_role("button", name="Spara").click()
    page.get_by_text("Skriv bara rollen").first.wait_for()


def let_grow_old(page: Page, world: World) -> None:
    source = "---\ntyp: exempel\nläge: pilot\n---\nFör länge sedan.\n"
    world.write("Kommun:Uddevalla/Gammalt", source, at=datetime(2020, 5, 4, tzinfo=UTC))
    page.reload()
    page.get_by_role("link", name="Gammalt").first.wait_for()


def begin_to_meet(page: Page, world: World) -> None:
    world.write("Krock", "En rad.\n")
    page.reload()
    meet_somebody(page, world)


def write_visually(page: Page, _world: World) -> None:
    """Wait for the visual editor, and put the caret in its text."""
    text = page.get_by_role("textbox", name="Sidans text")
    text.and_(page.locator("[contenteditable]")).wait_for()
    text.focus()


def ask_for_a_link(page: Page, world: World) -> None:
    write_visually(page, world)
    page.get_by_role("button", name="Webblänk").click()
    page.get_by_role("dialog", name="Länk till en annan webbplats").wait_for()


def open_table_menu(page: Page, _world: World) -> None:
    settle(page, "editor")
    page.get_by_label("Sidans text").evaluate(
        "area => { area.focus(); area.selectionStart = area.selectionEnd = area.value.indexOf('| ---') + 20; }"
    )
    page.get_by_role("toolbar").get_by_role("button", name="Tabell").click()
    page.get_by_role("menuitem", name="Rad nedanför").wait_for()


def open_more_tools(page: Page, _world: World) -> None:
    settle(page, "editor")
    page.get_by_role("toolbar").get_by_role("button", name="Mer", exact=True).click()
    page.get_by_role("menuitem", name="Kortkommandon").wait_for()


def leave_a_draft(page: Page, world: World) -> None:
    """Asta has written on the page before, and somebody else has changed it since."""
    world.write("Utkastad", "En rad.\n")
    with world.app.test_request_context():
        asta = session().scalars(select(User).where(User.name == "Asta")).one()
        keep_draft(Writing(parse_name("Utkastad"), "En halv rad.\n", OpenEditor("före")), by=asta)
    page.reload()
    page.get_by_role("heading", name="Du har ett opublicerat utkast").or_(page.get_by_text("Utkastad")).first.wait_for()


def have_company(page: Page, world: World) -> None:
    world.write("Sällskap", "En rad.\n")
    with world.app.test_request_context():
        karin = session().scalars(select(User).where(User.name == "Karin")).one()
        be_present(parse_name("Sällskap"), karin)
    page.reload()
    page.get_by_text("Karin redigerar också").wait_for()


def choose_in_vain(page: Page, world: World) -> None:
    """Publish without having decided about every place, as browsers without scripts of ours let one do."""
    begin_to_meet(page, world)
    page.locator("form.conflict").evaluate("form => { form.noValidate = true; }")
    page.get_by_role("button", name="Publicera").click()
    page.get_by_text("Välj på varje ställe").wait_for()


def send_empty(page: Page, _world: World) -> None:
    page.get_by_role("main").get_by_role("button").last.click()
    page.get_by_role("alert").wait_for()


def choose_no_export(page: Page, _world: World) -> None:
    page.get_by_role("button", name="Bara prova").click()
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


def begin_to_link(page: Page, _world: World) -> None:
    page.get_by_label("Ditt inlägg").press_sequentially("Se [[pil")
    page.get_by_role("listbox").get_by_role("option").first.wait_for()


def search_for_a_link(page: Page, _world: World) -> None:
    page.get_by_role("button", name="Sidlänk").first.click()
    page.get_by_label("Sök efter en sida").press_sequentially("pil")
    page.get_by_role("option").first.wait_for()


def leave_half_done(page: Page, world: World) -> None:
    world.write("Halvfärdig", "---\nstatus: utkast\n---\n## I korthet\n\nEn början.\n")
    page.reload()
    page.get_by_role("heading", name="Det här får du gärna fylla på").wait_for()


def answer_a_question(world: World) -> None:
    """Karin answers Asta's question, and is thanked; another post is hidden, and a topic has come from elsewhere."""
    with world.app.app_context():
        asta, karin = (session().scalars(select(User).where(User.name == name)).one() for name in ("Asta", "Karin"))
        pilot, elsewhere = find_page(parse_name("Pilot")), find_page(parse_name("Transformationsplan"))
        assert pilot
        assert elsewhere
        topic = open_topic(pilot, "Hur många ska vara med?", "Vi är osäkra.", by=asta)
        helpful = reply_to(topic, "Börja med tio.", by=karin)
        thank_for_reply(helpful, by=asta)
        mark_answer(helpful, by=asta)
        hide_reply(reply_to(topic, "Fel.", by=asta), "Personangrepp", by=karin)
        move_topic(open_topic(elsewhere, "Fel plats", "Hej.", by=asta, kind="remark"), pilot, by=asta)


def look_after_talk(page: Page, world: World) -> None:
    answer_a_question(world)
    page.reload()
    page.get_by_text("1 har tackat").first.click()
    page.get_by_text("Visa den dolda texten").first.click()


def ask_about_words(page: Page, world: World) -> None:
    """Words and a heading of a page are asked about; what one topic quotes has been rewritten since."""
    world.write("Citerad", "## Om piloter\n\nSex [[Pilot|veckor]] räcker *ofta*. Den har ett slut som alla vet om.\n")
    with world.app.test_request_context():
        quoted, asta = find_page(parse_name("Citerad")), user_by_name("Asta")
        assert quoted
        assert asta
        for said in (Asked("Sex veckor räcker ofta"), Asked(section="Om_piloter"), Asked("Den har ett slut som alla")):
            open_topic(quoted, "Hur då?", "Vi undrar.", by=asta, about=find_passage(quoted, said))
    world.write("Citerad", "## Om piloter\n\nSex [[Pilot|veckor]] räcker *ofta*.\n")
    page.reload()


def reply_in_place(page: Page, _world: World) -> None:
    page.get_by_role("link", name="Svara Asta").first.click()
    settle(page, "post")
    page.locator(".reply-here .visual").wait_for()


def mark_words(page: Page, _world: World) -> None:
    page.locator("article.prose p").first.click(click_count=3)
    page.get_by_role("link", name="Fråga om detta").wait_for()


def open_older_topics(page: Page, world: World) -> None:
    answer_a_question(world)
    page.reload()
    page.get_by_role("heading", name="Äldre ämnen").click()


def ask_others(page: Page, world: World) -> None:
    """A request with an answer, and one that is overdue."""
    world.write(
        "Efterlysning:Mäta", "---\ntema: [Piloter]\n---\nVad mäter ni?\n\n## Svar\n\n- [[Kommun:Västerås/MISTEL]]\n"
    )
    world.write("Efterlysning:Gammal", '---\nsista dag: "2020-01-31"\nspråk: nb\n---\nHva gjør dere?\n')
    page.reload()


def change_fields(page: Page, world: World) -> None:
    for status in ("pilot", "breddinfört"):
        world.write("Kommun:Uddevalla/Fält", f"---\ntyp: exempel\nläge: {status}\n---\nText.\n")
    page.reload()


def open_pictures(page: Page, _world: World) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("() => document.querySelector('[data-command=pictures]').click()")
    page.get_by_role("dialog").get_by_role("button", name="Successivt införande").wait_for()


def open_counties(page: Page, _world: World) -> None:
    page.get_by_role("navigation", name="Begränsa listan").get_by_text("Län", exact=True).click()


def open_filters(page: Page, _world: World) -> None:
    """Unfold all that hits can be narrowed by."""
    folded = page.locator("details.facet:not([open]) > summary")
    while folded.count():
        folded.first.click()


def place_examples(page: Page, world: World) -> None:
    world.write("Placerat", "Så här går det till.\n\n{{exempel|tema=Testmiljöer}}\n\nOch sedan?\n")
    page.reload()
    page.get_by_role("heading", name="Så gör kommunerna: Testmiljöer").wait_for()


def choose_document(page: Page, _world: World) -> None:
    """Send a Word document with a picture; its title is a page already in use or not, the form is the same."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    page.get_by_label("Word-dokument").set_input_files({"name": "plan.docx", "mimeType": kind, "buffer": saved(plan())})
    page.get_by_role("main").get_by_role("button", name="Fortsätt").click()
    page.get_by_text("Vad visar bilden?").wait_for()


def press_the_star(page: Page, _world: World) -> None:
    settle(page, "star")
    if page.get_by_role("button", name="Bevaka", exact=True).count():
        page.get_by_role("button", name="Bevaka", exact=True).click()
    page.get_by_role("button", name="Bevakas", exact=True).wait_for()


def have_news(page: Page, world: World) -> None:
    """Let somebody else do something with what Asta watches."""
    address = page.url
    watch_much(page, world)
    with world.app.app_context():
        begin()
    world.write("Kommun:Vara/Nyhet", f"Text {now()}.", by="Någon annan", summary="något nytt")
    while True:
        with world.app.app_context():
            if not deliver_batch("places"):
                break
    page.goto(address)


def watch_much(page: Page, _world: World) -> None:
    """Watch a theme, a municipality and a page."""
    address = page.url
    for name in ("Tema:Testmiljöer", "Kommun:Vara", GUIDANCE):
        page.goto(f"/wiki/{name}")
        settle(page, "star")
        star = page.locator(".tabs-row > .star button")
        if star.get_attribute("aria-pressed") == "false":
            star.click()
            page.locator(".tabs-row > .star button[aria-pressed=true]").wait_for()
    page.goto(address)


def stop_watching_some(page: Page, world: World) -> None:
    watch_much(page, world)
    page.locator(".watched [type=checkbox]").first.check()
    page.get_by_role("button", name="Sluta bevaka det som är ikryssat").click()
    page.get_by_role("button", name="Ångra").wait_for()


def rest(page: Page, world: World) -> None:
    """The page that stands in when the wiki itself does not answer."""
    with world.app.test_request_context(headers={"Accept-Language": "sv"}):
        words = render_template("errors/refusal.html", status=503, text="")
    page.route("**/vilar", lambda route: route.fulfill(status=503, body=words, content_type="text/html; charset=utf-8"))
    page.goto("/vilar")
