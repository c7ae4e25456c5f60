"""What deltas rest on besides readings and targets, and what of a posting was said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "outdated"
down_revision = "rights"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "outdated",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_outdated")),
    )
    with op.batch_alter_table("outdated", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outdated_person_no"), ["person_no"], unique=False)
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("said", sa.String(), nullable=False, server_default="manager_id department unit role")
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.drop_column("said")
    with op.batch_alter_table("outdated", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outdated_person_no"))
    op.drop_table("outdated")
