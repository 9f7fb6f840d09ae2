"""Examples to say something about, and people to say it."""

from typing import Any

from tests.conftest import Visitor, World
from wiki.accounts.models import Role

EXAMPLE = "Kommun:Vetlanda/Kostnadskontroll"
ADDRESS = "Kommun:Vetlanda/Kostnadskontroll"


def tell(world: World, name: str = EXAMPLE, *fields: str, text: str = "Så gick det till.", **details: Any) -> None:
    """Write an example as somebody of no municipality."""
    lines = ("---", "typ: exempel", *fields, "---", text, "")
    world.write(name, "\n".join(lines), **details)


def member(world: World, name: str, municipality: str | None, role: Role = Role.MEMBER) -> Visitor:
    """Somebody of a municipality, signed in. Vetlanda 0685, Halmstad 1380, Skellefteå 2482, Umeå 2480."""
    return world.signed_in(name, role, municipality)
