"""units' values of what does not add up are made of all their members' records: these metrics are computed again."""

from __future__ import annotations

from alembic import op

revision = "units_of_records"
down_revision = "growth"
branch_labels = None
depends_on = None

_CALCULATIONS = ("distinct", "median", "min", "max", "last", "mean")
"""A mean adds up by itself, but not in a ratio; that one is computed again and comes out as it was does no harm."""


def upgrade() -> None:
    """Apply: note each of them as after a change of its definition, which the bot then follows in the background."""
    made = " OR ".join(f"formula LIKE '%{calculation}(%'" for calculation in _CALCULATIONS)
    op.execute(
        "INSERT INTO recalculation (metric_no, batch_no, after, begun_at)"  # noqa: S608 - words of ours
        f" SELECT no, 0, 0, CURRENT_TIMESTAMP FROM metric WHERE ({made})"
        " AND NOT EXISTS (SELECT 1 FROM recalculation WHERE metric_no = metric.no)"
    )


def downgrade() -> None:
    """Take back: values as they were come with what changes next."""
