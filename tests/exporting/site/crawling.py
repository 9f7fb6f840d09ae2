"""A look through a folder of web pages: what they refer to, and whether it is there."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

OUTSIDE = {"http", "https", "mailto"}


@dataclass
class Read:
    """One page: where it leads, what can be led to in it, and which elements it has."""

    leads: list[str] = field(default_factory=list)
    fetches: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    elements: set[str] = field(default_factory=set)


class Reader(HTMLParser):
    """Reads one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.read = Read()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        read = self.read
        read.elements.add(tag)
        read.anchors |= {given["id"]} if "id" in given else set()
        is_fetched = tag == "script" or given.get("rel") in {"stylesheet", "icon"}
        (read.fetches if is_fetched else read.leads).extend(given[name] for name in ("href", "action") if name in given)
        read.fetches += [given["src"]] if "src" in given else []
        read.fetches += [each.split(" ")[0] for each in given.get("srcset", "").split(", ") if each]
        if given.get("http-equiv") == "refresh":
            read.leads.append(given["content"].partition("url=")[2])


def pages_in(folder: Path) -> dict[Path, Read]:
    """Every page below `folder`."""
    return {path: Reader(path.read_text(encoding="utf-8")).read for path in sorted(folder.rglob("*.html"))}


def faults_in(folder: Path) -> list[str]:
    """What leads nowhere, is fetched from elsewhere, or would need a server."""
    pages, faults = pages_in(folder), []
    for path, read in pages.items():
        place = path.relative_to(folder)
        faults += [f"{place} fetches {each}" for each in read.fetches if not _is_there(path, each)]
        faults += [f"{place} leads to {each}" for each in read.leads if not _leads(path, each, pages)]
    return faults


def _is_there(path: Path, address: str) -> bool:
    parts = urlsplit(address)
    is_relative = not (parts.scheme or parts.netloc or address.startswith("/"))
    return is_relative and (path.parent / unquote(parts.path)).is_file()


def _leads(path: Path, address: str, pages: dict[Path, Read]) -> bool:
    parts = urlsplit(address)
    if parts.scheme in OUTSIDE:
        return True
    if parts.path and not _is_there(path, address):
        return False
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    return not parts.fragment or target not in pages or unquote(parts.fragment) in pages[target].anchors
