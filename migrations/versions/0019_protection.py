"""Pages that not everybody may change, and people who may not write for a while."""

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Nothing yet."""
