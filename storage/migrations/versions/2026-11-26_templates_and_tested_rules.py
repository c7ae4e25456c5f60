"""Words of messages that an admin put differently, and rules that were tested."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "config"
down_revision = "people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "template",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_template")),
        sa.UniqueConstraint("published", name=op.f("uq_template_published")),
    )
    with op.batch_alter_table("template", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_template_key"), ["key"], unique=False)

    with op.batch_alter_table("rule", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tested", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("rule", schema=None) as batch_op:
        batch_op.drop_column("tested")

    with op.batch_alter_table("template", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_template_key"))

    op.drop_table("template")
