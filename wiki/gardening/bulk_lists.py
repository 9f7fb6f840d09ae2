"""Lists that many pages are chosen from: by how names begin, of a category, of a report, or named one by one."""

from collections.abc import Callable, Mapping

from flask import Flask, current_app
from sqlalchemy import select

from wiki.core.db import session
from wiki.core.errors import N_
from wiki.markup import BadName, Namespace, PageName, parse_name
from wiki.pages.models import Link, Page

MOST = 5000  # pages of one list

LABELS: Mapping[str, str] = {
    "prefix": N_("Pages whose names begin so"),
    "category": N_("Pages in a category"),
    "report": N_("Pages in a report"),
    "names": N_("Pages named one on each line"),
}


def pages_listed(kind: str, asked: str) -> list[PageName]:
    """The pages of a list, in the order of their names."""
    ask = _LISTS.get(kind) or current_app.extensions.get("wiki.bulk_lists", {}).get(kind, _none)
    return sorted(ask(asked))[:MOST]


def list_with(app: Flask, kind: str, find: Callable[[str], list[PageName]]) -> None:
    """Let `find` give the pages of a list that those above know: a report, by its name."""
    app.extensions.setdefault("wiki.bulk_lists", {})[kind] = find


def _beginning(asked: str) -> list[PageName]:
    try:  # "Verktyg:" alone is no name, but with a letter after it it is one
        begun = parse_name(f"{asked.strip()}x")
    except BadName:
        return []
    start = begun.title[:-1]
    wanted = select(Page.title).where(Page.namespace == begun.namespace.value, Page.redirect_to.is_(None))
    if start:
        wanted = wanted.where(Page.title.startswith(start, autoescape=True))
    titles = session().scalars(wanted.order_by(Page.sort_key).limit(MOST))
    return [PageName(begun.namespace, title) for title in titles if title.startswith(start)]


def _in_category(asked: str) -> list[PageName]:
    try:
        category = parse_name(asked.strip().removeprefix(":"), Namespace.CATEGORY)
    except BadName:
        return []
    members = select(Page.namespace, Page.title).join(Link, Link.page_id == Page.id).distinct()
    members = members.where(Link.kind == "category", Link.target_namespace == category.namespace.value)
    rows = session().execute(members.where(Link.target_title == category.title).limit(MOST))
    return [PageName(Namespace(namespace), title) for namespace, title in rows]


def _named(asked: str) -> list[PageName]:
    found = []
    for line in asked.splitlines():
        try:
            found.append(parse_name(line.strip().removeprefix("[[").removesuffix("]]")))
        except BadName:
            continue
    return list(dict.fromkeys(found))


def _none(_asked: str) -> list[PageName]:
    return []


_LISTS: Mapping[str, Callable[[str], list[PageName]]] = {
    "prefix": _beginning,
    "category": _in_category,
    "names": _named,
}
