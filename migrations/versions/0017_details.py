"""What the log tells of an act besides its reason: from where, to where, until when."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Entries that are there already have nothing more to tell."""
    op.add_column("journal", sa.Column("details", sa.JSON(), nullable=True))
