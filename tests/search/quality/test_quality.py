"""Whether the search finds what is meant, by figures that must not fall, on both engines.

The targets are asked of the whole collection. What each feature is worth is asked of a smaller one, because six of the
nine need an index of their own; `make bench` asks it of the whole. Each test makes its indexes itself, so that two
processes never make the same one.
"""

import pytest

from tests.search.quality.asking import ask, figures, lost, trial, without_each
from tests.search.quality.collection import Collection, FirstPages, collection, first_pages
from tests.search.quality.generated import corpus
from wiki.search.measuring.evaluation import EVERY, table

RECALL = 0.9  # at 5, over all queries
RECALL_OF_A_GROUP = 0.75
WORSE = 0.015  # nDCG that a feature may cost a group: less than one page that falls from the first place to the second
FEW = 350  # generated pages where each feature is left out in turn


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> FirstPages:
    return first_pages(tmp_path_factory.mktemp("first"))


def test_both_engines_find_what_is_meant_among_the_first_five(first: FirstPages, postgres_url: str) -> None:
    made = collection(first)
    with trial(made) as begun:
        run = ask(begun, made)
    with trial(made, engine="postgres", database_url=postgres_url) as begun:
        other = ask(begun, made)

    by_group = figures(run, made)
    printed = "\n".join(table(by_group))
    assert by_group[EVERY].recall >= RECALL, printed
    assert min(each.recall for each in by_group.values()) >= RECALL_OF_A_GROUP, printed
    assert {key: keys for key, keys in other.items() if keys != run[key]} == {}


def test_each_feature_earns_something_and_makes_no_group_worse(first: FirstPages) -> None:
    made = collection(first, FEW)
    with trial(made) as begun:
        whole = figures(ask(begun, made), made)
        without = dict(without_each(begun, made))

    assert {feature: worse for feature, less in without.items() if (worse := lost(whole, less, WORSE))} == {}
    assert [feature for feature, less in without.items() if not lost(less, whole, WORSE)] == []


def test_the_collection_is_as_large_as_it_is_said_to_be(first: FirstPages) -> None:
    made = collection(first)

    assert len(made.queries) >= 160
    assert sum(document.kind == "page" for document in made.documents) >= 3100
    assert len({document.key for document in made.documents}) == len(made.documents)
    assert all(max(grades.values()) >= 2 for grades in made.judgements.values())
    assert _sizes(made) >= 10


def test_the_corpus_is_the_same_each_time() -> None:
    assert list(corpus(700)) == list(corpus(700))


def _sizes(made: Collection) -> int:
    """How many queries the smallest group has."""
    groups = list(made.groups.values())
    return min(groups.count(group) for group in groups)
