"""Bringing a MediaWiki in, out of its XML export. Twice is the same as once, and so is going on after a stop.

A page is written together with the numbers of its versions, so whatever is here is known to be here. First come the
pages in the order of the file, then the discussions, which need them.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlsplit

from sqlalchemy import select

from wiki.accounts.models import User
from wiki.core.db import renew_plans, session, transaction
from wiki.core.errors import Refusal
from wiki.editing.rebuild import rebuild_stale
from wiki.editing.refresh import refresh
from wiki.journal.record import bringing_in, record
from wiki.markup import Namespace
from wiki.mediawiki.alone import alone
from wiki.mediawiki.authors import Authors
from wiki.mediawiki.converting import Made, with_made
from wiki.mediawiki.dump import Dump
from wiki.mediawiki.files import Ready, ready_files
from wiki.mediawiki.gathering import Gathered, gathered
from wiki.mediawiki.models import OldWiki
from wiki.mediawiki.names import LEFT_OUT, is_left_out, names_of
from wiki.mediawiki.notes import FAULT, LOGGED, NOTICE, OLDER, Note, add_notes, fault, notice, replace_notes
from wiki.mediawiki.notes import LEFT_OUT as SOME_LEFT_OUT
from wiki.mediawiki.parts import Broken, OldRevision, OldUpload, Site
from wiki.mediawiki.plan import Options, Plan, credited, missing_of, newer_of
from wiki.mediawiki.talk_pages import bring_in_talk, counted, waiting
from wiki.mediawiki.wikitext.names import Names
from wiki.mediawiki.wikitext.shipped import is_shipped
from wiki.mediawiki.write import write_plan

TOGETHER = 10  # pages that are written in one transaction: a commit costs, and so does waiting for one


@dataclass
class Outcome:
    """What came of it so far: how much was added (or would be), and which wiki it is (0 in a dry run of a new one)."""

    wiki_id: int = 0
    site: str = ""
    added: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    changed_here: int = 0  # pages that are somebody's own by now, where all are converted again
    seen: int = 0  # versions read
    notes: Counter[str] = field(default_factory=Counter)  # lost, fault


class Watching:
    """Somebody who is told how it goes; may raise `Stopped`, between two transactions."""

    def tell(self, note: Note) -> None:
        """Something is to be looked at."""

    def progress(self, outcome: Outcome, share: float) -> None:
        """So much has been done; `share` of the file has been read."""


class Stopped(Exception):
    """Whoever asked for it does not want it any more. What has been brought in stays."""


@bringing_in()
def bring_in(dump: Dump, options: Options, by: User | None, watching: Watching | None = None) -> Outcome:
    """Bring in all of `dump` that is not here: pages, versions, files and discussions, with their times and authors.

    `by` is who does it, in the journal. With `options.dry_run` nothing is written, only counted. Raises Stopped,
    AlreadyRunning where somebody else does this, and Refusal where the file cannot be read at all.
    """
    with nullcontext() if options.dry_run else alone():
        work = _Work(dump, options, watching or Watching())
        for some in _together(work.made()):
            work.write(some)
        if not options.dry_run:
            renew_plans(work.outcome.added["revisions"])
        work.finish(by)
        return work.outcome


Made1 = tuple[Plan, Made | None]


def _together(made: Iterator[Made1]) -> Iterator[list[Made1]]:
    while some := list(islice(made, TOGETHER)):
        yield some


class _Work:
    """One file being brought in."""

    def __init__(self, dump: Dump, options: Options, watching: Watching) -> None:
        self._dump, self._options, self._watching = dump, options, watching
        self.outcome = Outcome()
        self._left_out: Counter[int] = Counter()
        self._known: dict[int, str] = {}
        self._names = Names()
        self._authors: Authors | None = None

    def made(self) -> Iterator[Made1]:
        """What is missing of each page, converted."""
        return with_made(self._plans(), lambda plan: plan.job(self._names, renders=not self._options.dry_run))

    def write(self, some: list[Made1]) -> None:
        """Write some pages in one transaction, each as a whole or, when it is refused, not at all."""
        notes: list[Note] = []
        if self._options.dry_run:
            for plan, made in some:
                self._count(plan, made, notes)
        else:
            with transaction() as current:
                for plan, made in some:
                    with self._faults_of(plan, notes), current.begin_nested():
                        added = write_plan(self.outcome.wiki_id, self.outcome.site, plan, made)
                        self.outcome.added += added
                        notes += plan.lost(made) if made else ()
        for note in notes:
            self._tell(note)
        self._watching.progress(self.outcome, self._dump.share)

    def finish(self, by: User | None) -> None:
        """What comes when all pages are there."""
        authors = self._begun()
        for number, count in self._left_out.items():
            name = self._known.get(number) or LEFT_OUT.get(number, str(number))
            self._note(None, notice(SOME_LEFT_OUT, count=count, namespace=name))
        if self._dump.logged:
            self._note(None, notice(LOGGED, count=self._dump.logged))
        if not self._options.dry_run:
            self._finish_pages(authors)
        for note in authors.notes():
            self._note(None, note)
        self.outcome.added["users"] = authors.made
        if +self.outcome.added and not self._options.dry_run:
            with transaction():
                record("import", by, summary=self.outcome.site, details=dict(+self.outcome.added))

    def _finish_pages(self, authors: Authors) -> None:
        """Derive what follows from pages that had to wait for others, and make topics of discussion pages."""
        rebuild_stale(lambda _done, _pages: self._watching.progress(self.outcome, 1.0))
        for old in waiting(self.outcome.wiki_id):
            added, notes = bring_in_talk(old, self.outcome.site, self._names, authors)
            self.outcome.added += added
            for note in notes:
                self._tell(note)
            self._watching.progress(self.outcome, self._dump.share)
        refresh()  # what came before the templates that it takes in

    def _plans(self) -> Iterator[Plan]:
        for each in gathered(self._dump.parts()):
            if isinstance(each, Site):
                self._begin(each)
            elif isinstance(each, Broken):
                self._begun()
                self._note(None, fault(each.title, each.msgid, each.line, reason=each.reason, what=each.reason))
            else:
                plan = self._plan(each)
                if plan is not None:
                    yield plan

    def _begin(self, site: Site) -> None:
        """Know which wiki it is, and write down what it is called."""
        if self._authors is not None:
            return
        host = urlsplit(site.base).hostname or ""
        name = site.name or host or self._dump.path.stem
        key = f"{site.database or name} {host}".strip()[:255]
        found = session().scalar(select(OldWiki).where(OldWiki.key == key))
        chosen = {int(number): Namespace(each) for number, each in (found.chosen if found else {}).items()}
        chosen |= self._options.chosen
        if not self._options.dry_run:
            with transaction() as current:
                found = current.scalar(select(OldWiki).where(OldWiki.key == key)) or OldWiki(key=key)
                found.name, found.base = name[:255], site.base[:600]
                found.namespaces = {str(number): each for number, each in site.namespaces.items()}
                found.chosen = {str(number): each.value for number, each in chosen.items()}
                current.add(found)
                current.flush()
                replace_notes(found.id, None, (FAULT, NOTICE), ())
        self.outcome.wiki_id, self.outcome.site = found.id if found else 0, name
        self._known, self._chosen = dict(site.namespaces), chosen
        self._names = names_of(self._known, chosen)
        self._authors = Authors(
            self.outcome.wiki_id, name, same_people=self._options.same_people, dry_run=self._options.dry_run
        )

    def _begun(self) -> Authors:
        if self._authors is None:
            self._begin(Site())
        assert self._authors is not None
        return self._authors

    def _plan(self, some: Gathered) -> Plan | None:
        """What is to be done for a page; None where nothing is."""
        authors, page = self._begun(), some.page
        self.outcome.seen += len(some.revisions)
        if is_left_out(page.namespace, self._chosen):
            self._left_out[page.namespace] += some.is_whole
            return None
        try:
            named = self._names.page(page.title)
            if {is_shipped(named.name, each.text or "") for each in some.revisions} == {True}:
                return None
            missing = self._missing(some, is_talk=named.is_talk)
            plan = Plan(some, named, missing, credited(missing, authors))
            plan.files = list(self._files(plan, authors)) if named.name.namespace is Namespace.FILE else []
        except Refusal as refusal:
            self._note(page.number, fault(page.title, refusal, page.line))
            return None
        if missing or plan.files:
            return plan
        self.outcome.unchanged += some.is_whole
        return None

    def _missing(self, some: Gathered, *, is_talk: bool) -> list[OldRevision]:
        """The versions that are to come; a discussion is read from its last one, whenever the others came."""
        wiki_id, page = self.outcome.wiki_id, some.page
        missing = missing_of(wiki_id, some.revisions)
        if not missing or is_talk or not wiki_id:
            return missing
        newer = newer_of(wiki_id, page.number, some.revisions, missing)
        if len(newer) < len(missing):
            self._note(page.number, fault(page.title, OLDER, page.line, count=len(missing) - len(newer)))
        return newer

    def _files(self, plan: Plan, authors: Authors) -> Iterator[Ready]:
        """The versions of the file that are missing; an export without them tells of the file by its page only."""
        some = plan.gathered
        if plan.named.is_talk or not some.is_whole or not some.revisions:
            return
        first = some.revisions[0]
        uploads = some.uploads or [OldUpload(some.page.title, first.at, first.contributor, first.comment)]
        if not self._options.uploads:
            uploads = [OldUpload(each.filename, each.at, each.contributor, each.comment) for each in uploads[-1:]]
        title = plan.named.name.title
        for each in ready_files(title, uploads, self._options.files, authors, dry_run=self._options.dry_run):
            if isinstance(each, Refusal):
                self._note(plan.number, fault(some.page.title, each, some.page.line))
            else:
                yield each

    def _count(self, plan: Plan, made: Made | None, notes: list[Note]) -> None:
        """What the plan would add."""
        added = self.outcome.added
        added["files"] += len(plan.files)
        added["revisions"] += len(plan.missing)
        added["talk pages" if plan.named.is_talk else "pages"] += plan.gathered.is_whole and bool(plan.missing)
        readable = [each for each in plan.missing if each.text]
        if plan.named.is_talk and plan.gathered.is_whole and readable:
            added += counted(readable[-1].text or "", plan.named.name, self._names, readable[0].at)
        notes += plan.lost(made) if made else ()

    @contextmanager
    def _faults_of(self, plan: Plan, notes: list[Note]) -> Iterator[None]:
        """Make what is refused here a fault of the page."""
        try:
            yield
        except Refusal as refusal:
            page = plan.gathered.page
            note = fault(page.title, refusal, page.line)
            replace_notes(self.outcome.wiki_id, page.number, (note.kind,), [note])
            notes.append(note)

    def _note(self, page_number: int | None, note: Note) -> None:
        """Keep and tell a note; not within a transaction."""
        if not self._options.dry_run:
            with transaction():
                if page_number is None:
                    add_notes(self.outcome.wiki_id, None, [note])
                else:
                    replace_notes(self.outcome.wiki_id, page_number, (note.kind,), [note])
        self._tell(note)

    def _tell(self, note: Note) -> None:
        self.outcome.notes[note.kind] += 1
        self._watching.tell(note)
