"""Search: knows documents, not pages. Acts call `put` and `drop`; everybody may `find`."""

from wiki.search.answering.finding import Hit, Results, find
from wiki.search.documents import SYNONYM, Document, drop, put
from wiki.search.follower import Follower, catch_up, check, ready, rebuild, warm
from wiki.search.synonyms import drop_synonyms, put_synonyms
from wiki.search.titles.named import Suggestion, exact, similar_titles, suggest

__all__ = [
    "SYNONYM",
    "Document",
    "Follower",
    "Hit",
    "Results",
    "Suggestion",
    "catch_up",
    "check",
    "drop",
    "drop_synonyms",
    "exact",
    "find",
    "put",
    "put_synonyms",
    "ready",
    "rebuild",
    "similar_titles",
    "suggest",
    "warm",
]
