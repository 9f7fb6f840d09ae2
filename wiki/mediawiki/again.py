"""Converting again what came from a MediaWiki, once the program reads its wikitext better.

Every version is kept as it was written there. A page whose current version is still the one that an import made is
converted anew out of the last of them; where that comes to something else, it becomes a new version. What somebody has
changed here since is theirs, and left alone.
"""

import zlib
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import ColumnElement, func, select

from wiki.accounts.models import User
from wiki.core.db import session, transaction
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext, speaking
from wiki.editing.save import BaseMoved, Edit, prepare, store
from wiki.journal.record import bringing_in, record
from wiki.markup import Namespace, PageName, normalise
from wiki.mediawiki.alone import alone
from wiki.mediawiki.bring_in import Outcome, Watching
from wiki.mediawiki.convert_text import UNREAD
from wiki.mediawiki.converting import Job, Made, with_made
from wiki.mediawiki.models import OldPage, OldRevision, OldWiki
from wiki.mediawiki.names import names_of
from wiki.mediawiki.notes import FAULT, LOST, Note, fault, notes_about, replace_notes
from wiki.mediawiki.originals import last_original
from wiki.mediawiki.plan import lost_of
from wiki.mediawiki.wikitext.names import Names
from wiki.pages.models import Page, Revision

AT_ONCE = 200  # originals that are fetched in one question
CONVERTED = "pages converted again"
SUMMARY = N_("Converted again from MediaWiki’s wikitext")


@dataclass(frozen=True)
class _Imported:
    """A page as an import wrote it, and the wikitext that it was made of."""

    wiki_id: int
    number: int
    title: str  # there
    name: PageName
    revision_id: int
    source: str
    model: str
    text: str


@bringing_in()
def convert_again(by: User | None, watching: Watching | None = None, *, dry_run: bool = False) -> Outcome:
    """Convert all pages again that nobody has changed since they were brought in, each change a version by `by`.

    Twice is the same as once, and so is going on after a stop. With `dry_run` nothing is written, only told, and `by`
    may be None. Raises Stopped, and AlreadyRunning where a wiki is being brought in.
    """
    with nullcontext() if dry_run else alone():
        work = _Work(None if dry_run else by, watching or Watching())
        for wiki in session().scalars(select(OldWiki).order_by(OldWiki.id)).all():
            work.convert(wiki)
        return work.outcome


class _Work:
    """Where `by` is None, nothing is written."""

    def __init__(self, by: User | None, watching: Watching) -> None:
        self._by, self._watching = by, watching
        self.outcome = Outcome()
        self._total = session().scalar(select(func.count()).select_from(OldPage).where(*_is_ready())) or 0

    def convert(self, wiki: OldWiki) -> None:
        """Convert the pages of one wiki, and tell of it in the journal."""
        number, site, before = wiki.id, wiki.name, self.outcome.added[CONVERTED]
        names = _names(wiki)
        self.outcome.changed_here += _count_changed(number)
        for page, made in with_made(_imported(number), lambda page: _job(page, names)):
            assert made is not None
            self.outcome.seen += 1
            self._take(page, made)
            self._watching.progress(self.outcome, min(1.0, self.outcome.seen / max(1, self._total)))
        count = self.outcome.added[CONVERTED] - before
        if count and self._by:
            with transaction():
                record("import", self._by, summary=site, details={CONVERTED: count})

    def _take(self, page: _Imported, made: Made) -> None:
        """Write what came of a page, unless it says so already or could not be read this time."""
        source = normalise(made.sources[-1])
        if any(note.msgid == UNREAD for note in made.lost):
            source = page.source
        lost = lost_of(page.title, made)
        try:
            if source != page.source:
                self._write(page, source, lost)
                self.outcome.added[CONVERTED] += 1
            else:
                self.outcome.unchanged += 1
                self._renew(page, lost)
        except BaseMoved:  # somebody has changed the page meanwhile
            self.outcome.changed_here += 1
            return
        except Refusal as refusal:
            self._refused(page, fault(page.title, refusal))
            return
        for note in lost:
            self._tell(note)

    def _write(self, page: _Imported, source: str, lost: tuple[Note, ...]) -> None:
        """Make it the page's current version, if the one that the import made still is that."""
        if self._by is None:
            return
        with speaking(current_app.config["WIKI"].default_locale):
            summary = gettext(SUMMARY)
        prepared = prepare(Edit(page.name, source, summary, base=page.revision_id))
        with transaction() as current:
            saved = store(prepared, self._by)
            current.get_one(OldPage, (page.wiki_id, page.number)).last_revision_id = saved.revision_id
            replace_notes(page.wiki_id, page.number, (LOST, FAULT), lost)

    def _renew(self, page: _Imported, lost: tuple[Note, ...]) -> None:
        if self._by and notes_about(page.wiki_id, page.number, LOST) != [*lost]:
            with transaction():
                replace_notes(page.wiki_id, page.number, (LOST,), lost)

    def _refused(self, page: _Imported, note: Note) -> None:
        if self._by:
            with transaction():
                replace_notes(page.wiki_id, page.number, (FAULT,), [note])
        self._tell(note)

    def _tell(self, note: Note) -> None:
        self.outcome.notes[note.kind] += 1
        self._watching.tell(note)


def _names(wiki: OldWiki) -> Names:
    """How the wiki calls its namespaces, and what they have become."""
    known = {int(number): name for number, name in wiki.namespaces.items()}
    return names_of(known, {int(number): Namespace(each) for number, each in wiki.chosen.items()})


def _job(page: _Imported, names: Names) -> Job:
    return Job(page.title, page.name, names, ((page.model, page.text),), renders=False)


def _is_ready() -> tuple[ColumnElement[bool], ...]:
    """A page all of which has come."""
    return (OldPage.is_talk.is_(False), OldPage.is_done.is_(True), OldPage.page_id.is_not(None))


def _count_changed(wiki_id: int) -> int:
    """How many pages somebody has changed here since they came."""
    changed = Page.current_revision_id != OldPage.last_revision_id
    asked = select(func.count()).select_from(OldPage).join(Page, Page.id == OldPage.page_id)
    return session().scalar(asked.where(OldPage.wiki_id == wiki_id, *_is_ready(), changed)) or 0


def _imported(wiki_id: int) -> Iterator[_Imported]:
    """The pages of a wiki that are as an import wrote them, some at a time."""
    asked = (
        select(
            *(OldPage.number, OldPage.title, Page.namespace, Page.title, Revision.id, Revision.source),
            *(OldRevision.model, OldRevision.text),
        )
        .join(Page, Page.id == OldPage.page_id)
        .join(Revision, (Revision.id == OldPage.last_revision_id) & (Revision.id == Page.current_revision_id))
        .join(OldRevision, OldRevision.id == last_original())
        .where(OldPage.wiki_id == wiki_id, *_is_ready(), OldRevision.text.is_not(None))
        .order_by(OldPage.number)
        .limit(AT_ONCE)
    )
    last = -1
    while rows := session().execute(asked.where(OldPage.number > last)).all():
        for number, title, namespace, called, revision_id, source, model, text in rows:
            name = PageName(Namespace(namespace), called)
            original = zlib.decompress(text or b"").decode()  # none is missing: those that were hidden are left out
            yield _Imported(wiki_id, number, title, name, revision_id, source, model, original)
        last = rows[-1][0]
