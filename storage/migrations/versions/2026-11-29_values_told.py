"""What each value was when a message told it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "values_told"
down_revision = "import"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told", sa.String(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_column("told")
