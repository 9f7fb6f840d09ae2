"""Markup: from the text people write to names, links and HTML. Pure: no database, no web."""

from wiki.markup.names import BadName, Namespace, PageName, parse_name

__all__ = ["BadName", "Namespace", "PageName", "parse_name"]
