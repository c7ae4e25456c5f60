"""Review meetings: steps about their time, looks at them, notes that two share, and notes of somebody alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "review_meetings"
down_revision = "calendar_items"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "meeting_note",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("review_no", sa.Integer(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=False),
        sa.Column("filler", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("about_no", sa.Integer(), nullable=False),
        sa.Column("plan_no", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_meeting_note_by_no_person")),
        sa.ForeignKeyConstraint(["review_no"], ["review.no"], name=op.f("fk_meeting_note_review_no_review")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_meeting_note")),
    )
    with op.batch_alter_table("meeting_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_note_by_no"), ["by_no"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_note_review_no"), ["review_no"], unique=False)

    op.create_table(
        "meeting_look",
        sa.Column("review_no", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step_no", sa.Integer(), nullable=False),
        sa.Column("look_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["review_no"], ["review.no"], name=op.f("fk_meeting_look_review_no_review")),
        sa.PrimaryKeyConstraint("review_no", name=op.f("pk_meeting_look")),
    )
    op.create_table(
        "meeting_step",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("review_no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("meets_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_meeting_step_by_no_person")),
        sa.ForeignKeyConstraint(["review_no"], ["review.no"], name=op.f("fk_meeting_step_review_no_review")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_meeting_step")),
    )
    with op.batch_alter_table("meeting_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_step_by_no"), ["by_no"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_step_meets_at"), ["meets_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_step_review_no"), ["review_no"], unique=False)

    op.create_table(
        "private_note",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("review_no", sa.Integer(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=False),
        sa.Column("filler", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_private_note_by_no_person")),
        sa.ForeignKeyConstraint(["review_no"], ["review.no"], name=op.f("fk_private_note_review_no_review")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_private_note")),
    )
    with op.batch_alter_table("private_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_private_note_by_no"), ["by_no"], unique=False)
        batch_op.create_index(batch_op.f("ix_private_note_review_no"), ["review_no"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("private_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_private_note_review_no"))
        batch_op.drop_index(batch_op.f("ix_private_note_by_no"))

    op.drop_table("private_note")
    with op.batch_alter_table("meeting_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_step_review_no"))
        batch_op.drop_index(batch_op.f("ix_meeting_step_meets_at"))
        batch_op.drop_index(batch_op.f("ix_meeting_step_by_no"))

    op.drop_table("meeting_look")
    op.drop_table("meeting_step")
    with op.batch_alter_table("meeting_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_note_review_no"))
        batch_op.drop_index(batch_op.f("ix_meeting_note_by_no"))

    op.drop_table("meeting_note")
