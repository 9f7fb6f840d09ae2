"""The quick form for a request, the page on which one answers it, and the button that says that it is solved."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from wiki.accounts.permissions import require
from wiki.core.clock import local, now
from wiki.core.errors import N_, NotFound, Refusal
from wiki.core.i18n import gettext, sentence
from wiki.core.web import keeps_text
from wiki.editing.ask import Question, answer, ask, mark_solved
from wiki.editing.field_forms import theme_choices
from wiki.editing.quick_forms import one_line, publish_quickly, quick_form, several_lines
from wiki.examples.queries import ExampleFilter, examples
from wiki.examples.requests import KIND
from wiki.markup import Namespace, parse_name
from wiki.pages.models import Page
from wiki.pages.queries import find_page
from wiki.pages.views import about

FOUND = 20  # examples that a search for an answer shows
LONGEST = 200

blueprint = Blueprint("asking", __name__)


@blueprint.get("/requests/new")
def new() -> Any:
    """The form, with what the link there knows (`?title=…&theme=…`)."""
    require(current_user, "create")
    return _shown(_filled(request.args))


@blueprint.post("/requests/new")
@keeps_text
def send() -> Any:
    """The form was sent: publish the request, and show it; or show the form with what is wrong beside its fields."""
    question = _filled(request.form)
    try:
        name = publish_quickly((question.title, question.sentences), lambda: ask(question, by=current_user))
    except Refusal as refusal:
        return _shown(question, refusal)
    flash(gettext("Your request is published. It also shows on the theme’s page and on the front page."))
    return redirect(url_for("pages.read", name=name.address), 303)


@blueprint.get("/requests/answer/<path:name>")
def choose(name: str) -> Any:
    """Search for the example that answers a request, or begin a new one."""
    require(current_user, "edit")
    return _choosing(_page(name))


@blueprint.post("/requests/answer/<path:name>")
def add_answer(name: str) -> Any:
    """List an example among the answers."""
    require(current_user, "edit")
    page = _page(name)
    try:
        answer(page, parse_name(request.form.get("example", ""), Namespace.MUNICIPALITY), by=current_user)
    except Refusal as refusal:
        return _choosing(page, refusal)
    flash(gettext("Thank you! The answer stands in the list."))
    return _back(page, "mk-answers")


@blueprint.post("/requests/solved/<path:name>")
def solved(name: str) -> Any:
    """Say that a request is solved, or that it is open again."""
    require(current_user, "edit")
    page = _page(name)
    is_solved = "open" not in request.form
    mark_solved(page, current_user, solved=is_solved, how=one_line(request.form.get("text", "")))
    flash(gettext("Good! The request is marked as solved.") if is_solved else gettext("The request is open again."))
    return _back(page, "mk-answers")


def _page(name: str) -> Page:
    page = find_page(parse_name(name, Namespace.REQUEST))
    if page is None or page.kind != KIND:
        raise NotFound(N_("There is no such request."))
    return page


def _back(page: Page, anchor: str) -> Any:
    return redirect(url_for("pages.read", name=page.name.address, _anchor=anchor), 303)


def _choosing(page: Page, refusal: Refusal | None = None) -> Any:
    words = request.args.get("q", "").strip()[:LONGEST]
    found = examples(ExampleFilter(search=words), limit=FOUND) if words else []
    shown = render_template(
        "examples/answer.html",
        **about(page.name, page),
        words=words,
        found=[row for row in found if not row.anchor],
        problem=sentence(refusal) if refusal else None,
    )
    return shown, refusal.status if refusal else 200


def _filled(given: MultiDict[str, str]) -> Question:
    """What was filled in, or what the link to the form says."""
    return Question(
        title=one_line(given.get("title", "")),
        theme=one_line(given.get("theme", "")),
        last_day=one_line(given.get("last_day", "")),
        sentences=several_lines(given.get("sentences", "")),
    )


def _shown(question: Question, refusal: Refusal | None = None) -> Any:
    return quick_form(
        "examples/ask.html",
        refusal,
        question=question,
        themes=theme_choices([question.theme] if question.theme else ()),
        today=local(now()).date().isoformat(),
    )
