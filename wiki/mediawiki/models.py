"""What came from a MediaWiki: which page and version was which there, the texts as they were, and what was lost."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wiki.core.clock import Moment, now
from wiki.core.db import Base


class OldWiki(Base):
    """A wiki that pages have come from. Its numbers of pages and versions are its own."""

    __tablename__ = "old_wiki"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(255), unique=True)  # what tells it from others
    name: Mapped[str] = mapped_column(String(255))
    base: Mapped[str] = mapped_column(String(600))
    namespaces: Mapped[dict[str, str]] = mapped_column(JSON)  # number → name there
    chosen: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # number → namespace here, where said


class OldPage(Base):
    """A page as the other wiki knew it, and how far it has come in here."""

    __tablename__ = "old_page"
    __table_args__ = (
        Index("ix_old_page_page", "page_id"),
        Index("ix_old_page_waiting", "wiki_id", "is_talk", "is_done"),
    )

    wiki_id: Mapped[int] = mapped_column(ForeignKey("old_wiki.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(600))  # there, with its namespace
    namespace: Mapped[str] = mapped_column(String(20))  # here; for talk, of the page that is talked about
    name: Mapped[str] = mapped_column(String(255))
    is_talk: Mapped[bool] = mapped_column(default=False)
    page_id: Mapped[int | None] = mapped_column(ForeignKey("page.id", ondelete="SET NULL"))
    last_revision_id: Mapped[int | None] = mapped_column()  # ours: while it is the current one, nobody has changed it
    is_done: Mapped[bool] = mapped_column(default=False)


class OldRevision(Base):
    """A version as it was written there, whole. `revision_id` is ours; None on talk pages, which became topics."""

    __tablename__ = "old_revision"
    __table_args__ = (
        UniqueConstraint("wiki_id", "number"),
        Index("ix_old_revision_page", "wiki_id", "page_number", "number"),
        Index("ix_old_revision_revision", "revision_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    wiki_id: Mapped[int] = mapped_column(ForeignKey("old_wiki.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column()
    page_number: Mapped[int] = mapped_column()
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", ondelete="SET NULL"))
    contributor: Mapped[str] = mapped_column(String(255), default="")  # a name or an address, as it was there
    written_at: Mapped[datetime] = mapped_column(Moment)
    comment: Mapped[str] = mapped_column(Text, default="")
    model: Mapped[str] = mapped_column(String(40), default="wikitext")
    sha1: Mapped[str] = mapped_column(String(40), default="")
    text: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)  # UTF-8, zlib; None where it was hidden


class OldUser(Base):
    """Whom a name of the other wiki stands for here: decided once, so that it stays so."""

    __tablename__ = "old_user"

    wiki_id: Mapped[int] = mapped_column(ForeignKey("old_wiki.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)


class OldNote(Base):
    """Something that whoever brings a wiki in should look at: what was not converted, or not brought in."""

    __tablename__ = "old_note"
    __table_args__ = (Index("ix_old_note_wiki", "wiki_id", "kind", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    wiki_id: Mapped[int] = mapped_column(ForeignKey("old_wiki.id", ondelete="CASCADE"))
    page_number: Mapped[int | None] = mapped_column(index=True)  # None: of the file, or of a name
    title: Mapped[str] = mapped_column(String(600), default="")
    kind: Mapped[str] = mapped_column(String(20))  # lost, fault
    line: Mapped[int] = mapped_column(default=0)  # of the file, or of the text
    msgid: Mapped[str] = mapped_column(String(300))
    params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    excerpt: Mapped[str] = mapped_column(String(600), default="")


class ImportRun(Base):
    """Bringing in a file, asked for in the browser: what is to be done, and how far it has come."""

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    wiki_id: Mapped[int | None] = mapped_column(ForeignKey("old_wiki.id", ondelete="SET NULL"))
    file: Mapped[str] = mapped_column(String(255))  # in the folder `import` of the data folder
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    state: Mapped[str] = mapped_column(String(10), default="waiting")  # waiting, running, done, stopped, failed
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment, default=now)
    began_at: Mapped[datetime | None] = mapped_column(Moment)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)  # a sign of life from whoever does it
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    share: Mapped[float] = mapped_column(Float(53), default=0.0)  # of the file, 0 to 1
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    trouble: Mapped[str] = mapped_column(String(600), default="")  # why it failed, as an msgid or a sentence
