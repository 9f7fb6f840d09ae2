"""What follows from a revision: links, fields, rendering and the search document. All of it can be made anew."""

from sqlalchemy import delete, insert

from wiki import search
from wiki.core.db import session
from wiki.markup import VERSION, Document
from wiki.markup.kinds import kind_of
from wiki.pages.models import Link, Page, Rendering, Revision


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
    session().merge(
        Rendering(
            page_id=page.id,
            revision_id=revision.id,
            markup_version=VERSION,
            html=document.html,
            headings=[[each.level, each.text, each.anchor] for each in document.headings],
            notices=list(document.notices),
        )
    )
    session().flush()
    _put_in_search(page, document)


def _redirect(document: Document) -> str | None:
    if document.redirect is None:
        return None
    return document.redirect.full + (f"#{document.redirect_fragment}" if document.redirect_fragment else "")


def _replace_links(page: Page, document: Document) -> None:
    session().execute(delete(Link).where(Link.page_id == page.id))
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
        }
        for number, link in enumerate(document.links)
    ]
    if rows:
        session().execute(insert(Link), rows)


def _put_in_search(page: Page, document: Document) -> None:
    name = page.name
    search.put(
        search.Document(
            key=f"page:{page.id}",
            kind="redirect" if document.redirect else "page",
            namespace=page.namespace,
            name=name.full,
            title=name.title,
            address=name.path,
            headings="\n".join(heading.text for heading in document.headings),
            text=document.text,
            language=document.language,
            changed_at=page.changed_at,
            page_kind=page.kind,
        )
    )
