"""rights."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "rights"
down_revision = "taken_up"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rights", sa.String(), server_default="", nullable=False))
    with op.batch_alter_table("one_on_one", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_no", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_one_on_one_asked_no_person"), "person", ["asked_no"], ["no"])
    # What was asked so far is for who leads the person now, as it was until now.
    op.execute(
        "UPDATE one_on_one SET asked_no = (SELECT boss.no FROM person, person boss"
        " WHERE person.no = one_on_one.person_no AND boss.id = person.manager_id) WHERE topic <> ''"
    )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("one_on_one", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_one_on_one_asked_no_person"), type_="foreignkey")
        batch_op.drop_column("asked_no")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_column("rights")
