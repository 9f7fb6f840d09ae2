"""`wiki export`: everything can move out again, in the form that is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app

from wiki.core.command_groups import ByFirstWord
from wiki.core.errors import Refusal
from wiki.core.i18n import LOCALES
from wiki.core.progress import Progress
from wiki.core.settings import read_settings
from wiki.exporting.document.choose import PAGE, SUBPAGES, THEME
from wiki.exporting.document.save import document_of
from wiki.exporting.mediawiki.export import Options
from wiki.exporting.mediawiki.export import export as export_mediawiki
from wiki.exporting.mediawiki.local_settings import local_settings
from wiki.exporting.mediawiki.output import STANDARD_OUTPUT, written
from wiki.exporting.mediawiki.selection import Selection
from wiki.exporting.site.export import export as export_site
from wiki.serve.opening import inside
from wiki.transfer.export import export

FOLDER = click.Path(path_type=Path)


@contextmanager
def _to_be_written(path: Path) -> Iterator[None]:
    """Say in one sentence what the disk says no to. Raises Refusal."""
    try:
        yield
    except OSError as error:
        raise Refusal("%(file)s cannot be written: %(reason)s.", file=path, reason=error.strerror or error) from error


@click.group("export", cls=ByFirstWord)
def exporting() -> None:
    """Write what is here for elsewhere: a Markdown FOLDER, or the XML of MediaWiki.

    \b
    wiki export FOLDER               Markdown files, which `wiki import` reads
    wiki export mediawiki FILE       XML, which MediaWiki's importDump.php reads
    wiki export document NAME FILE   a page, or a whole theme: .docx, .pdf or .md
    wiki export site FOLDER          web pages that need no server
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
    with inside(read_settings()), _to_be_written(folder), Progress("Pages") as progress:
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


@exporting.command("document")
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--theme", "scope", flag_value=THEME, help="The whole theme: its page, guidance and examples.")
@click.option("--subpages", "scope", flag_value=SUBPAGES, help="The page with its subpages.")
def document_command(name: str, file: Path, scope: str | None) -> None:
    """Write the page NAME into FILE, whose ending says the form.

    \b
    wiki export document Pilot pilot.docx                  Word
    wiki export document --theme Tema:Piloter tema.pdf     PDF, with mittkoping-wiki[pdf]
    wiki export document --theme Tema:Piloter tema.zip     Markdown files, which `wiki import` reads
    wiki export document Pilot pilot.md                    its source
    """
    settings = read_settings()
    with inside(settings), current_app.test_request_context(base_url=settings.base_url or None):
        pages, content = document_of(name, file.suffix.lower(), scope or PAGE)
    with _to_be_written(file):
        file.write_bytes(content)
    click.echo(f"Wrote {pages} page{'' if pages == 1 else 's'} into {file}.")


@exporting.command("site")
@click.argument("folder", type=FOLDER)
@click.option("--theme", default="", metavar="NAME", help="Only this theme: its page, what lies below, what is in it.")
@click.option("--talk", is_flag=True, help="With the discussions.")
@click.option("--history", is_flag=True, help="With a list of versions for each page: who, when and why.")
@click.option("--language", type=click.Choice(list(LOCALES)), help="Of menus and headings; WIKI_DEFAULT_LOCALE else.")
@click.option("--force", is_flag=True, help="Replace a former export.")
def site_command(folder: Path, *, theme: str, talk: bool, history: bool, language: str | None, force: bool) -> None:
    """Write the wiki into FOLDER as web pages that need no server, to be read from a disk or put on any host.

    All that readers without an account see comes along, with pictures, documents, lists and a search, and nothing that
    changes something. Every address in it is relative. Contacts of people are left out.

    Begin with index.html. The folder can be moved as a whole.
    """
    settings = read_settings()
    with inside(settings), _to_be_written(folder), Progress("Pages") as progress:
        counts = export_site(
            folder,
            language=language or "",
            theme=theme,
            with_talk=talk,
            with_history=history,
            force=force,
            progress=progress,
        )
    click.echo(f"Exported {counts['pages']} pages, {counts['redirects']} redirects, {counts['files']} files.")
    if counts["lost"]:
        click.echo(f"The storage does not have {counts['lost']} files. `wiki doctor --deep` says which.", err=True)
    if settings.members_only:
        click.echo("Only members may read this wiki. Whoever gets the folder can read it.", err=True)
