"""What two agree at the start of a period, and what is said half-way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "review_prompts"
down_revision = "review_meetings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "review_check_in",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("review_no", sa.Integer(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("obstacle", sa.String(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("plan_no", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_review_check_in_by_no_person")),
        sa.ForeignKeyConstraint(["review_no"], ["review.no"], name=op.f("fk_review_check_in_review_no_review")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_review_check_in")),
    )
    with op.batch_alter_table("review_check_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_check_in_by_no"), ["by_no"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_check_in_review_no"), ["review_no"], unique=False)

    op.create_table(
        "review_goals",
        sa.Column("review_no", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("filler", sa.String(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(), nullable=True),
        sa.Column("agreed_by_no", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["agreed_by_no"], ["person.no"], name=op.f("fk_review_goals_agreed_by_no_person")),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_review_goals_by_no_person")),
        sa.ForeignKeyConstraint(["review_no"], ["review.no"], name=op.f("fk_review_goals_review_no_review")),
        sa.PrimaryKeyConstraint("review_no", "version", name=op.f("pk_review_goals")),
    )
    with op.batch_alter_table("review_goals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_goals_by_no"), ["by_no"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("review_goals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_goals_by_no"))

    op.drop_table("review_goals")
    with op.batch_alter_table("review_check_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_check_in_review_no"))
        batch_op.drop_index(batch_op.f("ix_review_check_in_by_no"))

    op.drop_table("review_check_in")
