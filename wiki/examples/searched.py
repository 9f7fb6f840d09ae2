"""Telling the search how people say how far an example has come, what state a page is in, and which areas there are."""

from flask import Flask

from wiki.core.errors import N_
from wiki.examples.taxonomy import LADDER, WELFARE_AREAS, WRITTEN
from wiki.pages.facts import STATES
from wiki.search.asking.meanings import know_words

LABELS = {
    "draft": N_("Draft"),
    "comments": N_("For comments"),
    "current": N_("Current"),
    "review": N_("Needs review"),
    "historical": N_("Historical"),
}


def init_status_words(app: Flask) -> None:
    """Let hits be narrowed by status, in the words of pages and of the interface."""
    labels = {**{status.key: status.label for status in LADDER}, **LABELS}
    written = {**{word: status.key for word, status in WRITTEN.items()}, **STATES}
    said = {key: (label, *(word for word, meant in written.items() if meant == key)) for key, label in labels.items()}
    know_words(app, "status", said)
    know_words(app, "area", {area: (area,) for area in WELFARE_AREAS})
