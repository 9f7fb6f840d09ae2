"""What bringing in a page of the folder would add beside its revisions: files, topics, and what is said of it."""

from collections import Counter
from typing import TYPE_CHECKING

from wiki.pages.queries import find_page
from wiki.transfer.bring_in_files import count_files
from wiki.transfer.bring_in_said import count_said
from wiki.transfer.bring_in_topics import discussion_names, missing_of
from wiki.transfer.form import PageFile
from wiki.transfer.reading import Folder

if TYPE_CHECKING:
    from wiki.transfer.bring_in import Authors


def count_beside(file: PageFile, folder: Folder, authors: "Authors") -> Counter[str]:
    """How many of each kind; accounts are counted by `authors`. Writes nothing. Raises what bringing in would raise."""
    page = find_page(file.name)
    added = Counter({"files": count_files(file, folder, authors)})
    for name in (version.by for version in file.versions):
        authors.meet(name)
    for discussion in file.topics:
        for name in sorted(discussion_names(discussion), key=str):
            authors.meet(name)
        added += missing_of(page, discussion, authors.number).counted
    for name in [*sorted(file.said.people), None] if file.said else ():
        authors.meet(name)
    return added + count_said(page, file.said)
