"""`wiki search`: whether the index is right and how good the search is, for the operator."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from time import perf_counter

import click

from wiki.core.progress import Progress
from wiki.core.settings import read_settings
from wiki.search.checking import look_over
from wiki.search.engine import engine
from wiki.search.features import ALL, Features
from wiki.search.measuring.evaluation import measure, table
from wiki.search.measuring.trec import Collection, Part, recognise, run_lines
from wiki.search.measuring.trial import Trial
from wiki.serve.opening import inside

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
FAULTS_SHOWN = 20
UNGROUPED = "(no group)"
DEPTH = 100  # documents of a run, for each query


@click.group("search")
def search() -> None:
    """The search: whether its index is right, and how well it finds."""


@search.command("check")
@click.option("--dry-run", is_flag=True, help="Mend nothing, only tell what differs.")
def check_command(*, dry_run: bool) -> None:
    """Compare the search index with the database, and mend what differs.

    The wiki may be in use meanwhile; its own follower then does the work. Exits with 1 when something is left that
    differs: after --dry-run, or because it could not be mended.
    """
    with inside(read_settings()), Progress("Search index") as progress:
        is_right = look_over(engine(), click.echo, mend=not dry_run, progress=progress)
    if not is_right:
        sys.exit(1)


@search.command("eval")
@click.argument("files", nargs=-1, type=FILE)
@click.option("--documents", multiple=True, type=FILE, help="A file of documents, whatever it looks like.")
@click.option("--queries", multiple=True, type=FILE, help="A file of queries, whatever it looks like.")
@click.option("--qrels", multiple=True, type=FILE, help="A file of judgements, whatever it looks like.")
@click.option("--engine", type=click.Choice(["whoosh", "postgres"]), default="whoosh", show_default=True)
@click.option(
    "--without",
    multiple=True,
    type=click.Choice([feature.name for feature in fields(Features)]),
    help="Switch a feature off, to see what it is worth; may be given several times.",
)
@click.option(
    "--level", default=1, show_default=True, type=click.IntRange(1), help="Grade from which on a document is relevant."
)
@click.option(
    "--run", "out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Write the run here."
)
def eval_command(
    files: tuple[Path, ...],
    documents: tuple[Path, ...],
    queries: tuple[Path, ...],
    qrels: tuple[Path, ...],
    engine: str,
    without: tuple[str, ...],
    level: int,
    out: Path | None,
) -> None:
    """Measure the search on a collection: documents, queries and judgements in FILES.

    \b
    documents   JSON lines with id (or _id), title and text; also headings, names, language, facets
    queries     lines of id, tab, text and, if you like, tab and group; or JSON lines with id and text
    qrels       TREC's four columns, or three with tabs: query, document, grade

    What a file holds is seen from its first lines. Prints nDCG@10, recall@5 and MRR for each group of queries. The
    collection is indexed in a temporary folder; nothing of the wiki is read or changed. With --engine postgres the
    index lies in a schema of its own in the database of WIKI_DATABASE_URL, which is dropped afterwards.
    """
    named = {Part.DOCUMENTS: documents, Part.QUERIES: queries, Part.QRELS: qrels}
    collection = _read({part: list(paths) for part, paths in named.items()}, files)
    features = replace(ALL, **dict.fromkeys(without, False))
    run = _asked(collection, engine, features, DEPTH if out else 10)
    if out:
        out.write_text("".join(run_lines(run, engine)), encoding="utf-8")
    groups = {query.key: query.group or UNGROUPED for query in collection.queries.values()}
    if set(groups.values()) == {UNGROUPED}:
        groups = {}
    click.echo("\n".join(table(measure(run, collection.judgements, groups, level))))


def _read(paths: dict[Part, list[Path]], files: Sequence[Path]) -> Collection:
    """All files, each as what it is. Lines that make no sense are told and passed over."""
    for path in files:
        part = recognise(path)
        if part is None:
            raise click.UsageError(
                f"It cannot be seen what {path} holds: give it with --documents, --queries or --qrels."
            )
        paths[part].append(path)
    read = Collection()
    for part, of_part in paths.items():
        for path in of_part:
            read.read(path, part)
    for fault in read.faults[:FAULTS_SHOWN]:
        click.echo(f"Passed over {fault}", err=True)
    if len(read.faults) > FAULTS_SHOWN:
        click.echo(f"Passed over {len(read.faults) - FAULTS_SHOWN} more lines.", err=True)
    _refuse_unless_whole(read)
    return read


def _refuse_unless_whole(read: Collection) -> None:
    """One sentence for what is missing, instead of a table of nothing."""
    if not read.documents:
        raise click.UsageError("There are no documents. They are JSON lines with id, title and text.")
    if not read.queries:
        raise click.UsageError("There are no queries. They are lines of id, tab and text, or JSON lines.")
    strange = len(read.judgements.keys() - read.queries.keys())
    if strange:
        click.echo(
            f"{strange} of the judged queries {'is' if strange == 1 else 'are'} not among the queries.", err=True
        )
    judged = [key for key in read.queries if read.judgements.get(key)]
    if not judged:
        raise click.UsageError("None of the queries is judged. Judgements are lines of query, document and grade.")
    read.judgements = {key: read.judgements[key] for key in judged}
    known = {document.key for document in read.documents}
    missing = sum(key not in known for grades in read.judgements.values() for key in grades)
    if missing:
        which = "is of a document that is" if missing == 1 else "are of documents that are"
        click.echo(f"{missing} of the judgements {which} not there, and that nothing can find.", err=True)


def _asked(collection: Collection, engine: str, features: Features, depth: int) -> dict[str, list[str]]:
    """What the search answers to each query that is judged."""
    with tempfile.TemporaryDirectory(prefix="wiki-search-") as folder:
        began = perf_counter()
        with _trial(Path(folder), collection, engine, features) as trial:
            indexed = perf_counter()
            run = {key: trial.find(collection.queries[key].text, depth) for key in collection.judgements}
            asked = perf_counter()
    count = len(collection.documents)
    click.echo(
        f"{count} documents indexed in {indexed - began:.1f} s ({count / (indexed - began):.0f} a second), "
        f"{len(run)} queries answered in {1000 * (asked - indexed) / len(run):.1f} ms each.",
        err=True,
    )
    return run


@contextmanager
def _trial(folder: Path, collection: Collection, engine: str, features: Features) -> Iterator[Trial]:
    address = read_settings().database_url
    if engine == "postgres" and not address.startswith("postgres"):
        raise click.UsageError("The engine postgres needs a PostgreSQL: say which with WIKI_DATABASE_URL.")
    with Trial(folder, collection.documents, features, engine, database_url=address) as trial:
        yield trial
