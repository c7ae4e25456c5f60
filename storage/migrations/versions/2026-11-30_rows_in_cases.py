"""the records that cases are about, and what corrections do to records."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "rows_in_cases"
down_revision = "complaints"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "dispute_record",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("dispute_no", sa.Integer(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("amount", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["dispute_no"], ["dispute.no"], name=op.f("fk_dispute_record_dispute_no_dispute")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_dispute_record")),
    )
    with op.batch_alter_table("dispute_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dispute_record_dispute_no"), ["dispute_no"], unique=False)
    op.create_table(
        "correction_record",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("correction_no", sa.Integer(), nullable=False),
        sa.Column("fate", sa.String(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("dimensions", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["correction_no"], ["correction.no"], name=op.f("fk_correction_record_correction_no_correction")
        ),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_correction_record")),
    )
    with op.batch_alter_table("correction_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_record_correction_no"), ["correction_no"], unique=False)
        batch_op.create_index("ix_correction_record_record", ["stream", "record_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_table("correction_record")
    op.drop_table("dispute_record")
