"""What a protected page takes in by way of a page that has just changed, known at once.

A protection may be passed on to all that a page takes in (`protection/guard.py`), which its links tell. They are made
anew in the background when a template changes (`refresh.py`); what the template takes in from now on must not wait for
that. Pictures that it shows do: which they are is known when the page has been rendered.
"""

from sqlalchemy import func, insert, select

from wiki.core.db import Base, session
from wiki.markup import PageName
from wiki.pages.models import Link, Page
from wiki.pages.queries import find_page, source_of
from wiki.pages.transcluding import expanded
from wiki.protection.queries import taking_in

_LINKS = Base.metadata.tables[Link.__tablename__]


def pass_protection_on(changed: PageName) -> None:
    """Let the pages that take in `changed`, and pass their protection on, know all that they take in now.

    For acts, within their transaction.
    """
    for name in taking_in(changed):
        page = find_page(name)
        if page:
            _note_new(page)


def _note_new(page: Page) -> None:
    taken = select(Link.target_namespace, Link.target_title).where(Link.page_id == page.id, Link.kind == "template")
    known = {(namespace, title) for namespace, title in session().execute(taken)}
    made_of = expanded(source_of(page.current_revision_id), page.name).made_of
    new = [(name, version) for name, version in made_of if (name.namespace.value, name.title) not in known]
    if not new:
        return
    last = session().scalar(select(func.max(Link.number)).where(Link.page_id == page.id)) or 0
    rows = [
        {
            "page_id": page.id,
            "number": number,
            "kind": "template",
            "target_namespace": name.namespace.value,
            "target_title": name.title,
            "place": page.name.place,
            "revision_id": version,
        }
        for number, (name, version) in enumerate(new, last + 1)
    ]
    session().execute(insert(_LINKS), rows)
