"""drafts: since when a form is filled in, so that the time it takes is known when it is sent in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "draft_started"
down_revision = "review_looks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("draft") as batch_op:
        batch_op.add_column(sa.Column("started_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("draft") as batch_op:
        batch_op.drop_column("started_at")
