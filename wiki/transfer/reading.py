"""Reading the Markdown folder: every page it holds, and a sentence for everything that is no page."""

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from wiki.markup import Namespace, PageName, normalise
from wiki.transfer.file_names import FOLDERS, PAGE, SIDECAR, bytes_of, folder_of, name_from, page_of
from wiki.transfer.form import Fault, Kept, PageFile, Sidecar, Someone, Unreadable, Version
from wiki.transfer.sidecar import read_sidecar, read_users

USERS = "users.yaml"
LARGEST = 10_000_000  # bytes of a page's file: far above what any wiki takes as a page


@dataclass
class Folder:
    """A Markdown folder. `faults` grows while it is read."""

    root: Path
    faults: list[Fault] = field(default_factory=list)

    def paths(self) -> list[PurePosixPath]:
        """Where the pages lie, below the root, in the order of their paths; what is no page becomes a fault."""
        found = [path for path in sorted(self._walk()) if path != PurePosixPath(USERS)]
        pages = {path for path in found if path.suffix == PAGE}
        for path in found:
            beside = (path.suffix == SIDECAR and path.with_suffix(PAGE) in pages) or self._is_of_a_page(path, pages)
            if len(path.parts) == 1 or not (path in pages or beside):
                self._fault(path, self._why_no_page(path))
        return [path for path in found if path in pages and len(path.parts) > 1]

    @staticmethod
    def _is_of_a_page(path: PurePosixPath, pages: set[PurePosixPath]) -> bool:
        """Whether it is the picture or document that a page is about."""
        if unicodedata.normalize("NFC", path.parts[0]) != folder_of(Namespace.FILE):
            return False
        return path.with_name(path.name + PAGE) in pages or page_of(path) in pages

    def pages(self, paths: list[PurePosixPath]) -> Iterator[PageFile]:
        """The pages in the files `paths`; what cannot be read becomes a fault."""
        seen: dict[PageName, PurePosixPath] = {}
        for path in paths:
            try:
                page = self._page(path)
            except (Unreadable, OSError) as error:
                self._fault(path, error)
                continue
            if page.name in seen:
                self._fault(path, Unreadable(f"the page “{page.name}” stands in {seen[page.name]} already"))
                continue
            seen[page.name] = path
            yield page

    def users(self) -> list[tuple[Someone, str]]:
        """The users that the folder names, each with the place where it does."""
        path = PurePosixPath(USERS)
        if not (self.root / path).exists():
            return []
        try:
            return [(someone, f"{USERS}, line {line}") for someone, line in read_users(self._text(path))]
        except (Unreadable, OSError) as error:
            self._fault(path, error)
            return []

    def _walk(self) -> Iterator[PurePosixPath]:
        """All files below the root but hidden ones, without following links to folders."""
        inside = self.root.resolve()
        for folder, folders, files in os.walk(self.root):
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            for name in [*folders, *files]:
                whole = Path(folder, name)
                path = PurePosixPath(whole.relative_to(self.root).as_posix())
                if name.startswith("."):
                    continue
                if whole.is_symlink() and (whole.is_dir() or not whole.resolve().is_relative_to(inside)):
                    self._fault(path, Unreadable("this is a link that leads to a folder or out of this folder"))
                elif name in files:
                    yield path
                elif Path(folder) == self.root and unicodedata.normalize("NFC", name) not in FOLDERS:
                    self._fault(path, Unreadable(f"this folder is no namespace; these are: {', '.join(FOLDERS)}"))
                    folders.remove(name)

    def _why_no_page(self, path: PurePosixPath) -> Unreadable:
        if len(path.parts) == 1:
            return Unreadable("a page has to lie in the folder of its namespace")
        if path.suffix == SIDECAR:
            return Unreadable(f"there is no {path.with_suffix(PAGE).name} beside it")
        return Unreadable(f"a page's file ends with {PAGE}")

    def _page(self, path: PurePosixPath) -> PageFile:
        source = normalise(self._text(path, LARGEST))
        sidecar = self._sidecar(path, source)
        versions = sidecar.versions or (Version(source),)
        name = name_from(path, sidecar.title)
        files = self._files(path, sidecar) if name.namespace is Namespace.FILE else ()
        return PageFile(
            path, name, versions, sidecar.topics, has_history=bool(sidecar.versions), files=files, said=sidecar.said
        )

    def _files(self, path: PurePosixPath, sidecar: Sidecar) -> tuple[Kept, ...]:
        """The versions that the sidecar tells of, or the one that lies there."""
        if sidecar.files:
            return tuple(replace(each, path=path.with_name(each.path.name)) for each in sidecar.files)
        return (Kept(bytes_of(path)),) if (self.root / bytes_of(path)).is_file() else ()

    def content(self, kept: Kept, largest: int) -> bytes:
        """The bytes of a picture or document, which may be `largest` at most. Raises Unreadable."""
        file = self.root / kept.path
        if file.is_symlink() or not file.is_file():
            raise Unreadable(f"{kept.path.name} is missing")
        if file.stat().st_size > largest:
            raise Unreadable(f"{kept.path.name} is larger than {largest // 1_000_000} MB")
        return file.read_bytes()

    def _sidecar(self, path: PurePosixPath, source: str) -> Sidecar:
        beside = path.with_suffix(SIDECAR)
        if not (self.root / beside).exists():
            return Sidecar()
        try:
            return read_sidecar(self._text(beside), source)
        except Unreadable as error:
            place = f"{beside.name}, line {error.line}" if error.line else beside.name
            raise Unreadable(f"{place}: {error}") from error

    def _text(self, path: PurePosixPath, largest: int | None = None) -> str:
        file = self.root / path
        if not file.is_file():
            raise Unreadable("this is no file")
        if largest is not None and file.stat().st_size > largest:
            raise Unreadable(f"the file is larger than {largest // 1_000_000} MB")
        try:
            return file.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise Unreadable(f"this is not UTF-8 (byte {error.object[error.start]:#04x})", line) from error

    def _fault(self, path: PurePosixPath, error: Unreadable | OSError) -> None:
        if isinstance(error, OSError):
            error = Unreadable(error.strerror or "the file cannot be read")
        self.faults.append(Fault(f"{path}, line {error.line}" if error.line else str(path), str(error)))
