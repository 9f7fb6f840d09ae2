"""Undoing what stands in the log: each kind of act says where it is taken back.

undo_at(app, "move", "move without a redirect", lambda entry: url_for(…))
"""

from collections.abc import Callable

from flask import Flask, current_app

from wiki.accounts.permissions import can
from wiki.journal.models import Entry

Undo = Callable[[Entry], str | None]
"""Gives the address where what an entry tells of is undone; None where that can no longer be done."""


def undo_at(app: Flask, kind: str, right: str, address: Undo) -> None:
    """Let acts of that kind be undone at `address`, by those who have the right."""
    app.extensions.setdefault("wiki.undoing", {})[kind] = (right, address)


def undo_address(entry: Entry) -> str | None:
    """Where the present reader can undo what `entry` tells of; None where there is nothing to undo, or no right to."""
    if "name" in (entry.details or {}).get("hidden", ()):
        return None  # what it was done with is to be shown first
    right, address = current_app.extensions.get("wiki.undoing", {}).get(entry.kind, ("", None))
    found: str | None = address(entry) if address and can(right) else None
    return found


def init_undoing(app: Flask) -> None:
    """Give the templates what they need for a button beside each line of the log."""
    app.jinja_env.globals["undo_address"] = undo_address
