"""What can be hidden of a version: text, summary and author. The database leaves it out (core/hideable.py)."""

from sqlalchemy import String, Text

from wiki.core.hideable import Hideable, Hiding

TEXT, SUMMARY, AUTHOR = PARTS = ("text", "summary", "author")
_VERSIONS = Hiding("hidden_revision", "revision_id")

is_hidden, shown = _VERSIONS.is_hidden, _VERSIONS.shown


class HideableText(Hideable):
    """The text of a version."""

    impl = Text
    cache_ok = True
    hiding, part = _VERSIONS, TEXT


class HideableSummary(Hideable):
    """The summary of a version."""

    impl = String
    cache_ok = True
    hiding, part = _VERSIONS, SUMMARY
