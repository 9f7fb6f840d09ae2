"""Beginning a page with what a Word document says: its pictures become files, and the marks in its text show them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wiki.accounts.faults import BadForm, Faults
from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.core.errors import N_, Refusal
from wiki.files.inspect import Inspected
from wiki.markup import Namespace, PageName
from wiki.uploads.described import Description, check
from wiki.uploads.upload import AlreadyHere, NameTaken, upload_file
from wiki.word.writing import MARK

_MARK = re.compile(f"{MARK}([0-9]+){MARK}")
COMMON = {"licence", "other_licence", "source"}  # said once, of all the pictures
MOST_OF_A_NAME = 99  # pictures of the same name that are told apart by a number


class HeldTooLong(Refusal):
    """The picture that was sent is not to be had any more."""

    msgid = N_("The pictures have been waiting too long. Choose the document once more.")


@dataclass(frozen=True)
class Described:
    """A picture of the document and what is said of it; `said` is None where it is left out."""

    number: int
    inspected: Inspected | None
    said: Description | None


def put_in_pictures(described: Sequence[Described], by: User) -> dict[int, PageName]:
    """Put in the pictures that are not left out; the file that each mark stands for.

    Raises BadForm, with the fields named "alt-3" and so on, before any picture has been put in.
    """
    kept = [each for each in described if each.said]
    if kept:
        require(by, "upload")
    _check(kept)
    return {each.number: _put_in(each, by) for each in kept}


def _check(kept: Sequence[Described]) -> None:
    faults = Faults()
    for each in kept:
        for field, refusal in _wrong_with(each).items():
            with faults.at(field):
                raise refusal
    faults.refuse_if_any()


def _wrong_with(each: Described) -> dict[str, Refusal]:
    """What is wrong, by the field it is said at; what holds for all pictures has fields of its own."""
    assert each.said
    if each.inspected is None:
        return {f"alt-{each.number}": HeldTooLong()}
    try:
        check(each.said, is_picture=True)
    except BadForm as bad:
        return {name if name in COMMON else f"{name}-{each.number}": fault for name, fault in bad.faults.items()}
    return {}


def _put_in(each: Described, by: User) -> PageName:
    """The file's page; the same picture put in before is used again, and another one of its name gives way."""
    assert each.said
    assert each.inspected
    said = each.said
    for number in range(2, MOST_OF_A_NAME):
        try:
            return upload_file(said, each.inspected, by).name
        except AlreadyHere as here:
            return here.name
        except NameTaken:
            said = replace(each.said, title=f"{each.said.title} {number}")
    raise NameTaken(PageName(Namespace.FILE, each.said.title_of(each.inspected)))


def with_pictures(markdown: str, files: Mapping[int, PageName]) -> str:
    """The text with each mark as the picture that it stands for, or without it where the picture was left out."""

    def shown(mark: re.Match[str]) -> str:
        name = files.get(int(mark[1]))
        return f"[[{name.full}]]" if name else ""

    return re.sub(r"\n{3,}", "\n\n", _MARK.sub(shown, markdown))
