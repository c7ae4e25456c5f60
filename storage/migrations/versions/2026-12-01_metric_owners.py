"""Owners, providers, scorers and other names of metrics."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "metric_owners"
down_revision = "goals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("metric", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("provider", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("scorer", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("aliases", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("metric", schema=None) as batch_op:
        batch_op.drop_column("aliases")
        batch_op.drop_column("scorer")
        batch_op.drop_column("provider")
        batch_op.drop_column("owner")
