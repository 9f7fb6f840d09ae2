"""Bringing a wiki in by the browser: asking for it, doing it in the background, stopping it.

A row says what is to be done and how far it has come. Whoever does it gives signs of life; when those stop, somebody
else goes on, which is as good as having begun anew.
"""

import logging
import random
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from threading import Event
from time import monotonic

from flask import Flask, current_app
from sqlalchemy import ColumnElement, and_, or_, select, update

from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.errors import N_, NotFound, Refusal
from wiki.core.i18n import gettext, speak
from wiki.mediawiki.again import convert_again
from wiki.mediawiki.alone import AlreadyRunning
from wiki.mediawiki.bring_in import Outcome, Stopped, Watching, bring_in
from wiki.mediawiki.dump import Dump
from wiki.mediawiki.models import ImportRun
from wiki.mediawiki.names import read_mapping
from wiki.mediawiki.notes import FAULT, Note
from wiki.mediawiki.plan import Options

FOLDER = "import"  # in the data folder: where exports lie that the browser offers
IMAGES = "images"  # in that folder: a copy of MediaWiki's own
ENDINGS = (".xml", ".gz", ".bz2")
PAUSE = 2.0  # seconds between two looks for something to do
SIGN = 1.0  # seconds between two signs of life
GIVEN_UP = timedelta(minutes=2)  # without a sign
MOST_FOUND = 100  # sentences that the page of a run tells
OPEN = ("waiting", "running")
RIGHT = "bring in a wiki"

log = logging.getLogger(__name__)


class NoSuchFile(NotFound):
    """The file that was chosen is not there."""

    msgid = N_("There is no file %(file)s in the folder “import”.")


def folder() -> Path:
    """Where exports lie."""
    data: Path = current_app.config["WIKI"].data
    return data / FOLDER


def files_there() -> list[str]:
    """The exports that lie in the folder."""
    here = folder()
    return sorted(each.name for each in here.iterdir() if _is_export(each)) if here.is_dir() else []


def has_images() -> bool:
    """Whether a copy of MediaWiki's folder of files lies there."""
    return (folder() / IMAGES).is_dir()


def _is_export(path: Path) -> bool:
    return path.name.endswith(ENDINGS) and path.is_file() and not path.is_symlink()


def ask_for(file: str, mapping: Sequence[str], by: User, *, same_people: bool, only_try: bool = False) -> ImportRun:
    """Let the file be brought in by whoever works in the background; with `only_try`, only told what would be.

    Raises the refusals, BadMapping, NotReadable.
    """
    require(by, RIGHT)
    read_mapping(mapping)
    if file not in files_there():
        raise NoSuchFile(file=file)
    Dump(folder() / file).close()
    return _ask(file, by, mapping=list(mapping), same_people=same_people, only_try=only_try)


def ask_again(by: User, *, only_try: bool = False) -> ImportRun:
    """Let what came before be converted again by whoever works in the background. Raises the refusals."""
    require(by, RIGHT)
    return _ask("", by, again=True, only_try=only_try)


def _ask(file: str, by: User, **options: object) -> ImportRun:
    with transaction() as current:
        require(by, RIGHT)
        if current.scalar(select(ImportRun.id).where(ImportRun.state.in_(OPEN))):
            raise AlreadyRunning
        run = ImportRun(file=file, options=options, asked_by=by.id)
        current.add(run)
        current.flush()
    return run


def stop(run: ImportRun, by: User) -> None:
    """Let it end where it is. What has been brought in stays."""
    with transaction() as current:
        require(by, RIGHT)
        where = (ImportRun.id == run.id, ImportRun.state.in_(OPEN))
        current.execute(update(ImportRun).where(*where).values(state="stopped", ended_at=now()))


def run(app: Flask, stopping: Event) -> None:
    """Do what is asked for until `stopping` is set. Several may run: one of them works."""
    pause = PAUSE
    while not stopping.wait(pause * random.uniform(0.8, 1.2)):  # noqa: S311  (so that several do not go in step)
        try:
            with app.app_context():
                found = _take_up()
                if found is not None:
                    _carry_out(found, stopping)
            pause = PAUSE
        except Exception:
            pause = min(pause * 2, 60.0)
            log.exception("no wiki is brought in; next attempt in %.0f s", pause)


def _take_up() -> ImportRun | None:
    """The next thing to do, which nobody else does then."""
    alone = or_(ImportRun.state == "waiting", and_(ImportRun.state == "running", _is_given_up()))
    wanted = session().scalar(select(ImportRun.id).where(alone).order_by(ImportRun.id).limit(1))
    session().rollback()
    if wanted is None:
        return None
    moment = now()
    with transaction() as current:
        mine = update(ImportRun).where(ImportRun.id == wanted, alone)
        done = current.execute(mine.values(state="running", began_at=moment, seen_at=moment, ended_at=None))
        if done.rowcount != 1:  # type: ignore[attr-defined]
            return None
    return session().get_one(ImportRun, wanted, populate_existing=True)


def _is_given_up() -> ColumnElement[bool]:
    return ImportRun.seen_at < now() - GIVEN_UP


class _Signs(Watching):
    """Writes down how it goes, and ends it when nobody wants it any more."""

    def __init__(self, mine: ImportRun, stopping: Event) -> None:
        self._id, self._began, self._stopping = mine.id, mine.began_at, stopping
        self._next = 0.0
        self.found: Counter[tuple[str, str]] = Counter()  # kinds of notes with their sentences

    def tell(self, note: Note) -> None:
        """Something is to be looked at."""
        self.found[note.kind, sentence_in(note)] += 1

    def progress(self, outcome: Outcome, share: float) -> None:
        """So much has been done."""
        if self._stopping.is_set():
            self.write(outcome, share, state="waiting")
            raise Stopped
        if monotonic() >= self._next:
            self._next = monotonic() + SIGN
            if not self.write(outcome, share):
                raise Stopped

    def write(self, outcome: Outcome, share: float, **values: object) -> bool:
        """Write it down, if it still is ours."""
        ours = (ImportRun.id == self._id, ImportRun.began_at == self._began, ImportRun.state == "running")
        counts = {**(+outcome.added), **outcome.notes, "seen": outcome.seen, "unchanged": outcome.unchanged}
        counts["changed here"] = outcome.changed_here
        with transaction() as current:
            said = {"wiki_id": outcome.wiki_id or None, "share": share, "counts": counts, "seen_at": now(), **values}
            done = current.execute(update(ImportRun).where(*ours).values(**said))
            return bool(done.rowcount == 1)  # type: ignore[attr-defined]


def _carry_out(mine: ImportRun, stopping: Event) -> None:
    signs = _Signs(mine, stopping)
    by = session().get(User, mine.asked_by) if mine.asked_by else None
    number, said = mine.id, dict(mine.options)
    try:
        outcome = _do(mine, by, signs)
    except Stopped:
        return
    except AlreadyRunning:  # by the command: our turn comes
        signs.write(Outcome(), 0.0, state="waiting")
        return
    except Refusal as refusal:
        _fail(number, str(refusal))
        return
    except Exception:
        _fail(number, "")
        raise
    said["found"] = [[*what, count] for what, count in signs.found.most_common(MOST_FOUND)]
    signs.write(outcome, 1.0, state="done", ended_at=now(), options=said)


def _do(mine: ImportRun, by: User | None, signs: Watching) -> Outcome:
    """What is asked for: a file to be brought in, or all to be converted again."""
    only_try = bool(mine.options.get("only_try"))
    if mine.options.get("again"):
        return convert_again(by, signs, dry_run=only_try)
    images = folder() / IMAGES
    options = Options(
        read_mapping(mine.options.get("mapping", ())),
        images if images.is_dir() else None,
        same_people=bool(mine.options.get("same_people")),
        dry_run=only_try,
    )
    dump = Dump(folder() / mine.file)
    try:
        return bring_in(dump, options, by, signs)
    finally:
        dump.close()


def sentence_in(note: Note) -> str:
    """What a note says of its page, in the language of the wiki."""
    speak(current_app.config["WIKI"].default_locale)
    said = gettext(note.msgid, **note.params)
    return f"{note.title}: {said}" if note.kind == FAULT and note.title else said


def _fail(number: int, why: str) -> None:
    session().rollback()
    with transaction() as current:
        failed = update(ImportRun).where(ImportRun.id == number)
        current.execute(failed.values(state="failed", ended_at=now(), trouble=why[:600]))
