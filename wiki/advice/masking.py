"""The words of a source without its markup, each where it stands: what is markup becomes spaces.

So that a sentence can be counted as readers read it, and still be shown where it was written.
"""

import re

from wiki.advice.code import without_ticks

_HTML = re.compile(r"</?[a-zA-Z][^<>\n]*>")
_NOTE = re.compile(r"\[\^[^\[\]\n]+\]")
_EMBEDDED = re.compile(r"\{\{[^{}]*\}\}")
_FILE = re.compile(r"\[\[ *(?:fil|file|bild|bilde|image) *:(?:[^\[\]]|\[\[[^\[\]]*\]\])*\]\]", re.IGNORECASE)
_CATEGORY = re.compile(r"\[\[ *(?:kategori|category) *:[^\[\]]*\]\]", re.IGNORECASE)
_LABELLED = re.compile(r"\[\[([^\[\]|]*\|)([^\[\]]*)\]\]")
_BARE = re.compile(r"\[\[([^\[\]|]*)\]\]")
_LINK = re.compile(r"(!?\[)([^\[\]]*)(\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?: +\"[^\"]*\")?\))")
_ADDRESS = re.compile(r"<?\b(?:https?://|www\.)[^\s<>]+>?")
_SIGNS = re.compile(r"[*_~^=]+|\n|\\(?=[^\w\s])")


def masked(text: str) -> str:
    """`text` with spaces for its markup and its line breaks; exactly as long."""
    text = without_ticks(text)
    for pattern in (_HTML, _NOTE, _EMBEDDED, _FILE, _CATEGORY):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    text = _LABELLED.sub(lambda found: " " * (2 + len(found[1])) + found[2] + "  ", text)
    text = _BARE.sub(lambda found: f"  {found[1]}  ", text)
    text = _LINK.sub(lambda found: " " * len(found[1]) + found[2] + " " * len(found[3]), text)
    text = _ADDRESS.sub(lambda found: " " * len(found[0]), text)
    return _SIGNS.sub(lambda found: " " * len(found[0]), text)
