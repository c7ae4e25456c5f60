"""what was answered where a talk was called for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "talk_answers"
down_revision = "threshold_checks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "talk_answer",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("metric_no", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_talk_answer_by_no_person")),
        sa.ForeignKeyConstraint(["metric_no"], ["metric.no"], name=op.f("fk_talk_answer_metric_no_metric")),
        sa.ForeignKeyConstraint(["person_no"], ["person.no"], name=op.f("fk_talk_answer_person_no_person")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_talk_answer")),
    )
    with op.batch_alter_table("talk_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_answer_person_no"), ["person_no"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("talk_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_talk_answer_person_no"))

    op.drop_table("talk_answer")
