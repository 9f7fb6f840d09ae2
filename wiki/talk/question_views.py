"""The list of questions that wait for an answer."""

from flask import Blueprint, render_template, request
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.core.paging import paging
from wiki.examples.all_themes import themes
from wiki.examples.theme_called import theme_called
from wiki.journal.kept import kept
from wiki.municipalities.register import by_code
from wiki.talk.questions import QuestionFilter, municipalities_asking, question_counts, questions

PER_PAGE = 50
LONGEST = 200  # letters of a theme that is asked for
SHOWN = {"": None, "unheard": False, "heard": True}

blueprint = Blueprint("questions", __name__)


@blueprint.get("/questions")
@kept(minutes=60)  # it says how long each has waited
def unanswered() -> str:
    """Unanswered questions, the oldest first (`?theme=Pilot&municipality=0685&show=unheard`)."""
    require(current_user, "read")
    every = sorted(each.title for each in themes())
    theme = theme_called(request.args.get("theme", "")[:LONGEST])
    place = by_code(request.args.get("municipality", ""))
    shows = request.args.get("show", "") if request.args.get("show") in SHOWN else ""
    chosen = QuestionFilter(theme if theme in every else None, place)
    counts = question_counts(chosen)
    heard = SHOWN[shows]
    part = paging(sum(counts.values()) if heard is None else counts[heard], PER_PAGE)
    chosen = QuestionFilter(chosen.theme, place, heard)
    return render_template(
        "talk/questions.html",
        questions=questions(chosen, part.per_page, part.offset),
        counts=counts,
        shows=shows,
        chosen=chosen,
        themes=every,
        municipalities=municipalities_asking(),
        paging=part,
    )
