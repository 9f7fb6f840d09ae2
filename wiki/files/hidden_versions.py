"""What is hidden of versions of files: for lists of them, and for whoever asks for their bytes."""

from collections.abc import Iterable, Mapping

from wiki.accounts.hidden import hidden_parts
from wiki.core.errors import N_, Refusal
from wiki.files.hideable import FILE
from wiki.files.models import FileVersion, HiddenFileVersion

Hidden = Mapping[str, HiddenFileVersion]
"""The parts of a version of a file that are hidden, by name; see `hideable.PARTS`."""


class ContentHidden(Refusal):
    """The content of a version of a file may not be read: what was at its address is gone (RFC 9110, 15.5.11)."""

    status = 410
    msgid = N_("The content of version %(number)s of this file is hidden. Why: %(why)s")


def hidden_versions(numbers: Iterable[int | None]) -> dict[int, Hidden]:
    """What is hidden of those versions, by number, with who did it; those of which nothing is are left out."""
    return hidden_parts(HiddenFileVersion, HiddenFileVersion.version_id, numbers)


def require_content(version: FileVersion) -> None:
    """Go on only where the content of the version may be read. Raises ContentHidden."""
    row = hidden_versions([version.id]).get(version.id, {}).get(FILE)
    if row is not None:
        raise ContentHidden(number=version.number, why=row.reason or "…")
