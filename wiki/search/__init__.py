"""Search: knows documents, not pages. Acts call `put` and `drop`; everybody may `find`."""

from wiki.search.documents import Document, drop, put
from wiki.search.finding import Hit, Results, find

__all__ = ["Document", "Hit", "Results", "drop", "find", "put"]
