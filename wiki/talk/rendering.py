"""What every page about a talk page has in common, and what templates elsewhere ask of talk."""

from typing import Any

from flask import Flask, render_template
from flask_login import current_user

from wiki.accounts.permissions import allowed
from wiki.core.i18n import gettext
from wiki.pages.models import Page
from wiki.pages.views import about
from wiki.talk.amend import right_to_amend
from wiki.talk.answer import right_to_mark
from wiki.talk.close import right_to_close
from wiki.talk.forms import Form
from wiki.talk.kinds import topic_kind_choices, topic_kind_name, topic_kind_names
from wiki.talk.listing import open_topic_count
from wiki.talk.models import HIDDEN_TITLE, MAX_REASON, Topic
from wiki.talk.move import right_to_move
from wiki.talk.open_topics import open_topics_on
from wiki.talk.questions import questions_on
from wiki.talk.reading import body
from wiki.talk.thank import thanks_for_revisions


def render_talk(template: str, page: Page, form: Form | None = None, **what: Any) -> str:
    """A page about the talk page of `page`, with the form in which one writes."""
    return render_template(
        f"talk/{template}.html",
        **about(page.name, page),
        form=form,
        preview=body(form.preview.html) if form and form.preview else None,
        may_amend=lambda reply: allowed(current_user, right_to_amend(current_user, reply)),
        may_close=lambda topic: allowed(current_user, right_to_close(current_user, topic)),
        may_mark=lambda topic: allowed(current_user, right_to_mark(current_user, topic)),
        may_move=lambda topic: allowed(current_user, right_to_move(current_user, topic)),
        **what,
    )


def heading_of(topic: Topic) -> str:
    """The title of a topic, or words for its absence where it is hidden."""
    return gettext("(heading hidden)") if topic.title == HIDDEN_TITLE else topic.title


def init_talk(app: Flask) -> None:
    """Give the templates what they ask of talk."""
    app.jinja_env.globals.update(
        open_topics=lambda page: open_topic_count(page.id),
        open_topics_on=open_topics_on,
        questions_on=questions_on,
        topic_kind_choices=topic_kind_choices,
        topic_kind_name=topic_kind_name,
        topic_kind_names=topic_kind_names,
        heading_of=heading_of,
        most_of_reason=MAX_REASON,
        thanks_for_revisions=thanks_for_revisions,
    )
