"""How far goals and their key results were, day by day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "goal_days"
down_revision = "key_result_values"
branch_labels = None
depends_on = None

_TODAY = {
    "sqlite": "CAST(julianday('now') - 2440587.5 AS INTEGER)",
    "postgresql": "(current_date - DATE '1970-01-01')",
}
"""Days since 1970-01-01."""


def upgrade() -> None:
    """Apply; of what is known of goals so far it is known from today on."""
    op.create_table(
        "goal_day",
        sa.Column("goal_no", sa.Integer(), nullable=False),
        sa.Column("key_result_no", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("progress", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["goal_no"], ["goal.no"], name=op.f("fk_goal_day_goal_no_goal")),
        sa.PrimaryKeyConstraint("goal_no", "key_result_no", "day", name=op.f("pk_goal_day")),
        sqlite_with_rowid=False,
    )
    today = _TODAY[op.get_bind().dialect.name]
    into = "INSERT INTO goal_day (goal_no, key_result_no, day, progress)"
    op.execute(f"{into} SELECT no, 0, {today}, progress FROM goal WHERE progress IS NOT NULL")  # noqa: S608 - ours
    op.execute(f"{into} SELECT goal_no, no, {today}, progress FROM key_result WHERE progress IS NOT NULL")  # noqa: S608 - ours


def downgrade() -> None:
    """Take back."""
    op.drop_table("goal_day")
