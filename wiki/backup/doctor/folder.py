"""The data folder: whether it can be written, has room, and keeps its secrets."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from wiki.backup.doctor.finding import Finding, note
from wiki.core.settings import Settings

LEAST_FREE = 500_000_000  # bytes
WITHIN = ("files", "thumbs", "index", "mail")
SHORTEST_KEY = 32  # characters; the wiki's own have 64
OTHERS = 0o007
GROUP_AND_OTHERS = 0o077


def look_at_folder(settings: Settings) -> Iterator[Finding]:
    """What is the matter with the data folder."""
    folder = settings.data
    if not folder.is_dir():
        yield Finding(
            f"There is no data folder {folder}.",
            "Set WIKI_DATA to where the wiki lies, or start a new one with `wiki serve`.",
        )
        return
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield Finding(
            f"The data folder {folder} cannot be written.", f"Give it to whoever runs the wiki: chown {folder}"
        )
    if (free := shutil.disk_usage(folder).free) < LEAST_FREE:
        yield Finding(
            f"The disk of {folder} has only {free // 1_000_000} MB left.",
            "Make room: the folder thumbs/ may be emptied, and old letters in mail/ may be deleted.",
        )
    for name in WITHIN:
        inner = folder / name
        if inner.exists() and not (inner.is_dir() and os.access(inner, os.R_OK | os.W_OK | os.X_OK)):
            yield Finding(
                f"{inner} is no folder that the wiki can read and write.",
                f"Give it to whoever runs the wiki: chown {inner}",
            )
    yield from _look_at_rights(folder)


def _look_at_rights(folder: Path) -> Iterator[Finding]:
    secret = folder / "secret_key"
    if not secret.exists():
        yield note(
            "The data folder has no secret_key: `wiki serve` makes a new one, and everybody has to sign in again.",
            "Put back the old one, if you have it.",
        )
    elif secret.stat().st_mode & GROUP_AND_OTHERS:
        yield Finding(
            f"Others on this machine can read {secret}, and so sign in as anybody.", f"Run: chmod 600 {secret}"
        )
    else:
        yield from _look_into(secret)
    for path in (folder / "wiki.sqlite", folder / "restored-settings.env"):
        if path.exists() and path.stat().st_mode & OTHERS:
            yield Finding(f"Everybody on this machine can read {path}.", f"Run: chmod o-rwx {path}")


def _look_into(secret: Path) -> Iterator[Finding]:
    """Whether the key can be read, and is one."""
    try:
        key = secret.read_text().strip()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        yield Finding(f"{secret} cannot be read: {reason}.", f"Give it to whoever runs the wiki: chown {secret}")
        return
    if len(key) < SHORTEST_KEY:
        yield Finding(
            f"{secret} is empty or far too short, so that anybody may guess it.",
            "Delete it, and start the wiki anew; everybody has to sign in again.",
        )
