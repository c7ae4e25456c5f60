"""What the records that a key result chooses made of each period."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "key_result_values"
down_revision = "strategy_reviews"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "key_result_value",
        sa.Column("key_result_no", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("goal_no", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("numerator", sa.Float(), nullable=True),
        sa.Column("denominator", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["goal_no"], ["goal.no"], name=op.f("fk_key_result_value_goal_no_goal")),
        sa.ForeignKeyConstraint(
            ["key_result_no"], ["key_result.no"], name=op.f("fk_key_result_value_key_result_no_key_result")
        ),
        sa.PrimaryKeyConstraint("key_result_no", "start", name=op.f("pk_key_result_value")),
    )
    with op.batch_alter_table("key_result_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_key_result_value_goal_no"), ["goal_no"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("key_result_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_key_result_value_goal_no"))

    op.drop_table("key_result_value")
