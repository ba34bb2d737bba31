"""The registry's tables of kept reviews; made by migration 0006."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.library.registry_tables import TABLES

review_drafts = sa.Table(
    "review_drafts",
    TABLES,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("made_at", sa.String(40), nullable=False),
)

review_draft_revisions = sa.Table(
    "review_draft_revisions",
    TABLES,
    sa.Column("draft", sa.String(32), sa.ForeignKey("review_drafts.id"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("of", sa.Integer, nullable=False),
    sa.Column("what", sa.String(32), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)
