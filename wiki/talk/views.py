"""Talk pages: read what is said about a page, open topics, reply, amend, close."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.permissions import allowed, require
from wiki.core.numbers import row_number
from wiki.core.paging import paging
from wiki.core.web import keeps_text
from wiki.markup import parse_name
from wiki.pages.models import Page
from wiki.pages.queries import find_page
from wiki.pages.views import about, canonical
from wiki.protection.ask import require_on, why_not
from wiki.talk import listing, queries
from wiki.talk.amend import amend, right_to_amend
from wiki.talk.close import close_topic, reopen_topic
from wiki.talk.forms import Form, attempt, sent_form
from wiki.talk.hide import RIGHT as HIDE
from wiki.talk.kinds import known_kind
from wiki.talk.listing import Shown
from wiki.talk.models import MAX_TITLE, Reply, Topic, TopicKind
from wiki.talk.open_topic import open_topic
from wiki.talk.queries import PER_PAGE
from wiki.talk.quote import asked_about, find_passage
from wiki.talk.quotes import quotes_of
from wiki.talk.reading import bodies, body, texts
from wiki.talk.rendering import render_talk
from wiki.talk.reply import NotInTopic, reply_to
from wiki.talk.thank import thanks_for_replies

blueprint = Blueprint("talk", __name__)


@blueprint.get("/talk/<path:name>")
def show(name: str) -> Any:
    """What is said about a page: its topics with their replies, a page of topics at a time."""
    require(current_user, "read")
    page_name, elsewhere = canonical("talk.show", name)
    if elsewhere:
        return elsewhere
    page = find_page(page_name)
    if page is None:
        return render_template("talk/missing.html", **about(page_name, None)), 404
    shown, kind = _asked_for(), known_kind(request.args.get("kind", ""))
    counts = listing.topic_counts(page.id)
    part = paging(counts.of(shown, kind), PER_PAGE)
    threads = listing.threads_of(page.id, shown, kind, part.offset)
    replies = [reply for thread in threads for reply in thread.replies]
    is_last = shown is Shown.CURRENT and part.page == part.pages
    return render_talk(
        "show",
        page,
        refusal=why_not("discuss", page_name),
        threads=threads,
        bodies=bodies(replies),
        quotes=quotes_of(threads),
        thanks=thanks_for_replies(reply.id for reply in replies),
        moves=listing.moves_of([thread.topic.id for thread in threads]),
        older=listing.older_topics(page.id, kind) if is_last and counts.of(Shown.OLDER, kind) else (),
        moved_away=listing.moved_from(page.id) if is_last else (),
        counts=counts,
        shown=shown,
        wanted_kind=kind,
        paging=part,
        form=_empty_form(),
    )


def _asked_for() -> Shown:
    known = {each.value: each for each in Shown}
    return known.get(request.args.get("show", ""), Shown.CURRENT)


def _empty_form() -> Form:
    """The form for a new topic, with what the address says already."""
    kind = known_kind(request.args.get("new", "")) or TopicKind.QUESTION
    return Form(kind=kind, title=request.args.get("title", "")[:MAX_TITLE], asked=asked_about())


@blueprint.post("/talk/<path:name>")
@keeps_text
def new_topic(name: str) -> Any:
    """Open a topic."""
    page_name = parse_name(name)
    page = find_page(page_name)
    if page is None:
        return render_template("talk/missing.html", **about(page_name, None)), 404
    form = sent_form()
    outcome = attempt(form, lambda: _open(page, form))
    if isinstance(outcome, Form):
        return render_talk("new_topic", page, form=outcome), outcome.status
    return redirect(url_for("talk.topic_link", topic_id=outcome.id), 303)


def _open(page: Page, form: Form) -> Topic:
    about = find_passage(page, form.asked)
    return open_topic(page, form.title, form.text, by=current_user, kind=form.kind, about=about)


@blueprint.get("/topic/<int:topic_id>")
def topic_link(topic_id: int) -> Any:
    """A topic's permanent link: leads to where it stands now."""
    require(current_user, "read")
    return _lead_to(queries.topic(topic_id), f"topic-{topic_id}")


@blueprint.get("/reply/<int:reply_id>")
def reply_link(reply_id: int) -> Any:
    """A post's permanent link: leads to where it stands now."""
    require(current_user, "read")
    return _lead_to(queries.reply(reply_id).topic, f"reply-{reply_id}")


def _lead_to(topic: Topic, anchor: str) -> Any:
    place = listing.place_of(topic)
    query: dict[str, Any] = {"show": place.shown.value} if place.shown is not Shown.CURRENT else {}
    if place.page > 1:
        query["page"] = place.page
    return redirect(url_for("talk.show", name=topic.page.name.address, _anchor=anchor, **query))


@blueprint.get("/topic/<int:topic_id>/reply")
def reply_form(topic_id: int) -> Any:
    """The page on which one writes a reply, to the topic or to one post in it (`?to=`)."""
    require_on(current_user, "discuss", queries.topic(topic_id).page.name)
    return _render_reply(topic_id, Form())


@blueprint.post("/topic/<int:topic_id>/reply")
@keeps_text
def send_reply(topic_id: int) -> Any:
    """Publish a reply."""
    topic, parent = queries.topic(topic_id), _answered(topic_id)
    form = sent_form()
    outcome = attempt(form, lambda: reply_to(topic, form.text, by=current_user, parent=parent))
    if isinstance(outcome, Form):
        return _render_reply(topic_id, outcome)
    return redirect(url_for("talk.reply_link", reply_id=outcome.id), 303)


def _answered(topic_id: int) -> Reply | None:
    """The post in the topic that `?to=` names. Raises NotFound."""
    to = row_number(request.args.get("to", ""))
    reply = queries.reply(to) if to is not None else None
    if reply and reply.topic_id != topic_id:
        raise NotInTopic
    return reply


def _render_reply(topic_id: int, form: Form) -> Any:
    topic = queries.topic(topic_id)
    answered = _answered(topic_id) or queries.first_reply(topic_id)
    page = render_talk(
        "reply", topic.page, topic=topic, answered=answered, answered_body=body(answered.html), form=form
    )
    return page, form.status


@blueprint.get("/reply/<int:reply_id>/amend")
def amend_form(reply_id: int) -> Any:
    """The page on which one amends a post."""
    reply = queries.reply(reply_id)
    require_on(current_user, right_to_amend(current_user, reply), reply.topic.page.name)
    return _render_amend(reply_id, Form(text=reply.source, base=queries.newest_revision_id(reply_id)))


@blueprint.post("/reply/<int:reply_id>/amend")
@keeps_text
def send_amended(reply_id: int) -> Any:
    """Publish an amended post."""
    reply = queries.reply(reply_id)
    form = sent_form()
    outcome = attempt(form, lambda: amend(reply, form.text, by=current_user, base=form.base), known=reply.source)
    if isinstance(outcome, Form):
        return _render_amend(reply_id, outcome)
    return redirect(url_for("talk.reply_link", reply_id=reply_id), 303)


def _render_amend(reply_id: int, form: Form) -> Any:
    reply = queries.reply(reply_id)
    return render_talk("amend", reply.topic.page, topic=reply.topic, reply=reply, form=form), form.status


@blueprint.get("/reply/<int:reply_id>/history")
def reply_history(reply_id: int) -> Any:
    """Every text that a post has had, newest first; of a hidden one only that there were some."""
    require(current_user, "read")
    reply = queries.reply(reply_id)
    may_see = not reply.hidden or allowed(current_user, HIDE)
    part = paging(queries.revision_count(reply_id), PER_PAGE)
    revisions = queries.revisions_of(reply_id, part.offset) if may_see else []
    return render_talk(
        "history",
        reply.topic.page,
        topic=reply.topic,
        reply=reply,
        revisions=revisions,
        texts=texts(revisions),
        paging=part,
    )


@blueprint.post("/topic/<int:topic_id>/close")
def close(topic_id: int) -> Any:
    """Close a topic."""
    close_topic(queries.topic(topic_id), by=current_user)
    return redirect(url_for("talk.topic_link", topic_id=topic_id), 303)


@blueprint.post("/topic/<int:topic_id>/reopen")
def reopen(topic_id: int) -> Any:
    """Reopen a topic."""
    reopen_topic(queries.topic(topic_id), by=current_user)
    return redirect(url_for("talk.topic_link", topic_id=topic_id), 303)
