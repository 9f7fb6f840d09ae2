"""Choosing letters, and when they come."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import World
from tests.digest.conftest import number_of
from wiki.accounts.models import Role
from wiki.core.clock import local
from wiki.digest.models import Pace
from wiki.digest.rhythm import next_day, next_week
from wiki.digest.wishes import paces_of

PLACE = "/settings/letters"


def test_everybody_begins_with_the_same(world: World) -> None:
    page = world.signed_in("Anna").get(PLACE).text
    assert 'name="pace-mention" value="once" checked' in page
    assert 'name="pace-change" value="weekly" checked' in page
    assert '<option value="7" selected>07.00' in page
    assert 'name="pace-newcomer"' not in page
    assert 'name="pace-newcomer"' in world.signed_in("Karin", Role.GARDENER).get(PLACE).text


def test_what_is_chosen_is_kept(world: World) -> None:
    anna = world.signed_in("Anna")
    form = {"pace-mention": "daily", "pace-change": "never", "weekday": "4", "hour": "15"}
    assert anna.post(PLACE, form).status_code == 302
    page = anna.get(PLACE).text
    assert "Ditt val av brev är sparat." in page
    assert 'name="pace-mention" value="daily" checked' in page
    assert 'name="pace-change" value="never" checked' in page
    assert '<option value="4" selected>Fredag' in page
    with world.app.app_context():
        assert paces_of(number_of(world, "Anna"))["reply"] is Pace.ONCE


@pytest.mark.parametrize(
    "wrong",
    [
        {"pace-mention": "hourly"},
        {"pace-themes": "once"},
        {"weekday": "7"},
        {"hour": "24"},
        {"hour": ""},
        {"hour": "x"},
    ],
)
def test_what_cannot_be_chosen_is_refused_in_a_sentence_and_nothing_is_kept(
    world: World, wrong: dict[str, str]
) -> None:
    anna = world.signed_in("Anna")
    answer = anna.post(PLACE, {"pace-reply": "never", "weekday": "1", "hour": "8", **wrong})
    assert answer.status_code == 400
    assert "Välj ett av svaren." in answer.text
    assert 'name="pace-reply" value="never" checked' in answer.text  # what was written is given back
    with world.app.app_context():
        assert paces_of(number_of(world, "Anna"))["reply"] is Pace.ONCE


def test_all_letters_are_stopped_and_begun_again(world: World) -> None:
    anna = world.signed_in("Anna")
    anna.post(f"{PLACE}/stop")
    assert "Du har stoppat alla brev" in anna.get(PLACE).text
    anna.post(f"{PLACE}/start")
    assert "Du har stoppat alla brev" not in anna.get(PLACE).text


moments = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001


@given(moments, st.integers(0, 6), st.integers(0, 23))
def test_letters_come_at_the_hour_that_the_clock_shows(moment: datetime, weekday: int, hour: int) -> None:
    day, week = next_day(hour, moment), next_week(weekday, hour, moment)
    assert timedelta(0) < day - moment <= timedelta(hours=25)
    assert timedelta(0) < week - moment <= timedelta(days=7, hours=1)
    for each in (day, week):
        assert local(each).hour == hour or (local(each).hour, local(each).month) == (hour + 1, 3)  # no 02.00 in March
    assert local(week).weekday() == weekday


def test_summer_time_moves_the_letter_with_the_clock() -> None:
    saturday = datetime(2026, 3, 28, 12, tzinfo=UTC)
    assert next_day(7, saturday) == datetime(2026, 3, 29, 5, tzinfo=UTC)
    assert next_day(7, saturday - timedelta(days=1)) == datetime(2026, 3, 28, 6, tzinfo=UTC)
