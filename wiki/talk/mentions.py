"""Who is spoken to in posts, as people (`@Asta Ek`) or as municipalities (`@Uddevalla kommun`), and links to them.

A link is made when the post is shown: whoever is not there is text like any other. What stands in quotations and in
code was not said by the writer, and speaks to nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup
from sqlalchemy import select

from wiki.accounts.models import User
from wiki.accounts.names import key
from wiki.accounts.queries import able_to_answer
from wiki.core.db import session
from wiki.markup import Namespace, PageName
from wiki.markup.addressed import Addressed, addressed, replaced
from wiki.municipalities.register import Municipality, by_name
from wiki.talk.texts import render_text

AT_ONCE = 400  # names in one question: databases limit the number of parameters


@dataclass(frozen=True)
class Mentioned:
    """Whom a post speaks to. A municipality's code stands for all its people."""

    user_ids: frozenset[int] = frozenset()
    municipality_codes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class People:
    """Those of whom some texts may speak: numbers and names, by what tells names apart."""

    by_key: Mapping[str, tuple[int, str]] = field(default_factory=dict)


def mentioned(source: str) -> Mentioned:
    """Whom the post `source` speaks to. Renders it."""
    return mentioned_in(render_text(source).html)


def mentioned_in(html: str) -> Mentioned:
    """Whom a post speaks to, by its sanitised HTML."""
    places = [each for each in addressed(html) if not each.quoted]
    people = _people(places)
    found = [whom for each in places if (whom := _whom(each, people))]
    return Mentioned(
        frozenset(who for who, _, _ in found if isinstance(who, int)),
        frozenset(who for who, _, _ in found if isinstance(who, str)),
    )


def people_in(texts: Iterable[str]) -> People:
    """Those whom sanitised texts may speak to, by one question for all."""
    return _people([each for html in texts if "@" in html for each in addressed(html)])


def with_mentions(html: str, people: People) -> str:
    """Sanitised `html` with links to those it speaks to; links to people who are not there become text."""

    def written(each: Addressed) -> tuple[int, str] | None:
        whom = _whom(each, people)
        if whom is None:
            is_person = each.page is not None and each.page.namespace is Namespace.USER
            return (each.end, each.words) if is_person else None
        _, page, end = whom
        words = each.words or html[each.start : end]
        link = Markup('<a class="mention" href="{}">{}</a>').format(page.path, Markup(words))  # noqa: S704 - sanitised
        return end, str(link)

    return replaced(html, written) if "@" in html else html


def _people(places: Iterable[Addressed]) -> People:
    keys = sorted({key(name) for each in places for name in _names(each)})
    found: dict[str, tuple[int, str]] = {}
    for start in range(0, len(keys), AT_ONCE):
        some = select(User.name_key, User.id, User.name).where(
            User.name_key.in_(keys[start : start + AT_ONCE]), *able_to_answer()
        )
        found.update({name_key: (number, name) for name_key, number, name in session().execute(some)})
    return People(found)


def _names(each: Addressed) -> list[str]:
    """The names of people that a place may hold."""
    if each.page is None:
        return [name for name, _ in each.names]
    return [each.page.title] if each.page.namespace is Namespace.USER else []


def _whom(each: Addressed, people: People) -> tuple[int | str, PageName, int] | None:
    """Who is spoken to: the number of a person or the code of a municipality, their page, and where the name ends.

    Of names, the longest one. A municipality goes before a person who has taken its name.
    """
    if each.page is not None:
        if each.page.namespace is Namespace.MUNICIPALITY:
            return _municipality(by_name(each.page.title), each.end)
        return _person(people.by_key.get(key(each.page.title)), each.end) if _names(each) else None
    for name, end in each.names:
        whom = _municipality(by_name(name), end) or _person(people.by_key.get(key(name)), end)
        if whom:
            return whom
    return None


def _municipality(found: Municipality | None, end: int) -> tuple[str, PageName, int] | None:
    return (found.code, PageName(Namespace.MUNICIPALITY, found.name), end) if found else None


def _person(found: tuple[int, str] | None, end: int) -> tuple[int, PageName, int] | None:
    return (found[0], PageName(Namespace.USER, found[1]), end) if found else None
