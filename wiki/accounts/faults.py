"""What is wrong with a form: all of it at once, each fault at its field."""

from collections.abc import Iterator
from contextlib import contextmanager

from wiki.core.errors import N_, Refusal


class BadForm(Refusal):
    """Some fields hold what will not do; `faults` says which and why."""

    msgid = N_("Something in the form needs your attention.")

    def __init__(self, faults: dict[str, Refusal]) -> None:
        self.faults = faults
        first = next(iter(faults.values()))
        super().__init__(first.msgid, **first.params)


class Faults:
    """Gathers the refusals of a form's fields, so that one sees them all and not one after the other.

    with faults.at("name"):
        check(name)
    faults.refuse_if_any()
    """

    def __init__(self) -> None:
        self._found: dict[str, Refusal] = {}

    @contextmanager
    def at(self, field: str) -> Iterator[None]:
        """Note a refusal raised within as a fault of `field`."""
        try:
            yield
        except Refusal as refusal:
            self._found.setdefault(field, refusal)

    def refuse_if_any(self) -> None:
        """Raises BadForm when something was noted."""
        if self._found:
            raise BadForm(self._found)
