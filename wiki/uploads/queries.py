"""What the forms for files ask."""

from collections.abc import Sequence

from sqlalchemy import select

from wiki.core.db import session
from wiki.files.models import File, FileVersion


def files_holding(checksum: str) -> Sequence[File]:
    """The files whose current version has exactly this content, the oldest first."""
    current = File.current_version_id == FileVersion.id
    asked = select(File).join(FileVersion, current).where(FileVersion.checksum == checksum).order_by(File.id)
    return session().scalars(asked).all()
