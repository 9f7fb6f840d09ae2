"""`wiki import mediawiki`: moving in from MediaWiki, for the operator."""

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from wiki.accounts.models import User
from wiki.accounts.queries import user_by_name
from wiki.accounts.roles import NoSuchUser
from wiki.core.progress import Progress
from wiki.core.settings import read_settings
from wiki.mediawiki.again import CONVERTED, convert_again
from wiki.mediawiki.bring_in import Outcome, Watching, bring_in
from wiki.mediawiki.dump import Dump
from wiki.mediawiki.names import read_mapping
from wiki.mediawiki.notes import FAULT, LOST, Note, sentence_of
from wiki.mediawiki.plan import Options
from wiki.mediawiki.report import HEAD, notes_of, row_of
from wiki.serve.opening import inside

SHOWN = 50  # notes on the terminal


class OnTerminal(Watching):
    """Tells how it goes on the terminal, and remembers what a dry run finds."""

    def __init__(self, progress: Progress, *, remembers: bool) -> None:
        self.notes: list[Note] = []
        self._progress, self._remembers, self._shown = progress, remembers, 0

    def tell(self, note: Note) -> None:
        """Something is to be looked at."""
        if self._remembers:
            self.notes.append(note)
        if note.kind != LOST:
            self._shown += 1
            if self._shown <= SHOWN:
                place = ": ".join(filter(None, (note.title, f"line {note.line}" if note.line else "")))
                sentence = sentence_of(note.msgid, note.params)
                click.echo(f"\r{place}: {sentence}" if place else f"\r{sentence}", err=True)

    def progress(self, outcome: Outcome, share: float) -> None:
        """So much has been done. How many versions there are is only known at the end, so it is estimated."""
        self._progress(outcome.seen, max(outcome.seen, round(outcome.seen / max(share, 0.001))))


@click.command("mediawiki")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--by", metavar="NAME", help="The account that does it, in the log.")
@click.option(
    "--again",
    is_flag=True,
    help="Take no FILE, but convert again what came before, where nobody has changed it here since.",
)
@click.option(
    "--dry-run", is_flag=True, help="Write nothing, only tell what would be added and what is not understood."
)
@click.option(
    "--uploads/--no-uploads",
    default=True,
    show_default=True,
    help="Take in the files that the export holds (dumpBackup.php --uploads --include-files).",
)
@click.option(
    "--files",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Take files from a copy of MediaWiki's folder `images`, or from a folder where they lie side by side.",
)
@click.option(
    "--namespace",
    "mapping",
    multiple=True,
    metavar="100=Tema",
    help="What a namespace of the old wiki becomes here; may be given several times. "
    "Those that are called as ours become ours, of others the prefix stays in the title.",
)
@click.option("--same-people", is_flag=True, help="Whoever has the same name in both wikis is the same person.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    metavar="FILE.csv",
    help="Write a table of what was not converted and what was left out.",
)
def mediawiki(
    file: Path | None,
    by: str | None,
    files: Path | None,
    mapping: tuple[str, ...],
    report: Path | None,
    *,
    again: bool,
    dry_run: bool,
    uploads: bool,
    same_people: bool,
) -> None:
    """Bring in a MediaWiki from FILE, an XML export (dumpBackup.php --full, or Special:Export), also .gz or .bz2.

    Pages come with their whole history, their authors and times; wikitext becomes Markdown, and the original is kept.
    Discussions become topics and replies where they can be read as such. Authors get accounts that nobody can sign in
    to, and those who wrote without an account are "Anonym".

    It may be stopped and begun anew at any time, and a later export adds what is new in it. A page that has been
    changed here since is left alone and named. What cannot be read is named by page and line; the exit code is then 1.

    With --again, the pages that came before are converted anew out of their wikitext, which is kept: where the program
    reads it better now, a page gets a new version by the account --by. Pages that people have changed are left alone.
    """
    if again:
        _convert_again(file, by, report, dry_run=dry_run)
    elif file is None:
        raise click.UsageError("Missing argument 'FILE'.")
    else:
        _bring_in(file, Options(read_mapping(mapping), files, uploads, same_people, dry_run), by, report)


def _bring_in(file: Path, options: Options, by: str | None, report: Path | None) -> None:
    with inside(read_settings()), Progress("Versions (of about)") as progress:
        account = _account(by) if by else None
        dump = Dump(file)
        watching = OnTerminal(progress, remembers=options.dry_run)
        try:
            outcome = bring_in(dump, options, account, watching)
        finally:
            dump.close()
        if report:
            _write(report, watching.notes if options.dry_run else notes_of(outcome.wiki_id))
    _tell(outcome, dry_run=options.dry_run)


def _convert_again(file: Path | None, by: str | None, report: Path | None, *, dry_run: bool) -> None:
    if file is not None:
        raise click.UsageError("--again takes no FILE: the originals are kept in the wiki.")
    if not by and not dry_run:
        raise click.UsageError("--again makes new versions: say with --by whose they are.")
    with inside(read_settings()), Progress("Pages") as progress:
        watching = OnTerminal(progress, remembers=True)
        outcome = convert_again(_account(by) if by else None, watching, dry_run=dry_run)
        if report:
            _write(report, watching.notes)
    verb = "Would convert" if dry_run else "Converted"
    click.echo(
        f"{verb} {outcome.added[CONVERTED]} pages again. {outcome.unchanged} would come out as they are, "
        f"and {outcome.changed_here} have been changed here since and are left alone."
    )
    _tell_notes(outcome)


def _account(name: str) -> User:
    found = user_by_name(name)
    if found is None:
        raise NoSuchUser
    return found


def _write(report: Path, notes: Iterable[Note]) -> None:
    with report.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(HEAD)
        table.writerows(row_of(note, sentence_of(note.msgid, note.params)) for note in notes)


def _tell(outcome: Outcome, *, dry_run: bool) -> None:
    """What came of it. Exits with 1 when something was left out."""
    added = [f"{count} {what}" for what, count in (+outcome.added).items()]
    verb = "Would add" if dry_run else "Added"
    click.echo(f"{verb} {', '.join(added) or 'nothing'}. {outcome.unchanged} pages were there already.")
    _tell_notes(outcome)


def _tell_notes(outcome: Outcome) -> None:
    if lost := outcome.notes[LOST]:
        click.echo(f"{lost} pieces of text could not be converted as they were meant (see --report or the wiki).")
    if faults := outcome.notes[FAULT]:
        click.echo(f"{faults} things are to be looked at.", err=True)
        sys.exit(1)
