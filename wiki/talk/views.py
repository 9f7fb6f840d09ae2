"""Talk pages: read what is said about a page, open topics, reply, amend, close."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.permissions import allowed, require
from wiki.core.paging import paging
from wiki.core.web import keeps_text
from wiki.markup import parse_name
from wiki.pages.models import Page
from wiki.pages.queries import find_page
from wiki.pages.views import about, canonical
from wiki.talk import queries
from wiki.talk.amend import amend, right_to_amend
from wiki.talk.close import close_topic, reopen_topic, right_to_close
from wiki.talk.forms import Form, attempt, sent_form
from wiki.talk.models import Reply, Topic
from wiki.talk.open_topic import open_topic
from wiki.talk.queries import PER_PAGE, Shown
from wiki.talk.reading import bodies, body, texts
from wiki.talk.reply import NotInTopic, reply_to

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
    shown = _asked_for()
    counts = queries.topic_counts(page.id)
    part = paging(counts.of(shown), PER_PAGE)
    threads = queries.threads_of(page.id, shown, part.offset)
    return _render(
        "show",
        page,
        threads=threads,
        bodies=bodies(reply for thread in threads for reply in thread.replies),
        counts=counts,
        shown=shown,
        paging=part,
        form=Form(),
    )


def _asked_for() -> Shown:
    known = {each.value: each for each in Shown}
    return known.get(request.args.get("show", ""), Shown.ALL)


@blueprint.post("/talk/<path:name>")
@keeps_text
def new_topic(name: str) -> Any:
    """Open a topic."""
    page_name = parse_name(name)
    page = find_page(page_name)
    if page is None:
        return render_template("talk/missing.html", **about(page_name, None)), 404
    form = sent_form()
    outcome = attempt(form, lambda: open_topic(page, form.title, form.text, by=current_user))
    if isinstance(outcome, Form):
        return _render("new_topic", page, form=outcome), outcome.status
    return redirect(url_for("talk.topic_link", topic_id=outcome.id), 303)


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
    place = queries.place_of(topic)
    query: dict[str, Any] = {"show": place.shown.value} if place.shown is not Shown.ALL else {}
    if place.page > 1:
        query["page"] = place.page
    return redirect(url_for("talk.show", name=topic.page.name.address, _anchor=anchor, **query))


@blueprint.get("/topic/<int:topic_id>/reply")
def reply_form(topic_id: int) -> Any:
    """The page on which one writes a reply, to the topic or to one post in it (`?to=`)."""
    require(current_user, "discuss")
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
    to = request.args.get("to", type=int)
    reply = queries.reply(to) if to is not None else None
    if reply and reply.topic_id != topic_id:
        raise NotInTopic
    return reply


def _render_reply(topic_id: int, form: Form) -> Any:
    topic = queries.topic(topic_id)
    answered = _answered(topic_id) or queries.first_reply(topic_id)
    page = _render("reply", topic.page, topic=topic, answered=answered, answered_body=body(answered.html), form=form)
    return page, form.status


@blueprint.get("/reply/<int:reply_id>/amend")
def amend_form(reply_id: int) -> Any:
    """The page on which one amends a post."""
    reply = queries.reply(reply_id)
    require(current_user, right_to_amend(current_user, reply))
    return _render_amend(reply_id, Form(text=reply.source, base=queries.newest_revision_id(reply_id)))


@blueprint.post("/reply/<int:reply_id>/amend")
@keeps_text
def send_amended(reply_id: int) -> Any:
    """Publish an amended post."""
    reply = queries.reply(reply_id)
    form = sent_form()
    outcome = attempt(form, lambda: amend(reply, form.text, by=current_user, base=form.base))
    if isinstance(outcome, Form):
        return _render_amend(reply_id, outcome)
    return redirect(url_for("talk.reply_link", reply_id=reply_id), 303)


def _render_amend(reply_id: int, form: Form) -> Any:
    reply = queries.reply(reply_id)
    return _render("amend", reply.topic.page, topic=reply.topic, reply=reply, form=form), form.status


@blueprint.get("/reply/<int:reply_id>/history")
def reply_history(reply_id: int) -> Any:
    """Every text that a post has had, newest first."""
    require(current_user, "read")
    reply = queries.reply(reply_id)
    part = paging(queries.revision_count(reply_id), PER_PAGE)
    revisions = queries.revisions_of(reply_id, part.offset)
    return _render(
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


def _render(template: str, page: Page, form: Form | None = None, **what: Any) -> str:
    """A page about the talk page of `page`, with the form in which one writes."""
    return render_template(
        f"talk/{template}.html",
        **about(page.name, page),
        form=form,
        preview=body(form.preview.html) if form and form.preview else None,
        may_amend=lambda reply: allowed(current_user, right_to_amend(current_user, reply)),
        may_close=lambda topic: allowed(current_user, right_to_close(current_user, topic)),
        **what,
    )
