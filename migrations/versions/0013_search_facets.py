"""What hits are narrowed and counted by, and the other names of a page: the titles of redirects that lead to it."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Nothing is known yet: renderings are called old, and `wiki serve` derives all pages anew before it serves."""
    op.add_column(
        "search_document", sa.Column("leads_to", sa.String(600), nullable=False, server_default=sa.text("''"))
    )
    op.add_column("search_document", sa.Column("other_names", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("search_document", sa.Column("facets", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.create_index("ix_search_document_leads_to", "search_document", ["leads_to"])
    op.execute("UPDATE rendering SET markup_version = 0")
