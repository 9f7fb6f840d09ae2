"""The search by itself: how good it is, group by group and feature by feature, and how fast on large wikis.

python -m tests.bench.search                                quality on Whoosh, speed at 10,000 pages
python -m tests.bench.search --postgres postgresql://…      both engines
python -m tests.bench.search --speed 10000,100000           other sizes; none: --speed ""
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.bench.load import spread
from tests.search.quality.asking import ask, figures, trial, without_each
from tests.search.quality.collection import Collection, FirstPages, collection, first_pages
from wiki.search import Results
from wiki.search.measuring.evaluation import EVERY, Figures, table
from wiki.search.measuring.trial import Trial

TIMES = 3  # each query is asked so often; the first time is not counted
SHOWN = 0.005  # smaller changes of nDCG are left out of the table of features
HOSTILE = (
    "förs* utv* inf* kom* pro* med* arb* sta* dig* sam* led* bes* kon* per* ver* anv* ing* upp* stö* till*",
    '"arbetet leddes av en utvecklingsledare på förvaltningen som införde allt stegvis en enhet i taget"',
    " ".join(f"kommunen{number}" for number in range(1000)),
    "kommun " * 24,
    "arbete enhet kommun förvaltning utbildning resultat projekt budget -upphandling -pilot -ledning",
    "äldreomsorgsplaneringsdokumentationssystemförvaltningsorganisation",
    "kommunen förvaltningen arbetet budgeten införandet upphandlingen xyzzy",
)
REAL = (
    "trygghetskamera",
    "omsorg",
    "hur gör man en transformationsplan",
    "etjänst",
    "digtal mognad",
    "sosiale medier",
    "pilot",
    "testbädd västerås",
    "AI",
    "kommun:Vetlanda kostnader",
)


def main() -> None:
    """What the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search", description=__doc__)
    parser.add_argument("--postgres", default="", metavar="ADDRESS", help="of a database, which is measured too")
    parser.add_argument("--speed", default="10000", help="numbers of pages, separated by commas")
    chosen = parser.parse_args()
    measure(chosen.speed, chosen.postgres)


def measure(sizes: str, postgres: str) -> None:
    """The quality, and the speed at so many pages (numbers with commas between), on Whoosh and at the address given."""
    engines = {"whoosh": ""} | ({"postgres": postgres} if postgres else {})
    with tempfile.TemporaryDirectory(prefix="wiki-bench-") as folder:
        first = first_pages(Path(folder))
    for engine, address in engines.items():
        quality(collection(first), engine, address)
    for pages in (int(size) for size in sizes.split(",") if size):
        for engine, address in engines.items():
            speed(first, pages, engine, address)


def quality(made: Collection, engine: str, address: str) -> None:
    """The figures by group, with everything and without one feature at a time, and ten queries to be read."""
    with trial(made, engine=engine, database_url=address) as begun:
        whole = figures(ask(begun, made), made)
        print(f"\nQuality on {engine}: {len(made.queries)} queries, {len(made.documents)} documents")
        print("\n".join(f"  {line}" for line in table(whole)))
        print("\n  nDCG@10 without a feature, where it changes")
        for feature, less in without_each(begun, made, engine, address):
            print(f"  {feature:11} {_change(whole, less, EVERY)}   {_changes(whole, less)}", flush=True)
        print("\n  Ten queries and what they find first")
        for query in REAL:
            print(f"  {query}: {'; '.join(begun.find(query, 3)) or 'nothing'}")


def _changes(whole: dict[str, Figures], less: dict[str, Figures]) -> str:
    apart = {group: abs(less[group].ndcg - whole[group].ndcg) for group in whole if group != EVERY}
    most = sorted((group for group in apart if apart[group] >= SHOWN), key=apart.__getitem__, reverse=True)
    return ", ".join(f"{group} {_change(whole, less, group)}" for group in most)


def _change(whole: dict[str, Figures], less: dict[str, Figures], group: str) -> str:
    return f"{less[group].ndcg - whole[group].ndcg:+.3f}"


def speed(first: FirstPages, pages: int, engine: str, address: str) -> None:
    """Queries with facets and snippets, one after the other, the worst ones, and how fast documents are taken in."""
    made = replace(collection(first, pages), judgements={})
    began = time.perf_counter()
    with trial(made, engine=engine, database_url=address) as begun:
        taken = time.perf_counter() - began
        print(f"\nSpeed on {engine}: {len(made.documents)} documents")
        print(f"  put and indexed             {len(made.documents) / taken:8.0f} /s")
        words = [query.text for query in made.queries if len(query.text.split()) < 3]
        longer = [query.text for query in made.queries if len(query.text.split()) >= 3]
        print(f"  one or two words            {_asked(begun, words)}")
        print(f"  three words and more        {_asked(begun, longer)}")
        print(f"  hostile                     {_asked(begun, HOSTILE)}")
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  most memory so far          {most:8.0f} MB, with the generated documents themselves")


def _asked(begun: Trial, queries: Sequence[str]) -> str:
    def once(number: int) -> Results:
        return begun.results(queries[number % len(queries)], 20)

    for number in range(len(queries)):
        once(number)
    return str(spread(once, (TIMES - 1) * len(queries)))


if __name__ == "__main__":
    main()
