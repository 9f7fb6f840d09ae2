"""Freeze the data of a released version: a small wiki, written by that version itself, as SQL.

    git archive <version> | tar x -C elsewhere
    python tests/backup/frozen/make.py elsewhere

writes tests/backup/frozen/<number>.sql, with the number of the last migration that the version knew. Do
this once for each release, and never again: what is frozen is what people have. The test that migrates it finds it by
itself.

0012.sql has no version of its own: it is 0001.sql, migrated so far, with rows in the tables that had come by then. It
is made without naming a version.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
FILES = {
    "users.yaml": '- {name: Elna, demo: true}\n- {name: Asp, municipality: "1380", demo: true}\n',
    "Vägledning/Pilot.md": "Som i [[Kommun:Uddevalla]]. [[Kategori:Prov]]\n\n## Sedan\n\nÅäö – ’citat’ 😀.\n",
    "Vägledning/Försök.md": "#REDIRECT [[Pilot]]\n",
    "Vägledning/Borttagen.md": "Detta togs bort. [[Pilot]]\n",
    "Mall/Ruta.md": "**{{{1}}}**\n",
    "Kommun/Uddevalla.md": "## MISTEL\n\nVi gör som i [[Pilot]], sedan 2024.\n",
    "Vägledning/Pilot.yaml": """revisions:
  - at: "2017-09-28T10:03:00+02:00"
    by: Elna
    summary: "Ny sida"
    source: |
      Den första versionen.
  - at: "2017-10-05T21:58:00+02:00"
    by: Asp
    summary: "Flyttade in"
topics:
  - title: "Hur gick det?"
    at: "2026-10-01T12:00:00+02:00"
    by: Elna
    source: |
      Blev det *bra*?
""",
}
ROWS = (
    """INSERT INTO draft (user_id, namespace, title, section, text, summary, minor, hand, number, changed_at)
       VALUES (1, 'main', 'Pilot', '', 'Ett utkast', '', 0, 'flik-1', 1, '2026-10-02 10:00:00.000000')""",
    """INSERT INTO watch (user_id, kind, number, name, at, since_id)
       VALUES (1, 'page', 1, '', '2026-10-02 10:00:00.000000', 0)""",
    "INSERT INTO letter_stop (user_id, at) VALUES (1, '2026-10-02 10:00:00.000000')",
    "INSERT INTO thanks (user_id, reply_id, at) VALUES (1, 1, '2026-10-02 10:00:00.000000')",
)
OTHERS = (("Greta", "--role", "gardener"), ("Nils",))
ACTS = """
from sqlalchemy import select
from wiki.accounts.models import User
from wiki.app import create_app
from wiki.core.db import session
from wiki.gardening.block import Terms, block_user
from wiki.gardening.conceal import conceal
from wiki.gardening.delete import delete_page
from wiki.markup import parse_name
with create_app().test_request_context():
    user = lambda name: session().scalar(select(User).where(User.name == name))
    delete_page(parse_name("Borttagen"), "Behövs inte", by=user("Greta"))
    conceal(1, ["summary"], "En personuppgift", by=user("Greta"))
    block_user(user("Nils"), Terms(None, True), "Klotter", by=user("Greta"))
"""
"""What the program does with it besides, since it can (0023)."""


def freeze(checkout: Path) -> Path:
    """Let the program in `checkout` write a wiki, and write that down."""
    with tempfile.TemporaryDirectory() as folder:
        data, pages = Path(folder, "data"), Path(folder, "pages")
        for name, text in FILES.items():
            (pages / name).parent.mkdir(parents=True, exist_ok=True)
            (pages / name).write_text(text, encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(checkout), "WIKI_DATA": str(data)}
        asta = ("user", "add", "Asta", "asta@example.org", "--password-stdin", "--municipality", "1485")
        others = (("user", "add", name, f"{name}@example.org", "--password-stdin", *role) for name, *role in OTHERS)
        programs = [("-m", "wiki", *words) for words in (asta, *others, ("import", str(pages)))]
        if (checkout / "wiki" / "gardening").exists():
            programs.append(("-c", ACTS))
        for words in programs:
            program, given = [sys.executable, *words], "lingon 2017 myr\n"
            subprocess.run(program, env=environment, cwd=checkout, input=given, text=True, check=True)
        return dump(data / "wiki.sqlite")


def between() -> Path:
    """Bring the first version's data half of the way, and add to it."""
    from wiki.core.db import make_engine
    from wiki.core.schema import bring_to

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "wiki.sqlite")
        with sqlite3.connect(path) as connection:
            connection.executescript((HERE / "0001.sql").read_text(encoding="utf-8"))
        connection.close()
        engine = make_engine(f"sqlite:///{path}")
        bring_to(engine, "0012")
        with engine.begin() as begun:
            for row in ROWS:
                begun.exec_driver_sql(row)
        engine.dispose()
        return dump(path)


def dump(database: Path) -> Path:
    """Write a database down as SQL, without what is the index's own."""
    with sqlite3.connect(database) as connection:
        (number,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        text = "".join(f"{line}\n" for line in connection.iterdump())
    connection.close()
    path = HERE / f"{number}.sql"
    path.write_text(text, encoding="utf-8")
    return path


if __name__ == "__main__":
    print(freeze(Path(sys.argv[1]).resolve()) if len(sys.argv) > 1 else between())
