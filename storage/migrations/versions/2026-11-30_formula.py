"""how a metric's values are made of records, and from when on; metrics of today are fed by finished values."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "formula"
down_revision = "records"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("metric", schema=None) as batch_op:
        batch_op.add_column(sa.Column("formula", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("records_from", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("metric", schema=None) as batch_op:
        batch_op.drop_column("records_from")
        batch_op.drop_column("formula")
