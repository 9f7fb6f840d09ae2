"""What an edit changed in the fields of a page, in words: "läge: pilot → breddinfört", "tema: + Piloter"."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from flask import Blueprint
from sqlalchemy import func, select

from wiki.core.db import session
from wiki.core.i18n import gettext, ngettext
from wiki.editing.field_forms import values_of
from wiki.journal.changes import Change
from wiki.markup import frontmatter
from wiki.pages.hidden import without_text
from wiki.pages.hideable import TEXT, shown
from wiki.pages.models import Revision

AT_MOST = 3  # fields that are told of one edit
LONGEST = 60  # letters of one value
BEGINNING = 3_000  # letters of a source that are read first: nearly every front matter ends within them
PRIVATE = {"kontakt"}  # told of, without what it says

_PART = re.compile(r"^(?!---|\.\.\.)[^\s#-].*\n(?:(?:[ \t].*|-(?!--).*|#.*)?\n)*", re.MULTILINE)
"""One field with all its lines."""

Fields = Mapping[str, tuple[str, ...]]

blueprint = Blueprint("field_changes", __name__)


@blueprint.app_template_global()
def field_changes(old: str, new: str) -> list[str]:
    """What differs between the fields of two sources; nothing where one of them is no page yet."""
    return _told(_front(old), _front(new)) if old else []


@blueprint.app_template_global()
def field_changes_of(revisions: Sequence[Revision]) -> dict[int, list[str]]:
    """What each of these revisions changed in the fields of its page, by the revision's number."""
    return _of_pairs([(each.parent_id, each.id) for each in revisions if each.parent_id])


@blueprint.app_template_global()
def field_changes_among(days: Iterable[tuple[str, Iterable[Change]]]) -> dict[int, list[str]]:
    """The same of the edits in lists of changes, day by day."""
    edits = [each for _, changes in days for each in changes if each.entry.kind == "edit" and each.entry.revision_id]
    return _of_pairs([(each.parent_id, each.entry.revision_id) for each in edits if each.parent_id])


def _of_pairs(pairs: Sequence[tuple[int | None, int | None]]) -> dict[int, list[str]]:
    """One question for all of them; what was read is compared as written, and taken apart only where it differs."""
    numbers = {number for pair in pairs for number in pair if number}
    hidden = without_text(numbers)  # nothing can be told by comparing with them
    pairs = [pair for pair in pairs if hidden.isdisjoint(pair)]
    fronts = dict(_fronts(sorted(numbers))) if numbers else {}
    found = {new: _told(fronts.get(old, ""), fronts.get(new, "")) for old, new in pairs if old and new}
    return {number: told for number, told in found.items() if told}


def _fronts(numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The front matter of each of these revisions."""
    readable = shown(Revision.id, TEXT, Revision.source)
    beginning = func.substr(readable, 1, BEGINNING)
    longer = []
    for number, start in session().execute(select(Revision.id, beginning).where(Revision.id.in_(numbers))):
        if start.startswith("---") and len(start) == BEGINNING and "\n---" not in start[3:]:
            longer.append(number)
        else:
            yield number, _front(start)
    if longer:
        whole = select(Revision.id, func.substr(readable, 1, frontmatter.MAX_FRONT + 10))
        for number, start in session().execute(whole.where(Revision.id.in_(longer))):
            yield number, _front(start)


def _front(source: str) -> str:
    """The front matter as written; empty where there is none. Need not be readable."""
    if not source.startswith("---"):
        return ""
    end = source.find("\n---", 3)
    return source[: end + 5] if end > 0 else source


def _told(old: str, new: str) -> list[str]:
    if old == new:
        return []
    before, after = _only_different(old, new)
    keys = [key for key in dict.fromkeys([*before, *after]) if before.get(key, ()) != after.get(key, ())]
    told = [_sentence(key, before.get(key, ()), after.get(key, ())) for key in keys[:AT_MOST]]
    more = len(keys) - AT_MOST
    return [*told, ngettext("%(num)s more field", "%(num)s more fields", more)] if more > 0 else told


def _sentence(key: str, old: Sequence[str], new: Sequence[str]) -> str:
    if key in PRIVATE:
        return gettext("%(field)s: changed", field=key)
    if len(old) <= 1 and len(new) == 1:
        return f"{key}: {_short(old[0])} → {_short(new[0])}" if old else f"{key}: {_short(new[0])}"
    gone = [f"− {_short(value)}" for value in old if value not in new]
    come = [f"+ {_short(value)}" for value in new if value not in old]
    return f"{key}: {', '.join(come + gone) or ', '.join(map(_short, new))}"


def _short(value: str) -> str:
    return value if len(value) <= LONGEST else value[: LONGEST - 1].rstrip() + "…"


def _only_different(old: str, new: str) -> tuple[Fields, Fields]:
    """The fields of both that are not written alike: reading YAML is slow, and most edits change one field or two."""
    parts = _PART.findall(old), _PART.findall(new)
    some = ["".join(part for part in parts[side] if part not in parts[not side]) for side in (0, 1)]
    before, after = (_fields(f"---\n{each}---\n") if each else {} for each in some)
    if before is None or after is None:  # written in a way in which the parts cannot be told from each other
        before, after = _fields(old), _fields(new)
    return before or {}, after or {}


@lru_cache(maxsize=2_000)
def _fields(front: str) -> Fields | None:
    """The fields in a front matter; None where it cannot be read."""
    read = frontmatter.read(front)
    if read.broken or not read.raw:
        return None
    return {key: values for key, value in read.fields.items() if (values := values_of(value))}
