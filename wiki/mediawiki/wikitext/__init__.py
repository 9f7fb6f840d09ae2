"""Wikitext of MediaWiki, as our Markdown. Pure: no database, no web."""

from wiki.mediawiki.wikitext.convert import STANDARD, convert
from wiki.mediawiki.wikitext.lost import SENTENCES, Category, Converted, Lost
from wiki.mediawiki.wikitext.names import Elsewhere, Named, Names

__all__ = [
    "SENTENCES",
    "STANDARD",
    "Category",
    "Converted",
    "Elsewhere",
    "Lost",
    "Named",
    "Names",
    "convert",
]
