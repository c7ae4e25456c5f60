"""The policy as kept: every version of everything that was set, for the company and for units."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.delivery.domain.policy import COMPANY, Policy, Setting, SettingName, settled
from storage.database import UtcDateTime
from storage.inventory import declare
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.engine import Connection

    from bot.people.domain.person import Person


class PolicyRow(SQLModel, table=True):
    """A version of one thing that was set; ``scope`` is a unit's id or a department's name, "" the company."""

    __tablename__ = "policy"
    no: int | None = Field(default=None, primary_key=True)
    scope: str = Field(index=True)
    name: str
    value: str
    author: str
    at: datetime = Field(sa_type=UtcDateTime)


declare("policy", others="author", plain="no scope name value at")


POLICY = SQLModel.metadata.tables["policy"]
_NEWEST = POLICY.alias("newest")
_CURRENT = (
    sa.select(POLICY, PERSON.c.name.label("called"))
    .outerjoin(PERSON, PERSON.c.id == POLICY.c.scope)
    .where(POLICY.c.no.in_(sa.select(sa.func.max(_NEWEST.c.no)).group_by(_NEWEST.c.scope, _NEWEST.c.name)))
    .where(POLICY.c.value != "")
    .order_by(POLICY.c.scope, POLICY.c.name)
)
_DEEPEST = 8


class SqlPolicies:
    """What was set for the company and for units; one transaction reads it once."""

    remembers = True

    def __init__(self, connection: Connection, *, unit: Callable[[str], Person | None]) -> None:
        self._connection = connection
        self._unit = unit
        self._known: dict[str, dict[SettingName, Setting]] | None = None
        self._called: dict[str, str] = {}
        self._made: dict[tuple[str, ...], Policy] = {}

    def of(self, person: Person) -> Policy:
        """Return what holds for somebody: of each thing the setting nearest to them."""
        return self._policy(tuple(self._scopes(person.unit, person.department)))

    def at(self, scope: str, department: str = "") -> Policy:
        """Return what holds in a unit or department, by id or name, or in a unit of a department; "" is the company."""
        return self._policy(tuple(self._scopes(scope, department)))

    def current(self) -> list[Setting]:
        """Return the settings that hold somewhere, the company's first."""
        return [value for there in self._set().values() for value in there.values()]

    def versions(self, scope: str, name: SettingName) -> list[Setting]:
        """Return every version of one thing in one place, newest first."""
        query = sa.select(POLICY).where(POLICY.c.scope == scope, POLICY.c.name == name.value)
        rows = self._connection.execute(query.order_by(POLICY.c.no.desc()))
        return [Setting(row.scope, SettingName(row.name), row.value, row.author, row.at) for row in rows]

    def put(self, setting: Setting) -> bool:
        """Set something; False when it is so already."""
        before = next(iter(self.versions(setting.scope, setting.name)), None)
        if (before.value if before else "") == setting.value:
            return False
        values = {"scope": setting.scope, "name": setting.name.value, "value": setting.value}
        self._connection.execute(sa.insert(POLICY).values(author=setting.author, at=setting.at, **values))
        self._known = None
        return True

    def _set(self) -> dict[str, dict[SettingName, Setting]]:
        if self._known is None:
            known: dict[str, dict[SettingName, Setting]] = {}
            self._called.clear()
            self._made.clear()
            for row in self._connection.execute(_CURRENT):
                setting = Setting(row.scope, SettingName(row.name), row.value, row.author, row.at)
                known.setdefault(row.scope, {})[setting.name] = setting
                self._called |= {value.casefold(): row.scope for value in (row.scope, row.called) if value}
            self._known = known
        return self._known

    def _policy(self, scopes: tuple[str, ...]) -> Policy:
        set_ = self._set()
        if scopes not in self._made:
            self._made[scopes] = settled(value for scope in reversed(scopes) for value in set_[scope].values())
        return self._made[scopes]

    def _scopes(self, unit: str, department: str) -> Iterator[str]:
        """Yield the places that have settings and count for a unit and department, nearest first."""
        set_ = self._set()
        found = {}
        if self._called:  # without settings of any unit there is nothing to climb
            places = [*self._above(unit), department]
            found = {self._called[place.casefold()]: None for place in places if place.casefold() in self._called}
        yield from found
        if COMPANY in set_:
            yield COMPANY

    def _above(self, unit: str) -> Iterator[str]:
        """Yield a unit and those it is part of, nearest first."""
        for _ in range(_DEEPEST):
            if not unit:
                return
            yield unit
            row = self._unit(unit)
            if row is None:
                return
            yield row.name
            if row.unit == unit:
                return
            unit = row.unit or row.department
