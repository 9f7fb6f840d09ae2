"""Files as a text shows them: what the brackets name, put together from the files and from their pages."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import url_for
from sqlalchemy import select

from wiki.core.db import session
from wiki.core.i18n import gettext, number
from wiki.files.addresses import THUMBNAILS, file_url, thumb_url, thumb_widths
from wiki.files.models import FileVersion
from wiki.files.queries import Picture, pictures
from wiki.markup import Namespace, PageName
from wiki.markup.present import MissingFile, Shown
from wiki.markup.present import files as files_in
from wiki.pages.models import Link, Page

KILO = 1000
SVG = "image/svg+xml"
TYPES = {"jpg": "JPEG", "docx": "Word", "xlsx": "Excel", "pptx": "PowerPoint", "txt": "Text"}


def file_at(html: str) -> Callable[[PageName], Shown | MissingFile] | None:
    """What `present` may ask of the files in `html`; None where there are none, which costs no question."""
    names = files_in(html)
    if not names:
        return None
    now = titles_now(name.title for name in names)
    titles = list(now.values())
    found, said = pictures(titles), fields_of(titles)

    def at(name: PageName) -> Shown | MissingFile:
        title = now[name.title]
        return shown(found[title], said.get(title, {})) if title in found else missing(name)

    return at


def titles_now(titles: Iterable[str]) -> dict[str, str]:
    """What each of these files is called now: where its page leads on to another, that one's title."""
    now = {title: title for title in titles}
    led = select(Page.title, Link.target_title).join(Link, Link.page_id == Page.id)
    led = led.where(Link.kind == "redirect", Link.target_namespace == Namespace.FILE.value)
    led = led.where(Page.namespace == Namespace.FILE.value, Page.title.in_(list(now)))
    now.update((old, new) for old, new in session().execute(led))
    return now


def fields_of(titles: list[str]) -> dict[str, dict[str, Any]]:
    """The front matter of the pages about these files."""
    asked = select(Page.title, Page.fields).where(Page.namespace == Namespace.FILE.value, Page.title.in_(titles))
    return {row.title: row.fields for row in session().execute(asked)}


def missing(name: PageName) -> MissingFile:
    """What stands where a file ought to be: the way to put it in."""
    return MissingFile(
        gettext("%(name)s (upload)", name=name.full), url_for("uploads.upload", name=name.title.replace(" ", "_"))
    )


def shown(file: Picture, fields: dict[str, Any]) -> Shown:
    """A file that is there. `fields` are what its page says."""
    extension = file.title.rpartition(".")[2].lower()
    return Shown(
        address=file_url(file.title, file.checksum),
        is_picture=file.is_picture,
        is_scalable=file.media_type == SVG,
        width=file.width,
        height=file.height,
        sizes=_sizes(file),
        alt=alternative_text(fields) or "",
        words=f"{type_in_words(extension)}, {size_in_words(file.size)}",
    )


def thumbnail_of(title: str, version: FileVersion) -> str:
    """A small picture of a version, itself where it is small or a drawing; "" for a document."""
    if not version.is_picture:
        return ""
    widths = thumb_widths(version.media_type, version.width)
    return thumb_url(title, version.checksum, widths[0]) if widths else file_url(title, version.checksum)


def _sizes(file: Picture) -> list[tuple[int, str]]:
    """The widths a picture is offered in, with itself among them where it is no larger than they are."""
    smaller = thumb_widths(file.media_type, file.width)
    sizes = [(width, thumb_url(file.title, file.checksum, width)) for width in smaller]
    if sizes and file.width and file.width <= THUMBNAILS[-1]:
        sizes.append((file.width, file_url(file.title, file.checksum)))
    return sizes


def alternative_text(fields: dict[str, Any]) -> str | None:
    """What the page of a picture says that it shows: "" for a decorative one, None when it says nothing."""
    if str(fields.get("dekorativ", "")).casefold() in ("true", "ja"):
        return ""
    said = fields.get("alt")
    return str(said).strip() if said not in (None, "") else None


def type_in_words(extension: str) -> str:
    """A type of file as people call it: "PDF", "Word"."""
    return TYPES.get(extension, extension.upper())


def size_in_words(size: int) -> str:
    """So many bytes as people say it: "840 kB", "1,2 MB"."""
    if size < KILO:
        return gettext("%(number)s bytes", number=number(size))
    if size < KILO * KILO:
        return f"{number(round(size / KILO))}\xa0kB"
    return f"{number(round(size / KILO / KILO, 1))}\xa0MB"
