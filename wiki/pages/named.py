"""Asking for many pages by their names."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, or_


def is_one_of(namespace: Any, title: Any, names: Iterable[tuple[str, str]]) -> ColumnElement[bool]:
    """Whether two columns together say one of `names`, each a namespace and a title as they are stored.

    Said in such a way that every database looks each name up in its index: asked for pairs of values, SQLite goes
    through all rows.
    """
    titles: dict[str, list[str]] = defaultdict(list)
    for space, said in names:
        titles[space].append(said)
    near = and_(namespace.in_(sorted(titles)), title.in_(sorted({each for some in titles.values() for each in some})))
    if len(titles) < 2:
        return near
    return near & or_(*(and_(namespace == space, title.in_(some)) for space, some in sorted(titles.items())))
