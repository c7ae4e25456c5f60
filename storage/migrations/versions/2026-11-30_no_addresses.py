"""no address of a person beside their account: what stood there was told by whatever arrived, and could be wrong."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "no_addresses"
down_revision = "choices_shown"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("identity", schema=None) as batch_op:
        batch_op.drop_column("conversation")


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("identity", schema=None) as batch_op:
        batch_op.add_column(sa.Column("conversation", sa.String(), server_default="", nullable=False))
