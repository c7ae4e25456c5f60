"""Reports before review talks: which figures each told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "review_meeting_reports"
down_revision = "agendas"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "meeting_report",
        sa.Column("review_no", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reader_no", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("figures", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["reader_no"], ["person.no"], name=op.f("fk_meeting_report_reader_no_person")),
        sa.ForeignKeyConstraint(["review_no"], ["review.no"], name=op.f("fk_meeting_report_review_no_review")),
        sa.PrimaryKeyConstraint("review_no", "version", name=op.f("pk_meeting_report")),
    )
    with op.batch_alter_table("meeting_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_report_reader_no"), ["reader_no"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_table("meeting_report")
