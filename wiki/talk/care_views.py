"""Looking after a talk page: say what answers a question, hide and show posts, move topics."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import sentence
from wiki.core.web import StaleForm, form_is_stale, keeps_text
from wiki.protection.ask import require_on
from wiki.search.titles.named import similar_titles, suggest
from wiki.talk import hide, queries
from wiki.talk.answer import mark_answer, unmark_answer
from wiki.talk.move import destination, move_topic, right_to_move
from wiki.talk.reading import body
from wiki.talk.rendering import render_talk
from wiki.talk.texts import BadPost

blueprint = Blueprint("talk_care", __name__)

PAGES_SHOWN = 12
STALE = N_("The form had been open too long. What you wrote is still here: press the button once more.")


@blueprint.post("/reply/<int:reply_id>/answer")
def answer(reply_id: int) -> Any:
    """Say that a post answers the question."""
    topic = mark_answer(queries.reply(reply_id), by=current_user)
    return redirect(url_for("talk.topic_link", topic_id=topic.id), 303)


@blueprint.post("/topic/<int:topic_id>/unanswer")
def unanswer(topic_id: int) -> Any:
    """Say that the question waits for an answer after all."""
    unmark_answer(queries.topic(topic_id), by=current_user)
    return redirect(url_for("talk.topic_link", topic_id=topic_id), 303)


@blueprint.get("/reply/<int:reply_id>/hide")
def hide_form(reply_id: int) -> Any:
    """The page on which one says why a post is hidden."""
    require(current_user, hide.RIGHT)
    return _render_hide(reply_id)


@blueprint.post("/reply/<int:reply_id>/hide")
@keeps_text
def send_hidden(reply_id: int) -> Any:
    """Hide a post."""
    require(current_user, hide.RIGHT)
    reason = request.form.get("reason", "")
    try:
        _refuse_stale()
        hide.hide_reply(queries.reply(reply_id), reason, by=current_user)
    except (BadPost, StaleForm) as refusal:
        return _render_hide(reply_id, reason, sentence(refusal)), refusal.status
    return redirect(url_for("talk.reply_link", reply_id=reply_id), 303)


def _render_hide(reply_id: int, reason: str = "", error: str = "") -> str:
    reply = queries.reply(reply_id)
    page, text = reply.topic.page, body(reply.html)
    return render_talk("hide", page, topic=reply.topic, reply=reply, body=text, reason=reason, error=error)


@blueprint.post("/reply/<int:reply_id>/show")
def show(reply_id: int) -> Any:
    """Show a post that was hidden."""
    hide.show_reply(queries.reply(reply_id), by=current_user)
    return redirect(url_for("talk.reply_link", reply_id=reply_id), 303)


@blueprint.get("/topic/<int:topic_id>/move")
def move_form(topic_id: int) -> Any:
    """Where one says where a topic belongs: pages that are called about so (`?q=`), to choose among."""
    topic = queries.topic(topic_id)
    require_on(current_user, right_to_move(current_user, topic), topic.page.name)
    return _render_move(topic_id, request.args.get("q", "").strip())


@blueprint.post("/topic/<int:topic_id>/move")
@keeps_text
def move(topic_id: int) -> Any:
    """Move a topic to the talk page of another page."""
    topic = queries.topic(topic_id)
    require_on(
        current_user, right_to_move(current_user, topic), topic.page.name
    )  # before telling which pages there are
    written = request.form.get("to", "")
    try:
        _refuse_stale()
        move_topic(topic, destination(written), by=current_user)
    except Refusal as refusal:
        return _render_move(topic_id, written, sentence(refusal)), refusal.status
    return redirect(url_for("talk.topic_link", topic_id=topic_id), 303)


def _render_move(topic_id: int, words: str, error: str = "") -> str:
    topic = queries.topic(topic_id)
    found = [each for each in suggest(words, PAGES_SHOWN) if each.kind == "page"] or similar_titles(words, PAGES_SHOWN)
    others = [each for each in found if each.name != topic.page.name.full]
    return render_talk("move", topic.page, topic=topic, words=words, found=others, error=error)


def _refuse_stale() -> None:
    if form_is_stale():
        raise StaleForm(STALE)
