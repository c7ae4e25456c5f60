"""Homes as kept: for whom each was drawn, so that none goes on showing what is not its account's to see any more."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.kit.calendar import local_day
from bot.kit.identity import Identity
from bot.people.domain.person import employed
from storage.database import Day, UtcDateTime, insert
from storage.inventory import declare
from storage.people.permission import DEPUTY, GRANT
from storage.people.person_rows import ACCOUNT, PERSON, employed_days, employed_somewhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection


class HomeRow(SQLModel, table=True):
    """A home that shows somebody's figures; ``drawn_for`` is whose, by number, in which language and with which roles.

    The row outlives its person's account, until nothing of them is on the page. ``until`` puts the next try off.
    """

    __tablename__ = "home"
    platform: str = Field(primary_key=True)
    user: str = Field(primary_key=True)
    tenant: str = ""
    drawn_for: str
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)


declare("home", account="platform user", plain="tenant drawn_for until")

HOME = SQLModel.metadata.tables["home"]
_ITS = (HOME.c.platform == sa.bindparam("its_platform"), HOME.c.user == sa.bindparam("its_user"))
_OWNED = sa.and_(
    ACCOUNT.c.platform == HOME.c.platform,
    ACCOUNT.c.user == HOME.c.user,
    sa.or_(ACCOUNT.c.tenant == "", HOME.c.tenant == "", ACCOUNT.c.tenant == HOME.c.tenant),
)
_HOMES = sa.select(
    HOME, PERSON.c.no, PERSON.c.locale, PERSON.c.hire_date, PERSON.c.left_on, PERSON.c.timezone
).select_from(HOME.outerjoin(ACCOUNT, _OWNED).outerjoin(PERSON, PERSON.c.no == ACCOUNT.c.person_no))
_REPORT = PERSON.alias("report")
_LEADS, _STANDS_IN = "leads", "stands_in"
_DAY = sa.bindparam("day", type_=Day)
_ROLES = sa.union_all(
    sa.select(GRANT.c.person_no.label("no"), GRANT.c.role),
    sa.select(PERSON.c.no, sa.literal(_LEADS))
    .join(_REPORT, _REPORT.c.manager_id == PERSON.c.id)
    .where(employed_somewhere(_REPORT))
    .distinct(),
    sa.select(DEPUTY.c.deputy_no, sa.literal(_STANDS_IN)).where(DEPUTY.c.first <= _DAY, DEPUTY.c.last >= _DAY),
)


class SqlHomes:
    """Homes that show somebody's figures, held against whose their accounts are as of an instant."""

    def __init__(self, connection: Connection, *, now: datetime, timezone: str, locale: str) -> None:
        self._connection = connection
        self._now = now
        self._timezone = timezone
        self._locale = locale

    def opened(self, identity: Identity) -> None:
        """Note for whom a home is about to be drawn, before it is; of one that is noted stays what it was drawn for."""
        key = {"platform": identity.platform, "user": identity.user}
        if self._connection.execute(sa.select(HOME.c.user).where(*_ITS), _its(identity)).first():
            return
        values = key | {"tenant": identity.tenant, "drawn_for": ""}
        self._connection.execute(insert(self._connection, HOME).values(values).on_conflict_do_nothing())
        for _, drawn_for in self._standing(_HOMES.where(*_ITS), _its(identity)):
            self.drawn(identity, drawn_for)

    def outdated(self, platform: str, *, most: int) -> list[tuple[Identity, str]]:
        """Return homes that were drawn for somebody else than whom they are to be drawn for now, with who that is.

        What is to be drawn for nobody is "".
        """
        due = (HOME.c.platform == platform, sa.or_(HOME.c.until.is_(None), HOME.c.until <= self._now))
        standing = self._standing(_HOMES.where(*due).order_by(HOME.c.user), {})
        found = [
            (Identity(row.platform, row.tenant, row.user), drawn_for)
            for row, drawn_for in standing
            if row.drawn_for != drawn_for
        ]
        return found[:most]

    def drawn(self, identity: Identity, drawn_for: str) -> None:
        """Note that a home was drawn, for whom it was then; one that is nobody's is forgotten."""
        if drawn_for:
            noted = sa.update(HOME).where(*_ITS).values(drawn_for=drawn_for, until=None)
            self._connection.execute(noted, _its(identity))
        else:
            self._connection.execute(sa.delete(HOME).where(*_ITS), _its(identity))

    def later(self, identity: Identity, *, until: datetime) -> None:
        """Leave one alone until an instant."""
        self._connection.execute(sa.update(HOME).where(*_ITS).values(until=until), _its(identity))

    def _standing(self, query: sa.Select[Any], given: dict[str, str]) -> Iterator[tuple[sa.Row[Any], str]]:
        """Yield homes with for whom each is to be drawn now."""
        rows = self._connection.execute(query, given).all()
        roles: dict[int, set[str]] = defaultdict(set)
        if rows:
            today = {"day": self._now.date()} | employed_days(self._now)
            for holder in self._connection.execute(_ROLES, today):
                roles[holder.no].add(holder.role)
        for row in rows:
            words = (row.locale or self._locale, *sorted(roles[row.no])) if row.no else ()
            yield row, " ".join([str(row.no), *words]) if row.no and self._is_here(row) else ""

    def _is_here(self, row: sa.Row[Any]) -> bool:
        day = local_day(self._now, timezone=row.timezone or self._timezone)
        return employed(day, hire_date=row.hire_date, left_on=row.left_on)


def _its(identity: Identity) -> dict[str, str]:
    return {"its_platform": identity.platform, "its_user": identity.user}
