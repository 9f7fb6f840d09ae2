"""Writing a page of the other wiki: its files, its versions, and the originals, in one transaction."""

import zlib
from collections import Counter
from collections.abc import Iterable

from sqlalchemy import insert, select

from wiki.accounts.hidden import MAX_REASON
from wiki.core.db import Base, session
from wiki.core.errors import Refusal
from wiki.markup import PageName
from wiki.mediawiki.append import append_versions
from wiki.mediawiki.converting import Made
from wiki.mediawiki.files import take_in
from wiki.mediawiki.models import OldPage, OldRevision
from wiki.mediawiki.notes import CHANGED_HERE, DELETED_HERE, FAULT, HERE_ALREADY, LOST, SAME_NAME, replace_notes
from wiki.mediawiki.parts import OldRevision as Part
from wiki.mediawiki.plan import Plan
from wiki.pages.hideable import AUTHOR, SUMMARY, TEXT
from wiki.pages.models import HiddenRevision, Page
from wiki.pages.queries import find_page

_ORIGINALS = Base.metadata.tables[OldRevision.__tablename__]


class LeftAlone(Refusal):
    """What is here is not what was brought in."""

    status = 409


def write_plan(wiki_id: int, site: str, plan: Plan, made: Made | None) -> Counter[str]:
    """Do what the plan says; what was added. Joins a transaction. Raises LeftAlone and HereAlready."""
    old = session().get(OldPage, (wiki_id, plan.number))
    if plan.named.is_talk:
        return _keep_talk(wiki_id, plan, old)
    added: Counter[str] = Counter()
    if made is None:  # only its file is new
        added["files"] = take_in(plan.named.name.title, plan.files)
        return added
    page = _page_of(wiki_id, plan.named.name, old)
    added["files"] = take_in(plan.named.name.title, plan.files)
    added["pages" if page is None else "pages changed"] += 1
    added["revisions"] += len(plan.missing)
    page, numbers = append_versions(page, plan.named.name, plan.versions(made), made.document)
    _hide(plan.missing, numbers, site)
    old = old or _new(wiki_id, plan)
    old.page_id, old.last_revision_id = page.id, numbers[-1]
    old.is_done = plan.gathered.is_whole
    keep_originals(wiki_id, plan.number, zip(plan.missing, numbers, strict=True))
    if plan.gathered.is_whole:
        replace_notes(wiki_id, plan.number, (LOST, FAULT), plan.lost(made))
    return added


def _keep_talk(wiki_id: int, plan: Plan, old: OldPage | None) -> Counter[str]:
    """Keep a talk page as it is, until all pages are there that it may talk about."""
    added = Counter({"talk pages": int(old is None), "revisions": len(plan.missing)})
    old = old or _new(wiki_id, plan)
    old.is_done = False
    session().flush()
    keep_originals(wiki_id, plan.number, ((each, None) for each in plan.missing))
    return added


def _page_of(wiki_id: int, name: PageName, old: OldPage | None) -> Page | None:
    """The page that the versions belong to; None when it is to be made. Raises LeftAlone."""
    if old is None or old.page_id is None:
        if here := find_page(name):
            twin = _from_there(wiki_id, here)
            raise LeftAlone(SAME_NAME, other=twin) if twin else LeftAlone(HERE_ALREADY)
        return None
    page = session().scalar(select(Page).where(Page.id == old.page_id).with_for_update())
    if page is None:
        raise LeftAlone(DELETED_HERE)
    if page.current_revision_id != old.last_revision_id:
        raise LeftAlone(CHANGED_HERE)
    return page


def _from_there(wiki_id: int, page: Page) -> str | None:
    """What the page was called there; None for one that did not come from there."""
    title = select(OldPage.title).where(OldPage.wiki_id == wiki_id, OldPage.page_id == page.id, ~OldPage.is_talk)
    return session().scalar(title.limit(1))


def _new(wiki_id: int, plan: Plan) -> OldPage:
    named = plan.named
    old = OldPage(
        wiki_id=wiki_id,
        number=plan.number,
        title=plan.title[:600],
        namespace=named.name.namespace.value,
        name=named.name.title,
        is_talk=named.is_talk,
    )
    session().add(old)
    return old


def keep_originals(wiki_id: int, page_number: int, versions: Iterable[tuple[Part, int | None]]) -> None:
    """Keep versions as they were written there, each with our number of it; joins a transaction."""
    rows = [
        {
            "wiki_id": wiki_id,
            "number": part.number,
            "page_number": page_number,
            "revision_id": number,
            "contributor": part.contributor.written[:255] if part.contributor else "",
            "written_at": part.at,
            "comment": part.comment or "",
            "model": part.model[:40],
            "sha1": part.sha1,
            "text": None if part.text is None else zlib.compress(part.text.encode()),
        }
        for part, number in versions
    ]
    if rows:
        session().execute(insert(_ORIGINALS), rows)


def original_text(of: OldRevision) -> str | None:
    """A version as it was written there; None where it was hidden."""
    return None if of.text is None else zlib.decompress(of.text).decode()


def _hide(parts: list[Part], numbers: list[int], site: str) -> None:
    """Let what was hidden there be hidden here."""
    rows = [
        {"revision_id": number, "part": what, "reason": f"MediaWiki: {site}"[:MAX_REASON]}
        for part, number in zip(parts, numbers, strict=True)
        for what, value in ((TEXT, part.text), (SUMMARY, part.comment), (AUTHOR, part.contributor))
        if value is None
    ]
    if rows:
        session().execute(insert(HiddenRevision), rows)
