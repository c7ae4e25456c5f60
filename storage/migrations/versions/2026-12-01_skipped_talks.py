"""that one-on-ones were let be in a stretch of their cadence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "skipped_talks"
down_revision = "review_skips"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "one_on_one_skip",
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_no"], ["person.no"], name=op.f("fk_one_on_one_skip_person_no_person")),
        sa.PrimaryKeyConstraint("person_no", "start", name=op.f("pk_one_on_one_skip")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("one_on_one_skip")
