"""Markup: from the text people write to names, links and HTML. Pure: no database, no web."""

from wiki.markup.document import Document, Heading, Link
from wiki.markup.names import BadName, Namespace, PageName, parse_name
from wiki.markup.rendering import VERSION, render
from wiki.markup.source import MAX_BYTES, normalise
from wiki.markup.worker import render_safely

__all__ = [
    "MAX_BYTES",
    "VERSION",
    "BadName",
    "Document",
    "Heading",
    "Link",
    "Namespace",
    "PageName",
    "normalise",
    "parse_name",
    "render",
    "render_safely",
]
