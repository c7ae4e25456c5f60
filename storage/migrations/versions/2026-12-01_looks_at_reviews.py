"""When the clock looks at a review again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "review_looks"
down_revision = "units_of_records"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; every review that is there is looked at once."""
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.add_column(sa.Column("look_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("looks", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_index(batch_op.f("ix_review_look_at"), ["look_at"], unique=False)
    op.execute(sa.text("UPDATE review SET look_at = '1970-01-01 00:00:00'"))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_look_at"))
        batch_op.drop_column("looks")
        batch_op.drop_column("look_at")
