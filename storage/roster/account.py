"""Accounts as kept: what their platforms said of them last."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.kit.identity import Identity, Name
from bot.roster.domain.account import Account, Way
from storage.database import UtcDateTime, insert
from storage.inventory import declare
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection


class AccountRow(SQLModel, table=True):
    """An account of a platform, whether or not it is anybody's we know."""

    __tablename__ = "account"
    platform: str = Field(primary_key=True)
    user: str = Field(primary_key=True)
    tenant: str = ""
    name: str = ""
    email: str = ""
    mobile: str = ""
    timezone: str = ""
    locale: str = ""
    guest: bool = False
    gone: bool = False
    way: str = ""
    person_no: int | None = Field(default=None, foreign_key="person.no", index=True)
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reported_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


declare(
    "account",
    whose="person_no",
    kinds={"directory": "person_no"},
    account="platform user",
    own="tenant name email mobile timezone locale guest gone way seen_at asked_at told_at reported_at",
)


ACCOUNT = SQLModel.metadata.tables["account"]
_KEY = ("platform", "user")
_SAID = ("name", "email", "mobile", "timezone", "locale", "guest", "gone", "seen_at", "asked_at", "told_at")
_ALL = (
    sa.select(ACCOUNT, PERSON.c.id.label("person_id"))
    .outerjoin(PERSON, PERSON.c.no == ACCOUNT.c.person_no)
    .order_by(ACCOUNT.c.platform, ACCOUNT.c.user)
)


def is_dead(linked: sa.Table) -> sa.ColumnElement[bool]:
    """Say whether an account that somebody is linked with is gone on its platform: nothing reaches them there."""
    same = (ACCOUNT.c.platform == linked.c.platform, ACCOUNT.c.user == linked.c.user)
    return sa.exists().where(*same, ACCOUNT.c.gone.is_(sa.true()))


class SqlAccounts:
    """Accounts as their platforms described them last; a user is one account, whichever tenant is named."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, identity: Identity) -> Account | None:
        """Return an account, or None when the platform has never told of it."""
        mine = (ACCOUNT.c.platform == identity.platform) & (ACCOUNT.c.user == identity.user)
        return next(iter(self._read(_ALL.where(mine))), None)

    def all(self, platform: str = "") -> list[Account]:
        """Return the accounts of one platform or of all, by platform and user."""
        return self._read(_ALL.where(ACCOUNT.c.platform == platform) if platform else _ALL)

    def asked(self, platform: str) -> list[Account]:
        """Return the accounts that are to be looked up, whoever waited longest first."""
        waiting = _ALL.where(ACCOUNT.c.platform == platform, ACCOUNT.c.asked_at.is_not(None))
        return self._read(waiting.order_by(None).order_by(ACCOUNT.c.asked_at))

    def put(self, accounts: Sequence[Account]) -> None:
        """Store accounts in the place of what was known of them."""
        if not accounts:
            return
        owners = {account.person_id for account in accounts if account.person_id}
        numbers = {}
        if owners:
            rows = self._connection.execute(sa.select(PERSON.c.id, PERSON.c.no))
            numbers = {row.id: row.no for row in rows if row.id in owners}
        statement = insert(self._connection, ACCOUNT)
        changes = {column.name: statement.excluded[column.name] for column in ACCOUNT.c if column.name not in _KEY}
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=_KEY, set_=changes),
            [_values(account, numbers) for account in accounts],
        )

    def _read(self, query: sa.Select[Any]) -> list[Account]:
        return [
            Account(
                Identity(row.platform, row.tenant, row.user),
                way=Way(row.way) if row.way else None,
                person_id=row.person_id or "",
                reported_at=row.reported_at,
                **{name: getattr(row, name) for name in _SAID}
                | {"name": Name(row.name, f"account:{row.platform}:{row.user}")},
            )
            for row in self._connection.execute(query)
        ]


def _values(account: Account, numbers: dict[str, int]) -> dict[str, Any]:
    identity = account.identity
    return {
        "platform": identity.platform,
        "user": identity.user,
        "tenant": identity.tenant,
        "way": account.way.value if account.way else "",
        "person_no": numbers.get(account.person_id),
        "reported_at": account.reported_at,
    } | {name: getattr(account, name) for name in _SAID}
