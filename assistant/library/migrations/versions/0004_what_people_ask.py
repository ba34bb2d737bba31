"""What people ask: conversations, what they said of answers, answers they stand for, questions without an answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _talk()
    _answers()
    _gaps()


def _talk() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("user", sa.Text, nullable=False, index=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("begun", sa.String(40), nullable=False),
        sa.Column("changed", sa.String(40), nullable=False),
    )
    op.create_table(
        "turns",
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


def _answers() -> None:
    op.create_table(
        "feedback",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("judgement", sa.String(16), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("right", sa.Text, nullable=False),
        sa.Column("documents", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    op.create_table(
        "approved_answers",
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


def _gaps() -> None:
    op.create_table(
        "gaps",
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
    op.create_table(
        "gap_questions",
        sa.Column("gap", sa.Integer, sa.ForeignKey("gaps.id"), primary_key=True),
        sa.Column("question", sa.Text, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    for table in ("gap_questions", "gaps", "approved_answers", "feedback", "turns", "conversations"):
        op.drop_table(table)
    op.execute("DELETE FROM dependents WHERE kind IN ('answer', 'approved_answer')")
