"""of which complaints of customers people are told, and on which day; so far of none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "complaints"
down_revision = "recalculations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "complaint_notice",
        sa.Column("stream_no", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("heard_at", sa.DateTime(), nullable=False),
        sa.Column("told_on", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_no"], ["person.no"], name=op.f("fk_complaint_notice_person_no_person")),
        sa.PrimaryKeyConstraint("stream_no", "id", name=op.f("pk_complaint_notice")),
    )
    with op.batch_alter_table("complaint_notice", schema=None) as batch_op:
        batch_op.create_index("ix_complaint_notice_day", ["person_no", "told_on"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_table("complaint_notice")
