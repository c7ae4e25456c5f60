"""Rows that wait for somebody or a metric to be known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "waiting"
down_revision = "held_records"
branch_labels = None
depends_on = None

_INDEXED = ("batch_no", "text", "person", "seen", "ready")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "waiting_file",
        sa.Column("batch_no", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("trusted", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("batch_no", name=op.f("pk_waiting_file")),
    )
    with op.batch_alter_table("waiting_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiting_file_at"), ["at"], unique=False)
    op.create_table(
        "waiting",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("batch_no", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("awaited", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("cells", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_waiting")),
    )
    with op.batch_alter_table("waiting", schema=None) as batch_op:
        for name in _INDEXED:
            batch_op.create_index(batch_op.f(f"ix_waiting_{name}"), [name], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("waiting", schema=None) as batch_op:
        for name in _INDEXED:
            batch_op.drop_index(batch_op.f(f"ix_waiting_{name}"))
    op.drop_table("waiting")
    with op.batch_alter_table("waiting_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_waiting_file_at"))
    op.drop_table("waiting_file")
