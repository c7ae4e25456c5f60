"""audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_audit"
down_revision = "0002"
branch_labels = None
depends_on = None

# Rows are only ever added, and go only when the head says that they are gone; the head only ever moves on.
SQLITE = (
    """create trigger audit_no_update before update on audit
    begin select raise(abort, 'the audit trail is append-only'); end""",
    """create trigger audit_no_delete before delete on audit when old.no > (select gone from audit_head)
    begin select raise(abort, 'the audit trail is append-only'); end""",
    """create trigger audit_head_forward before update on audit_head
    when new.count < old.count or new.gone < old.gone or new.keyed < old.keyed
    begin select raise(abort, 'the audit trail is append-only'); end""",
    """create trigger audit_head_stays before delete on audit_head
    begin select raise(abort, 'the audit trail is append-only'); end""",
)
POSTGRESQL = (
    """create function audit_refuse() returns trigger language plpgsql as
    $$ begin raise exception 'the audit trail is append-only'; end $$""",
    """create function audit_let_go() returns trigger language plpgsql as $$ begin
    if old.no > (select gone from audit_head) then raise exception 'the audit trail is append-only'; end if;
    return old; end $$""",
    """create function audit_forward() returns trigger language plpgsql as $$ begin
    if new.count < old.count or new.gone < old.gone or new.keyed < old.keyed then
    raise exception 'the audit trail is append-only'; end if; return new; end $$""",
    "create trigger audit_no_update before update on audit for each row execute function audit_refuse()",
    "create trigger audit_no_delete before delete on audit for each row execute function audit_let_go()",
    "create trigger audit_no_truncate before truncate on audit for each statement execute function audit_refuse()",
    "create trigger audit_head_forward before update on audit_head for each row execute function audit_forward()",
    "create trigger audit_head_stays before delete on audit_head for each row execute function audit_refuse()",
    """create trigger audit_head_no_truncate before truncate on audit_head
    for each statement execute function audit_refuse()""",
)
NOTHING = "0" * 64
MARK = "50d6691b8d492e528ea1fa5292650e3026fb9404451cac52a2d796d1669c154c"  # of the empty trail without a key


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "audit",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_actor", ["actor", "no"], unique=False)
        batch_op.create_index("ix_audit_subject", ["subject", "no"], unique=False)
    head = op.create_table(
        "audit_head",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        sa.Column("keyed", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_audit_head")),
    )
    empty = {"no": 1, "count": 0, "digest": NOTHING, "gone": 0, "base": NOTHING, "keyed": 0, "fingerprint": ""}
    op.bulk_insert(head, [empty | {"mark": MARK}])
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Take back."""
    op.drop_table("audit_head")
    op.drop_table("audit")
    if op.get_bind().dialect.name == "postgresql":
        for function in ("audit_refuse", "audit_let_go", "audit_forward"):
            op.execute(f"drop function {function}()")
