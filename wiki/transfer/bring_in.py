"""Bringing a Markdown folder into the wiki. Bringing it in twice is the same as once."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from wiki.accounts.models import User
from wiki.accounts.names import key
from wiki.accounts.register import make_user
from wiki.core.db import renew_plans, session, transaction
from wiki.core.errors import Refusal
from wiki.editing.refresh import refresh
from wiki.editing.rendering import with_documents
from wiki.editing.save import Edit
from wiki.editing.take_in import take_in
from wiki.journal.record import bringing_in
from wiki.markup import Document, PageName
from wiki.markup.transclusion import Expanded
from wiki.pages.models import Page, Revision
from wiki.pages.queries import find_page, source_of
from wiki.pages.transcluding import expanded
from wiki.transfer.bring_in_files import Ready, bring_in_files, get_ready
from wiki.transfer.bring_in_marks import bring_in_thanks
from wiki.transfer.bring_in_said import bring_in_said, bring_in_unlike
from wiki.transfer.bring_in_topics import bring_in_elsewhere, bring_in_topics
from wiki.transfer.dry_run import count_beside
from wiki.transfer.form import Fault, PageFile, Version
from wiki.transfer.reading import Folder

NOBODY = -1
TOGETHER = 20  # pages that are written in one transaction: a commit costs, and so does waiting for one

Progress = Callable[[int, int], None]  # pages done, pages in all


@dataclass
class Outcome:
    """What came of it: how many things were added (or would be), and what was left out."""

    added: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)


class ChangedHere(Refusal):
    """Both the wiki and the folder have gone on since they had the same text."""

    status = 409
    msgid = "the page has been changed here since; its newest revision is not in the folder, so it is left as it is"


@bringing_in()
def bring_in(
    folder: Path, by: str | None = None, *, dry_run: bool = False, progress: Progress | None = None
) -> Outcome:
    """Bring in all that `folder` holds and the wiki does not: users, revisions and topics, with their times.

    `by` names who is credited where the folder names nobody; without it, an account named as the wiki. With `dry_run`
    nothing is written, only counted. Raises Refusal when there is no such folder or nobody called `by`.
    """
    if not folder.is_dir():
        raise Refusal("There is no folder %(folder)s.", folder=folder)
    read = Folder(folder)
    outcome = Outcome(faults=read.faults)
    authors = Authors(by, outcome, dry_run=dry_run)
    authors.bring_in(read)
    paths = read.paths()
    plans = (Plan(page) for page in read.pages(paths))
    if dry_run:
        for plan in plans:
            with _faults_of(plan, outcome):
                plan.count(outcome)
            with _faults_of(plan, outcome):
                outcome.added += count_beside(plan.file, read, authors)
        return outcome
    ready = with_documents(plans, Plan.text, len(paths))
    done = 0
    naming: list[Plan] = []  # those that name other pages, which must be there
    while some := list(islice(ready, TOGETHER)):
        _carry_out(some, read, authors, outcome)
        naming += [plan for plan, _document in some if plan.names_others]
        done += len(some)
        if progress:
            progress(done, len(paths))
    for plan in naming:
        with _faults_of(plan, outcome):
            if page := find_page(plan.file.name):
                bring_in_unlike(page, plan.file.said.unlike, authors)
                bring_in_elsewhere(page, plan.file.topics, authors)
    renew_plans(outcome.added["revisions"])
    refresh()  # what came before the templates that it takes in
    return outcome


def _carry_out(plans: list[tuple["Plan", Document | None]], read: Folder, authors: "Authors", outcome: Outcome) -> None:
    """Carry out some plans in one transaction, each as a whole or, when it is refused, not at all."""
    credited: dict[Plan, list[User]] = {}
    ready: dict[Plan, list[Ready]] = {}
    for plan, _document in plans:
        with _faults_of(plan, outcome):
            credited[plan] = [authors(version.by) for version in plan.versions]  # in transactions of their own
        with _faults_of(plan, outcome):
            ready[plan] = get_ready(plan.file, read, authors)
    with transaction() as current:
        for plan, document in plans:
            with _faults_of(plan, outcome):
                if plan in ready:
                    with current.begin_nested():  # before the page, so that the search finds what stands in them
                        outcome.added.update(bring_in_files(plan.file, ready[plan]))
                if plan in credited and document:
                    with current.begin_nested():
                        plan.write(credited[plan], document)
                if plan in credited:
                    plan.count(outcome)
    for plan in credited:
        with _faults_of(plan, outcome):
            if plan.has_thanks and (page := find_page(plan.file.name)):
                bring_in_thanks(page, plan.file.versions, authors)
        with _faults_of(plan, outcome):
            if plan.file.topics and (page := find_page(plan.file.name)):
                outcome.added.update(bring_in_topics(page, plan.file.topics, authors))
        with _faults_of(plan, outcome):
            if plan.file.said and (page := find_page(plan.file.name)):
                outcome.added.update(bring_in_said(page, plan.file.said, authors))


@contextmanager
def _faults_of(plan: "Plan", outcome: Outcome) -> Iterator[None]:
    """Make what is refused here a fault of the plan's file."""
    try:
        yield
    except Refusal as refusal:
        outcome.faults.append(Fault(str(plan.file.path), str(refusal)))


class Authors:
    """The accounts of those who wrote. Whoever has none gets one that nobody can sign in to."""

    def __init__(self, by: str | None, outcome: Outcome, *, dry_run: bool) -> None:
        self._outcome = outcome
        self._dry_run = dry_run
        self._known: dict[str, User] = {}
        self._counted: set[str] = set()  # those that were made, or would be
        self._default = by or current_app.config["WIKI"].site_name
        if by and self._find(by) is None:
            raise Refusal("There is no account called “%(name)s”.", name=by)

    def bring_in(self, read: Folder) -> None:
        """Make the accounts of the folder's list of users that are missing here."""
        for someone, place in read.users():
            try:
                self._make_missing(someone.name, someone.municipality, demo=someone.demo)
            except Refusal as refusal:
                self._outcome.faults.append(Fault(place, str(refusal)))

    def meet(self, name: str | None) -> None:
        """Make the account of `name` if need be, or in a dry run only count it. Raises Refusal."""
        self._make_missing(name or self._default)

    def number(self, name: str | None) -> int:
        """The number of the account of `name`; one that no account has, where there is none."""
        user = self._find(name or self._default)
        return user.id if user else NOBODY

    def __call__(self, name: str | None) -> User:
        """The account of `name`, made if need be; for nobody, the one that is credited then. Raises Refusal."""
        user = self._make_missing(name or self._default)
        assert user is not None
        return user

    def _make_missing(self, name: str, municipality: str | None = None, *, demo: bool = False) -> User | None:
        user = self._find(name)
        if user is None and key(name) not in self._counted:
            if not self._dry_run:
                with transaction():
                    user = self._known[key(name)] = make_user(name, municipality_code=municipality, demo=demo)
            self._counted.add(key(name))
            self._outcome.added["users"] += 1
        return user

    def _find(self, name: str) -> User | None:
        if key(name) not in self._known:
            user = session().scalar(select(User).where(User.name_key == key(name)))
            if user is None:
                return None
            self._known[key(name)] = user
        return self._known[key(name)]


class Plan:
    """What of a page's file the wiki does not have yet."""

    def __init__(self, file: PageFile) -> None:
        self.file = file
        self.refusal: Refusal | None = None
        page = find_page(file.name)
        self.base = page.current_revision_id if page else None
        try:
            self.versions = _missing(file, page) if page else file.versions
        except ChangedHere as refusal:
            self.versions, self.refusal = (), refusal

    @property
    def names_others(self) -> bool:
        """Whether something in the file is about other pages too."""
        return bool(self.file.said.unlike) or any(each.moved or each.about for each in self.file.topics)

    @property
    def has_thanks(self) -> bool:
        """Whether somebody has thanked for a version."""
        return any(version.thanked for version in self.file.versions)

    def text(self) -> tuple[Expanded, PageName] | None:
        """What has to be rendered."""
        return (expanded(self.file.source, self.file.name), self.file.name) if self.versions else None

    def write(self, credited: list[User], document: Document) -> None:
        """Add what is missing, each version in the name of the one credited. Raises Refusal."""
        take_in([(self._edit(version), by) for version, by in zip(self.versions, credited, strict=True)], document)

    def count(self, outcome: Outcome) -> None:
        """Count what the page adds. Raises the refusal that the plan met."""
        if self.versions:
            outcome.added["pages" if self.base is None else "pages changed"] += 1
            outcome.added["revisions"] += len(self.versions)
        elif self.refusal:
            raise self.refusal
        else:
            outcome.unchanged += 1

    def _edit(self, version: Version) -> Edit:
        return Edit(self.file.name, version.source, version.summary, version.minor, self.base, version.at)


def _missing(file: PageFile, page: Page) -> tuple[Version, ...]:
    """Those of the file's versions that follow on what the page says here. Raises ChangedHere."""
    here = source_of(page.current_revision_id)
    if here == file.source:
        return ()
    if not file.has_history:
        return file.versions
    rows = session().execute(
        select(Revision.created_at, Revision.source).where(Revision.page_id == page.id).order_by(Revision.id)
    )
    revisions = [(at, source) for at, source in rows]
    known = [(version.at, version.source) for version in file.versions]
    if revisions[-1] in known:
        place = len(known) - known[::-1].index(revisions[-1])
        return file.versions[place:]
    if known[-1] in revisions:
        return ()
    raise ChangedHere
