"""Putting a file in: the file and the page that tells about it, in one act."""

from dataclasses import dataclass

from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.core.db import session, take_turn, transaction
from wiki.core.errors import N_, NotFound, Refusal, Unavailable
from wiki.editing.derive import replace_derived
from wiki.editing.save import ATTEMPTS, BaseMoved, Edit, Prepared, prepare
from wiki.editing.save import store as store_page
from wiki.files.inspect import Inspected
from wiki.files.keep import keep_file, restore_version, store
from wiki.files.models import File, FileVersion
from wiki.files.queries import current_version, find_file
from wiki.markup import Document, Namespace, PageName
from wiki.pages.models import Page, Revision
from wiki.pages.queries import find_page, source_of
from wiki.pages.transcluding import render_page
from wiki.protection.ask import require_on
from wiki.uploads.described import Description, check, page_source
from wiki.uploads.queries import files_holding


class NameTaken(Refusal):
    """There is another file of that name; `name` is the one's page."""

    status = 409
    msgid = N_("There is already a file called %(name)s. Choose another name, or put this in as a new version of it.")

    def __init__(self, name: PageName) -> None:
        super().__init__(name=name.title)
        self.name = name


class AlreadyHere(Refusal):
    """The very same file has been put in under another name."""

    status = 409
    msgid = N_("This file is in the wiki already, as %(name)s. Use that one, so that there is one to look after.")

    def __init__(self, name: PageName) -> None:
        super().__init__(name=name.title)
        self.name = name


class SameVersion(Refusal):
    """What was sent as a new version is the version that is shown."""

    status = 409
    msgid = N_("This is the same file as the one that is shown already, so no new version was made.")


@dataclass(frozen=True)
class Uploaded:
    """What came of it: the page that tells about the file, and the version that was put in."""

    name: PageName
    version: FileVersion


def upload_file(said: Description, inspected: Inspected, by: User, *, twice: bool = False) -> Uploaded:
    """Put in a new file with its page. `twice` lets the same content in under a second name.

    What is slow has been done before: `inspected` is what `inspect` gave. Raises BadForm (with all that is wrong),
    NameTaken, AlreadyHere, Unavailable, and the refusals of `require` and `save_page`.
    """
    require(by, "upload")
    check(said, is_picture=inspected.is_picture)
    name = PageName(Namespace.FILE, said.title_of(inspected))
    store(inspected)
    for _attempt in range(ATTEMPTS):
        page = _page_about(name, said, inspected)
        try:
            return Uploaded(name, _put_in(page, inspected, by, twice=twice))
        except BaseMoved:
            continue  # somebody has just written on that page: what they wrote is to stay
    raise Unavailable


def _page_about(name: PageName, said: Description, inspected: Inspected) -> Prepared:
    """The page that tells about the file, rendered: slow, so before the lock."""
    page = find_page(name)
    base = page.current_revision_id if page else None
    source = page_source(said, is_picture=inspected.is_picture, before=source_of(base))
    return prepare(Edit(name, source, base=base))


def _put_in(page: Prepared, inspected: Inspected, by: User, *, twice: bool) -> FileVersion:
    """The file and its page, both or neither. Raises NameTaken, AlreadyHere and BaseMoved."""
    name = page.edit.name
    with transaction():
        take_turn()  # two who put in the same name at once: the second is told so
        if find_file(name.title):
            raise NameTaken(name)
        same = [] if twice else files_holding(inspected.checksum)
        if same:
            raise AlreadyHere(same[0].name)
        version = keep_file(name.title, inspected, "", by)
        store_page(page, by)
    return version


def upload_version(title: str, inspected: Inspected, comment: str, by: User) -> Uploaded:
    """Put in a new version of the file `title`. Raises NotFound, SameVersion, WrongEnding and Unavailable."""
    require_on(by, "upload", PageName(Namespace.FILE, title))
    file = _file(title)
    store(inspected)
    document = _document(file.name)
    with transaction():
        before = current_version(file)
        version = keep_file(title, inspected, comment, by)
        if before and version.id == before.id:
            raise SameVersion
        _find_anew(file.name, document)
    return Uploaded(file.name, version)


def restore_file(title: str, number: int, comment: str, by: User) -> Uploaded:
    """Let version `number` of the file `title` be shown again, as a new version. Raises NotFound and Forbidden."""
    require_on(by, "upload", PageName(Namespace.FILE, title))
    file = _file(title)
    document = _document(file.name)
    with transaction():
        version = restore_version(file, number, by, comment)
        _find_anew(file.name, document)
    return Uploaded(file.name, version)


def _file(title: str) -> File:
    file = find_file(title)
    if file is None:
        raise NotFound(N_("There is no file called %(name)s."), name=title)
    return file


def _document(name: PageName) -> Document | None:
    """The page about the file, rendered: slow, so before the lock."""
    page = find_page(name)
    return render_page(source_of(page.current_revision_id), name) if page else None


def _find_anew(name: PageName, document: Document | None) -> None:
    """Let the search find what the present version says."""
    page: Page | None = find_page(name)
    revision = session().get(Revision, page.current_revision_id) if page else None
    if page and revision and document:
        replace_derived(page, revision, document)
