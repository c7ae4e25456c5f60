"""Goals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "goals"
down_revision = "advice"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "goal",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("owner_no", sa.Integer(), nullable=True),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("progress", sa.Float(), nullable=True),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("weights", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_goal_by_no_person")),
        sa.ForeignKeyConstraint(["owner_no"], ["person.no"], name=op.f("fk_goal_owner_no_person")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_goal")),
    )
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.create_index("ix_goal_days", ["start", "end"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_owner_no"), ["owner_no"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_project"), ["project"], unique=False)

    op.create_table(
        "goal_check_in",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("goal_no", sa.Integer(), nullable=False),
        sa.Column("key_result_no", sa.Integer(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("obstacle", sa.String(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_goal_check_in_by_no_person")),
        sa.ForeignKeyConstraint(["goal_no"], ["goal.no"], name=op.f("fk_goal_check_in_goal_no_goal")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_goal_check_in")),
    )
    with op.batch_alter_table("goal_check_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_check_in_goal_no"), ["goal_no"], unique=False)

    op.create_table(
        "goal_event",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("goal_no", sa.Integer(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["goal_no"], ["goal.no"], name=op.f("fk_goal_event_goal_no_goal")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_goal_event")),
        sa.UniqueConstraint("stream", "id", "goal_no", name=op.f("uq_goal_event_stream_id_goal_no")),
    )
    with op.batch_alter_table("goal_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_event_goal_no"), ["goal_no"], unique=False)

    op.create_table(
        "goal_link",
        sa.Column("child_no", sa.Integer(), nullable=False),
        sa.Column("parent_no", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["child_no"], ["goal.no"], name=op.f("fk_goal_link_child_no_goal")),
        sa.ForeignKeyConstraint(["parent_no"], ["goal.no"], name=op.f("fk_goal_link_parent_no_goal")),
        sa.PrimaryKeyConstraint("child_no", "parent_no", name=op.f("pk_goal_link")),
    )
    with op.batch_alter_table("goal_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_link_parent_no"), ["parent_no"], unique=False)

    op.create_table(
        "goal_version",
        sa.Column("goal_no", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_goal_version_by_no_person")),
        sa.ForeignKeyConstraint(["goal_no"], ["goal.no"], name=op.f("fk_goal_version_goal_no_goal")),
        sa.PrimaryKeyConstraint("goal_no", "version", name=op.f("pk_goal_version")),
    )
    op.create_table(
        "key_result",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("goal_no", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("metric_no", sa.Integer(), nullable=True),
        sa.Column("subject_no", sa.Integer(), nullable=True),
        sa.Column("filtered", sa.Boolean(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("progress", sa.Float(), nullable=True),
        sa.Column("numerator", sa.Float(), nullable=True),
        sa.Column("denominator", sa.Float(), nullable=True),
        sa.Column("value_start", sa.Integer(), nullable=True),
        sa.Column("value_end", sa.Integer(), nullable=True),
        sa.Column("typed_by_no", sa.Integer(), nullable=True),
        sa.Column("measured_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["goal_no"], ["goal.no"], name=op.f("fk_key_result_goal_no_goal")),
        sa.ForeignKeyConstraint(["metric_no"], ["metric.no"], name=op.f("fk_key_result_metric_no_metric")),
        sa.ForeignKeyConstraint(["subject_no"], ["person.no"], name=op.f("fk_key_result_subject_no_person")),
        sa.ForeignKeyConstraint(["typed_by_no"], ["person.no"], name=op.f("fk_key_result_typed_by_no_person")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_key_result")),
    )
    with op.batch_alter_table("key_result", schema=None) as batch_op:
        batch_op.create_index("ix_key_result_fed", ["metric_no", "subject_no"], unique=False)
        batch_op.create_index(batch_op.f("ix_key_result_goal_no"), ["goal_no"], unique=False)
        batch_op.create_index(batch_op.f("ix_key_result_subject_no"), ["subject_no"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("key_result", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_key_result_subject_no"))
        batch_op.drop_index(batch_op.f("ix_key_result_goal_no"))
        batch_op.drop_index("ix_key_result_fed")

    op.drop_table("key_result")
    op.drop_table("goal_version")
    with op.batch_alter_table("goal_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_link_parent_no"))

    op.drop_table("goal_link")
    with op.batch_alter_table("goal_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_event_goal_no"))

    op.drop_table("goal_event")
    with op.batch_alter_table("goal_check_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_check_in_goal_no"))

    op.drop_table("goal_check_in")
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_project"))
        batch_op.drop_index(batch_op.f("ix_goal_owner_no"))
        batch_op.drop_index("ix_goal_days")

    op.drop_table("goal")
