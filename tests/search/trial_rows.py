"""Documents for an engine without a wiki: a list that stands in for the database."""

from datetime import UTC, datetime
from typing import Any

from wiki.search.engine import Engine
from wiki.search.rows import IndexRow

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def row(key: str, text: str = "", title: str = "Sida", **more: Any) -> IndexRow:
    """A document; its version is given when it is put."""
    about: dict[str, Any] = {
        "gone": False,
        "kind": "page",
        "namespace": "main",
        "language": None,
        "headings": "",
        "facets": ("kind=page", "namespace=main"),
        "changed_at": NOW,
        **more,
    }
    return IndexRow(key=key, version=0, title=title, text=text, **about)


class ListedRows:
    """Rows as the database gives them."""

    def __init__(self) -> None:
        self._rows: dict[str, IndexRow] = {}
        self._version = 0

    def put(self, *rows: IndexRow) -> None:
        """Put each, in place of what stood under its key."""
        for each in rows:
            self._version += 1
            self._rows.pop(each.key, None)
            self._rows[each.key] = each._replace(version=self._version)

    def drop(self, *keys: str) -> None:
        """Let nobody find them any more."""
        self.put(*(row(key, title="", gone=True) for key in keys))

    def live(self) -> list[IndexRow]:
        """What can be found."""
        return [each for each in self._rows.values() if not each.gone]

    def waiting(self, engine: Engine) -> list[IndexRow]:
        """What `engine` does not know yet."""
        return self.after(engine.reached() or 0, 10**6)

    def newest(self) -> int:
        return self._version

    def after(self, version: int, limit: int) -> list[IndexRow]:
        return [each for each in self._rows.values() if each.version > version][:limit]

    def latest(self, version: int, limit: int) -> list[IndexRow]:
        return [each for each in reversed(self.live()) if each.version > version][:limit]

    def hidden(self, version: int) -> list[str]:
        return [each.key for each in self._rows.values() if each.version > version and each.gone]

    def count_after(self, version: int) -> int:
        return len(self.after(version, 10**6))
