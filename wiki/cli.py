"""The command `wiki`. It speaks plain English; the settings are read from the environment (see README.md)."""

import sys
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import DBAPIError

from wiki import __version__, cli_backup, cli_digest, cli_export, cli_mediawiki, cli_search, cli_user
from wiki.core.command_groups import ByFirstWord
from wiki.core.errors import Refusal
from wiki.core.progress import Progress
from wiki.core.settings import read_settings
from wiki.editing.rebuild import rebuild_all
from wiki.search.follower import rebuild as rebuild_index
from wiki.serve.following import follow
from wiki.serve.opening import inside, open_wiki
from wiki.serve.server import serve
from wiki.talk.rebuild import rebuild_topics
from wiki.transfer.bring_in import Outcome, bring_in
from wiki.transfer.seed import seed

FOLDER = click.Path(path_type=Path)


class Commands(click.Group):
    """Commands that end with one sentence, not a traceback, when the wiki refuses something."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(context)
        except Refusal as refusal:
            raise click.ClickException(str(refusal)) from refusal
        except DBAPIError as error:
            raise click.ClickException(f"The database cannot be used: {' '.join(str(error.orig).split())}") from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """The Mittköping wiki. What it stores is in the folder that WIKI_DATA names, `instance` if nothing does."""


main.add_command(cli_user.user)
main.add_command(cli_digest.digest)
main.add_command(cli_search.search)
main.add_command(cli_export.exporting)
for each in (cli_backup.backup, cli_backup.restore, cli_backup.verify, cli_backup.doctor):
    main.add_command(each)


@main.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Processes that answer.")
def serve_command(host: str, port: int, workers: int) -> None:
    """Run the wiki, until Ctrl-C or SIGTERM.

    Makes the data folder and the database if there are none, migrates an older database, fills an empty wiki with its
    first pages, and keeps the search index up to date.
    """
    serve(read_settings(), host, port, workers)


@main.command("follow")
def follow_command() -> None:
    """Keep the search index up to date, until Ctrl-C or SIGTERM.

    `wiki serve` does this by itself; it is for wikis that another WSGI server serves.
    """
    app = open_wiki(read_settings())
    click.echo("Keeping the search index up to date.", err=True)
    follow(app)


@main.command("migrate")
def migrate_command() -> None:
    """Bring the database up to date. `wiki serve` does this by itself."""
    with inside(read_settings()):
        pass
    click.echo("The database is up to date.")


@main.command("seed")
@click.option("--force", is_flag=True, help="Also when there are pages: add those first pages that are missing.")
def seed_command(*, force: bool) -> None:
    """Fill an empty wiki with its first pages."""
    with inside(read_settings()), Progress("Pages") as progress:
        outcome = seed(force=force, progress=progress)
    _report(outcome)


@main.group("import", cls=ByFirstWord)
def importing() -> None:
    """Bring in what was written elsewhere: a Markdown FOLDER, or a MediaWiki.

    \b
    wiki import FOLDER               the folder that `wiki export` writes
    wiki import mediawiki FILE       an XML export of MediaWiki
    """


importing.add_command(cli_mediawiki.mediawiki)


@importing.command("folder")
@click.argument("folder", type=FOLDER)
@click.option("--by", metavar="NAME", help="The account that is credited where the folder names nobody.")
@click.option("--dry-run", is_flag=True, help="Write nothing, only tell what would be added.")
def import_command(folder: Path, by: str | None, *, dry_run: bool) -> None:
    """Bring in the pages, histories and topics of a Markdown FOLDER (see `wiki export --help`).

    What the wiki has already is left alone, so importing twice is the same as importing once. Authors without an
    account get one that nobody can sign in to. What cannot be read is skipped and named, and the exit code is then 1.
    """
    with inside(read_settings()), Progress("Pages") as progress:
        outcome = bring_in(folder, by, dry_run=dry_run, progress=progress)
    _report(outcome, dry_run=dry_run)


@main.command("rebuild")
def rebuild_command() -> None:
    """Derive everything anew from the revisions: links, fields, renderings, and the search index.

    Nothing that people wrote is touched. The wiki may be in use meanwhile.
    """
    with inside(read_settings()):
        with Progress("Pages") as progress:
            count = rebuild_all(progress)
        rebuild_topics()
        with Progress("Search index") as progress:
            rebuild_index(progress)
    click.echo(f"Rebuilt {count} pages and the search index.")


def _report(outcome: Outcome, *, dry_run: bool = False) -> None:
    """Tell what came of an import. Exits with 1 when something was skipped."""
    added = [f"{count} {what}" for what, count in outcome.added.items() if count]
    verb = "Would add" if dry_run else "Added"
    click.echo(f"{verb} {', '.join(added) or 'nothing'}. {outcome.unchanged} pages were there already.")
    for fault in outcome.faults:
        click.echo(f"Skipped {fault}", err=True)
    if outcome.faults:
        sys.exit(1)
