"""Reading a talk page."""

from sqlalchemy import event

from tests.talk.conftest import ADDRESS, Talk
from wiki.talk.listing import open_topic_count


def test_an_empty_talk_page_invites(talk: Talk) -> None:
    page = talk.read()
    assert "Ingen har skrivit här än" in page
    assert 'href="/signin?next=/talk/T%25C3%25A4nk_stort%23new"' in page
    assert "Logga in för att skriva" in page


def test_a_page_that_does_not_exist_has_no_talk_page(talk: Talk) -> None:
    answer = talk.world.visitor().get("/talk/Något_annat")
    assert answer.status_code == 404
    assert "Något annat" in answer.text
    assert "/edit/N%C3%A5got_annat" in answer.text.replace("%2F", "/")


def test_nothing_is_published_about_a_page_that_does_not_exist(talk: Talk) -> None:
    answer = talk.someone("Ek").post("/talk/Något_annat", {"title": "Hej", "text": "Hej"})
    assert answer.status_code == 404


def test_there_is_one_right_address(talk: Talk) -> None:
    answer = talk.world.visitor().get("/talk/tänk stort?show=open")
    assert answer.status_code == 301
    assert answer.location.endswith("/talk/T%C3%A4nk_stort?show=open")


def test_shows_author_municipality_and_time(talk: Talk) -> None:
    talk.open(talk.someone("Ek", municipality="0685"))
    page = talk.read()
    assert "/wiki/Anv%C3%A4ndare:Ek" in page.replace("%3A", ":")
    assert "Vetlanda kommun" in page
    assert "1 inlägg" in page


def test_a_topic_is_unanswered_until_somebody_else_writes(talk: Talk) -> None:
    ek, salg = talk.someone("Ek"), talk.someone("Sälg")
    topic = talk.open(ek)
    talk.reply(ek, topic, "Ingen som vet?")
    assert "Obesvarad" in talk.read()
    talk.reply(salg, topic, "Jo, jag.")
    assert "Obesvarad" not in talk.read()
    assert "3 inlägg" in talk.read()


def test_the_topic_last_written_in_comes_first_and_closed_ones_below_as_lines(talk: Talk) -> None:
    ek = talk.someone("Ek")
    first, second, third = (talk.open(ek, title) for title in ("Ett", "Två", "Tre"))
    talk.reply(ek, first)
    ek.post(f"/topic/{third}/close")
    page = talk.read()
    assert page.index(f'id="topic-{first}"') < page.index(f'id="topic-{second}"') < page.index("Äldre ämnen (1)")
    assert f'id="topic-{third}"' not in page
    assert page.index("Äldre ämnen (1)") < page.index(f'href="/topic/{third}"')


def test_filters_count_and_choose(talk: Talk) -> None:
    ek = talk.someone("Ek")
    talk.open(ek, "Den öppna")
    closed = talk.open(ek, "Den avslutade")
    ek.post(f"/topic/{closed}/close")
    page = talk.read()
    for chip in ("Aktuella (1)", "Öppna (1)", "Avslutade (1)", "Äldre (1)", "Alla sorter (1)"):
        assert chip in page
    assert "Den avslutade" not in talk.read(query="?show=open")
    assert "Den avslutade" in talk.read(query="?show=older")
    assert "Den öppna" not in talk.read(query="?show=closed")
    assert "Den öppna" in talk.read(query="?show=nonsense")


def test_a_long_list_is_divided(talk: Talk) -> None:
    talk.open_many("Ämne nummer", 21)
    assert "Ämne nummer 20." in talk.read()
    assert "Ämne nummer 0." not in talk.read()
    assert "Ämne nummer 0." in talk.read(query="?page=2")


def test_counts_open_topics(talk: Talk) -> None:
    ek = talk.someone("Ek")
    talk.open(ek)
    closed = talk.open(ek)
    ek.post(f"/topic/{closed}/close")
    with talk.world.app.app_context():
        assert open_topic_count(talk.page_id) == 1
        assert open_topic_count(talk.page_id + 1) == 0


def test_titles_and_texts_run_no_script(talk: Talk) -> None:
    ek = talk.someone("Ek")
    topic = talk.open(
        ek, "<script>alert(1)</script>", 'Se <img src=x onerror="alert(2)"> och <script>alert(3)</script>'
    )
    pages = [talk.read(ek), ek.get(f"/topic/{topic}/reply").text, ek.get(f"/reply/{talk.first(topic)}/history").text]
    for page in pages:
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "<img src=x" not in page


def test_a_link_to_a_missing_page_is_red(talk: Talk) -> None:
    talk.open(talk.someone("Ek"), text="Se [[Tänk stort]] och [[Tänk smått]].")
    page = talk.read()
    assert '<a class="wikilink" href="/wiki/T%C3%A4nk_stort">' in page
    assert '<a class="wikilink red"' in page


def test_posts_with_the_same_heading_and_footnote_do_not_collide(talk: Talk) -> None:
    ek = talk.someone("Ek")
    topic = talk.open(ek, text="## Bakgrund\n\nSå här[^1].\n\n[^1]: Enligt protokollet.")
    talk.reply(ek, topic, "## Bakgrund\n\nOch så här[^1].\n\n[^1]: Enligt ett annat.")
    page = talk.read()
    ids = [part.partition('"')[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    assert 'href="#p1-fn:1"' in page
    assert 'id="p2-fn:1"' in page


def test_front_matter_and_redirects_mean_nothing_in_a_post(talk: Talk) -> None:
    ek = talk.someone("Ek")
    talk.open(ek, "Streck", "---\ntyp: tema\n---\nEfter strecken.")
    talk.open(ek, "Omdirigering", "#OMDIRIGERING [[Tänk stort]]")
    page = talk.read()
    assert "typ: tema" in page
    assert "OMDIRIGERING" in page


def test_a_full_page_asks_few_questions(talk: Talk) -> None:
    ek, salg = talk.someone("Ek"), talk.someone("Sälg")
    few = _questions(talk)
    for count in range(5):
        topic = talk.open(ek, f"Ämne {count}")
        for _ in range(3):
            talk.reply(salg, topic, "Se [[Tänk stort]].")
    assert _questions(talk) <= few + 2  # the replies, and which linked pages there are


def _questions(talk: Talk) -> int:
    asked: list[str] = []
    engine = talk.world.app.extensions["wiki.engine"]
    event.listen(engine, "before_cursor_execute", lambda _c, _u, statement, *_: asked.append(statement))
    talk.world.visitor().get(ADDRESS)
    return len(asked)
