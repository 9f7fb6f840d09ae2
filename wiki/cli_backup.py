"""`wiki backup`, `restore`, `verify` and `doctor`: the wiki as one file and back, and what is wrong with it."""

import os
import sys
from pathlib import Path
from typing import BinaryIO, cast

import click

from wiki.app import create_app
from wiki.backup.doctor.examine import examine
from wiki.backup.make import Made, back_up, write_backup
from wiki.backup.part import writing
from wiki.backup.place import existing
from wiki.backup.restore import BadBackup
from wiki.backup.restore import restore as bring_back
from wiki.backup.verify import look_through
from wiki.core.progress import Progress
from wiki.core.settings import read_settings

FILE = click.Path(dir_okay=False, allow_dash=True, path_type=Path)
THERE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command("backup")
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    """Write all of the wiki to FILE, a zip archive; the wiki may be in use meanwhile. `-` is standard output.

    \b
    tables/*.jsonl   every table of the database, a row a line
    files/*          every uploaded file, by its SHA-256
    settings.env     the settings
    manifest.json    what is in the archive, with checksums

    Personal data is in it: accounts with e-mail addresses and password hashes, drafts, notices, what is hidden or
    deleted. So nobody but you can read FILE; keep it so where you take it. What is secret is not in it: the file
    secret_key, WIKI_DATABASE_URL, WIKI_SMTP_PASSWORD, WIKI_S3_ACCESS_KEY and WIKI_S3_SECRET_KEY.
    """
    settings = read_settings()
    with existing(settings) as database, Progress("Rows and files") as progress:
        if str(file) == "-":
            with writing("Standard output"):
                made = write_backup(settings, database, cast("BinaryIO", sys.stdout.buffer), progress=progress)
                sys.stdout.buffer.flush()
        else:
            made = back_up(settings, database, file, progress=progress)
    _tell_made(made, str(file))


@click.command("restore")
@click.argument("file", type=THERE)
def restore(file: Path) -> None:
    """Make the wiki that is in the backup FILE, where WIKI_DATA and WIKI_DATABASE_URL say.

    There must be no wiki yet. It does not matter whether FILE was made of SQLite or of PostgreSQL. A backup that an
    older program made is brought up to date; that of a newer one is refused. FILE is looked through first, and nothing
    is written unless all of it is right. When this is interrupted, run it again: it begins anew.

    Everybody has to sign in again, and links in letters that were sent before no longer work, unless you put the old
    `secret_key` into the data folder first. The search index is made by `wiki serve`.
    """
    settings = read_settings()
    try:
        with Progress("Rows and files") as progress:
            restored = bring_back(file, settings, progress)
    except BadBackup as bad:
        _tell_faults(bad.faults)
        raise
    older = f" It was brought from the migration {restored.from_schema} to the present." if restored.from_schema else ""
    click.echo(f"Restored {restored.rows} rows and {restored.files} files.{older}")
    if restored.missing:
        click.echo(f"{_files(restored.missing)} had no content in the wiki itself when the backup was made.", err=True)
    click.echo(f"The settings it was run with are in {settings.data / 'restored-settings.env'}.")
    if restored.secrets:
        click.echo(f"Set these again, which are not kept in a backup: {', '.join(restored.secrets)}.")


@click.command("verify")
@click.argument("file", type=THERE)
def verify(file: Path) -> None:
    """Read all of the backup FILE, and say what is wrong with it: checksums, counts, rows and files that are named.

    Exits with 1 when something is.
    """
    report = look_through(file)
    manifest = report.manifest
    _tell_faults(report.faults)
    if report.faults:
        sys.exit(1)
    click.echo(
        f"The backup is whole: {report.rows} rows in {len(manifest.shapes)} tables and {report.files} files, made "
        f"{manifest.made_at[:16].replace('T', ' ')} UTC of {manifest.database} at the migration {manifest.schema}."
    )
    if manifest.missing:
        click.echo(f"{_files(manifest.missing)} had no content in the wiki itself when it was made.")


@click.command("doctor")
@click.option("--deep", is_flag=True, help="Also read every file and all of the database, which takes its time.")
@click.option("--mend", is_flag=True, help="Mend what can be: what follows from pages, indexes, leftovers.")
def doctor(*, deep: bool, mend: bool) -> None:
    """Say what is wrong with the wiki, and how to mend it. Exits with 1 when something is.

    Looks at settings, data folder, database, what is derived from pages, search index, files, mail, backups and clock.
    Nothing is changed without --mend; the wiki may be in use meanwhile.
    """
    wrong = 0
    for finding in examine(os.environ, create_app, deep=deep, mend=mend):
        click.echo(str(finding))
        wrong += finding.is_wrong
    if wrong:
        click.echo("One thing is wrong." if wrong == 1 else f"{wrong} things are wrong.")
        sys.exit(1)
    click.echo("Nothing is wrong.")


def _tell_made(made: Made, name: str) -> None:
    size = f", {made.size / 1_000_000:.1f} MB" if made.size else ""
    click.echo(f"Backed up {made.rows} rows and {made.files} files to {name}{size}.", err=name == "-")
    if made.missing:
        click.echo(f"{_files(made.missing)} could not be included: the storage does not have the content.", err=True)
        for checksum in made.missing[:10]:
            click.echo(f"  {checksum}", err=True)


def _tell_faults(faults: list[str]) -> None:
    for fault in faults:
        click.echo(f"Wrong: {fault}", err=True)


def _files(checksums: tuple[str, ...]) -> str:
    return "1 file" if len(checksums) == 1 else f"{len(checksums)} files"
