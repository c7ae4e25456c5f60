"""of which kind of event the records of a stream are, and to what they were added up; so far of none, and not."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "events"
down_revision = "formula"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("stream", schema=None) as batch_op:
        batch_op.add_column(sa.Column("event", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("rolled_up", sa.String(), nullable=True))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("stream", schema=None) as batch_op:
        batch_op.drop_column("rolled_up")
        batch_op.drop_column("event")
