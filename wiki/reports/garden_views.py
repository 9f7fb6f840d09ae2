"""The gardener's start page, and the wiki in figures."""

from datetime import datetime

from flask import Blueprint, render_template
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.markup.kinds import NAMESPACE_LABELS
from wiki.municipalities.register import by_code
from wiki.pages.files_shown import size_in_words
from wiki.reports.duties import tasks
from wiki.reports.statistics import statistics

URGENT = 1.0  # what has waited for as long as it should, or longer

blueprint = Blueprint("garden", __name__)


@blueprint.get("/gardening")
def gardening() -> str:
    """What to do first, for gardeners."""
    require(current_user, "patrol")
    found = tasks()
    return render_template(
        "reports/gardening.html",
        now=[task for task in found if task.urgency >= URGENT],
        later=[task for task in found if task.urgency < URGENT],
    )


@blueprint.get("/statistics", endpoint="statistics")
def in_figures() -> str:
    """The wiki in figures."""
    require(current_user, "read")
    figures, counted_at = statistics()
    if figures is None:
        return render_template("reports/statistics.html", figures=None)
    return render_template(
        "reports/statistics.html",
        figures=figures,
        counted_at=counted_at,
        kinds=[(label, space.value, figures["pages"].get(space.value, 0)) for space, label in NAMESPACE_LABELS.items()],
        months=[(datetime.fromisoformat(start), people, done) for start, people, done in figures["months"]],
        municipalities=[
            (place.name, people, done) for code, people, done in figures["municipalities"] if (place := by_code(code))
        ],
        size=size_in_words(figures["bytes"]),
    )
