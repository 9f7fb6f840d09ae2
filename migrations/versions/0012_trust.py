"""From when somebody who has changed municipality may speak for the new one."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Whoever is here already has not changed, as far as anybody knows."""
    op.add_column("user", sa.Column("speaks_from", sa.DateTime(timezone=True), nullable=True))
