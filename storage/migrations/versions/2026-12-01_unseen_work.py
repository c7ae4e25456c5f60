"""What colleagues were asked about work that no data shows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "unseen_work"
down_revision = "skipped_talks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "unseen_work",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("review_no", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("peer_no", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["peer_no"], ["person.no"], name=op.f("fk_unseen_work_peer_no_person")),
        sa.ForeignKeyConstraint(["review_no"], ["review.no"], name=op.f("fk_unseen_work_review_no_review")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_unseen_work")),
        sa.UniqueConstraint("review_no", "item", "peer_no", name=op.f("uq_unseen_work_review_no_item_peer_no")),
    )
    with op.batch_alter_table("unseen_work", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unseen_work_peer_no"), ["peer_no"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("unseen_work", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unseen_work_peer_no"))

    op.drop_table("unseen_work")
