"""Reports of what waits for somebody: topics that nobody has answered, examples that nobody has confirmed."""

from sqlalchemy import func, select

from wiki.core.db import session
from wiki.core.errors import N_
from wiki.core.i18n import gettext, long_date
from wiki.examples.confirm import list_overdue
from wiki.pages.models import Page
from wiki.reports.facts import DISCUSS, EDIT
from wiki.reports.linked import READ_FOR_THEMSELVES
from wiki.reports.report import AT_MOST, Fact, Report, Row, lines, row_of
from wiki.talk.listing import OPEN
from wiki.talk.models import HIDDEN_TITLE, HiddenReply, Reply, Topic


def unanswered_topics() -> list[Row]:
    """Topics in which nobody but the one who began them has said anything, the one that has waited longest first."""
    hidden = select(HiddenReply.reply_id).where(HiddenReply.reply_id == Reply.id).exists()
    by_others = (Reply.topic_id == Topic.id, Reply.author_id.is_distinct_from(Topic.author_id), ~hidden)
    heard = select(func.count(Reply.id)).where(*by_others).correlate(Topic).scalar_subquery()
    asked = lines(number=Topic.id, other=Topic.title, at=Topic.created_at).join(Topic, Topic.page_id == Page.id)
    asked = asked.where(OPEN, Topic.title != HIDDEN_TITLE, heard == 0).order_by(Topic.created_at, Topic.id)
    return [row_of(each) for each in session().execute(asked.limit(AT_MOST))]


def stale_examples() -> list[Row]:
    """Examples of which nobody has said for too long that they are still true."""
    return [Row(each.page, at=each.at) for each in list_overdue(AT_MOST, 0)]


def _confirmed(row: Row) -> str:
    if row.at is None:
        return gettext("Never confirmed by its own")
    return gettext("Last confirmed") + " " + long_date(row.at)


REPORTS = (
    Report(
        "unanswered",
        N_("Unanswered topics"),
        N_("Questions, remarks and suggestions that nobody has answered. What has waited longest comes first."),
        N_("Somebody has said something about everything that was brought up."),
        "mend",
        "talk",
        (
            Fact(N_("Topic"), lambda row: row.other, lambda row: row.other, lambda row: f"/topic/{row.number}"),
            Fact(
                N_("Begun"),
                lambda row: row.at.date().isoformat() if row.at else "",
                lambda row: long_date(row.at) if row.at else "",
            ),
        ),
        (DISCUSS,),
        READ_FOR_THEMSELVES,
        finds=unanswered_topics,
    ),
    Report(
        "stale",
        N_("Examples to be confirmed"),
        N_("Nobody from the municipality has said for a long time that they are still true."),
        N_("All examples have been confirmed. Nothing to do here."),
        "mend",
        "check",
        (Fact(N_("Last confirmed"), lambda row: row.at.date().isoformat() if row.at else "", _confirmed),),
        (DISCUSS, EDIT),
        right="speak for any municipality",
        finds=stale_examples,
    ),
)
