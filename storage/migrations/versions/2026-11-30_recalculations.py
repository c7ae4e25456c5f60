"""metrics whose values are being computed from records again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "recalculations"
down_revision = "events"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "recalculation",
        sa.Column("metric_no", sa.Integer(), nullable=False),
        sa.Column("batch_no", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["metric_no"], ["metric.no"], name=op.f("fk_recalculation_metric_no_metric")),
        sa.PrimaryKeyConstraint("metric_no", name=op.f("pk_recalculation")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("recalculation")
