"""the records that values are made of: their streams, what counts, every earlier version, the texts of dimensions."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "records"
down_revision = "drafts"
branch_labels = None
depends_on = None

_MADE = sa.text('"row" = 0')


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "stream",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("renewal", sa.String(), nullable=False),
        sa.Column("whole", sa.String(), nullable=True),
        sa.Column("id_column", sa.String(), nullable=False),
        sa.Column("to_date", sa.Boolean(), nullable=True),
        sa.Column("newest", sa.Integer(), nullable=True),
        sa.Column("arrived", sa.Integer(), nullable=True),
        sa.Column("aged_before", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_stream")),
        sa.UniqueConstraint("key", name=op.f("uq_stream_key")),
    )
    op.create_table(
        "stream_column",
        sa.Column("stream_no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["stream_no"], ["stream.no"], name=op.f("fk_stream_column_stream_no_stream")),
        sa.PrimaryKeyConstraint("stream_no", "kind", "slot", name=op.f("pk_stream_column")),
    )
    op.create_table(
        "dimension_text",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_dimension_text")),
        sa.UniqueConstraint("text", name=op.f("uq_dimension_text_text")),
    )
    op.create_table(
        "record",
        *_key(),
        *_content(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream_no", "id", name=op.f("pk_record")),
    )
    op.create_table(
        "record_version",
        *_key(),
        sa.Column("version", sa.Integer(), nullable=False),
        *_content(),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.Column("replaced_by", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("taken_back", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("stream_no", "id", "version", name=op.f("pk_record_version")),
    )
    for table, columns in (("record", ("batch_no",)), ("record_version", ("batch_no", "replaced_by"))):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(f"ix_{table}_day", ["stream_no", "person_no", "day"], unique=False)
            for column in columns:
                batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)
    op.create_index("ix_reading_made", "reading", ["metric_no", "end"], sqlite_where=_MADE, postgresql_where=_MADE)


def _key() -> list[sa.Column[Any]]:
    id_type = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    return [sa.Column("stream_no", sa.Integer(), nullable=False), sa.Column("id", id_type, nullable=False)]


def _content() -> list[sa.Column[Any]]:
    return [
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("revised", sa.BigInteger(), nullable=True),
        *(sa.Column(f"m{slot}", sa.Float(), nullable=True) for slot in range(1, 7)),
        *(sa.Column(f"d{slot}", sa.Integer(), server_default="0", nullable=False) for slot in range(1, 9)),
        sa.Column("batch_no", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
    ]


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_reading_made", "reading")
    for table in ("record_version", "record", "dimension_text", "stream_column", "stream"):
        op.drop_table(table)
