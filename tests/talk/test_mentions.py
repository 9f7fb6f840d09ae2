"""Speaking to people and municipalities: who is meant, and the links that readers see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import World
from tests.talk.conftest import Talk
from wiki.accounts.models import User
from wiki.core.db import session, transaction
from wiki.markup.addressed import MOST, addressed, replaced
from wiki.markup.sanitise import sanitise
from wiki.talk.mentions import Mentioned, mentioned
from wiki.talk.texts import render_text

NOBODY = Mentioned()


def whom(world: World, source: str) -> Mentioned:
    with world.app.app_context():
        return mentioned(source)


@pytest.mark.parametrize(
    "text",
    [
        "Vad säger du, @Åsa Öman?",
        "@åsa öman: hur gjorde ni?",
        "(@Åsa Öman) och andra",
        "Hej [[Användare:Åsa Öman|@Åsa Öman]]!",
        "Hej [[Användare:Åsa_Öman|@Åsa]]!",
        "Tack **@Åsa Öman**, det var till hjälp",
        "Hej @Åsa\nÖman.",
    ],
)
def test_a_person_is_spoken_to_by_name(world: World, text: str) -> None:
    user = world.user("Åsa Öman").id
    assert whom(world, text) == Mentioned(user_ids=frozenset({user}))


@pytest.mark.parametrize(
    "text",
    [
        "åsa@kommun.se",
        "asa.oman@Asta",
        "`@Asta`",
        "```\n@Asta\n```",
        "> Tack @Asta och [[Användare:Asta|@Asta]]\n\nJag håller med.",
        "[[Användare:Asta]] skrev så",
        "[[Pilot|@Asta]]",
        "@ Asta",
        "@Astas idé",
        "[@Asta](https://example.org)",
    ],
)
def test_what_is_not_said_to_anybody_tells_nobody(world: World, text: str) -> None:
    world.user("Asta")
    assert whom(world, text) == NOBODY


@pytest.mark.parametrize(
    "text", ["@Uddevalla, hur gör ni?", "@uddevalla kommun.", "[[Kommun:Uddevalla|@Uddevalla kommun]]", "(@Uddevalla)"]
)
def test_a_municipality_is_spoken_to(world: World, text: str) -> None:
    assert whom(world, text) == Mentioned(municipality_codes=frozenset({"1485"}))


def test_the_longest_name_is_meant_and_nobody_takes_a_municipalitys(world: World) -> None:
    anna, lind = world.user("Anna").id, world.user("Anna Lind").id
    world.user("Vara")
    assert whom(world, "@Anna Lind och @Anna Berg, @Vara") == Mentioned(frozenset({anna, lind}), frozenset({"1470"}))


def test_those_who_cannot_answer_look_like_any_text(talk: Talk) -> None:
    waiting, demo = talk.world.user("Elna").id, talk.world.user("Demo Dahl").id
    with talk.world.app.app_context(), transaction():
        session().get_one(User, waiting).confirmed_at = None
        session().get_one(User, demo).demo = True
    text = "@Elna [[Användare:Elna|@Elna]] @Demo Dahl [[Användare:Ingen|@Ingen]]"
    assert whom(talk.world, text) == NOBODY
    talk.open(talk.someone("Ek"), text=text)
    assert "<p>@Elna @Elna @Demo Dahl @Ingen</p>" in talk.read()


def test_readers_see_links_to_those_who_are_spoken_to(talk: Talk) -> None:
    talk.world.user("Åsa Öman")
    talk.open(talk.someone("Ek"), text="Hej @åsa öman, [[Användare:Åsa Öman|@Åsa]] & @Vara kommun! @<b>x</b>")
    page = talk.read()
    user = '<a class="mention" href="/wiki/Anv%C3%A4ndare:%C3%85sa_%C3%96man">'
    town = '<a class="mention" href="/wiki/Kommun:Vara">'
    assert f"<p>Hej {user}@åsa öman</a>, {user}@Åsa</a> &amp; {town}@Vara kommun</a>! @<b>x</b></p>" in page
    answer = talk.world.visitor().get("/wiki/Användare:Åsa_Öman", follow_redirects=True)
    assert answer.status_code == 200


def test_a_text_speaks_to_a_limited_number(world: World) -> None:
    with world.app.app_context():
        assert len(addressed(render_text("@Vara " * 5000).html)) == MOST


@given(st.text(alphabet="@aÅ <>&;\"'/`*_[]|:\n.", max_size=80))
def test_whatever_is_written_the_html_stays_whole(text: str) -> None:
    html = render_text("Hej " + text).html
    shown = replaced(html, lambda each: (each.names[0][1], "<b>x</b>") if each.names else (each.end, each.words))
    assert sanitise(shown) == shown
