"""People files as they are stored: each entry held against what is known, and what follows from a change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.kit.calendar import place_at
from bot.people.domain.person import Kind
from storage.outdated import ALWAYS, outdate
from storage.people.person_rows import ACCOUNT, BLANK, COLUMNS, PERSON, ROLE, SENSITIVE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy.engine import Connection


class PersonImport:
    """Records of people on their way into the database: all are held against what is known, then written at once.

    ``timezone`` stands in where the people file says nothing.
    """

    def __init__(self, connection: Connection, *, timezone: str) -> None:
        self._connection = connection
        self._timezone = timezone
        self._known = {row.id: dict(row._mapping) for row in connection.execute(sa.select(PERSON))}  # noqa: SLF001 - SQLAlchemy's public name
        held = sa.select(PERSON.c.id, SENSITIVE.c.gender).join(SENSITIVE, SENSITIVE.c.person_no == PERSON.c.no)
        self._genders = {row.id: row.gender for row in connection.execute(held)}
        self._accounts = _Accounts(connection)
        self._roles: dict[str, int] = {}
        self._inserts: dict[str, dict[str, Any]] = {}
        self._updates: dict[str, dict[str, Any]] = {}
        self._changed_genders: dict[str, str] = {}

    def put(self, entries: Sequence[Mapping[str, Any]]) -> list[str]:
        """Store entries and return an outcome for each; see :meth:`storage.people.person.SqlPeople.put`."""
        self._roles = self._with_new_roles(entries)
        outcomes = [self._take(entry) for entry in entries]
        self._write()
        return outcomes

    def _with_new_roles(self, entries: Sequence[Mapping[str, Any]]) -> dict[str, int]:
        """Add the roles that are named for the first time; return the number of every one."""
        every = sa.select(ROLE.c.name, ROLE.c.no)
        roles = {row.name: row.no for row in self._connection.execute(every)}
        wanted = {str(entry.get("role", "")) for entry in entries} | {""}
        if new := sorted(wanted - roles.keys()):
            self._connection.execute(sa.insert(ROLE), [{"name": name} for name in new])
            roles = {row.name: row.no for row in self._connection.execute(every)}
        return roles

    def _take(self, entry: Mapping[str, Any]) -> str:
        """Note what an entry changes, and return its outcome."""
        person_id = str(entry["id"])
        before = self._inserts.get(person_id) or self._updates.get(person_id) or self._known.get(person_id)
        given = {name: value for name, value in entry.items() if name in COLUMNS}
        for name in ("timezone", "locale"):  # what the platform or they themselves have set stays
            if before and before[f"{name}_by"]:
                given.pop(name, None)
        if "role" in entry:
            given["role_no"] = self._roles[str(entry["role"])]
        after = {**(before or {**BLANK, "name": person_id, "role_no": self._roles[""]}), **given}
        if not self._accounts.take(person_id, entry.get("accounts", {})):
            return "taken"
        differs = before != after or self._accounts.moved(person_id)
        if entry.get("gender") and self._genders.get(person_id, "") != entry["gender"]:
            self._genders[person_id] = self._changed_genders[person_id] = str(entry["gender"])
            differs = True
        if before is None:
            self._inserts[person_id] = after
            return "inserted"
        if before != after:
            (self._inserts if person_id in self._inserts else self._updates)[person_id] = after
        return "corrected" if differs else "unchanged"

    def _write(self) -> None:
        if self._inserts:
            self._connection.execute(sa.insert(PERSON), list(self._inserts.values()))
        if self._updates:
            names = (*COLUMNS[1:], "role_no")
            changes: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in names}
            self._connection.execute(
                sa.update(PERSON).where(PERSON.c.no == sa.bindparam("at")).values(changes),
                [{"at": row["no"]} | {f"new_{name}": row[name] for name in names} for row in self._updates.values()],
            )
        numbers = {row.id: row.no for row in self._connection.execute(sa.select(PERSON.c.id, PERSON.c.no))}
        replaced = [(self._known[person_id], row) for person_id, row in self._updates.items()]
        outdate_changed(self._connection, replaced, timezone=self._timezone)
        units = [numbers[person_id] for person_id, row in self._inserts.items() if row["kind"] == Kind.UNIT.value]
        outdate(self._connection, [(unit, ALWAYS, "") for unit in units])
        self._accounts.write(numbers)
        if self._changed_genders:
            genders = {numbers[person_id]: gender for person_id, gender in self._changed_genders.items()}
            self._connection.execute(sa.delete(SENSITIVE).where(SENSITIVE.c.person_no.in_(list(genders))))
            rows = [{"person_no": number, "gender": gender} for number, gender in genders.items()]
            self._connection.execute(sa.insert(SENSITIVE), rows)


def name_managers(connection: Connection, ids: Mapping[str, str]) -> None:
    """Let managers be known by their ids who were written otherwise: now, then, and where they are to be."""
    for table in (PERSON, SQLModel.metadata.tables["posting"]):
        for written, manager_id in ids.items():
            named = table.c.manager_id == written
            connection.execute(sa.update(table).where(named).values(manager_id=manager_id))


def outdate_changed(
    connection: Connection, changes: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]], *, timezone: str
) -> None:
    """Note which deltas and roll-ups no longer hold after people's rows have changed, each from before to after."""
    outdate(connection, [noted for old, new in changes for noted in _rests_on(old, new, timezone)])


def _rests_on(before: Mapping[str, Any], after: Mapping[str, Any], timezone: str) -> list[tuple[int, date, str | None]]:
    """Return what to note of a change: deltas rest on the first day and the place, roll-ups on what a unit is."""
    old, new = (place_at(row["location"], timezone=row["timezone"] or timezone) for row in (before, after))
    first = ALWAYS if old != new else None
    if before["hire_date"] != after["hire_date"]:
        first = first or min(row["hire_date"] for row in (before, after) if row["hire_date"])
    noted: list[tuple[int, date, str | None]] = [(before["no"], first, None)] if first else []
    placed = ("kind", "name", "unit", "department")
    unit = Kind.UNIT.value in {before["kind"], after["kind"]}
    if unit and any(before[name] != after[name] for name in placed):
        noted.append((before["no"], ALWAYS, before["unit"] or before["department"]))
    return noted


class _Accounts:
    """The accounts that a people file names, held against those that are known."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        statement = sa.select(PERSON.c.id, ACCOUNT.c.platform, ACCOUNT.c.user)
        rows = connection.execute(statement.join(PERSON, PERSON.c.no == ACCOUNT.c.person_no))
        self._owner = {(row.platform, row.user): row.id for row in rows}
        self._new: dict[tuple[str, str], str] = {}
        self._movers: set[str] = set()

    def take(self, person_id: str, accounts: Mapping[str, str]) -> bool:
        """Give a person their accounts; False when one is somebody else's."""
        given = {(platform, user): person_id for platform, user in accounts.items() if user}
        if any(self._owner.get(key, person_id) != person_id for key in given):
            return False
        fresh = {key: person_id for key in given if key not in self._owner}
        for platform, _ in fresh:
            for key in [key for key, owner in self._owner.items() if owner == person_id and key[0] == platform]:
                del self._owner[key]
        self._owner |= fresh
        self._new |= fresh
        self._movers |= set(fresh.values())
        return True

    def moved(self, person_id: str) -> bool:
        """Whether the person got an account that was not known."""
        return person_id in self._movers

    def write(self, numbers: Mapping[str, int]) -> None:
        """Store the new accounts in the place of the person's earlier ones on that platform."""
        for (platform, user), person_id in self._new.items():
            old = (ACCOUNT.c.platform == platform) & (ACCOUNT.c.person_no == numbers[person_id])
            self._connection.execute(sa.delete(ACCOUNT).where(old))
            values = {"platform": platform, "tenant": "", "user": user, "person_no": numbers[person_id]}
            self._connection.execute(sa.insert(ACCOUNT).values(values))
