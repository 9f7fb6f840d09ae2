"""Values in an address that mean nothing to the list it asks for: pages say so and leave them aside, tables refuse."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import request

from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext

LONGEST = 60  # letters of a value that are said back
Known = Mapping[str, tuple[str, Callable[[str], object]]]
"""What an address may say: by argument what it narrows by (msgid), and whether a value is known."""


@dataclass(frozen=True)
class Unknown:
    """An argument with a value that nobody knows. `label` is what it would narrow by, as people say it."""

    name: str
    value: str
    label: str

    def __str__(self) -> str:
        """What stands above the list that is shown without it."""
        said = gettext("“%(value)s” is no known value for %(label)s.", value=self.value, label=self.label)
        return said + " " + gettext("The list is shown without it.")


class UnknownValue(Refusal):
    """A table is asked for by a value that nobody knows; who reads it by a program would not see that it is all."""

    status = 400
    msgid = N_("“%(value)s” is no known value for %(label)s.")


def unknown_values(known: Known) -> list[Unknown]:
    """What the address of the present request says that is not `known`; empty values ask for nothing."""
    said = ((name, request.args.get(name, "").strip()) for name in known)
    return [
        Unknown(name, value if len(value) <= LONGEST else value[:LONGEST] + "…", gettext(known[name][0]).lower())
        for name, value in said
        if value and not known[name][1](value)
    ]


def refuse_unknown(unknown: Sequence[Unknown]) -> None:
    """Refuse what is not known. Raises UnknownValue with the first."""
    for each in unknown:
        raise UnknownValue(value=each.value, label=each.label)
