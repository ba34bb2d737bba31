"""The registry's tables of what people ask; made by migration 0004."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.library.registry_tables import TABLES

conversations = sa.Table(
    "conversations",
    TABLES,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("user", sa.Text, nullable=False, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("begun", sa.String(40), nullable=False),
    sa.Column("changed", sa.String(40), nullable=False),
)

turns = sa.Table(
    "turns",
    TABLES,
    sa.Column("conversation", sa.String(32), sa.ForeignKey("conversations.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("typed", sa.Text, nullable=False),
    sa.Column("asked", sa.Text, nullable=False),
    sa.Column("taken_over", sa.Text, nullable=False),
    sa.Column("filters", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)

feedback = sa.Table(
    "feedback",
    TABLES,
    sa.Column("key", sa.Integer, primary_key=True),
    sa.Column("judgement", sa.String(16), nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("shown", sa.Text, nullable=False),
    sa.Column("right", sa.Text, nullable=False),
    sa.Column("documents", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)

approved_answers = sa.Table(
    "approved_answers",
    TABLES,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("questions", sa.Text, nullable=False),
    sa.Column("negative", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("review", sa.String(10), nullable=True),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)

gaps = sa.Table(
    "gaps",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("reason", sa.String(24), nullable=False),
    sa.Column("documents", sa.Text, nullable=False),
    sa.Column("people", sa.Text, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("said", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("first", sa.String(40), nullable=False),
    sa.Column("last", sa.String(40), nullable=False),
)

gap_questions = sa.Table(
    "gap_questions",
    TABLES,
    sa.Column("gap", sa.Integer, sa.ForeignKey("gaps.id"), primary_key=True),
    sa.Column("question", sa.Text, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
)
