"""The tree of categories of a large wiki: counted in the background, so that nobody waits for it."""

import time
from collections.abc import Mapping
from typing import Any

from flask import Flask

from wiki.core.db import session, transaction
from wiki.journal.record import head
from wiki.pages.categories import keep_trees_with, tree_figures
from wiki.reports.counting import is_small, note
from wiki.reports.models import Count

NAME = "categories"


def count_categories() -> None:
    """Count the tree and keep it."""
    under, begun = head(), time.monotonic()
    figures = tree_figures()
    with transaction():
        note(NAME, under, begun, figures)


def _kept() -> Mapping[str, Any] | None:
    last = None if is_small() else session().get(Count, NAME)
    return last.figures if last else None


def init_category_tree(app: Flask) -> None:
    """Let the list of categories of `app` show what was counted."""
    keep_trees_with(app, _kept)
