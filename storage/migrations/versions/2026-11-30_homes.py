"""for whom homes were drawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "homes"
down_revision = "no_addresses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "home",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("drawn_for", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("platform", "user", name=op.f("pk_home")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("home")
