"""Onboarding questions: kept sets, what people said of each item, and how newcomers practise with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "question_sets",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("items", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    op.create_table(
        "question_items",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("made", sa.Text, nullable=False),
        sa.Column("left", sa.Text, nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("published", sa.String(32), nullable=False),
    )
    op.create_table(
        "question_events",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("item", sa.String(64), nullable=False, index=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("left", sa.Text, nullable=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    _practice()


def _practice() -> None:
    op.create_table(
        "practice_cards",
        sa.Column("learner", sa.String(128), primary_key=True),
        sa.Column("item", sa.String(64), primary_key=True),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("due", sa.String(40), nullable=False),
    )
    op.create_table(
        "practice_answers",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("learner", sa.String(128), nullable=False, index=True),
        sa.Column("item", sa.String(64), nullable=False),
        sa.Column("given", sa.Text, nullable=False),
        sa.Column("right", sa.Boolean, nullable=False),
        sa.Column("judged_by", sa.String(16), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )


def downgrade() -> None:
    for table in ("practice_answers", "practice_cards", "question_events", "question_items", "question_sets"):
        op.drop_table(table)
    op.execute("DELETE FROM dependents WHERE kind = 'question'")
