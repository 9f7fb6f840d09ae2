"""One page as MediaWiki's XML, as its `Special:Export` gives it."""

from io import StringIO

from flask import Blueprint, request
from flask_login import current_user
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from wiki.accounts.permissions import require
from wiki.accounts.throttle import count_document
from wiki.core.db import session
from wiki.core.errors import N_, TooLarge
from wiki.exporting.attachment import attachment
from wiki.exporting.mediawiki.export import Options, export
from wiki.exporting.mediawiki.selection import AT_ONCE, Selection, numbers_of
from wiki.pages.models import Page, Revision
from wiki.pages.views import canonical

MOST_VERSIONS = 300
MOST_CHARACTERS = 3_000_000
TYPE = "application/xml; charset=utf-8"

blueprint = Blueprint("exporting_mediawiki", __name__)


class TooMuch(TooLarge):
    """Making it would keep others waiting."""

    msgid = N_(
        "This page has too long a history to be exported at once. Fetch its latest version, or ask an administrator for"
        " an export of the wiki."
    )


@blueprint.get("/export/mediawiki/<path:name>")
def page(name: str) -> Response:
    """The page with its discussion and what it takes in: the latest versions, or all of them (`?history=yes`)."""
    require(current_user, "read")
    page_name, elsewhere = canonical("exporting_mediawiki.page", name)
    if elsewhere:
        return elsewhere
    selection, current = Selection([page_name.full]), request.args.get("history") != "yes"
    _refuse_too_much(selection, current=current)
    if not current:
        count_document()
    written = StringIO()
    export(written.write, Options(selection, current=current, spawns=False))
    return attachment(written.getvalue().encode(), TYPE, page_name, "xml")


def _refuse_too_much(selection: Selection, *, current: bool) -> None:
    """Raises TooMuch."""
    numbers = numbers_of(selection)
    versions = characters = 0
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        asked = select(func.count(), func.sum(Revision.size)).where(Revision.page_id.in_(some))
        if current:
            asked = asked.where(Revision.id.in_(select(Page.current_revision_id).where(Page.id.in_(some))))
        count, size = session().execute(asked).one()
        versions, characters = versions + count, characters + (size or 0)
    if versions > MOST_VERSIONS or characters > MOST_CHARACTERS:
        raise TooMuch
