"""Writing the wiki as a folder of web pages that need no server.

The same wiki gives the same bytes on the same day, whatever the database; only the imprint tells the day. What is due
(a request's last day, an example that nobody has confirmed for long) follows the calendar, as in the wiki.
"""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import select

from wiki.core.db import one_moment, session
from wiki.core.errors import Refusal
from wiki.core.i18n import gettext, speaking
from wiki.exporting.site.chosen import site_of, theme_called
from wiki.exporting.site.copies import Copies, copy_static
from wiki.exporting.site.file_names import FOLDERS, OWN_FOLDERS, SiteNames
from wiki.exporting.site.leading import Leading
from wiki.exporting.site.lists import lists_of, navigation
from wiki.exporting.site.pages import files_of
from wiki.exporting.site.search_index import Found, SearchIndex
from wiki.exporting.site.site import Options, Site
from wiki.markup.kinds import LABELS
from wiki.pages.models import Page
from wiki.search.models import SearchDocument
from wiki.transfer.export import Progress

AT_ONCE = 50  # pages that are read in one question, and forgotten together
MARK = "wiki-site.txt"
MARKED = "This folder was made by “wiki export site”, which replaces it with --force.\n"
OWN_FILES = ("index", "search", "about", "themes", "municipalities", "categories", "examples")


def export(
    folder: Path,
    *,
    language: str = "",
    theme: str = "",
    with_talk: bool = False,
    with_history: bool = False,
    force: bool = False,
    progress: Progress | None = None,
) -> Counter[str]:
    """Write the wiki, or one theme of it, into `folder`; how many pages, redirects and files there were.

    It is written beside `folder` and takes its place at the end: whoever stops it leaves what was there before.
    Raises Refusal when the folder holds something; with `force` only when that is no former export.
    """
    folder = folder.resolve()
    fresh, former = (folder.with_name(f".{folder.name}.{word}") for word in ("unfinished", "former"))
    if former.exists() and not folder.exists():  # it was stopped between the two last steps
        former.rename(folder)
    _check(folder, force=force)
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    language = language or current_app.config["WIKI"].default_locale
    with current_app.test_request_context("/"), speaking(language), one_moment():
        name = theme_called(theme) if theme else None
        options = Options(language, name, with_talk, with_history)
        counts = _write(fresh, options, progress)
    _put_in_place(fresh, folder, former)
    return counts


def _check(folder: Path, *, force: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise Refusal("%(folder)s is a file, not a folder.", folder=folder)
    there = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    if there and not force:
        raise Refusal("%(folder)s is not empty. Replace a former export with --force.", folder=folder)
    strange = [name for name in there if not _is_ours(name)]
    if strange:
        raise Refusal("%(folder)s holds something that is no export: %(name)s", folder=folder, name=strange[0])
    if there and MARK not in there:
        raise Refusal("%(folder)s was not made by this command: %(name)s is missing", folder=folder, name=MARK)


def _is_ours(name: str) -> bool:
    stem = name.removesuffix(".html")
    is_part = stem.removeprefix("examples-").isdecimal()
    return name in {MARK, *OWN_FOLDERS, *FOLDERS.values()} or stem in OWN_FILES or is_part


def _put_in_place(fresh: Path, folder: Path, former: Path) -> None:
    shutil.rmtree(former, ignore_errors=True)
    if folder.exists():
        folder.rename(former)
    fresh.rename(folder)
    shutil.rmtree(former, ignore_errors=True)


def _write(folder: Path, options: Options, progress: Progress | None) -> Counter[str]:
    names = SiteNames()
    site, numbers = site_of(options, current_app.config["WIKI"].base_url.rstrip("/"), names)
    copies = Copies(folder, names)
    leading = Leading(site, copies)
    index = SearchIndex(folder)
    words = _words(site)
    counts: Counter[str] = Counter(pages=0, redirects=0)
    (folder / MARK).write_text(MARKED, encoding="utf-8", newline="\n")
    copy_static(folder)
    for done, page in enumerate(_pages(list(numbers.values())), 1):
        for path, html in files_of(page, site, words).items():
            _put(folder, path, leading.stand_alone(html, path))
        counts["redirects" if page.redirect_to else "pages"] += 1
        if not page.redirect_to:
            _add(index, page, site)
        if progress:
            progress(done, len(numbers))
    index.finish()
    counts.update(files=copies.number, lost=copies.lost)
    for path, html in lists_of(site, words, counts):
        _put(folder, path, leading.stand_alone(html, path))
    return counts


def _words(site: Site) -> dict[str, Any]:
    """What every template of the copy is given: `alone` says to those of the wiki that there is no wiki around."""
    return {"alone": True, "site": site, "part": site.options.theme, "nav": navigation(), "kinds": LABELS}


def _pages(numbers: list[int]) -> Iterator[Page]:
    """The pages with these numbers, in this order; what has been read of some is forgotten before the next ones."""
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        found = {page.id: page for page in session().scalars(select(Page).where(Page.id.in_(some)))}
        yield from (found[number] for number in some)
        session().expunge_all()


def _add(index: SearchIndex, page: Page, site: Site) -> None:
    known = session().scalar(select(SearchDocument).where(SearchDocument.key == f"page:{page.id}"))
    headings, text = (known.headings.split("\n"), known.text) if known else ([], page.lead)
    kind = gettext(LABELS.get(page.kind, page.kind))
    index.add(Found(page.name.full, kind, site.path(page.name), page.lead, page.language or "sv"), headings, text)


def _put(folder: Path, path: str, text: str) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")
