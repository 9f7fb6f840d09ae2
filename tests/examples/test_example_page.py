"""What the page of an example shows first."""

from tests.conftest import World
from tests.examples.acting import ADDRESS, tell


def parts(world: World) -> tuple[str, str, str]:
    """The ladder, the text, and the facts beside it."""
    page = world.visitor().get(f"/wiki/{ADDRESS}").text
    ladder = page.partition('class="ladder-box')[2].partition("</section>")[0]
    text = page.partition("<article")[2].partition("</article>")[0]
    return ladder, text, page.partition('<aside class="facts"')[2].partition("</aside>")[0]


def test_the_lesson_stands_above_the_text_and_not_among_the_facts(world: World) -> None:
    tell(world, ADDRESS, "läge: pilot", "lärdom: Fråga först.")
    _ladder, text, facts = parts(world)
    assert text.index("<blockquote><p>Fråga först.") < text.index("Så gick det till.")
    assert "Fråga först." not in facts


def test_the_ladder_has_four_steps(world: World) -> None:
    tell(world, ADDRESS, "läge: pilot")
    ladder, *_ = parts(world)
    assert ladder.count("<li") == 4
    assert "steg 2 av 4" in ladder
    assert "Avslutat" not in ladder


def test_what_has_ended_stands_apart_from_them(world: World) -> None:
    tell(world, ADDRESS, "läge: avslutat", "lärdom: Fråga först.")
    ladder, *_ = parts(world)
    steps, _, apart = ladder.partition("</ol>")
    assert "Avslutat" in apart
    assert "Avslutat" not in steps
    assert "aria-current" not in steps
    assert "done" not in steps
