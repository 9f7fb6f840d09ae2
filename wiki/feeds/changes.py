"""What has happened, as items of a feed: the same changes that the list of recent changes shows to everybody."""

from collections.abc import Sequence

from flask import render_template, url_for
from sqlalchemy import select

from wiki.core.db import session
from wiki.core.i18n import gettext, ngettext
from wiki.editing.field_changes import field_changes_among
from wiki.feeds.atom import Item
from wiki.journal.changes import Change
from wiki.markup import Namespace, PageName, frontmatter
from wiki.markup.diff import Row, diff
from wiki.pages.hidden import without_text
from wiki.pages.models import Revision

COMPARED = 20  # edits whose text is compared, of those in a feed
MOST_ROWS = 40  # lines of one difference; the page with all of them is one click away
LONGEST = 100_000  # characters of a text that is compared


def items_of(found: Sequence[Change], *, compare: bool = False) -> list[Item]:
    """Changes as items; with `compare`, the newest edits tell what they changed in the text."""
    told = field_changes_among([("", found)])
    differences = _differences(found[:COMPARED]) if compare else {}
    items = []
    for change in found:
        entry = change.entry
        html = render_template(
            "feeds/_change.html",
            change=change,
            sentence=_sentence(change),
            fields=told.get(entry.revision_id or 0, []),
            rows=differences.get(entry.id, [])[:MOST_ROWS],
            is_longer=len(differences.get(entry.id, [])) > MOST_ROWS,
            read=change.url,
        )
        items.append(
            Item(
                key=f"entry:{entry.id}",
                title=change.title,
                path=_where(change),
                updated=entry.at,
                author=", ".join(filter(None, (change.author, change.municipality))) or None,
                author_path=PageName(Namespace.USER, change.author).path if change.author else None,
                summary=change.summary or _sentence(change),
                html=html,
            )
        )
    return items


def _where(change: Change) -> str:
    """Where one sees what was done: the difference, where there is one."""
    number = change.entry.revision_id
    if number and change.parent_id and change.entry.kind in {"edit", "upload"}:
        return url_for("pages.difference", old=change.parent_id, new=number)
    return change.url


def _sentence(change: Change) -> str:
    """What was done, where its author has not said it."""
    size = change.entry.size_change
    if change.entry.kind == "create":
        return gettext("New page")
    if size > 0:
        return ngettext("%(num)s character added", "%(num)s characters added", size)
    if size < 0:
        return ngettext("%(num)s character removed", "%(num)s characters removed", -size)
    return gettext("Changed") if change.entry.revision_id else gettext("Discussion")


def _differences(found: Sequence[Change]) -> dict[int, list[Row]]:
    """The lines that differ, of each edit, by the number of its entry.

    Of the text only: fields are told in words elsewhere, and some of them not to everybody.
    """
    edits = [each for each in found if each.entry.kind == "edit" and each.entry.revision_id and each.parent_id]
    numbers = {number for each in edits for number in (each.entry.revision_id, each.parent_id)}
    numbers -= without_text(numbers)
    short = select(Revision.id, Revision.source).where(Revision.id.in_(numbers), Revision.size <= LONGEST)
    texts = {number: frontmatter.read(source).body for number, source in session().execute(short)} if numbers else {}
    return {
        each.entry.id: _lines(texts[each.parent_id or 0], texts[each.entry.revision_id or 0])
        for each in edits
        if each.parent_id in texts and each.entry.revision_id in texts
    }


def _lines(old: str, new: str) -> list[Row]:
    return [row for row in diff(old, new).rows if row.kind in {"changed", "removed", "added"}]
