"""Files that come along: pictures and documents that pages show, and what the pages look like."""

import re
import shutil
from pathlib import Path
from urllib.parse import unquote

from flask import current_app
from sqlalchemy import select

from wiki.core.assets import Assets
from wiki.core.db import session
from wiki.core.errors import NotFound
from wiki.core.places import folder as beside
from wiki.exporting.site.file_names import SiteNames
from wiki.files.models import File, FileVersion
from wiki.files.queries import version_with
from wiki.files.storage import storage
from wiki.files.thumbnails import thumbnail

STATIC = ("css", "taking", "img/mark.svg", "js/site/search.js")


class Copies:
    """Copies what is asked for into the folder, each file once."""

    def __init__(self, folder: Path, names: SiteNames) -> None:
        self._folder = folder
        titles = session().scalars(select(File.title).order_by(File.id))
        self._paths = {title: names.give_file(title) for title in titles}
        self._copied: dict[str, bool] = {}
        self.lost = 0  # files that the storage does not have

    @property
    def number(self) -> int:
        """How many files have been copied, smaller pictures among them."""
        return sum(self._copied.values())

    def path(self, address: str) -> str | None:
        """Where the file lies below the folder that the wiki serves at `address`; None where its content is lost.

        The address is one of `wiki.files.addresses`: `/file/<checksum>/<title>`, `/thumb/<checksum>/<width>/<title>`.
        """
        kind, checksum, *width, title = address.removeprefix("/").split("/")
        title = unquote(title).replace("_", " ")
        path = self._paths.get(title)
        if path is None:
            return None
        if kind == "thumb":
            path = f"files/{width[0]}/{path.removeprefix('files/')}.webp"
        if path not in self._copied:
            version = version_with(title, checksum)
            self._copied[path] = bool(version and self._copy(version, int(width[0]) if width else 0, path))
            self.lost += not self._copied[path]
        return path if self._copied[path] else None

    def _copy(self, version: FileVersion, width: int, path: str) -> bool:
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            if width:
                small = thumbnail(version, width)
                if small is not None:
                    target.write_bytes(small)
                return small is not None
            with storage().open(version.checksum) as stored, target.open("wb") as copy:
                shutil.copyfileobj(stored, copy)
        except NotFound:
            return False
        return True


def copy_static(folder: Path) -> None:
    """Copy the style sheet, the sign of the wiki and the script of the search."""
    assets: Assets = current_app.extensions["wiki.assets"]
    for name in STATIC:
        path = folder / static_path(assets.url(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(assets.body(name))


def static_path(address: str) -> str:
    """Where a file of the wiki's look lies in the copy that the wiki serves at `address`."""
    return "static/" + address.split("/", 3)[3]


def icons() -> dict[str, tuple[str, str]]:
    """The signs by name: their view box and what is drawn."""
    sprite = (beside("static") / "img" / "icons.svg").read_text(encoding="utf-8")
    found = re.findall(r'<symbol id="([^"]*)" viewBox="([^"]*)">(.*?)</symbol>', sprite, re.DOTALL)
    return {name: (box, drawn) for name, box, drawn in found}
