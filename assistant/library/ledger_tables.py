"""The registry's tables of the ledger; made by migration 0005."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.library.registry_tables import TABLES

figure_decisions = sa.Table(
    "figure_decisions",
    TABLES,
    sa.Column("figure_id", sa.String(32), primary_key=True),
    sa.Column("state", sa.String(16), nullable=True),
    sa.Column("name", sa.Text, nullable=True),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)

indicator_names = sa.Table(
    "indicator_names",
    TABLES,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("goes_by", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)
