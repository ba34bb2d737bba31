"""The first tables: meta, versions, pages, passages, vectors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "versions",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("published", sa.Integer, nullable=True),
        sa.Column("ended", sa.Integer, nullable=True),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("suffix", sa.String(16), nullable=True),
        sa.Column("metadata", sa.Text, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("passages", sa.Integer, nullable=False),
        sa.Column("warnings", sa.Text, nullable=False),
        sa.UniqueConstraint("document_id", "version"),
    )
    for column in ("state", "ended", "changed", "sha256"):
        op.create_index(f"ix_versions_{column}", "versions", [column])
    _create_contents()


def _create_contents() -> None:
    op.create_table(
        "pages",
        sa.Column("version_key", sa.Integer, sa.ForeignKey("versions.key"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("read_as", sa.String(8), nullable=False),
        sa.Column("blocks", sa.Text, nullable=False),
        sa.Column("warnings", sa.Text, nullable=False),
    )
    op.create_table(
        "passages",
        sa.Column("passage_id", sa.Text, primary_key=True),
        sa.Column("version_key", sa.Integer, sa.ForeignKey("versions.key"), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("spans", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("clause", sa.Text, nullable=True),
        sa.Column("clause_path", sa.Text, nullable=True),
    )
    op.create_index("ix_passages_version", "passages", ["version_key", "ordinal"], unique=True)
    op.create_table(
        "vectors",
        sa.Column("version_key", sa.Integer, sa.ForeignKey("versions.key"), primary_key=True),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    for name in ("vectors", "passages", "pages", "versions", "meta"):
        op.drop_table(name)
