"""A wiki whose courier has just begun."""

import pytest

from tests.conftest import World
from tests.notices.telling import Telling, begin_telling


@pytest.fixture
def telling(world: World) -> Telling:
    """A wiki with the page "Plan", whose courier has just begun."""
    return begin_telling(world)
