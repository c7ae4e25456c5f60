"""Reviews: what they ask, rounds of them, where each person is, what was written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "reviews"
down_revision = "waiting"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "cycle",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_cycle")),
    )
    with op.batch_alter_table("cycle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cycle_state"), ["state"], unique=False)

    op.create_table(
        "cycle_version",
        sa.Column("cycle_no", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_cycle_version_by_no_person")),
        sa.ForeignKeyConstraint(["cycle_no"], ["cycle.no"], name=op.f("fk_cycle_version_cycle_no_cycle")),
        sa.PrimaryKeyConstraint("cycle_no", "version", name=op.f("pk_cycle_version")),
    )
    op.create_table(
        "form_template",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_form_template_by_no_person")),
        sa.PrimaryKeyConstraint("key", "version", name=op.f("pk_form_template")),
    )
    op.create_table(
        "review",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("cycle_no", sa.Integer(), nullable=False),
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.String(), nullable=False),
        sa.Column("self_at", sa.DateTime(), nullable=True),
        sa.Column("manager_at", sa.DateTime(), nullable=True),
        sa.Column("revised_at", sa.DateTime(), nullable=True),
        sa.Column("held_at", sa.DateTime(), nullable=True),
        sa.Column("employee_confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("manager_confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("employee_agrees", sa.Boolean(), nullable=True),
        sa.Column("manager_agrees", sa.Boolean(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["cycle_no"], ["cycle.no"], name=op.f("fk_review_cycle_no_cycle")),
        sa.ForeignKeyConstraint(["person_no"], ["person.no"], name=op.f("fk_review_person_no_person")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_review")),
        sa.UniqueConstraint("cycle_no", "person_no", name=op.f("uq_review_cycle_no_person_no")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_person_no"), ["person_no"], unique=False)

    op.create_table(
        "manager_review",
        sa.Column("review_no", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("template_version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.String(), nullable=False),
        sa.Column("vague", sa.String(), nullable=False),
        sa.Column("addendum", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_manager_review_by_no_person")),
        sa.ForeignKeyConstraint(["review_no"], ["review.no"], name=op.f("fk_manager_review_review_no_review")),
        sa.PrimaryKeyConstraint("review_no", "version", name=op.f("pk_manager_review")),
    )
    with op.batch_alter_table("manager_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_manager_review_by_no"), ["by_no"], unique=False)

    op.create_table(
        "review_comment",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("review_no", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=False),
        sa.Column("filler", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_review_comment_by_no_person")),
        sa.ForeignKeyConstraint(["review_no"], ["review.no"], name=op.f("fk_review_comment_review_no_review")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_review_comment")),
    )
    with op.batch_alter_table("review_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_comment_by_no"), ["by_no"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_comment_review_no"), ["review_no"], unique=False)

    op.create_table(
        "self_review",
        sa.Column("review_no", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("template_version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.String(), nullable=False),
        sa.Column("vague", sa.String(), nullable=False),
        sa.Column("addendum", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_self_review_by_no_person")),
        sa.ForeignKeyConstraint(["review_no"], ["review.no"], name=op.f("fk_self_review_review_no_review")),
        sa.PrimaryKeyConstraint("review_no", "version", name=op.f("pk_self_review")),
    )
    with op.batch_alter_table("self_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_self_review_by_no"), ["by_no"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("self_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_self_review_by_no"))

    op.drop_table("self_review")
    with op.batch_alter_table("review_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_comment_review_no"))
        batch_op.drop_index(batch_op.f("ix_review_comment_by_no"))

    op.drop_table("review_comment")
    with op.batch_alter_table("manager_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_manager_review_by_no"))

    op.drop_table("manager_review")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_person_no"))

    op.drop_table("review")
    op.drop_table("form_template")
    op.drop_table("cycle_version")
    with op.batch_alter_table("cycle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cycle_state"))

    op.drop_table("cycle")
