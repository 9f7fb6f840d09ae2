"""What can be hidden of a version of a file: its content, its summary, and who put it in.

The database leaves out what can be read (core/hideable.py). The bytes lie under their checksum, so whoever leads to
them asks whether they are hidden (`FILE`).
"""

from sqlalchemy import String, Text

from wiki.core.hideable import Hideable, Hiding

FILE, SUMMARY, AUTHOR = PARTS = ("file", "summary", "author")
_VERSIONS = Hiding("hidden_file_version", "version_id")

is_hidden = _VERSIONS.is_hidden


class HideableText(Hideable):
    """What can be read in a document."""

    impl = Text
    cache_ok = True
    hiding, part = _VERSIONS, FILE


class HideableComment(Hideable):
    """The summary of a version of a file."""

    impl = String
    cache_ok = True
    hiding, part = _VERSIONS, SUMMARY
