"""Which colleagues are asked about somebody, and what they answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "peer_reviews"
down_revision = "review_prompts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "peer_invitation",
        sa.Column("review_no", sa.Integer(), nullable=False),
        sa.Column("peer_no", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["peer_no"], ["person.no"], name=op.f("fk_peer_invitation_peer_no_person")),
        sa.ForeignKeyConstraint(["review_no"], ["review.no"], name=op.f("fk_peer_invitation_review_no_review")),
        sa.PrimaryKeyConstraint("review_no", "peer_no", name=op.f("pk_peer_invitation")),
    )
    with op.batch_alter_table("peer_invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_peer_invitation_peer_no"), ["peer_no"], unique=False)

    op.create_table(
        "peer_round",
        sa.Column("review_no", sa.Integer(), nullable=False),
        sa.Column("refusal", sa.String(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(), nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("gathered", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["review_no"], ["review.no"], name=op.f("fk_peer_round_review_no_review")),
        sa.PrimaryKeyConstraint("review_no", name=op.f("pk_peer_round")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("peer_round")
    with op.batch_alter_table("peer_invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_peer_invitation_peer_no"))

    op.drop_table("peer_invitation")
