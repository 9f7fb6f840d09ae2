"""The theme that people mean when they write its name in small letters, or by one of its synonyms."""

from sqlalchemy import select

from wiki.core.db import session
from wiki.markup import BadName, Namespace, parse_name
from wiki.pages.facts import words
from wiki.pages.models import Page


def theme_called(text: str) -> str | None:
    """The title of the theme that `text` means; where no page goes by that, the title it would have. None for no name.

    A title as it is written comes before one in other letters, and both before synonyms.
    """
    try:
        name = parse_name(text, Namespace.THEME) if text else None
    except BadName:
        return None
    if name is None or name.namespace is not Namespace.THEME:
        return None
    themes = select(Page.title, Page.fields).where(Page.namespace == Namespace.THEME.value).order_by(Page.sort_key)
    found = session().execute(themes).all()
    if any(title == name.title for title, _ in found):
        return name.title
    meant = name.title.casefold()
    by_letters = (title for title, _ in found if title.casefold() == meant)
    by_synonym = (
        title
        for title, fields in found
        if meant in {" ".join(word.split()).casefold() for word in words((fields or {}).get("synonymer"))}
    )
    return next(by_letters, None) or next(by_synonym, None) or name.title
