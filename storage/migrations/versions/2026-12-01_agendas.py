"""what two want to talk about, and what they wrote down of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "agendas"
down_revision = "peer_reviews"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "agenda_point",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("lead_no", sa.Integer(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("dealt_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_agenda_point_by_no_person")),
        sa.ForeignKeyConstraint(["lead_no"], ["person.no"], name=op.f("fk_agenda_point_lead_no_person")),
        sa.ForeignKeyConstraint(["person_no"], ["person.no"], name=op.f("fk_agenda_point_person_no_person")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_agenda_point")),
    )
    with op.batch_alter_table("agenda_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_point_person_no"), ["person_no"], unique=False)

    op.create_table(
        "pair_log",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("lead_no", sa.Integer(), nullable=True),
        sa.Column("by_no", sa.Integer(), nullable=True),
        sa.Column("met_at", sa.DateTime(), nullable=False),
        sa.Column("topics", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_pair_log_by_no_person")),
        sa.ForeignKeyConstraint(["lead_no"], ["person.no"], name=op.f("fk_pair_log_lead_no_person")),
        sa.ForeignKeyConstraint(["person_no"], ["person.no"], name=op.f("fk_pair_log_person_no_person")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_pair_log")),
    )
    with op.batch_alter_table("pair_log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pair_log_lead_no"), ["lead_no"], unique=False)
        batch_op.create_index(batch_op.f("ix_pair_log_met_at"), ["met_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_pair_log_person_no"), ["person_no"], unique=False)

    op.create_table(
        "private_point",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("lead_no", sa.Integer(), nullable=False),
        sa.Column("by_no", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("dealt_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_no"], ["person.no"], name=op.f("fk_private_point_by_no_person")),
        sa.ForeignKeyConstraint(["lead_no"], ["person.no"], name=op.f("fk_private_point_lead_no_person")),
        sa.ForeignKeyConstraint(["person_no"], ["person.no"], name=op.f("fk_private_point_person_no_person")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_private_point")),
    )
    with op.batch_alter_table("private_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_private_point_person_no"), ["person_no"], unique=False)

    op.create_table(
        "pair_log_action",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("log_no", sa.Integer(), nullable=False),
        sa.Column("owner_no", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("due_on", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["log_no"], ["pair_log.no"], name=op.f("fk_pair_log_action_log_no_pair_log")),
        sa.ForeignKeyConstraint(["owner_no"], ["person.no"], name=op.f("fk_pair_log_action_owner_no_person")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_pair_log_action")),
    )
    with op.batch_alter_table("pair_log_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pair_log_action_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_pair_log_action_log_no"), ["log_no"], unique=False)


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("pair_log_action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pair_log_action_log_no"))
        batch_op.drop_index(batch_op.f("ix_pair_log_action_due_on"))

    op.drop_table("pair_log_action")
    with op.batch_alter_table("private_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_private_point_person_no"))

    op.drop_table("private_point")
    with op.batch_alter_table("pair_log", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pair_log_person_no"))
        batch_op.drop_index(batch_op.f("ix_pair_log_met_at"))
        batch_op.drop_index(batch_op.f("ix_pair_log_lead_no"))

    op.drop_table("pair_log")
    with op.batch_alter_table("agenda_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_point_person_no"))

    op.drop_table("agenda_point")
