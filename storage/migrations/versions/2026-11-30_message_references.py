"""A message is known by its id, whatever a platform calls that: in receipts and in arrivals not handled yet."""

from __future__ import annotations

from alembic import op

revision = "message_references"
down_revision = "homes"
branch_labels = None
depends_on = None

_NAMES = ("ts", "outTrackId")
"""In quotation marks and with a colon each is a key: in a value every quotation mark has a backslash before it."""


def upgrade() -> None:
    """Apply."""
    for name in _NAMES:
        for table, column in (("delivery", "receipt"), ("inbox", "payload")):
            op.execute(
                f"""update {table} set {column} = replace({column}, '"{name}":', '"id":') """  # noqa: S608 - ours
                f"""where {column} like '%"{name}":%'"""
            )


def downgrade() -> None:
    """Take back: on one platform a message stands in a conversation, on the other it does not say in which."""
    for table, column, begins in (("delivery", "receipt", "{"), ("inbox", "payload", '"message":{')):
        stands = f"""{column} like '%{begins}"conversation":%'"""
        for name, which in (("ts", stands), ("outTrackId", f"not {stands}")):
            op.execute(f"""update {table} set {column} = replace({column}, '"id":', '"{name}":') where {which}""")  # noqa: S608
