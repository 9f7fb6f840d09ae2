"""Search: knows documents, not pages. Acts call `put` and `drop`; everybody may `find`."""

from wiki.search.documents import Document, drop, put
from wiki.search.finding import Hit, Results, find
from wiki.search.follower import Follower, catch_up, check, ready, rebuild, warm
from wiki.search.titles import Suggestion, exact, similar_titles, suggest

__all__ = [
    "Document",
    "Follower",
    "Hit",
    "Results",
    "Suggestion",
    "catch_up",
    "check",
    "drop",
    "exact",
    "find",
    "put",
    "ready",
    "rebuild",
    "similar_titles",
    "suggest",
    "warm",
]
