"""Looking for a text in old versions, for gardeners."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.core.db import MAX_ID
from wiki.core.i18n import sentence
from wiki.versions.seek import LONGEST, SHORTEST, Found, TooShort, seek

LONGEST_NAME = 255

blueprint = Blueprint("versions", __name__)


@blueprint.get("/search/versions", endpoint="seek")
def old_versions() -> Any:
    """The form, and where the text stands (`?q=testmiljö&under=Kommun:Umeå&before=4711`)."""
    require(current_user, "search old versions")
    text, under, before = _asked()
    found, fault = _found(text, under, before) if text else (None, None)
    return render_template(
        "versions/seek.html",
        text=text,
        under=under,
        found=found,
        fault=fault,
        before=before,
        further=url_for("versions.seek", q=text, under=under or None, before=found.before)
        if found and found.before
        else None,
        shortest=SHORTEST,
        longest=LONGEST,
    ), 400 if fault else 200


def _asked() -> tuple[str, str, int | None]:
    before = request.args.get("before", type=int)
    return (
        " ".join(request.args.get("q", "").split())[:LONGEST],
        " ".join(request.args.get("under", "").split())[:LONGEST_NAME],
        before if before and 0 < before <= MAX_ID else None,
    )


def _found(text: str, under: str, before: int | None) -> tuple[Found | None, str | None]:
    """What was found, or why nothing was looked for."""
    try:
        return seek(text, under, before), None
    except TooShort as refusal:
        return None, sentence(refusal)
