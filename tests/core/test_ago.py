"""How long ago something was, as one says it."""

from datetime import timedelta

import pytest

from tests.conftest import World
from wiki.core.clock import now
from wiki.core.i18n import ago


@pytest.mark.parametrize(("seconds", "words"), [(66, "för en minut sedan"), (130, "för 2 minuter sedan")])
def test_a_minute_is_not_told_in_seconds(world: World, seconds: int, words: str) -> None:
    with world.app.test_request_context(headers={"Accept-Language": "sv"}):
        assert ago(now() - timedelta(seconds=seconds)) == words
