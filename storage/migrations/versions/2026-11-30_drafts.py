"""what people have typed into long forms and not sent in yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "drafts"
down_revision = "message_references"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "draft",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("opener", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("answers", sa.String(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_no"], ["person.no"], name=op.f("fk_draft_person_no_person")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_draft")),
        sa.UniqueConstraint("person_no", "opener", name=op.f("uq_draft_person_no_opener")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_at"), ["at"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_table("draft")
