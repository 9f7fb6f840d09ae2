"""Finding: what the query is answered with."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Hit:
    """One thing that was found. `snippet` is text in pieces, each with whether it is a word that was looked for."""

    key: str
    kind: str
    namespace: str
    name: str
    title: str
    address: str
    changed_at: datetime
    snippet: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class Results:
    """A page of hits. `notice` is a msgid about how the query was understood, empty when there is nothing to say."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    notice: str = ""


def find(query: str, *, namespace: str | None = None, kind: str | None = None, page: int = 1, per_page: int = 20) -> Results:
    """What `query` finds, best first. Any text is a query."""
    return Results()
