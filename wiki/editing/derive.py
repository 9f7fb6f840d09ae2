"""What follows from a revision: links, fields, rendering, examples, shingles, search. All of it can be made anew."""

from sqlalchemy import bindparam, delete, insert

from wiki.advice.shingles import replace_shingles
from wiki.core.db import Base, session
from wiki.editing.passing_on import pass_protection_on
from wiki.editing.searchable import put_in_search
from wiki.editing.synonyms import notices_of, replace_synonyms
from wiki.examples.derive import replace_examples
from wiki.markup import VERSION, Document
from wiki.markup.kinds import kind_of
from wiki.pages.categories import member_key
from wiki.pages.models import Link, Page, Rendering, Revision
from wiki.pages.rendered import columns_of

# Every save pays for these, and the tables themselves cost half of what the mapped classes do.
_LINKS, _RENDERINGS = (Base.metadata.tables[each.__tablename__] for each in (Link, Rendering))
_DROP_LINKS, _DROP_RENDERING = (
    delete(each).where(each.c.page_id == bindparam("page")) for each in (_LINKS, _RENDERINGS)
)
_INSERT_LINKS, _INSERT_RENDERING = insert(_LINKS), insert(_RENDERINGS)


def replace_derived(page: Page, revision: Revision, document: Document) -> None:
    """Make everything that derives from the page's current revision anew. `document` is its source, rendered."""
    name = page.name
    page.current_revision_id = revision.id
    page.changed_at = revision.created_at
    page.size = revision.size
    page.kind = kind_of(name, document.fields)
    page.language = document.language
    page.lead = document.lead[:600]
    page.redirect_to = _redirect(document)
    page.fields = dict(document.fields)
    _replace_links(page, document)
    _replace_rendering(page, revision, document)
    replace_examples(page, document)
    replace_shingles(page.id, "" if document.redirect else document.text)
    put_in_search(page, document)
    replace_synonyms(page, revision, document)
    pass_protection_on(name)


def _replace_rendering(page: Page, revision: Revision, document: Document) -> None:
    session().execute(_DROP_RENDERING, {"page": page.id})
    row = {"page_id": page.id, "revision_id": revision.id, "markup_version": VERSION, **columns_of(document)}
    row["notices"] = [*document.notices, *notices_of(page, revision)]
    session().execute(_INSERT_RENDERING, row)


def _redirect(document: Document) -> str | None:
    if document.redirect is None:
        return None
    return document.redirect.full + (f"#{document.redirect_fragment}" if document.redirect_fragment else "")


def _replace_links(page: Page, document: Document) -> None:
    session().execute(_DROP_LINKS, {"page": page.id})
    versions, place = dict(document.made_of), page.name.place
    rows = [
        {
            "page_id": page.id,
            "number": number,
            "kind": link.kind,
            "target_namespace": link.target.namespace.value,
            "target_title": link.target.title,
            "fragment": link.fragment[:300],
            "label": link.label[:600],
            "heading": link.heading[:600],
            "anchor": link.anchor[:600],
            "before": link.before[:600],
            "after": link.after[:600],
            "sort_key": member_key(page.name, link.label) if link.kind == "category" else "",
            "place": place,
            "revision_id": versions.get(link.target) if link.kind == "template" else None,
        }
        for number, link in enumerate(document.links)
    ]
    if rows:
        session().execute(_INSERT_LINKS, rows)
