"""The wiki as a folder of web pages that need no server: for any host, for an archive, or for a double click.

`export.py` is the act. `chosen.py` says which pages come along, `site.py` where each of them lies and where addresses
of the wiki lead in the copy, `leading.py` turns the HTML of the wiki's own templates into HTML that stands by itself.
"""
