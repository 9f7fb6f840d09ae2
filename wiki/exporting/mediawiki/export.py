"""Writing the wiki as MediaWiki's XML, a page at a time: it takes as much memory for a million pages as for ten."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from flask import current_app

from wiki import __version__
from wiki.core.db import one_moment
from wiki.core.settings import Settings
from wiki.exporting.mediawiki import elements
from wiki.exporting.mediawiki.converting import Converting, Job
from wiki.exporting.mediawiki.elements import Author, Version
from wiki.exporting.mediawiki.files import Missing, uploads
from wiki.exporting.mediawiki.numbers import SHIPPED, TALK_PAGES
from wiki.exporting.mediawiki.selection import Chosen, Selection, chosen, numbers_of
from wiki.exporting.mediawiki.talk import talk_versions
from wiki.exporting.mediawiki.versions import Unwritten, versions
from wiki.markup import Namespace, PageName
from wiki.mediawiki.wikitext.back.names import NAMESPACES, NUMBERS, talk_name
from wiki.mediawiki.wikitext.shipped import TEMPLATES
from wiki.pages.queries import find_page

SHIPPED_AT = datetime(2026, 1, 1, tzinfo=UTC)

Write = Callable[[str], object]
Progress = Callable[[int, int], None]  # pages done, pages in all


@dataclass(frozen=True)
class Options:
    """What is exported of which pages. `files`: the bytes of files too; `current`: only the latest versions."""

    selection: Selection = field(default_factory=Selection)
    current: bool = False
    talk: bool = True
    files: bool = False
    spawns: bool = True  # whether processes are started for it, which is worth it for more than some pages


def export(
    write: Write, options: Options, progress: Progress | None = None, missing: Missing = lambda _title: None
) -> Counter[str]:
    """Give the export to `write`, piece by piece, as the wiki is in one moment; how much there was of what.

    What readers cannot see is not in it: deleted pages, hidden parts of versions, hidden posts. `missing` is told of
    files whose bytes are lost. Raises NoSuchPage.
    """
    with one_moment(), Converting(spawns=options.spawns) as converting:
        numbers = numbers_of(options.selection)
        work = _Work(write, options, converting, missing)
        work.begin()
        work.pages(numbers, progress)
        work.end()
    return work.counts


@dataclass(frozen=True)
class _Begins:
    page: Chosen


@dataclass(frozen=True)
class _Ends:
    page: Chosen


class _Work:
    """One export on its way."""

    def __init__(self, write: Write, options: Options, converting: Converting, missing: Missing) -> None:
        self.counts: Counter[str] = Counter()
        self._write, self._options, self._converting, self._missing = write, options, converting, missing
        self._settings: Settings = current_app.config["WIKI"]

    def begin(self) -> None:
        """What stands before the pages, and the templates that belong to every export."""
        site, base = self._settings.site_name, self._settings.base_url.rstrip("/")
        self._write(elements.head("sv", site, f"{base}/", f"mittkoping-wiki {__version__}", NAMESPACES))
        for number, (title, text) in enumerate(TEMPLATES.items(), SHIPPED):
            template = PageName(Namespace.TEMPLATE, title)
            if find_page(template) is None:
                self._write(elements.page_begins(template.full, NUMBERS[template.namespace], number, None))
                self._write(elements.version(Version(number, None, SHIPPED_AT, Author(site), "", text)))
                self._write(elements.PAGE_ENDS)

    def pages(self, numbers: list[int], progress: Progress | None) -> None:
        """All pages with their versions, and after each its talk page."""
        done = 0
        for each, text in self._converting.each(self._parts(numbers), _job):
            if isinstance(each, _Begins):
                page = each.page
                leads = page.redirect.partition("#")[0] if page.redirect else None
                space = NUMBERS[page.name.namespace]
                self._write(elements.page_begins(page.name.full, space, page.number, leads))
            elif isinstance(each, Unwritten):
                self._write(elements.version(replace(each.version, text=text) if each.job else each.version))
                self.counts["revisions"] += 1
            else:
                self._after(each.page)
                done += 1
                if progress:
                    progress(done, len(numbers))
        self.counts["pages"] = done

    def end(self) -> None:
        """What stands after the pages."""
        self._write(elements.TAIL)

    def _parts(self, numbers: list[int]) -> Iterator[_Begins | Unwritten | _Ends]:
        for page in chosen(numbers):
            yield _Begins(page)
            yield from versions(page.number, page.name, only=page.current if self._options.current else None)
            yield _Ends(page)

    def _after(self, page: Chosen) -> None:
        """The file of a page, its end, and its talk page."""
        if self._options.files and page.name.namespace is Namespace.FILE:
            for piece in uploads(page.name.title, self._settings.base_url.rstrip("/"), self._missing):
                self._write(piece)
                self.counts["files"] += piece.startswith("    <upload>")
        self._write(elements.PAGE_ENDS)
        if self._options.talk:
            self._talk(page)

    def _talk(self, page: Chosen) -> None:
        is_begun = False
        for version in talk_versions(page.number, page.name, self._converting, current=self._options.current):
            if not is_begun:
                title, space = talk_name(page.name), NUMBERS[page.name.namespace] + 1
                self._write(elements.page_begins(title, space, TALK_PAGES + page.number, None))
                is_begun = True
            self._write(elements.version(version))
            self.counts["talk revisions"] += 1
        if is_begun:
            self._write(elements.PAGE_ENDS)
            self.counts["talk pages"] += 1


def _job(part: _Begins | Unwritten | _Ends) -> Job | None:
    return part.job if isinstance(part, Unwritten) else None
