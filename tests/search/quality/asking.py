"""Asking all queries of the collection, with all that the search can do and without one thing at a time."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path

from tests.search.quality.collection import RELEVANT, Collection
from wiki.search.features import ALL, Features
from wiki.search.measuring.evaluation import Figures, measure
from wiki.search.measuring.trial import Trial

FEATURES = [feature.name for feature in fields(Features)]
OF_QUERIES = {"synonyms", "spelling", "links"}  # what only queries know of; the others need an index of their own


@contextmanager
def trial(
    made: Collection, features: Features = ALL, engine: str = "whoosh", database_url: str = ""
) -> Iterator[Trial]:
    """A trial of the collection in a folder that goes away."""
    with (
        tempfile.TemporaryDirectory(prefix="wiki-quality-") as folder,
        Trial(
            Path(folder),
            made.documents,
            features,
            engine,
            links=made.links,
            synonyms=made.synonyms,
            database_url=database_url,
        ) as begun,
    ):
        yield begun


def ask(begun: Trial, made: Collection) -> dict[str, list[str]]:
    """The first ten answers to each query."""
    return {query.key: begun.find(query.text) for query in made.queries}


def figures(run: dict[str, list[str]], made: Collection) -> dict[str, Figures]:
    """How good a run is, by group."""
    return measure(run, made.judgements, made.groups, RELEVANT)


def without_each(
    begun: Trial, made: Collection, engine: str = "whoosh", database_url: str = ""
) -> Iterator[tuple[str, dict[str, Figures]]]:
    """The figures without one feature after the other. `begun` is a trial with all of them, which is left so."""
    for feature in FEATURES:
        lessened = replace(ALL, **{feature: False})
        if feature in OF_QUERIES:
            begun.features = lessened
            run = ask(begun, made)
            begun.features = ALL
        else:
            with trial(made, lessened, engine, database_url) as other:
                run = ask(other, made)
        yield feature, figures(run, made)


def lost(whole: dict[str, Figures], less: dict[str, Figures], tolerance: float) -> dict[str, float]:
    """The groups that are better without a feature than with it, and by how much in nDCG."""
    apart = {group: less[group].ndcg - whole[group].ndcg for group in whole}
    return {group: better for group, better in apart.items() if better > tolerance}
