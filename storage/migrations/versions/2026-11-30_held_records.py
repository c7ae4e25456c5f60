"""records that are held back, and the values that lack them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "held_records"
down_revision = "rows_in_cases"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("quarantine", schema=None) as batch_op:
        batch_op.alter_column("metric_no", existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column("value", existing_type=sa.Float(), nullable=True)
        batch_op.add_column(sa.Column("stream_no", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("record_id", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("revised", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("content", sa.String(), nullable=True))
        batch_op.create_index("ix_quarantine_record", ["stream_no", "record_id"], unique=False)
    op.create_table(
        "quarantine_key",
        sa.Column("quarantine_no", sa.Integer(), nullable=False),
        sa.Column("metric_no", sa.Integer(), nullable=False),
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["quarantine_no"], ["quarantine.no"], name=op.f("fk_quarantine_key_quarantine_no_quarantine")
        ),
        sa.PrimaryKeyConstraint("quarantine_no", "metric_no", name=op.f("pk_quarantine_key")),
    )
    with op.batch_alter_table("quarantine_key", schema=None) as batch_op:
        batch_op.create_index("ix_quarantine_key_key", ["person_no", "metric_no", "start"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_table("quarantine_key")
    op.execute("DELETE FROM quarantine WHERE metric_no IS NULL")
    with op.batch_alter_table("quarantine", schema=None) as batch_op:
        batch_op.drop_index("ix_quarantine_record")
        for column in ("content", "revised", "at", "record_id", "stream_no"):
            batch_op.drop_column(column)
        batch_op.alter_column("value", existing_type=sa.Float(), nullable=False)
        batch_op.alter_column("metric_no", existing_type=sa.Integer(), nullable=False)
