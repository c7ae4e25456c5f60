"""Which of the choices that are open by number the latest message offered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "open_choices"
down_revision = "outdated"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("choice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("newest", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("choice", schema=None) as batch_op:
        batch_op.drop_column("newest")
