"""Growth: plans with every version, the days that follow from them, reports; the catalogue of courses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "growth"
down_revision = "record_zone"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "course",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_course")),
    )
    op.create_table(
        "plan",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("review_no", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_plan_by_no_person")),
        sa.ForeignKeyConstraint(["person_no"], ["person.no"], name=op.f("fk_plan_person_no_person")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_plan")),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_person_no"), ["person_no"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_review_no"), ["review_no"], unique=False)
    op.create_table(
        "plan_version",
        sa.Column("plan_no", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_plan_version_by_no_person")),
        sa.ForeignKeyConstraint(["plan_no"], ["plan.no"], name=op.f("fk_plan_version_plan_no_plan")),
        sa.PrimaryKeyConstraint("plan_no", "version", name=op.f("pk_plan_version")),
    )
    op.create_table(
        "plan_day",
        sa.Column("plan_no", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_no"], ["plan.no"], name=op.f("fk_plan_day_plan_no_plan")),
        sa.PrimaryKeyConstraint("plan_no", "day", "step", "place", name=op.f("pk_plan_day")),
    )
    with op.batch_alter_table("plan_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_day_day"), ["day"], unique=False)
    op.create_table(
        "plan_report",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("plan_no", sa.Integer(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("obstacle", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_plan_report_by_no_person")),
        sa.ForeignKeyConstraint(["plan_no"], ["plan.no"], name=op.f("fk_plan_report_plan_no_plan")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_plan_report")),
    )
    with op.batch_alter_table("plan_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_report_plan_no"), ["plan_no"], unique=False)
    op.create_table(
        "plan_proposal",
        sa.Column("plan_no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("decided_by_no", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_plan_proposal_by_no_person")),
        sa.ForeignKeyConstraint(["decided_by_no"], ["person.no"], name=op.f("fk_plan_proposal_decided_by_no_person")),
        sa.ForeignKeyConstraint(["plan_no"], ["plan.no"], name=op.f("fk_plan_proposal_plan_no_plan")),
        sa.PrimaryKeyConstraint("plan_no", name=op.f("pk_plan_proposal")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("plan_proposal")
    with op.batch_alter_table("plan_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_report_plan_no"))
    op.drop_table("plan_report")
    with op.batch_alter_table("plan_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_day_day"))
    op.drop_table("plan_day")
    op.drop_table("plan_version")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_review_no"))
        batch_op.drop_index(batch_op.f("ix_plan_person_no"))
    op.drop_table("plan")
    op.drop_table("course")
