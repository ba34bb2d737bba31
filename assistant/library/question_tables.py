"""The registry's tables of onboarding questions; made by migration 0007."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.library.registry_tables import TABLES

question_sets = sa.Table(
    "question_sets",
    TABLES,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("items", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)

question_items = sa.Table(
    "question_items",
    TABLES,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("made", sa.Text, nullable=False),
    sa.Column("left", sa.Text, nullable=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("published", sa.String(32), nullable=False),
)

question_events = sa.Table(
    "question_events",
    TABLES,
    sa.Column("key", sa.Integer, primary_key=True),
    sa.Column("item", sa.String(64), nullable=False, index=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("left", sa.Text, nullable=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)

practice_cards = sa.Table(
    "practice_cards",
    TABLES,
    sa.Column("learner", sa.String(128), primary_key=True),
    sa.Column("item", sa.String(64), primary_key=True),
    sa.Column("card", sa.Text, nullable=False),
    sa.Column("due", sa.String(40), nullable=False),
)

practice_answers = sa.Table(
    "practice_answers",
    TABLES,
    sa.Column("key", sa.Integer, primary_key=True),
    sa.Column("learner", sa.String(128), nullable=False, index=True),
    sa.Column("item", sa.String(64), nullable=False),
    sa.Column("given", sa.Text, nullable=False),
    sa.Column("right", sa.Boolean, nullable=False),
    sa.Column("judged_by", sa.String(16), nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)
