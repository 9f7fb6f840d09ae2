"""The settings of a wiki in its backup: all but the secrets, which are named only."""

import dataclasses
from collections.abc import Iterator
from shlex import quote

from wiki.core.settings import Settings

SECRET = ("database_url", "smtp_password", "s3_access_key", "s3_secret_key")
"""Settings that are, or may hold, a password. The file `secret_key` of the data folder is left out as well."""


def secrets(settings: Settings) -> tuple[str, ...]:
    """The variables that are set and left out."""
    return tuple(f"WIKI_{name.upper()}" for name in SECRET if getattr(settings, name))


def as_variables(settings: Settings) -> bytes:
    """The settings as lines of variables, which a shell and systemd read; what is as it begins is left out."""
    return "".join(f"{line}\n" for line in _lines(settings)).encode()


def _lines(settings: Settings) -> Iterator[str]:
    yield "# The settings with which the wiki was run when the backup was made. Nothing reads this file by itself."
    for each in dataclasses.fields(Settings):
        name, value = f"WIKI_{each.name.upper()}", getattr(settings, each.name)
        if value == each.default:
            continue
        if each.name in SECRET:
            yield f"# {name} was set, and is not kept here."
        else:
            yield f"{name}={quote(_text(value))}"


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value) if isinstance(value, tuple) else str(value)
