"""Which groups the trials of rules told the size of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "trials_told"
down_revision = "values_told"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "trial",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("members", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_trial")),
    )
    with op.batch_alter_table("trial", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trial_start"), ["start"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_table("trial")
