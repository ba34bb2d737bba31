"""What people decide of papers, what rests on them, how a page was read, and the stamps of files already taken in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NEW_TABLES = ("files", "dependents", "corrections", "replacements", "overrides")


def upgrade() -> None:
    op.add_column("versions", sa.Column("detected", sa.Text, nullable=True))
    op.add_column("versions", sa.Column("manifest", sa.Text, nullable=True))
    op.add_column("pages", sa.Column("account", sa.Text, nullable=True))
    op.create_table(
        "overrides",
        sa.Column("document_id", sa.Text, primary_key=True),
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    op.create_table(
        "replacements",
        sa.Column("older", sa.Text, primary_key=True),
        sa.Column("newer", sa.Text, primary_key=True),
        sa.Column("basis", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("since", sa.String(10), nullable=True),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_table(
        "corrections",
        sa.Column("page_sha256", sa.String(64), primary_key=True),
        sa.Column("block_sha256", sa.String(64), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("order", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
    )
    _create_followers()


def _create_followers() -> None:
    op.create_table(
        "dependents",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("passage_id", sa.Text, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
    )
    op.create_index("ix_dependents_document_id", "dependents", ["document_id"])
    op.create_index("ix_dependents_holder", "dependents", ["kind", "holder"])
    op.create_table(
        "files",
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("mtime_ns", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
    )


def downgrade() -> None:
    for name in _NEW_TABLES:
        op.drop_table(name)
    with op.batch_alter_table("pages") as table:
        table.drop_column("account")
    with op.batch_alter_table("versions") as table:
        table.drop_column("manifest")
        table.drop_column("detected")
