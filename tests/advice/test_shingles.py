"""The traces that pages leave, and how copies are found by them."""

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.conftest import World
from wiki.advice.duplicates import MANY, pages_that_say
from wiki.advice.models import Shingle
from wiki.advice.shingles import ENOUGH, WINDOW, WORDS, shingles
from wiki.core.db import session
from wiki.markup import PageName, parse_name

LOCKS = (
    "Hemtjänsten i Halmstad provade digitala lås hos tjugo brukare under ett halvår, och personalen mätte hur mycket "
    "tid som gick åt till att hämta nycklar."
)
WORD = st.text(alphabet="abcåäö", min_size=1, max_size=4)


def found(world: World, *paragraphs: str, on: str = "Min sida") -> list[PageName | None]:
    with world.app.app_context():
        return pages_that_say(paragraphs, parse_name(on))


def traces(world: World) -> set[int]:
    with world.app.app_context():
        return set(session().scalars(select(Shingle.hash)))


@given(
    st.lists(WORD, min_size=WORDS + WINDOW - 1, max_size=40), st.lists(WORD, max_size=20), st.lists(WORD, max_size=20)
)
def test_a_copy_is_found_whatever_stands_around_it(copied: list[str], before: list[str], after: list[str]) -> None:
    assert shingles(" ".join(copied)) & shingles(" ".join([*before, *copied, *after]))


@given(st.lists(WORD, max_size=60))
def test_few_of_the_numbers_are_kept_and_every_database_can_hold_them(words: list[str]) -> None:
    kept = shingles(" ".join(words))
    assert len(kept) <= max(len(words) - WORDS + 1, 0) if len(words) >= ENOUGH else not kept
    assert all(0 <= number < 2**63 for number in kept)


def test_case_and_signs_make_no_difference() -> None:
    assert shingles(LOCKS) == shingles(LOCKS.upper().replace(",", " –"))
    assert shingles("elva ord är för få för att det ska bli spår") == set()


def test_a_paragraph_is_found_on_the_page_it_was_copied_from(world: World) -> None:
    world.write("Kommun:Halmstad", f"## Lås\n\nInnan. {LOCKS} Efter.\n")
    assert found(world, LOCKS) == [parse_name("Kommun:Halmstad")]
    assert found(world, LOCKS.replace("tjugo", "trettio")) == [parse_name("Kommun:Halmstad")]
    assert found(world, LOCKS, on="Kommun:Halmstad") == [None]
    assert found(world, "Något helt annat som ingen har skrivit förut, så långt att det är värt att leta efter.") == [
        None
    ]


def test_the_page_with_most_of_the_text_is_named(world: World) -> None:
    world.write("Kommun:Umeå", LOCKS[:110])
    world.write("Kommun:Halmstad", LOCKS)
    assert found(world, LOCKS, "Kort.") == [parse_name("Kommun:Halmstad"), None]


def test_what_stands_on_many_pages_and_on_user_pages_is_left_alone(world: World) -> None:
    world.write("Användare:Skrivare", LOCKS)
    assert found(world, LOCKS) == [None]
    for number in range(MANY + 1):
        world.write(f"Sida {number}", LOCKS)
    assert found(world, LOCKS) == [None]


def test_traces_follow_the_page(world: World) -> None:
    world.write("Kommun:Halmstad", f"{LOCKS}\n")
    before = traces(world)
    assert before == shingles(LOCKS)
    world.write("Kommun:Halmstad", f"{LOCKS}\n\nOch ett stycke till, som handlar om något annat än lås och nycklar.\n")
    assert before < traces(world)
    world.write("Kommun:Halmstad", "#OMDIRIGERING [[Kommun:Umeå]]\n")
    assert traces(world) == set()
