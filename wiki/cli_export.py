"""`wiki export`: everything can move out again, in the form that is asked for."""

from pathlib import Path

import click

from wiki.core.command_groups import ByFirstWord
from wiki.core.progress import Progress
from wiki.core.settings import read_settings
from wiki.serve import inside
from wiki.transfer.export import export

FOLDER = click.Path(path_type=Path)


@click.group("export", cls=ByFirstWord)
def exporting() -> None:
    """Write what is here for elsewhere: a Markdown FOLDER.

    \b
    wiki export FOLDER               Markdown files, which `wiki import` reads
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
