"""The measures, against values that were worked out by hand."""

import pytest

from wiki.search.measuring.evaluation import Figures, measure, ndcg, recall, reciprocal_rank, table

GRADES = {"a": 3, "b": 2, "c": 1, "d": 0}


def test_the_best_order_gains_everything_there_is() -> None:
    assert ndcg(["a", "b", "c", "d"], GRADES) == pytest.approx(1.0)


def test_a_swap_at_the_top_costs_what_the_definition_says() -> None:
    # DCG: 2/log2(2) + 3/log2(3) + 1/log2(4) = 2 + 1.8928 + 0.5; the best order: 3 + 2/1.5850 + 0.5 = 4.7619
    assert ndcg(["b", "a", "c"], GRADES) == pytest.approx(4.3928 / 4.7619, abs=1e-4)


def test_documents_that_nobody_judged_take_places_and_gain_nothing() -> None:
    # 3/log2(3) + 2/log2(5) + 1/log2(6) = 1.8928 + 0.8614 + 0.3869
    assert ndcg(["x", "a", "y", "b", "c"], GRADES) == pytest.approx(3.1410 / 4.7619, abs=1e-4)


def test_what_comes_after_the_tenth_place_gains_nothing() -> None:
    assert ndcg([*"klmnopqrst", "a"], GRADES) == 0.0


def test_a_document_that_is_listed_twice_gains_once() -> None:
    assert ndcg(["a", "a", "b", "c"], GRADES) == pytest.approx(1.0)


def test_the_best_order_is_cut_off_at_the_same_place() -> None:
    assert ndcg(["a"], {"a": 1, "b": 1}, at=1) == pytest.approx(1.0)


def test_recall_counts_relevant_documents_among_the_first_five() -> None:
    grades = {"a": 3, "b": 2, "c": 2, "d": 1}

    assert recall(["x", "a", "b", "y", "z", "c"], grades) == pytest.approx(2 / 4)
    assert recall(["x", "a", "b", "y", "z", "c"], grades, level=2) == pytest.approx(2 / 3)
    assert recall(["x", "a", "b", "y", "z", "c"], grades, at=6, level=2) == pytest.approx(1.0)


def test_reciprocal_rank_is_that_of_the_first_relevant_document() -> None:
    assert reciprocal_rank(["x", "c", "a"], GRADES) == pytest.approx(1 / 2)
    assert reciprocal_rank(["x", "c", "a"], GRADES, level=2) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x"], GRADES) == 0.0


def test_figures_are_means_by_group_and_of_all() -> None:
    judgements = {"1": {"a": 1}, "2": {"b": 1}, "3": {"c": 1}}
    run = {"1": ["a"], "2": ["x", "b"]}  # nothing for 3

    figures = measure(run, judgements, {"1": "title", "2": "typo", "3": "typo"})

    assert list(figures) == ["title", "typo", "all"]
    assert figures["title"] == Figures(queries=1, ndcg=1.0, recall=1.0, mrr=1.0)
    assert figures["typo"].ndcg == pytest.approx(0.6309 / 2, abs=1e-4)
    assert (figures["typo"].queries, figures["typo"].recall, figures["typo"].mrr) == (2, 0.5, 0.25)
    assert figures["all"].recall == pytest.approx(2 / 3)


def test_queries_without_a_relevant_document_are_left_out() -> None:
    figures = measure({"1": ["a"], "2": ["b"]}, {"1": {"a": 1}, "2": {"b": 0}})

    assert figures == {"all": Figures(queries=1, ndcg=1.0, recall=1.0, mrr=1.0)}


def test_the_table_has_a_line_for_each_group() -> None:
    lines = list(table({"typo": Figures(2, 0.5, 1.0, 0.25), "all": Figures(10, 0.91, 0.9, 1.0)}))

    assert lines == [
        "      queries  nDCG@10  recall@5    MRR",
        "typo        2    0.500     1.000  0.250",
        "all        10    0.910     0.900  1.000",
    ]
