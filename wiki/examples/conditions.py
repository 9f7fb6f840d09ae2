"""What an example tells, and what is told of it, as conditions for a question about examples."""

from sqlalchemy import ColumnElement, and_, not_, or_, select

from wiki.examples.models import Example
from wiki.journal.models import Entry


def is_uncommented() -> ColumnElement[bool]:
    """Whether an example has a page of its own, on whose talk page nobody has opened a topic: the journal knows."""
    said = select(Entry.id).where(Entry.page_id == Example.page_id, Entry.kind == "topic")
    return and_(Example.anchor == "", not_(said.exists()))


def in_year(year: int) -> ColumnElement[bool]:
    """Whether an example was under way in `year`; one that says no years was not."""
    begun = or_(Example.first_year.is_(None), Example.first_year <= year)
    going = or_(Example.last_year.is_(None), Example.last_year >= year)
    return and_(begun, going, or_(Example.first_year.is_not(None), Example.last_year.is_not(None)))


def says(word: str) -> ColumnElement[bool]:
    """Whether an example says `word`. Databases fold the case of a–z only, so å, ä and ö are tried in both."""
    spellings = [word] if word.isascii() else dict.fromkeys((word, word.lower(), word.capitalize(), word.upper()))
    columns = (Example.title, Example.owner_title, Example.lead, Example.lesson)
    return or_(*(column.icontains(spelt, autoescape=True) for column in columns for spelt in spellings))
