"""Drafts of the next generation of vectors: made beside the running library, swapped in all at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("version_key", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("made_of", sa.Text, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("recut_as", sa.Integer, nullable=True),
    )


def downgrade() -> None:
    # Versions cut anew that were never published are nobody's once their drafts are gone.
    for table in ("vectors", "passages", "pages"):
        op.execute(f"DELETE FROM {table} WHERE version_key IN (SELECT key FROM versions WHERE state = 'drafted')")
    op.execute("DELETE FROM versions WHERE state = 'drafted'")
    op.drop_table("drafts")
