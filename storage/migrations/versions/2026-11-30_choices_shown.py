"""What each message offered by number, and whether it is known to be there.

What was offered before is forgotten: nobody can tell which of it was ever shown.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "choices_shown"
down_revision = "open_choices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.drop_table("choice")
    op.create_table(
        "choice",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("actions", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=True),
        sa.Column("ref", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "user", "message", name=op.f("pk_choice")),
    )
    with op.batch_alter_table("choice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_choice_at"), ["at"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("choice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_choice_at"))

    op.drop_table("choice")
    op.create_table(
        "choice",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("actions", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("platform", "user", name=op.f("pk_choice")),
    )
