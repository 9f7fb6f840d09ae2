"""`wiki export`: everything can move out again, in the form that is asked for."""

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
from wiki.exporting.site.export import export as export_site
from wiki.serve import inside
from wiki.transfer.export import export

FOLDER = click.Path(path_type=Path)


@click.group("export", cls=ByFirstWord)
def exporting() -> None:
    """Write what is here for elsewhere: a Markdown FOLDER.

    \b
    wiki export FOLDER               Markdown files, which `wiki import` reads
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
    with inside(read_settings()), Progress("Pages") as progress:
        counts = export(folder, force=force, with_hidden=hidden, with_contacts=contacts, progress=progress)
    click.echo(f"Exported {counts['pages']} pages, {counts['revisions']} revisions, {counts['topics']} topics.")


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
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Refusal("%(file)s cannot be written: %(reason)s.", file=file, reason=error.strerror) from error
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
    with inside(settings), Progress("Pages") as progress:
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
