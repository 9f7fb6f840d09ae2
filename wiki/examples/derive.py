"""Writing down the examples that a page tells of, in the transaction that changes the page."""

from sqlalchemy import bindparam, delete, insert

from wiki.core.db import Base, session
from wiki.examples.models import Example, ExampleSupport, ExampleTheme
from wiki.examples.read import Told, examples_told
from wiki.markup import Document
from wiki.pages.models import Page

_TABLE = Base.metadata.tables[Example.__tablename__]  # half the time of the mapped class, and every save pays it
_DROP = delete(_TABLE).where(_TABLE.c.page_id == bindparam("page"))


def replace_examples(page: Page, document: Document) -> None:
    """Put the examples that the current revision of `page` tells of in the place of what is stored."""
    session().execute(_DROP, {"page": page.id})
    for number, told in enumerate(examples_told(page.name, document)):
        _store(page, number, told)


def _store(page: Page, number: int, told: Told) -> None:
    example = Example(
        page_id=page.id,
        number=number,
        anchor=told.anchor[:600],
        title=told.title[:600],
        owner_namespace=told.owner.namespace.value,
        owner_title=told.owner.title,
        owner_sort_key=told.owner.sort_key,
        municipality_code=told.municipality_code,
        status=told.status.key if told.status else "",
        rank=told.status.rank if told.status else 0,
        areas=list(told.areas),
        first_year=told.years[0],
        last_year=told.years[1],
        lead=told.lead[:600],
        lesson=told.lesson[:600],
        language=page.language,
        grew_from=told.grew_from.full[:600] if told.grew_from else None,
        created_at=page.created_at,
        changed_at=page.changed_at,
    )
    session().add(example)
    session().flush()
    _store_themes(example.id, told)
    _store_supports(example.id, told)


def _store_themes(example_id: int, told: Told) -> None:
    if told.themes:
        session().execute(insert(ExampleTheme), [{"example_id": example_id, "title": title} for title in told.themes])


def _store_supports(example_id: int, told: Told) -> None:
    rows = [
        {
            "example_id": example_id,
            "namespace": each.target.namespace.value,
            "title": each.target.title,
            "before": each.before[:600],
            "label": each.label[:600],
            "after": each.after[:600],
        }
        for each in told.supports
    ]
    if rows:
        session().execute(insert(ExampleSupport), rows)
