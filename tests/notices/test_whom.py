"""Who is told of what: the rules, each as a story."""

import pytest

from tests.conftest import World
from tests.notices.telling import Telling
from tests.uploads.conftest import png, send

GARDENER = 20


def test_a_new_file_is_told_of_by_its_page_alone(telling: Telling, world: World) -> None:
    ebba = telling.person("Ebba")
    assert send(ebba, png()).status_code == 302
    telling.deliver()  # a warning of the database would be an error here
    telling.watch(ebba, "Fil:Torget i Uddevalla.png")
    world.write("Fil:Torget i Uddevalla.png", "Torget en vinterdag.\n", by="Nils")
    assert telling.told("Ebba") == ["Nils har ändrat Torget i Uddevalla.png"]


def test_watchers_are_told_of_a_change_and_who_made_it_is_not(telling: Telling, world: World) -> None:
    ebba = telling.person("Ebba")
    telling.watch(ebba, "Plan")
    world.write("Plan", "Ny text.\n", by="Nils")
    world.write("Plan", "Nyare text.\n", by="Ebba")
    assert telling.told("Ebba") == ["Nils har ändrat Plan"]
    assert telling.told("Nils") == []


def test_several_edits_by_one_person_are_one_notice_until_it_is_seen(telling: Telling, world: World) -> None:
    ebba = telling.person("Ebba")
    telling.watch(ebba, "Plan")
    for each in range(3):
        world.write("Plan", f"Text {each}.\n", by="Nils")
    assert telling.told("Ebba") == ["Nils har ändrat Plan tre gånger"]
    ebba.post("/notices/seen")
    world.write("Plan", "Sista.\n", by="Nils")
    assert telling.told("Ebba") == ["Nils har ändrat Plan"]


def test_two_people_make_two_notices_of_changes(telling: Telling, world: World) -> None:
    telling.watch(telling.person("Ebba"), "Plan")
    world.write("Plan", "Ett.\n", by="Nils")
    world.write("Plan", "Två.\n", by="Karin")
    assert telling.told("Ebba") == ["Nils har ändrat Plan", "Karin har ändrat Plan"]


def test_minor_edits_are_told_only_to_those_who_want_them(telling: Telling, world: World) -> None:
    ebba, vera = telling.person("Ebba"), telling.person("Vera")
    for each in (ebba, vera):
        telling.watch(each, "Plan")
    vera.post("/watchlist/choices", {"minor": "1"})
    world.write("Plan", "Txt.\n", by="Nils", minor=True)
    assert telling.told("Ebba") == []
    assert telling.told("Vera") == ["Nils har ändrat Plan"]


def test_what_was_before_one_began_to_watch_is_no_news(telling: Telling, world: World) -> None:
    world.write("Plan", "Ny text.\n", by="Nils")
    telling.watch(telling.person("Ebba"), "Plan")
    assert telling.told("Ebba") == []


def test_a_new_topic_is_told_to_those_who_watch_the_page(telling: Telling) -> None:
    telling.watch(telling.person("Ebba"), "Plan")
    telling.topic(telling.person("Nils"), title="Vem beslutar?")
    assert telling.told("Ebba") == ["Nils frågar om Plan: ”Vem beslutar?”"]


def test_replies_are_told_to_those_who_take_part_and_counted(telling: Telling) -> None:
    ebba, nils, karin, vera = (telling.person(name) for name in ("Ebba", "Nils", "Karin", "Vera"))
    topic = telling.topic(ebba, title="Vem beslutar?")
    telling.deliver()
    telling.reply(nils, topic)
    assert telling.told("Ebba") == ["Nils svarade i ”Vem beslutar?”"]
    telling.reply(nils, topic)
    assert telling.told("Ebba") == ["Nils har skrivit två svar i ”Vem beslutar?”"]
    telling.reply(karin, topic)
    assert telling.told("Ebba") == ["Karin och Nils svarade i ”Vem beslutar?”"]
    telling.reply(vera, topic)
    assert telling.told("Ebba") == ["Vera och två till svarade i ”Vem beslutar?”"]
    assert telling.told("Nils") == ["Vera och Karin svarade i ”Vem beslutar?”"]


def test_whoever_is_answered_is_told_though_they_stopped_watching(telling: Telling) -> None:
    ebba, nils = telling.person("Ebba"), telling.person("Nils")
    topic = telling.topic(nils, title="Vem beslutar?")
    own = telling.reply(ebba, topic)
    telling.deliver()
    ebba.post("/unwatch", {"thing": f"topic {topic}"})
    telling.reply(nils, topic, "Till alla.")
    assert telling.told("Ebba") == []
    telling.reply(nils, topic, "Till dig.", to=own)
    assert telling.told("Ebba") == ["Nils svarade i ”Vem beslutar?”"]


def test_replies_that_came_before_the_courier_are_told_too(telling: Telling) -> None:
    ebba, vera, nils = (telling.person(name) for name in ("Ebba", "Vera", "Nils"))
    topic = telling.topic(ebba, title="Vem beslutar?")
    telling.reply(vera, topic)
    telling.reply(nils, topic)
    assert telling.told("Ebba") == ["Nils och Vera svarade i ”Vem beslutar?”"]
    assert telling.told("Vera") == ["Nils svarade i ”Vem beslutar?”"]


def test_whoever_asked_is_told_of_replies_without_watching(telling: Telling) -> None:
    ebba, nils = telling.person("Ebba"), telling.person("Nils")
    ebba.post("/watchlist/choices", {})
    telling.reply(nils, telling.topic(ebba, title="Vem beslutar?"))
    assert telling.told("Ebba") == ["Nils svarade i ”Vem beslutar?”"]


def test_a_mention_is_told_once_and_beats_the_rest(telling: Telling) -> None:
    ebba, nils = telling.person("Ebba"), telling.person("Nils")
    topic = telling.topic(ebba, title="Vem beslutar?")
    telling.deliver()
    telling.reply(nils, topic, "Vad säger du, @Ebba?")
    assert telling.told("Ebba") == ["Nils nämner dig i ”Vem beslutar?”"]
    assert telling.kinds("Ebba") == ["mention"]


def test_a_municipality_that_is_mentioned_is_told_by_its_people(telling: Telling) -> None:
    telling.person("Ebba", "1470")
    telling.person("Lund", "1281")
    nils = telling.person("Nils", "1470")
    telling.topic(nils, title="Vem beslutar?", text="Hur gör @Vara kommun?")
    assert telling.told("Ebba") == ["Nils nämner din kommun i ”Vem beslutar?”"]
    assert telling.told("Lund") == []
    assert telling.told("Nils") == []


def test_a_mention_that_comes_with_an_amendment_is_told_to_those_who_are_new_in_it(telling: Telling) -> None:
    for name in ("Ebba", "Vera"):
        telling.person(name)
    nils = telling.person("Nils")
    telling.topic(nils, title="Vem beslutar?", text="Vad säger @Ebba?")
    telling.deliver()
    assert nils.post("/reply/1/amend", {"text": "Vad säger @Ebba och @Vera?", "base": "1"}).status_code in {302, 303}
    assert telling.kinds("Ebba") == ["mention"]
    assert telling.told("Vera") == ["Nils nämner dig i ”Vem beslutar?”"]


def test_an_answer_is_told_to_its_author_and_to_those_who_follow_the_question(telling: Telling) -> None:
    ebba, nils, vera = (telling.person(name) for name in ("Ebba", "Nils", "Vera"))
    topic = telling.topic(ebba, title="Vem beslutar?")
    telling.deliver()
    telling.watch(vera, f"topic {topic}")
    reply = telling.reply(nils, topic)
    telling.deliver()
    vera.post("/notices/seen")
    assert ebba.post(f"/reply/{reply}/answer").status_code in {302, 303}
    assert telling.told("Nils") == ["Ditt inlägg markerades som svaret på ”Vem beslutar?”"]
    assert telling.told("Vera") == ["Det finns ett svar på ”Vem beslutar?”"]


def test_thanks_are_told_and_counted(telling: Telling) -> None:
    ebba, nils, vera = (telling.person(name) for name in ("Ebba", "Nils", "Vera"))
    reply = telling.reply(ebba, telling.topic(nils, title="Vem beslutar?"))
    telling.deliver()
    ebba.post("/notices/seen")
    for each in (nils, vera):
        assert each.post(f"/reply/{reply}/thank").status_code in {302, 303}
    assert telling.told("Ebba") == ["Vera och Nils tackar dig för ditt inlägg i ”Vem beslutar?”"]


def test_thanks_that_are_taken_back_are_told_no_more(telling: Telling) -> None:
    ebba, nils = telling.person("Ebba"), telling.person("Nils")
    reply = telling.reply(ebba, telling.topic(nils))
    nils.post(f"/reply/{reply}/thank")
    telling.deliver()
    assert "thanks" in telling.kinds("Ebba")
    nils.post(f"/reply/{reply}/thank", {"thanked": "0"})
    assert "thanks" not in telling.kinds("Ebba")


def test_an_adoption_is_told_to_who_wrote_the_example(telling: Telling, world: World) -> None:
    telling.person("Ebba", "1470")
    nils = telling.person("Nils", "1281")
    world.write("Kommun:Vara/Arkiv", "---\ntyp: exempel\nläge: pilot\n---\nText.\n", by="Ebba")
    telling.deliver()
    assert nils.post("/stance/Kommun:Vara/Arkiv", {"stance": "doing", "key": "doing"}).status_code in {302, 303}
    assert telling.told("Ebba") == ["Lund gör så här också: Arkiv (Vara)"]


def test_a_request_is_told_to_those_who_watch_its_theme(telling: Telling, world: World) -> None:
    ebba = telling.person("Ebba")
    telling.person("Nils", "1281")
    telling.watch(ebba, "theme 0 Piloter")
    world.write("Efterlysning:Hur mäter ni?", "---\ntema: Piloter\n---\nBerätta.\n", by="Nils")
    assert telling.kinds("Ebba") == ["request"]
    assert telling.told("Ebba") == ["Lund frågar andra kommuner: Hur mäter ni?"]


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("sv", "Vara har gått från pilot till breddinförande: Arkiv"),
        ("nb", "Vara har gått fra pilot til bred innføring: Arkiv"),
        ("en", "Vara has gone from pilot to wide introduction: Arkiv"),
    ],
)
def test_a_step_on_the_ladder_is_told_as_one(telling: Telling, world: World, locale: str, said: str) -> None:
    world.write("Kommun:Vara/Arkiv", "---\ntyp: exempel\nläge: pilot\n---\nText.\n", by="Nils")
    telling.watch(telling.person("Ebba"), "municipality 0 1470")
    world.write("Kommun:Vara/Arkiv", "---\ntyp: exempel\nläge: breddinfört\n---\nText.\n", by="Nils")
    assert telling.told("Ebba", locale) == [said]


def test_a_hidden_post_is_told_of_no_more(telling: Telling) -> None:
    ebba, nils = telling.person("Ebba"), telling.person("Nils")
    karin = telling.person("Karin", role=GARDENER)
    topic = telling.topic(ebba, title="Vem beslutar?")
    telling.deliver()
    first, second = telling.reply(nils, topic), telling.reply(nils, topic)
    assert telling.told("Ebba") == ["Nils har skrivit två svar i ”Vem beslutar?”"]
    karin.post(f"/reply/{second}/hide", {"reason": "olämpligt"})
    assert telling.told("Ebba") == ["Nils svarade i ”Vem beslutar?”"]
    karin.post(f"/reply/{first}/hide", {"reason": "olämpligt"})
    assert telling.told("Ebba") == []
    assert telling.bell(ebba) == ""


def test_a_post_that_is_hidden_before_it_is_told_is_never_told(telling: Telling) -> None:
    ebba, nils = telling.person("Ebba"), telling.person("Nils")
    karin = telling.person("Karin", role=GARDENER)
    topic = telling.topic(ebba)
    telling.deliver()
    reply = telling.reply(nils, topic, "@Ebba, du är dum.")
    karin.post(f"/reply/{reply}/hide", {"reason": "olämpligt"})
    assert telling.kinds("Ebba") == []


def test_a_seen_notice_of_a_post_that_was_hidden_since_is_not_shown(telling: Telling) -> None:
    ebba, nils = telling.person("Ebba"), telling.person("Nils")
    karin = telling.person("Karin", role=GARDENER)
    reply = telling.reply(nils, telling.topic(ebba), "@Ebba, du är dum.")
    telling.deliver()
    assert "du är dum" in ebba.get("/notices").text
    ebba.post("/notices/seen")
    karin.post(f"/reply/{reply}/hide", {"reason": "olämpligt"})
    assert "du är dum" not in ebba.get("/notices").text


def test_what_is_brought_in_from_elsewhere_is_told_to_nobody(telling: Telling, world: World) -> None:
    from wiki.journal.record import bringing_in

    telling.watch(telling.person("Ebba"), "Plan")
    with world.app.app_context(), bringing_in():
        pass
    with world.app.test_request_context(), bringing_in():
        from wiki.accounts.queries import user_by_name
        from wiki.editing.save import Edit, save_page
        from wiki.markup import parse_name

        author = user_by_name("Skrivare")
        assert author
        save_page(Edit(parse_name("Plan"), "Gammalt.\n", base=1), by=author)
    assert telling.told("Ebba") == []
