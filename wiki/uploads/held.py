"""Holding on to a file while its form is mended, so that nobody has to send it twice.

The bytes lie in the storage, where they do no harm while nothing names them. The form carries a signed note of what
they are, good for a day and for the one who sent them.
"""

from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from wiki.accounts.models import User
from wiki.core.errors import NotFound
from wiki.files.inspect import Inspected, inspect
from wiki.files.keep import store
from wiki.files.storage import storage

SECONDS = 24 * 60 * 60


def hold(inspected: Inspected, by: User) -> str:
    """Store the bytes; the note with which `by` gets them back. Raises Unavailable."""
    store(inspected)
    kept = ("title", "media_type", "extension", "checksum", "width", "height")
    return str(_signer().dumps({"by": by.id, **{name: getattr(inspected, name) for name in kept}}))


def take_up(note: str, by: User) -> Inspected | None:
    """What was held, or None when the note is too old, somebody else's, or no note of ours. Raises Unavailable."""
    try:
        said: dict[str, Any] = _signer().loads(note, max_age=SECONDS)
    except BadData:
        return None
    if said.pop("by") != by.id:
        return None
    checksum = said.pop("checksum")
    try:
        with storage().open(checksum) as file:
            data = file.read()
    except NotFound:
        return None
    held = Inspected(**said, data=data)
    # Cleaning a picture once more could change it; a document's text is read anew, because notes are short.
    return held if held.is_picture else inspect(data, held.title)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="held file")
