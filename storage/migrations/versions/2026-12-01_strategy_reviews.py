"""Strategy reviews, and what goals need of one another."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "strategy_reviews"
down_revision = "metric_owners"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "strategy_review",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("metric", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("changed_on", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_strategy_review")),
    )
    with op.batch_alter_table("strategy_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_strategy_review_owner"), ["owner"], unique=False)

    op.create_table(
        "goal_dependency",
        sa.Column("goal_no", sa.Integer(), nullable=False),
        sa.Column("on_no", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["goal_no"], ["goal.no"], name=op.f("fk_goal_dependency_goal_no_goal")),
        sa.ForeignKeyConstraint(["on_no"], ["goal.no"], name=op.f("fk_goal_dependency_on_no_goal")),
        sa.PrimaryKeyConstraint("goal_no", "on_no", name=op.f("pk_goal_dependency")),
    )
    with op.batch_alter_table("goal_dependency", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_dependency_on_no"), ["on_no"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("goal_dependency", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_dependency_on_no"))

    op.drop_table("goal_dependency")
    with op.batch_alter_table("strategy_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_strategy_review_owner"))

    op.drop_table("strategy_review")
