"""Questions whether a target or a rule's limit is right."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "threshold_checks"
down_revision = "unseen_work"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "threshold_check",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("metric_no", sa.Integer(), nullable=False),
        sa.Column("group_kind", sa.String(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("flagged", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_threshold_check")),
        sa.UniqueConstraint(
            "rule",
            "metric_no",
            "group_kind",
            "group_name",
            "start",
            name=op.f("uq_threshold_check_rule_metric_no_group_kind_group_name_start"),
        ),
    )
    with op.batch_alter_table("threshold_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_threshold_check_state"), ["state"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("threshold_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_threshold_check_state"))

    op.drop_table("threshold_check")
