"""open forms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "forms"
down_revision = "kudos"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "form",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("card", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "card", name=op.f("pk_form")),
    )
    with op.batch_alter_table("form", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_form_at"), ["at"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_form_at"))

    op.drop_table("form")
