"""The ledger: figures read from each version, and what people decide about figures and their names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "ledger",
        sa.Column("version_key", sa.Integer, sa.ForeignKey("versions.key"), primary_key=True, autoincrement=False),
        sa.Column("made_of", sa.String(64), nullable=False),
        sa.Column("rows", sa.Text, nullable=False),
    )
    op.create_table(
        "figure_decisions",
        sa.Column("figure_id", sa.String(32), primary_key=True),
        sa.Column("state", sa.String(16), nullable=True),
        sa.Column("name", sa.Text, nullable=True),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    op.create_table(
        "indicator_names",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("goes_by", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )


def downgrade() -> None:
    for table in ("indicator_names", "figure_decisions", "ledger"):
        op.drop_table(table)
