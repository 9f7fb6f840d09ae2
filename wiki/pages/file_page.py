"""The page of a file: the file itself, what is known of it, its versions, and where it is used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wiki.core.errors import N_, NotFound
from wiki.core.i18n import gettext
from wiki.core.i18n import number as in_words
from wiki.core.paging import Paging, paging
from wiki.files.addresses import file_url
from wiki.files.hidden_versions import Hidden, hidden_versions, require_content
from wiki.files.hideable import AUTHOR, FILE
from wiki.files.models import File, FileVersion
from wiki.files.queries import count_versions, find_file, pictures, versions
from wiki.markup import PageName
from wiki.markup.present import Shown
from wiki.municipalities.register import by_code
from wiki.pages.backlinks import Backlink, Backlinks
from wiki.pages.files_shown import shown, size_in_words, thumbnail_of, type_in_words
from wiki.pages.models import Page

LICENCES = {
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
}
PLACES_SHOWN = 10


@dataclass(frozen=True)
class VersionSeen:
    """One version, as a row of the table. Without an address, its content is hidden."""

    id: int
    number: int
    at: datetime
    by: str | None
    municipality: str | None
    comment: str
    address: str
    thumb: str
    measures: str
    is_current: bool
    hidden: Hidden


@dataclass(frozen=True)
class FilePage:
    """All that the page of a file shows beside its text. `facts` are a label, a value, and where it leads."""

    name: PageName
    file: Shown
    facts: Sequence[tuple[str, str, str]]
    versions: Sequence[VersionSeen]
    paging: Paging
    used: Sequence[Backlink]
    used_in_all: int

    @property
    def wikitext(self) -> str:
        """What to write in order to show the file."""
        words = gettext("Caption") if self.file.is_picture else gettext("Label")
        return f"[[{self.name.full}|{words}]]"


def file_page(name: PageName, page: Page | None) -> FilePage | None:
    """What is to be shown of the file called `name`; None where there is no such file."""
    file = find_file(name.title)
    picture = pictures([name.title]).get(name.title)
    if file is None or picture is None:
        return None
    part = paging(count_versions(file), per_page=20)
    rows = versions(file, part.per_page, part.offset)
    hidden = hidden_versions(each.id for each in rows)
    fields = page.fields if page else {}
    seen = shown(picture, fields)
    links = Backlinks(name)
    return FilePage(
        name=name,
        file=seen,
        facts=_facts(seen, fields),
        versions=[_seen(each, file, hidden.get(each.id, {})) for each in rows],
        paging=part,
        used=links.part("file", limit=PLACES_SHOWN),
        used_in_all=links.counts().get("file", 0),
    )


def version_of(file: File, number: int) -> VersionSeen:
    """One version of a file whose content may be read. Raises NotFound, ContentHidden."""
    found = next((each for each in versions(file, limit=1000) if each.number == number), None)
    if found is None:
        raise NotFound(N_("There is no version %(number)s of this file."), number=number)
    require_content(found)
    return _seen(found, file, hidden_versions([found.id]).get(found.id, {}))


def _facts(file: Shown, fields: dict[str, Any]) -> list[tuple[str, str, str]]:
    licence = str(fields.get("licens") or "")
    measures = f", {_points(file.width, file.height)}" if file.width and file.height and not file.is_scalable else ""
    facts = [
        (gettext("Type and size"), file.words + measures, ""),
        (gettext("Made by"), str(fields.get("källa") or ""), ""),
        (gettext("Licence"), licence or gettext("Not said"), LICENCES.get(licence, "")),
    ]
    if file.is_picture:
        decorative = gettext("None: the picture is decorative") if "dekorativ" in fields else gettext("Missing")
        facts.append((gettext("Alternative text"), file.alt or decorative, ""))
    return [fact for fact in facts if fact[1]]


def _points(width: int, height: int) -> str:
    return gettext("%(width)s × %(height)s pixels", width=in_words(width), height=in_words(height))


def _seen(version: FileVersion, file: File, hidden: Hidden) -> VersionSeen:
    code = None if AUTHOR in hidden else version.municipality_code
    home = by_code(code) if code else None
    size = f"{type_in_words(version.extension)}, {size_in_words(version.size)}"
    has_points = version.width and version.height and version.extension != "svg"
    return VersionSeen(
        id=version.id,
        number=version.number,
        at=version.uploaded_at,
        by=version.uploader.name if version.uploader else None,
        municipality=home.name if home else None,
        comment=version.comment,
        address="" if FILE in hidden else file_url(file.title, version.checksum),
        thumb="" if FILE in hidden else thumbnail_of(file.title, version),
        measures=f"{size}, {_points(version.width or 0, version.height or 0)}" if has_points else size,
        is_current=version.id == file.current_version_id,
        hidden=hidden,
    )
