"""Files as they are stored: what stands here is who put in what and when; the bytes lie in the storage, by checksum.

A file belongs to the page of the same title in the namespace Fil, whether that page exists or not.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, and_, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from wiki.accounts.hidden import HiddenPart
from wiki.accounts.models import User
from wiki.core.clock import Moment, now
from wiki.core.db import Base
from wiki.core.standing import only_where
from wiki.files.hideable import AUTHOR, HideableComment, HideableText, is_hidden
from wiki.markup import Namespace, PageName

STANDING = sql("removed_with IS NULL")
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/svg+xml"})


class File(Base):
    """A file: a title, and which version is the current one."""

    __tablename__ = "file"
    __table_args__ = (
        Index("uq_file_standing", "title", unique=True, sqlite_where=STANDING, postgresql_where=STANDING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(255))
    current_version_id: Mapped[int | None] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    removed_with: Mapped[int | None] = mapped_column(index=True)  # the page about it, with which it has been deleted

    @property
    def name(self) -> PageName:
        """The name of the page that tells about the file."""
        return PageName(Namespace.FILE, self.title)


class FileVersion(Base):
    """A file as somebody put it in. Never changed, never removed."""

    __tablename__ = "file_version"
    __table_args__ = (
        UniqueConstraint("file_id", "number"),
        Index("ix_file_version_checksum", "checksum"),
        Index("ix_file_version_uploader", "uploader_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"))
    number: Mapped[int] = mapped_column()  # 1 is the first
    checksum: Mapped[str] = mapped_column(String(64))  # SHA-256, hexadecimal
    size: Mapped[int] = mapped_column()  # bytes
    media_type: Mapped[str] = mapped_column(String(100))
    extension: Mapped[str] = mapped_column(String(10))  # without the dot
    width: Mapped[int | None] = mapped_column()  # pixels; None for documents
    height: Mapped[int | None] = mapped_column()
    text: Mapped[str] = mapped_column(HideableText, default="", deferred=True)  # of a document, for the search
    comment: Mapped[str] = mapped_column(HideableComment(1000), default="")
    uploader_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    municipality_code: Mapped[str | None] = mapped_column(String(4))  # the uploader's, at that time
    uploaded_at: Mapped[datetime] = mapped_column(Moment, default=now)

    file: Mapped[File] = relationship(lazy="raise")
    uploader: Mapped[User | None] = relationship(  # nobody where it is hidden: `uploader_id` tells all the same
        lazy="raise",
        viewonly=True,
        primaryjoin=lambda: and_(User.id == foreign(FileVersion.uploader_id), ~is_hidden(FileVersion.id, AUTHOR)),
    )

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown in a text, rather than linked to."""
        return self.media_type in PICTURES


class HiddenFileVersion(HiddenPart, Base):
    """That a part of a version of a file (file, summary, author) is hidden, and why."""

    __tablename__ = "hidden_file_version"

    version_id: Mapped[int] = mapped_column(ForeignKey("file_version.id", ondelete="CASCADE"), primary_key=True)


_FILES = File.__table__.c
_GONE = select(_FILES.id).where(_FILES.removed_with.is_not(None))

only_where(File, lambda file: file.removed_with.is_(None))
only_where(FileVersion, lambda version: version.file_id.not_in(_GONE))
