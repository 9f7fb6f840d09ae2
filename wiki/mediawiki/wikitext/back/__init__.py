"""The other way: our Markdown as wikitext that MediaWiki shows the same, and that `convert` reads back."""

from wiki.mediawiki.wikitext.back.write import to_wikitext

__all__ = ["to_wikitext"]
