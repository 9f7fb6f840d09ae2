"""A gardener, and somebody whose pages are looked after."""

import pytest

from tests.conftest import Visitor, World
from wiki.accounts.models import Role


@pytest.fixture
def lind(world: World) -> Visitor:
    """A gardener."""
    return world.signed_in("Lind", Role.GARDENER)


@pytest.fixture
def ek(world: World) -> Visitor:
    """A member."""
    return world.signed_in("Ek")
