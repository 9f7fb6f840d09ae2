"""Which editor somebody prefers."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Everybody begins with the visual editor."""
    op.add_column("user", sa.Column("editor", sa.String(8), server_default="visual", nullable=False))
