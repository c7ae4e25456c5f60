"""appointments, and what stands for them in platforms' own calendars and to-do lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "calendar_items"
down_revision = "draft_started"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "calendar_event",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("lead_no", sa.Integer(), nullable=True),
        sa.Column("begin", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["lead_no"], ["person.no"], name=op.f("fk_calendar_event_lead_no_person")),
        sa.ForeignKeyConstraint(["person_no"], ["person.no"], name=op.f("fk_calendar_event_person_no_person")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_calendar_event")),
        sa.UniqueConstraint("uid", name=op.f("uq_calendar_event_uid")),
    )
    with op.batch_alter_table("calendar_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_event_about"), ["about"], unique=False)
        batch_op.create_index(batch_op.f("ix_calendar_event_begin"), ["begin"], unique=False)
        batch_op.create_index(batch_op.f("ix_calendar_event_person_no"), ["person_no"], unique=False)

    op.create_table(
        "platform_item",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("other_no", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("carried", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["other_no"], ["person.no"], name=op.f("fk_platform_item_other_no_person")),
        sa.ForeignKeyConstraint(["person_no"], ["person.no"], name=op.f("fk_platform_item_person_no_person")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_platform_item")),
        sa.UniqueConstraint("kind", "key", "platform", name=op.f("uq_platform_item_kind_key_platform")),
    )
    with op.batch_alter_table("platform_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_platform_item_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_platform_item_person_no"), ["person_no"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("platform_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_platform_item_person_no"))
        batch_op.drop_index(batch_op.f("ix_platform_item_due_at"))

    op.drop_table("platform_item")
    with op.batch_alter_table("calendar_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calendar_event_person_no"))
        batch_op.drop_index(batch_op.f("ix_calendar_event_begin"))
        batch_op.drop_index(batch_op.f("ix_calendar_event_about"))

    op.drop_table("calendar_event")
