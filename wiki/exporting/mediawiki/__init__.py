"""The wiki as XML that MediaWiki's own `importDump.php` takes in: texts as wikitext, histories, talk pages, files."""
