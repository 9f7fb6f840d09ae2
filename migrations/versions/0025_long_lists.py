"""What links to a page, and what somebody has done, read from an index however much it is.

With each link stands where its page belongs in the order of all pages, so that links are read in that order.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

# The order of the namespaces when this was written.
NAMESPACES = (
    *("main", "municipality", "cooperation", "theme", "tool", "workshop", "checklist", "request", "help", "project"),
    *("template", "file", "category", "user"),
)
SORT_KEY = sa.String(600).with_variant(sa.String(600, collation="C"), "postgresql")
LISTED = ["target_namespace", "target_title", "place", "page_id", "number", "kind"]


def upgrade() -> None:
    """Links derive from pages, but making them all anew would take long where there are many."""
    op.add_column("link", sa.Column("place", SORT_KEY, nullable=False, server_default=sa.text("''")))
    link = sa.table("link", sa.column("page_id"), sa.column("place"))
    page = sa.table("page", sa.column("id"), sa.column("namespace"), sa.column("sort_key", sa.String()))
    rank = sa.case({name: f"{number:02} " for number, name in enumerate(NAMESPACES)}, value=page.c.namespace)
    place = sa.select(rank + sa.func.substr(page.c.sort_key, 1, 590)).where(page.c.id == link.c.page_id)
    op.execute(sa.update(link).values(place=sa.func.coalesce(place.scalar_subquery(), "")))
    op.create_index("ix_link_listed", "link", LISTED)
    op.drop_index("ix_journal_actor", "journal")
    op.create_index("ix_journal_actor", "journal", ["actor_id", "at", "id", "kind", "page_id"])
