"""What came from a MediaWiki, and what of it could not be converted."""

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Nothing yet."""
