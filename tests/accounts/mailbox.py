"""Reading what the wiki answers: pages, and the letters that it writes to files where there is no mail server."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from urllib.parse import urlsplit

from tests.conftest import World


def letters(world: World) -> list[EmailMessage]:
    """All letters so far, the oldest first."""
    files = (world.app.config["WIKI"].data / "mail").glob("*.eml")
    found = [message_from_bytes(path.read_bytes(), policy=default) for path in sorted(files, key=_written)]
    return [letter for letter in found if isinstance(letter, EmailMessage)]


def without_token(page: str) -> str:
    """The page as a person sees it: the form's token is new each second."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def latest_link(world: World) -> str:
    """The path of the first link in the latest letter."""
    link = re.search(r"https?://\S+", letters(world)[-1].get_content())
    assert link
    return urlsplit(link[0]).path


def _written(path: object) -> int:
    return path.stat().st_mtime_ns  # type: ignore[attr-defined,no-any-return]
