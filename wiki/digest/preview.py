"""The letter that somebody would get now, without anything being written down."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wiki.accounts.models import User
from wiki.core import mail
from wiki.core.clock import now
from wiki.core.db import session
from wiki.digest.compose import put_down, speaking_to
from wiki.digest.contents import written
from wiki.digest.gather import pending
from wiki.digest.kinds import THEMES
from wiki.digest.models import Pace, Rhythm
from wiki.digest.rhythm import WEEK
from wiki.digest.still import can_be_written_to, permitted
from wiki.digest.theme_news import ThemeNews, theme_news, themes_watched_by
from wiki.digest.wishes import paces_of
from wiki.notices.models import Notice


def preview(user: User, pace: Pace) -> mail.Letter | None:
    """What `user` would get at that pace if it were due now; None when there is no letter. Raises NoAddress."""
    at = now()
    if not can_be_written_to(user):
        return None
    numbers = session().scalars(pending(pace, at).where(Notice.user_id == user.id).with_only_columns(Notice.id)).all()
    wanted = select(Notice).where(Notice.id.in_(numbers)).order_by(Notice.made_at.desc(), Notice.id.desc())
    notices = session().scalars(wanted.options(joinedload(Notice.page), joinedload(Notice.actor))).all()
    news = ThemeNews()
    if pace is Pace.WEEKLY and paces_of(user.id)[THEMES] is not Pace.NEVER:
        rhythm = session().get(Rhythm, user.id)
        news = theme_news(themes_watched_by(user.id), rhythm.weekly_from if rhythm else at - WEEK)
    with speaking_to(user):
        contents = written(permitted(notices, user), news, pace)
        return put_down(contents, user) if contents else None
