"""what of a record's day was written, and in which time zones records lie; of records of before it is not known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "record_zone"
down_revision = "reviews"
branch_labels = None
depends_on = None

_TABLES = ("record", "record_version", "quarantine")


def upgrade() -> None:
    """Apply."""
    for table in _TABLES:  # without a default no row is written, however many there are
        op.add_column(table, sa.Column("clock", sa.BigInteger(), nullable=True))
    op.create_table(
        "record_zone",
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("person_no", name=op.f("pk_record_zone")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("record_zone")
    for table in _TABLES:
        op.drop_column(table, "clock")
