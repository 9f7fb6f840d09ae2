"""Paging: every list in the wiki can grow without bounds, so every list is shown a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for


@dataclass(frozen=True)
class Paging:
    """Which part of a list is shown. `page` counts from 1."""

    page: int
    per_page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages the list has, at least one."""
        return max(1, -(-self.total // self.per_page))

    @property
    def offset(self) -> int:
        """How many items come before the first one shown."""
        return (self.page - 1) * self.per_page

    @property
    def first(self) -> int:
        """The place in the list of the first item shown, counted from 1 (0 in an empty list)."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """The place in the list of the last item shown."""
        return min(self.offset + self.per_page, self.total)

    def url(self, page: int) -> str:
        """The address of page number `page` of the present list, with everything else unchanged."""
        arguments: dict[str, Any] = {**(request.view_args or {}), **request.args.to_dict(flat=False)}
        arguments.pop("page", None)
        if page > 1:
            arguments["page"] = page
        return url_for(request.endpoint or "", **arguments)

    def slice(self, items: Sequence[Any]) -> Sequence[Any]:
        """The part of `items` that is shown, for lists that are in memory anyway."""
        return items[self.offset : self.offset + self.per_page]


def paging(total: int, per_page: int = 50) -> Paging:
    """The part of a list of `total` items that the present request asks for (`?page=3`), kept within the list."""
    asked = request.args.get("page", default=1, type=int)
    pages = max(1, -(-total // per_page))
    return Paging(min(max(asked, 1), pages), per_page, total)
