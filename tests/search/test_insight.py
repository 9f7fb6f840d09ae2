"""What people search for: counted without counting people, shown to gardeners, and forgotten again."""

import csv
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from io import StringIO
from threading import Event
from urllib.parse import quote

import pytest
from sqlalchemy import func, select, text

from tests.conftest import Visitor, World
from tests.search.conftest import Library
from wiki.accounts.models import Role
from wiki.changes import rounds
from wiki.core.db import session, transaction
from wiki.search.answering.notices import INDEX_AWAY
from wiki.search.answering.results import Results
from wiki.search.insight import counting, store
from wiki.search.insight.counting import MOST_AN_HOUR, Tally, count_click, count_search, countable, write_down
from wiki.search.insight.models import SearchCount
from wiki.search.insight.store import Met, What, forget, hours, write

SAID = re.compile(r'data-said="([^"]+)"')
NOTHING = Results()
MANY = Results(total=3)


class Clock:
    """The time, as a test sets it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def later(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(counting, "now", made)
    monkeypatch.setattr(store, "now", made)
    return made


def search_for(world: World, query: str, found: Results | None) -> str:
    """Have `query` counted, as a request does."""
    with world.app.test_request_context():
        return count_search(query, found)


def go_on(world: World, said: str) -> None:
    """Have a click counted."""
    with world.app.test_request_context():
        count_click(said)


def sought(tally: Tally) -> list[str]:
    """What a process has met, which is then taken."""
    return [each.query for each in tally.take() or ()]


def put(world: World, met: Sequence[Met]) -> None:
    """Write what a process has met."""
    with world.app.app_context():
        write(met)


def forget_old(world: World) -> None:
    """Take away what is no longer kept."""
    with world.app.app_context():
        forget()


def counts(world: World) -> dict[str, tuple[int, int, int]]:
    """What has been counted of each query: asked, without hits, with a click."""
    write_down(world.app)
    asked, empty, clicked = (func.sum(each) for each in (SearchCount.asked, SearchCount.empty, SearchCount.clicked))
    counted = select(SearchCount.query, asked, empty, clicked).group_by(SearchCount.query)
    with world.app.app_context():
        rows = session().execute(counted).all()
    return {query: (times, vain, went_on) for query, times, vain, went_on in rows}


def ask(world: World, clock: Clock, query: str, times: int, found: Results = NOTHING, clicks: int = 0) -> None:
    """Have `query` asked in so many different hours, and a hit opened in some of them."""
    for number in range(times):
        clock.later(hours=1)
        said = search_for(world, query, found)
        if number < clicks:
            go_on(world, said)
        write_down(world.app)


def test_a_query_counts_once_an_hour_however_it_is_written(world: World, clock: Clock) -> None:
    for query in ("Distansmöte", "  distansmöte ", "DISTANSMÖTE", "distansmo\u0308te"):
        search_for(world, query, NOTHING)
    assert counts(world) == {"distansmöte": (1, 1, 0)}
    search_for(world, "distansmöte", NOTHING)
    assert counts(world) == {"distansmöte": (1, 1, 0)}
    clock.later(hours=1)
    search_for(world, "distansmöte", MANY)
    assert counts(world) == {"distansmöte": (2, 1, 0)}


def test_processes_that_meet_the_same_query_in_the_same_hour_count_it_once(world: World) -> None:
    hour = 490_000
    met = [Met("chatbot", What.EMPTY, hour, "2026-11"), Met("drönare", What.FOUND, hour, "2026-11")]
    put(world, met)
    put(world, [*reversed(met), Met("chatbot", What.EMPTY, hour + 1, "2026-11")])
    assert counts(world) == {"chatbot": (2, 2, 0), "drönare": (1, 0, 0)}


@pytest.mark.parametrize(
    "query",
    [
        "811218-9876",
        "19811218-9876",
        "811218-9877 journal",  # the last figure is wrong, and yet it is somebody's
        "anna.berg@uddevalla.se",
        "anna@uddevalla",
        "0522-69 60 00",
        "ring 070 123 45 67",
        "dnr 2026/00123",
        "av:Elna plan",
        'plan av:"Elna Ek"',
        "-författare:elna",
        "x" * 101,
        "   ",
        "\u00ad",
    ],
)
def test_what_may_be_about_somebody_is_not_counted(world: World, query: str) -> None:
    assert countable(query) == ""
    assert search_for(world, query, NOTHING) == ""
    assert counts(world) == {}


@pytest.mark.parametrize(
    "query", ["it", "e-tjänst", '"tänk stort"', "förs*", "plan 2027", "ai 2.0", "kommun:Umeå", "🚀"]
)
def test_what_people_ordinarily_ask_is_counted(world: World, query: str) -> None:
    search_for(world, query, NOTHING)
    assert list(counts(world)) == [query.casefold()]


def test_nothing_is_counted_while_the_index_is_away(world: World) -> None:
    assert search_for(world, "distansmöte", Results(notices=(INDEX_AWAY,))) == ""
    assert counts(world) == {}


def test_the_table_has_no_room_for_people(world: World) -> None:
    columns = set(SearchCount.__table__.columns.keys())
    assert columns == {"query", "month", "asked", "empty", "clicked", "asked_hour", "clicked_hour"}


def test_a_process_remembers_no_more_than_people_ask(clock: Clock) -> None:
    tally = Tally()
    for number in range(5 * MOST_AN_HOUR):
        tally.meet(f"robot {number}", What.FOUND)
    assert len(sought(tally)) == 2 * MOST_AN_HOUR
    clock.later(hours=1)
    tally.meet("människa", What.FOUND)
    assert sought(tally) == ["människa"]


def test_only_one_thread_writes_and_it_ends_when_nothing_waits() -> None:
    tally = Tally()
    assert tally.meet("ett", What.FOUND)
    assert not tally.meet("två", What.FOUND)
    assert sought(tally) == ["ett", "två"]
    assert not tally.meet("tre", What.FOUND)
    assert sought(tally) == ["tre"]
    assert tally.take() is None
    assert tally.meet("fyra", What.FOUND)


def test_clicks_wait_until_whoever_met_the_search_has_written_it() -> None:
    tally = Tally()
    tally.meet("plan", What.FOUND)
    tally.meet("plan", What.CLICKED)
    assert [each.what for each in tally.take(1000) or ()] == [What.FOUND]
    assert tally.take(1000) == []
    assert [each.what for each in tally.take(0) or ()] == [What.CLICKED]
    assert tally.take(1000) is None


def test_a_database_that_fails_neither_breaks_nor_stops_the_counting(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tally: Tally = world.app.extensions["wiki.search_tally"]
    tally.meet("distansmöte", What.FOUND)
    monkeypatch.setattr(counting, "PAUSE", 0)
    monkeypatch.setattr(counting, "CLICKS_WAIT", 0)
    with world.app.app_context(), transaction() as current:
        current.execute(text("ALTER TABLE search_count RENAME TO elsewhere"))
    counting._go_on_writing(world.app)
    assert "1 searches are not counted" in caplog.text
    with world.app.app_context(), transaction() as current:
        current.execute(text("ALTER TABLE elsewhere RENAME TO search_count"))
    tally.meet("drönare", What.FOUND)
    counting._go_on_writing(world.app)
    assert counts(world) == {"drönare": (1, 0, 0)}


# clicks


def test_a_click_counts_for_the_search_before_it_once_an_hour(world: World, clock: Clock) -> None:
    said = search_for(world, "plan", MANY)
    for _ in range(3):
        go_on(world, said)
    assert counts(world) == {"plan": (1, 0, 1)}
    clock.later(hours=1)
    go_on(world, said)
    assert counts(world) == {"plan": (1, 0, 1)}, "there are never more clicks than searches"


def test_a_click_in_the_next_hour_or_month_belongs_to_its_search(world: World, clock: Clock) -> None:
    clock.at = datetime(2026, 11, 30, 22, 59, tzinfo=UTC)  # an hour before midnight in Sweden is the last of November
    said = search_for(world, "plan", MANY)
    write_down(world.app)
    clock.later(minutes=2)
    go_on(world, said)
    assert counts(world) == {"plan": (1, 0, 1)}


def test_what_nobody_asked_cannot_be_clicked(world: World) -> None:
    said = search_for(world, "plan", MANY)
    for token in ("", "nonsense", said[:-1], f"{said}x", said.replace(".", "", 1)):
        go_on(world, token)
    put(world, [Met("aldrig frågat", What.CLICKED, hours(datetime.now(UTC)), "2026-11")])
    assert counts(world) == {"plan": (1, 0, 0)}


def test_a_search_without_hits_cannot_have_been_clicked(world: World) -> None:
    go_on(world, search_for(world, "grävskopa", NOTHING))
    assert counts(world) == {"grävskopa": (1, 1, 0)}


# through the pages


@pytest.fixture
def seeded(library: Library) -> World:
    library.put("Tänk stort", "Kommunerna prövar med piloter.")
    library.put("Uddevalla", "En pilot pågår.", name="Kommun:Uddevalla", namespace="municipality")
    library.follow()
    return library.world


def test_a_search_is_counted_and_so_is_going_on_from_it(seeded: World) -> None:
    reader = seeded.visitor()
    said = SAID.search(reader.get("/search?q=pilot").text)
    assert said
    answer = reader.client.post("/search/clicked", data={"said": said[1]})  # as a beacon comes: without a token
    assert (answer.status_code, answer.text) == (204, "")
    assert reader.get("/search?q=grävskopa").status_code == 200
    assert counts(seeded) == {"pilot": (1, 0, 1), "grävskopa": (1, 1, 0)}


def test_what_is_no_search_of_its_own_is_not_counted(seeded: World) -> None:
    reader = seeded.visitor()
    for address in (
        "/search",
        "/search?q=",
        "/search?q=pilot&page=2",
        "/search?q=pilot&namespace=municipality",
        "/search?q=pilot&uncounted=1",
        "/search/suggest?q=pilot",
        "/wiki/Pilot",
    ):
        reader.get(address)
    assert counts(seeded) == {}


def test_going_straight_to_the_page_counts_as_found_and_clicked(seeded: World) -> None:
    assert seeded.visitor().get(f"/search?go=1&q={quote('tänk stort')}").status_code == 302
    assert counts(seeded) == {"tänk stort": (1, 0, 1)}


def test_a_visitor_who_searches_gets_no_cookie(seeded: World) -> None:
    answer = seeded.visitor().get("/search?q=pilot")
    assert "Set-Cookie" not in answer.headers
    said = SAID.search(answer.text)
    assert said
    clicked = seeded.visitor().client.post("/search/clicked", data={"said": said[1]})
    assert "Set-Cookie" not in clicked.headers


def test_words_that_are_not_counted_are_answered_all_the_same(seeded: World) -> None:
    answer = seeded.visitor().get("/search?q=anna@example.org")
    assert answer.status_code == 200
    assert not SAID.search(answer.text)


# the gardeners' list


@pytest.fixture
def karin(world: World) -> Visitor:
    return world.signed_in("Karin", Role.GARDENER)


def test_gardeners_see_what_is_sought_in_vain_and_what_to_do_about_it(
    world: World, clock: Clock, karin: Visitor
) -> None:
    ask(world, clock, "distansmöte", 4)
    ask(world, clock, "chatbot", 3)
    page = karin.get("/search/insight").text
    main = page.split("<main")[1]
    assert main.index("distansmöte") < main.index("chatbot")
    for words in ("Vad folk söker efter", "4 gånger utan träffar", "senast i november 2026", "2 sökningar"):
        assert words in main, words
    for address in ("/new?title=Distansm", "/edit/Distansm%C3%B6te?leads_to=", "Projekt:Synonymer", "/requests/new?"):
        assert address in main, address
    assert "uncounted=1" in main


def test_what_was_counted_less_often_than_three_times_is_shown_nowhere(
    world: World, clock: Clock, karin: Visitor
) -> None:
    ask(world, clock, "min grannes skilsmässa", 2)
    for which in ("empty", "unclicked", "common"):
        for form in ("", "&format=csv"):
            assert "grannes" not in karin.get(f"/search/insight?list={which}&months=13{form}").text
    ask(world, clock, "min grannes skilsmässa", 1)
    assert "grannes" in karin.get("/search/insight?list=empty").text


def test_searches_after_which_nobody_goes_on_are_a_list(world: World, clock: Clock, karin: Visitor) -> None:
    ask(world, clock, "budget", 5, MANY, clicks=1)
    ask(world, clock, "pilot", 5, MANY, clicks=4)
    ask(world, clock, "grävskopa", 5)
    main = karin.get("/search/insight?list=unclicked").text.split("<main")[1]
    assert "budget" in main
    assert "4 gånger utan klick" in main
    assert "pilot" not in main
    assert "grävskopa" not in main
    everything = karin.get("/search/insight?list=common").text
    assert all(query in everything for query in ("budget", "pilot", "grävskopa"))


def test_the_list_is_of_the_months_that_are_chosen(world: World, clock: Clock, karin: Visitor) -> None:
    clock.at = datetime(2026, 8, 10, tzinfo=UTC)
    ask(world, clock, "sommarjobb", 3)
    clock.at = datetime(2026, 11, 20, tzinfo=UTC)
    ask(world, clock, "vinterväg", 3)
    shown = [karin.get(f"/search/insight?months={number}").text for number in (1, 3, 13)]
    assert ["sommarjobb" in page for page in shown] == [False, False, True]
    assert all("vinterväg" in page for page in shown)
    assert "senast i augusti 2026" in shown[2]
    assert karin.get("/search/insight?months=7&list=nonsense&page=x").status_code == 200


def test_what_finds_something_by_now_says_so(library: Library, clock: Clock, karin: Visitor) -> None:
    ask(library.world, clock, "distansmöten", 3)
    ask(library.world, clock, "chatbot", 3)
    library.put("Möten på nätet", "Så håller vi distansmöten.")
    library.put("Chatbot", "En robot.")
    library.follow()
    main = karin.get("/search/insight").text.split("<main")[1]
    assert "Hittar något nu, först:" in main
    assert 'leads_to=M%C3%B6ten+p%C3%A5+n%C3%A4tet"' in main
    assert "Det finns en sida med det namnet:" in main
    assert 'href="/wiki/Chatbot"' in main


def test_looking_at_the_list_counts_nothing(world: World, clock: Clock, karin: Visitor) -> None:
    ask(world, clock, "distansmöte", 3)
    clock.later(hours=1)
    karin.get("/search/insight")
    assert counts(world) == {"distansmöte": (3, 3, 0)}


def test_the_list_comes_a_page_at_a_time_and_whole_as_a_table(world: World, clock: Clock, karin: Visitor) -> None:
    for number in range(25):
        ask(world, clock, f"fråga {number}", 3)
    ask(world, clock, "=summa(1)", 4)
    assert karin.get("/search/insight").text.count("<h2><a") == 20
    assert karin.get("/search/insight?page=2").text.count("<h2><a") == 6
    answer = karin.get("/search/insight?format=csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(rows) == 26
    assert rows[0] == {
        "query": "'=summa(1)", "asked": "4", "without_hits": "4", "without_click": "0", "last_month": "2026-11"
    }  # fmt: skip
    refused = karin.get("/search/insight?format=xlsx")
    assert refused.status_code == 400
    assert "csv" in refused.text


def test_a_search_that_is_about_a_person_is_deleted_by_a_gardener(world: World, clock: Clock, karin: Visitor) -> None:
    ask(world, clock, "elna ek", 3)
    ask(world, clock, "distansmöte", 3)
    clock.later(days=31)
    ask(world, clock, "elna ek", 3)
    form = {"query": "elna ek", "list": "common", "months": "13"}
    assert world.signed_in("Elna").post("/search/insight/forget", form).status_code == 403
    answer = karin.post("/search/insight/forget", form)
    assert (answer.status_code, answer.location) == (303, "/search/insight?list=common&months=13")
    assert set(counts(world)) == {"distansmöte"}
    assert "Räkningen av ”elna ek” är raderad." in karin.get(answer.location).text
    assert karin.post("/search/insight/forget", {"query": "x"}).status_code == 303


def test_an_empty_list_says_why_it_is_empty(karin: Visitor) -> None:
    for which, words in (("empty", "förgäves"), ("unclicked", "Ingen sökning"), ("common", "tillräckligt ofta")):
        page = karin.get(f"/search/insight?list={which}").text
        assert words in page
        assert "högst en gång i timmen" in page


def test_a_redirect_is_begun_in_the_editor(world: World, karin: Visitor) -> None:
    world.write("Möten på nätet", "Så gör vi.")
    page = karin.get(f"/edit/{quote('Distansmöte')}?leads_to={quote('Möten på nätet')}").text
    assert "#OMDIRIGERING [[Möten på nätet]]" in page
    assert "#OMDIRIGERING [[]]" in karin.get("/edit/Distans?leads_to=").text
    assert "#OMDIRIGERING [[]]" in karin.get("/edit/Distans?leads_to=]]<b>").text
    assert "#OMDIRIGERING" not in karin.get(f"/edit/{quote('Möten på nätet')}?leads_to=x").text


# forgetting


def test_rare_searches_are_forgotten_after_thirty_days(world: World, clock: Clock) -> None:
    ask(world, clock, "sällan", 2)
    ask(world, clock, "ofta", 3)
    clock.later(days=29)
    forget_old(world)
    assert set(counts(world)) == {"sällan", "ofta"}
    clock.later(days=2)
    forget_old(world)
    assert set(counts(world)) == {"ofta"}


def test_all_counts_are_forgotten_within_thirteen_months(world: World, clock: Clock) -> None:
    clock.at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    ask(world, clock, "ofta", 5)
    clock.at = datetime(2027, 11, 30, 12, tzinfo=UTC)
    forget_old(world)
    assert counts(world) == {"ofta": (5, 5, 0)}
    clock.at = datetime(2027, 12, 1, 12, tzinfo=UTC)
    forget_old(world)
    assert counts(world) == {}


class OneRound(Event):
    """What tells a loop to stop, after one round."""

    def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002 - nobody waits here
        went = self.is_set()
        self.set()
        return went


def test_what_is_old_is_forgotten_on_the_rounds_even_when_nobody_searches(world: World, clock: Clock) -> None:
    ask(world, clock, "sällan", 2)
    clock.later(days=31)
    rounds.run(world.app, OneRound())
    assert counts(world) == {}


def test_machines_that_ask_without_end_do_not_fill_the_database(
    world: World, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MOST_RARE", 3)
    ask(world, clock, "ofta", 3)
    for number in range(6):
        ask(world, clock, f"robot {number}", 1)
    forget_old(world)
    assert set(counts(world)) == {"ofta", "robot 3", "robot 4", "robot 5"}
