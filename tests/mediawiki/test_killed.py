"""Killed in the middle, and run again: as if nothing had happened."""

import os
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from tests.programs import WIKI, run, wait_for

PAGES, VERSIONS = 120, 4
PAGE = "<page><title>Sida {0}</title><ns>0</ns><id>{0}</id>{1}</page>\n"
VERSION = (
    "<revision><id>{0}</id><timestamp>2018-01-0{1}T08:00:00Z</timestamp><contributor><username>Elna</username>"
    "</contributor><text>Text {0} om [[Sida {2}]]. {3}</text></revision>"
)


def ask(data: Path, question: str) -> list[tuple[object, ...]]:
    """What the database holds; nothing while it is not there yet."""
    try:
        with closing(sqlite3.connect(f"file:{data / 'wiki.sqlite'}?mode=ro", uri=True, timeout=20)) as database:
            return database.execute(question).fetchall()
    except sqlite3.OperationalError:
        return []


def test_an_import_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    data, dump = tmp_path / "data", tmp_path / "old.xml"
    with dump.open("w", encoding="utf-8") as file:
        file.write("<mediawiki><siteinfo><sitename>Gammal</sitename></siteinfo>\n")
        for page in range(1, PAGES + 1):
            versions = "".join(
                VERSION.format(VERSIONS * page + number, number + 1, page % PAGES + 1, "ord " * 900)
                for number in range(VERSIONS)
            )
            file.write(PAGE.format(page, versions))
        file.write("</mediawiki>")
    process = subprocess.Popen(
        [*WIKI, "import", "mediawiki", str(dump)], env={**os.environ, "WIKI_DATA": str(data)}, stderr=subprocess.DEVNULL
    )
    wait_for(lambda: process.poll() is not None or ask(data, "SELECT 1 FROM old_page WHERE number > 15"))
    process.send_signal(signal.SIGKILL)
    process.wait()
    [(there,)] = ask(data, "SELECT count(*) FROM page")
    assert 0 < int(str(there)) < PAGES
    again = run("import", "mediawiki", str(dump), data=data)
    assert again.returncode == 0, again.stderr
    assert f"Added {PAGES - int(str(there))} pages" in again.stdout
    assert ask(data, "SELECT count(*) FROM page") == [(PAGES,)]
    assert ask(data, "SELECT count(*), count(DISTINCT number) FROM old_revision") == [(PAGES * VERSIONS,) * 2]
    assert ask(data, "SELECT count(*) FROM revision") == [(PAGES * VERSIONS,)]
    current = "page.current_revision_id = rendering.revision_id"
    assert ask(data, f"SELECT count(*) FROM page JOIN rendering ON page.id = page_id AND {current}") == [(PAGES,)]
    assert ask(data, "SELECT count(*) FROM link WHERE kind = 'link'") == [(PAGES,)]
    assert ask(data, "SELECT count(*) FROM search_document WHERE kind = 'page'") == [(PAGES,)]
