"""Files and their versions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(255), nullable=False),
        sa.Column("current_version_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_file"),
        sa.UniqueConstraint("title", name="uq_file_title"),
    )
    op.create_table(
        "file_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("extension", sa.String(10), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("comment", sa.String(1000), nullable=False),
        sa.Column("uploader_id", sa.Integer(), nullable=True),
        sa.Column("municipality_code", sa.String(4), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name="fk_file_version_file_id"),
        sa.ForeignKeyConstraint(["uploader_id"], ["user.id"], name="fk_file_version_uploader_id"),
        sa.PrimaryKeyConstraint("id", name="pk_file_version"),
        sa.UniqueConstraint("file_id", "number", name="uq_file_version_file_id_number"),
    )
    op.create_index("ix_file_version_checksum", "file_version", ["checksum"])
    op.create_index("ix_file_version_uploader", "file_version", ["uploader_id", "id"])
