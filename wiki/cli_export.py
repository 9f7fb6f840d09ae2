"""`wiki export`: everything can move out again, in the form that is asked for."""

from pathlib import Path

import click

from wiki.core.command_groups import ByFirstWord
from wiki.core.progress import Progress
from wiki.core.settings import read_settings
from wiki.exporting.mediawiki.export import Options
from wiki.exporting.mediawiki.export import export as export_mediawiki
from wiki.exporting.mediawiki.local_settings import local_settings
from wiki.exporting.mediawiki.output import STANDARD_OUTPUT, written
from wiki.exporting.mediawiki.selection import Selection
from wiki.serve import inside
from wiki.transfer.export import export

FOLDER = click.Path(path_type=Path)


@click.group("export", cls=ByFirstWord)
def exporting() -> None:
    """Write what is here for elsewhere: a Markdown FOLDER, or the XML of MediaWiki.

    \b
    wiki export FOLDER               Markdown files, which `wiki import` reads
    wiki export mediawiki FILE       XML, which MediaWiki's importDump.php reads
    """


@exporting.command("folder")
@click.argument("folder", type=FOLDER)
@click.option("--force", is_flag=True, help="Replace a former export.")
@click.option("--hidden", is_flag=True, help="Also the texts of hidden posts: for moving a wiki, not for others.")
@click.option("--contacts", is_flag=True, help="With the contacts of examples, which only members see in the wiki.")
def folder_command(folder: Path, *, force: bool, hidden: bool, contacts: bool) -> None:
    """Write all pages, their histories and topics into FOLDER, as Markdown files.

    \b
    Vägledning/Pilot.md             a page; each namespace has a folder
    Kommun/Västerås/MISTEL.md       a subpage
    Kommun/Västerås/MISTEL.yaml     its history and topics: who wrote what, when
    users.yaml                      those who wrote; no addresses, passwords or roles

    Contacts of examples and municipalities (role, mailbox, account) are left out, so that the folder can be shown to
    anybody. To move a wiki, add --contacts.

    The same wiki always gives the same files. Characters that a file system may dislike are percent-encoded.
    """
    with inside(read_settings()), Progress("Pages") as progress:
        counts = export(folder, force=force, with_hidden=hidden, with_contacts=contacts, progress=progress)
    click.echo(f"Exported {counts['pages']} pages, {counts['revisions']} revisions, {counts['topics']} topics.")


@exporting.command("mediawiki")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option("--current", is_flag=True, help="Only the latest version of each page.")
@click.option("--pages", multiple=True, metavar="NAME", help="Only this page; may be given several times.")
@click.option("--theme", "themes", multiple=True, metavar="NAME", help="Only what belongs to this theme; likewise.")
@click.option("--talk/--no-talk", default=True, show_default=True, help="Discussions, as talk pages.")
@click.option("--files/--no-files", default=False, show_default=True, help="All versions of files, with their bytes.")
@click.option(
    "--settings",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.php",
    help="Write the lines for LocalSettings.php too, which name the namespaces.",
)
@click.option("--force", is_flag=True, help="Replace files that are there already.")
def mediawiki_command(
    file: Path,
    pages: tuple[str, ...],
    themes: tuple[str, ...],
    settings: Path | None,
    *,
    current: bool,
    talk: bool,
    files: bool,
    force: bool,
) -> None:
    """Write all pages into FILE as MediaWiki's XML (export-0.11), packed if it ends with .gz or .bz2; - for stdout.

    Markdown becomes wikitext, topics become talk pages, with all versions, authors and times. What is deleted or hidden
    stays here. With a page come its templates and the pages of its files; with a theme its page, the pages below it and
    all whose fields name it.

    \b
    On the other machine, in the folder of MediaWiki (namespaces first, see --settings):
    php maintenance/importDump.php --uploads --no-updates FILE
    php maintenance/refreshImageMetadata.php --force --mime image/svg+xml
    php maintenance/rebuildall.php
    php maintenance/initSiteStats.php --update
    """
    options = Options(Selection(pages, themes), current, talk, files)
    wiki = read_settings()
    with inside(wiki), written(file, force=force) as out, Progress("Pages") as progress:
        counts = export_mediawiki(out.write, options, progress, _tell_missing)
    if settings:
        with written(settings, force=force) as php:
            php.write(local_settings(wiki.site_name))
    told = ", ".join(f"{count} {what}" for what, count in counts.items())
    click.echo(f"Exported {told}.", err=file == STANDARD_OUTPUT)


def _tell_missing(title: str) -> None:
    click.echo(f"\r{title}: the file's content is missing in the storage, so it was left out.", err=True)
