"""Which page and version of ours a number of the other wiki stands for, as far as everybody may know."""

from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import aliased, undefer

from wiki.accounts.permissions import Person, allowed
from wiki.core.db import MAX_ID, session
from wiki.core.errors import N_, NotFound
from wiki.markup import Namespace, PageName
from wiki.mediawiki.models import OldPage, OldRevision, OldWiki
from wiki.mediawiki.names import names_of
from wiki.mediawiki.wikitext.names import Names
from wiki.pages.hidden import without_text
from wiki.pages.models import Page, Revision
from wiki.talk.models import HiddenReply, Reply, Topic


@dataclass(frozen=True)
class Place:
    """Where something of the other wiki is now: a version of a page, a page, or its discussion."""

    name: PageName
    revision_id: int | None = None
    is_talk: bool = False


def page_numbered(number: int) -> Place | None:
    """The page that had this number (`curid`); None where none is here that readers may see."""
    if not 0 < number <= MAX_ID:
        return None
    for old in session().scalars(select(OldPage).where(OldPage.number == number).order_by(OldPage.wiki_id)):
        place = _place(old)
        if place:
            return place
    return None


def revision_numbered(number: int) -> Place | None:
    """The version that had this number (`oldid`); of a talk page, the discussion that it became."""
    if not 0 < number <= MAX_ID:
        return None
    for old in session().scalars(select(OldRevision).where(OldRevision.number == number).order_by(OldRevision.wiki_id)):
        if old.revision_id is not None:
            here = (
                session()
                .execute(
                    select(Page.namespace, Page.title, Revision.id)
                    .join(Revision, Revision.page_id == Page.id)
                    .where(Revision.id == old.revision_id)
                )
                .first()
            )
            if here:
                return Place(PageName(Namespace(here[0]), here[1]), here[2])
            continue
        page = session().get(OldPage, (old.wiki_id, old.page_number))
        place = _place(page) if page else None
        if place:
            return place
    return None


def _place(old: OldPage) -> Place | None:
    if old.page_id is None:
        return None
    here = session().execute(select(Page.namespace, Page.title).where(Page.id == old.page_id)).first()
    return Place(PageName(Namespace(here[0]), here[1]), None, old.is_talk) if here else None


def names_here() -> list[Names]:
    """How the wikis that came in call their namespaces, the standard names first."""
    found = [Names()]
    for wiki in session().scalars(select(OldWiki).order_by(OldWiki.id)):
        known = {int(number): name for number, name in wiki.namespaces.items()}
        chosen = {int(number): Namespace(each) for number, each in wiki.chosen.items()}
        found.append(names_of(known, chosen))
    return found


@dataclass(frozen=True)
class Original:
    """A version as it was written there: what that wiki and its page were called, and where it is here."""

    revision: OldRevision
    site: str
    title: str
    address: str
    is_talk: bool


def readable_original(number: int, person: Person) -> Original:
    """A version as it was written there, by our number of it, if `person` may read it. Raises NotFound.

    What is hidden here is hidden there: an original is shown when its version is. Those of discussions are for
    gardeners once a post has been hidden that may stand in them.
    """
    wanted = select(OldRevision).where(OldRevision.id == number).options(undefer(OldRevision.text))
    found = session().scalar(wanted) if 0 < number <= MAX_ID else None
    page = session().get(OldPage, (found.wiki_id, found.page_number)) if found else None
    place = (_shown_version(found) if found.revision_id else _shown_talk(page, person)) if found and page else None
    if found is None or page is None or place is None:
        raise NotFound(N_("There is no original with the number %(number)s."), number=number)
    wiki = session().get_one(OldWiki, found.wiki_id)
    address = f"/talk/{quote(place.name.address)}" if place.is_talk else f"{place.name.path}?oldid={place.revision_id}"
    return Original(found, wiki.name, page.title, address, place.is_talk)


def _shown_version(of: OldRevision) -> Place | None:
    """Where the version is that everybody may read."""
    if without_text([of.revision_id]):
        return None
    here = (
        session()
        .execute(
            select(Page.namespace, Page.title, Revision.id)
            .join(Revision, Revision.page_id == Page.id)
            .where(Revision.id == of.revision_id)
        )
        .first()
    )
    return Place(PageName(Namespace(here[0]), here[1]), here[2]) if here else None


def _shown_talk(page: OldPage | None, person: Person) -> Place | None:
    place = _place(page) if page else None
    if place is None or page is None:
        return None
    hidden = select(HiddenReply.reply_id).join(Reply, Reply.id == HiddenReply.reply_id)
    hidden = hidden.join(Topic, Topic.id == Reply.topic_id).where(Topic.page_id == page.page_id)
    if session().scalar(hidden.limit(1)) and not allowed(person, "hide any reply"):
        return None
    return place


def original_of(revision_id: int) -> int | None:
    """Our number of the original of a version; None where it was written here."""
    return session().scalar(select(OldRevision.id).where(OldRevision.revision_id == revision_id))


def last_original() -> ScalarSelect[int]:
    """Our number of the last original of a page, within a question about `OldPage`."""
    own = aliased(OldRevision)
    asked = select(func.max(own.id)).where(own.wiki_id == OldPage.wiki_id, own.page_number == OldPage.number)
    return asked.correlate(OldPage).scalar_subquery()
