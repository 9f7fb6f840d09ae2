"""Quoting a passage of a page: the form, the passage above the topic, the mark on the page, and pages that change."""

import re

from sqlalchemy import select

from tests.conftest import World
from tests.talk.conftest import number
from wiki.accounts.models import Role
from wiki.core.db import session
from wiki.talk.quote_models import Quote

PAGE = "Pilot"
TEXT = """## Vad är en pilot?

En pilot är ett försök i *liten* skala med [[Uppföljning|tydlig uppföljning]]. Den har ett slut.

## Hur länge?

Sex veckor räcker < ofta.
"""


def ask(world: World, **about: object) -> int:
    """Vera opens a topic about the page; its number."""
    world.write(PAGE, TEXT)
    vera = world.signed_in("Vera")
    form = {"kind": "question", "title": "Vem beslutar?", "text": "Hos oss är det oklart.", **about}
    return number(vera.post(f"/talk/{PAGE}", form))


def read(world: World, address: str = f"/wiki/{PAGE}") -> str:
    return world.visitor().get(address).text


def test_the_passage_stands_above_the_topic_and_is_marked_on_the_page(world: World) -> None:
    topic = ask(world, quote="liten skala med tydlig  uppföljning. Den", section="Vad_är_en_pilot?")
    page = read(world)
    assert (
        f'försök i <em><mark class="quoted" id="mk-quote-{topic}">liten</mark></em><mark class="quoted"> skala' in page
    )
    assert re.search(
        rf'<mark class="quoted">\. Den</mark><a class="quoted-by" href="/topic/{topic}" title="[^"]*Vem beslutar', page
    )
    assert "Öppet ämne om detta: Vem beslutar?</span></a> har ett slut." in page
    talk = read(world, f"/talk/{PAGE}")
    assert "<p>liten skala med tydlig uppföljning. Den</p>" in talk
    assert f'href="/wiki/{PAGE}#mk-quote-{topic}">Vad är en pilot?</a>' in talk


def test_a_topic_can_be_about_a_section(world: World) -> None:
    topic = ask(world, section="Hur_länge?")
    page = read(world)
    assert f'<h2 id="Hur_länge?"><mark class="quoted" id="mk-quote-{topic}">Hur länge?</mark></h2><a class="quo' in page
    assert 'aria-label="Länk till avsnittet Hur länge?"' in page
    assert "<p>Hur länge?</p>" in read(world, f"/talk/{PAGE}")


def test_only_open_topics_mark_the_page(world: World) -> None:
    topic = ask(world, quote="Den har ett slut")
    assert 'class="quoted"' in read(world)
    world.signed_in("Greta", role=Role.GARDENER).post(f"/topic/{topic}/close")
    assert 'class="quoted"' not in read(world)
    talk = read(world, f"/talk/{PAGE}?show=closed")
    assert "<p>Den har ett slut</p>" in talk
    assert f'href="/wiki/{PAGE}#Vad_%C3%A4r_en_pilot' in talk


def test_the_quote_survives_that_the_page_is_edited(world: World) -> None:
    topic = ask(world, quote="En pilot är ett försök i liten skala med tydlig uppföljning")
    world.write(
        PAGE, "## Nytt först\n\nOch text.\n\n" + TEXT.replace("försök i *liten* skala", "prov i liten **skala**")
    )
    page = read(world)
    assert f'<p><mark class="quoted" id="mk-quote-{topic}">En pilot är ett prov i liten </mark><strong>' in page
    assert "Texten har ändrats" not in read(world, f"/talk/{PAGE}")


def test_what_is_gone_leads_to_the_version_where_it_stood(world: World) -> None:
    topic = ask(world, quote="Den har ett slut")
    with world.app.app_context():
        revision = session().get_one(Quote, topic).revision_id
    world.write(PAGE, "Något helt annat.\n")
    assert 'class="quoted"' not in read(world)
    talk = read(world, f"/talk/{PAGE}")
    assert "Texten har ändrats sedan dess." in talk
    assert f'href="/wiki/{PAGE}?oldid={revision}#Vad_%C3%A4r_en_pilot' in talk


def test_words_that_are_not_there_are_asked_about_and_nothing_is_lost(world: World) -> None:
    world.write(PAGE, TEXT)
    vera = world.signed_in("Vera")
    form = {
        "kind": "question",
        "title": "Vem?",
        "text": "Mitt inlägg.",
        "quote": "Kommunen lovar guld och gröna skogar.",
    }
    answer = vera.post(f"/talk/{PAGE}", form)
    assert answer.status_code == 400
    assert "De orden står inte på sidan." in answer.text
    for words in ("Mitt inlägg.", "Kommunen lovar guld", 'value="Vem?"'):
        assert words in answer.text
    with world.app.app_context():
        assert session().scalars(select(Quote)).all() == []


def test_words_are_looked_for_in_the_version_that_was_read(world: World) -> None:
    first = world.write(PAGE, TEXT).revision_id
    world.write(PAGE, "Nytt.\n")
    vera = world.signed_in("Vera")
    form = {
        "kind": "question",
        "title": "Vem?",
        "text": "Text.",
        "quote": "Sex veckor räcker < ofta",
        "revision": first,
    }
    assert vera.post(f"/talk/{PAGE}", form).status_code == 303
    assert "<p>Sex veckor räcker &lt; ofta</p>" in read(world, f"/talk/{PAGE}")


def test_the_form_is_opened_with_what_was_marked(world: World) -> None:
    world.write(PAGE, TEXT)
    page = world.signed_in("Vera").get(
        f"/talk/{PAGE}",
        query_string={"quote": '"><script>alert(1)</script>', "section": "Hur_länge?", "before": '"><b>'},
    )
    assert '<option value="Hur_länge?" selected' in page.text
    assert "&#34;&gt;&lt;script&gt;alert(1)" in page.text
    assert "<script>alert" not in page.text


def test_markup_in_a_quoted_passage_stays_text(world: World) -> None:
    world.write(PAGE, "Skriv `<script>alert(1)</script>` och <b onclick=x>fet</b> & sedan.\n")
    vera = world.signed_in("Vera")
    quote = "<script>alert(1)</script> och"
    vera.post(f"/talk/{PAGE}", {"kind": "question", "title": "<img src=x>", "text": "Text.", "quote": quote})
    page = read(world)
    assert '<code><mark class="quoted" id="mk-quote-1">&lt;script&gt;alert(1)&lt;/script&gt;</mark></code>' in page
    assert "<img src=x>" not in page
    assert "<script>alert" not in page + read(world, f"/talk/{PAGE}")
