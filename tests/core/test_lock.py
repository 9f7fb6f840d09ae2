"""What is slow is refused while the write lock is held."""

from collections.abc import Callable

import pytest

from tests.conftest import World
from wiki.core.db import transaction
from wiki.core.mail import send
from wiki.files.inspect import Inspected, inspect
from wiki.files.keep import store
from wiki.markup import render_safely

SLOW: dict[str, Callable[[], object]] = {
    "rendering": lambda: render_safely("Hej."),
    "looking through a file": lambda: inspect(b"Hej.", "hej.txt"),
    "storing a file": lambda: store(Inspected("hej.txt", "text/plain", "txt", b"Hej.")),
    "sending mail": lambda: send("asta@example.org", "Hej", "Hej."),
}


@pytest.mark.parametrize("work", SLOW)
def test_slow_work_is_refused_within_a_transaction_and_only_there(world: World, work: str) -> None:
    with world.app.app_context():
        with transaction(), pytest.raises(RuntimeError, match=f"{work} inside transaction"):
            SLOW[work]()
        with transaction(), transaction():  # one that joins another lets go of nothing when it ends
            with transaction():
                pass
            with pytest.raises(RuntimeError):
                SLOW[work]()
        SLOW[work]()


def test_a_transaction_that_fails_lets_go_as_well(world: World) -> None:
    with world.app.app_context():
        with pytest.raises(ZeroDivisionError), transaction():
            _ = 1 / 0
        assert "Hej." in render_safely("Hej.").html
