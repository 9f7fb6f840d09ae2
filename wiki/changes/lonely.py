"""Examples that nobody has said a word about: three days after they were told, their themes' people hear of them."""

from datetime import timedelta

from sqlalchemy import Select, select

from wiki.changes.models import ToldOf
from wiki.core.clock import now
from wiki.core.db import session, take_turn, transaction
from wiki.examples.conditions import is_uncommented
from wiki.examples.models import Example, ExampleTheme
from wiki.journal.models import Entry
from wiki.notices.tell import tell
from wiki.pages.models import Page
from wiki.watch.models import Kind, Watch

PATIENCE = timedelta(days=3)
LATEST = timedelta(days=30)  # after which it is no news any more
AT_ONCE = 100


def lonely_examples() -> list[int]:
    """The pages of examples that were told three days ago or more, without anybody having said a word about them.

    Only those that have not been told of, and not what was brought in from elsewhere.
    """
    return [number for number in session().scalars(_lonely().limit(AT_ONCE)) if number]


def _lonely() -> Select[int]:
    at = now()
    told = select(ToldOf.page_id).where(ToldOf.page_id == Page.id).exists()
    begun_here = select(Entry.id).where(Entry.page_id == Page.id, Entry.kind == "create", Entry.brought_in.is_(False))
    return (
        select(Page.id)
        .join(Example, Example.page_id == Page.id)
        .where(Page.redirect_to.is_(None))
        .where(Page.created_at.between(at - LATEST, at - PATIENCE), is_uncommented(), ~told, begun_here.exists())
        .order_by(Page.id)
    )


def tell_of_lonely_examples() -> int:
    """Tell those who watch the themes of each lonely example, once. How many examples that were.

    One transaction an example: whenever this is interrupted, nobody hears of one twice, and none is forgotten.
    """
    found = lonely_examples()
    return sum(_tell_of(number) for number in found)


def _tell_of(page_id: int) -> bool:
    with transaction():
        take_turn()
        if session().scalar(_lonely().where(Page.id == page_id)) is None:
            return False  # somebody else was quicker, or has said a word
        session().add(ToldOf(page_id=page_id))
        themes = select(ExampleTheme.title).join(Example, Example.id == ExampleTheme.example_id)
        watching = select(Watch.user_id).where(
            Watch.kind == Kind.THEME.value, Watch.name.in_(themes.where(Example.page_id == page_id))
        )
        tell(session().scalars(watching).all(), "uncommented", page_id=page_id)
    return True
