"""Advice in the reader's language."""

from typing import Any

from wiki.advice.findings import Finding, Fix
from wiki.core.errors import N_
from wiki.core.i18n import gettext
from wiki.markup.readability import Readability

LEVELS = {
    "very easy": N_("very easy to read"),
    "easy": N_("easy to read"),
    "medium": N_("neither easy nor hard"),
    "hard": N_("hard to read"),
    "very hard": N_("very hard to read"),
}


def in_words(finding: Finding) -> dict[str, Any]:
    """A finding as the editor's script and the templates take it. No text in it is HTML."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "title": gettext(finding.title, **finding.params),
        "text": gettext(finding.text, **finding.params),
        "start": finding.start,
        "end": finding.end,
        "fixes": [_fix(fix) for fix in finding.fixes],
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "label": gettext(fix.label),
        "start": fix.start,
        "end": fix.end,
        "text": fix.text,
        "question": gettext(fix.question) if fix.question else "",
    }


def ease_in_words(ease: Readability) -> dict[str, Any]:
    """How hard a text is to read, with its place on the scale in per cent."""
    return {"value": ease.value, "words": gettext(LEVELS[ease.level]), "place": ease.place}
