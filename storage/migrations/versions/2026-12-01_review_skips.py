"""What people leave out of reviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "review_skips"
down_revision = "review_meeting_reports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "review_skip",
        sa.Column("review_no", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("filler", sa.String(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_review_skip_by_no_person")),
        sa.ForeignKeyConstraint(["review_no"], ["review.no"], name=op.f("fk_review_skip_review_no_review")),
        sa.PrimaryKeyConstraint("review_no", "task", "filler", name=op.f("pk_review_skip")),
    )
    with op.batch_alter_table("review_skip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_skip_by_no"), ["by_no"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("review_skip", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_skip_by_no"))

    op.drop_table("review_skip")
