"""People, their accounts and absences, as kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.kit.calendar import local_day, place_at
from bot.kit.identity import Identity, Name
from bot.people.domain.person import Kind, Person, Source, employed
from storage.database import Day, UtcDateTime
from storage.inventory import declare
from storage.outdated import ALWAYS, outdate

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class RoleRow(SQLModel, table=True):
    """A role, the name of a peer group; readings carry its number as it was at their time."""

    __tablename__ = "role"
    no: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


declare("role", plain="no name")


class PersonRow(SQLModel, table=True):
    """A person or unit; ``no`` is what the wide tables refer to, ``…_by`` who set what the people file did not."""

    __tablename__ = "person"
    __table_args__ = (sa.Index("ix_person_unit_department", "unit", "department"),)
    no: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    name: str
    role_no: int = Field(foreign_key="role.no")
    department: str = ""
    manager_id: str | None = Field(default=None, index=True)
    unit: str = ""
    kind: str = Field(default="person", index=True)
    email: str = Field(default="", index=True)
    mobile: str = ""
    hire_date: date | None = Field(default=None, sa_type=Day)
    left_on: date | None = Field(default=None, sa_type=Day)
    location: str = ""
    timezone: str = ""
    locale: str = ""
    timezone_by: str = ""
    locale_by: str = ""


declare(
    "person",
    whose="no",
    kinds={"person": "no"},
    own="id name department unit kind email mobile hire_date left_on location timezone locale timezone_by locale_by",
    others="manager_id",
    plain="role_no",
)


class SensitiveRow(SQLModel, table=True):
    """What only the fairness report may read; kept apart so that no rule, prompt or card can reach it."""

    __tablename__ = "sensitive"
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    gender: str = ""


declare("sensitive", whose="person_no", kinds={"sensitive": "person_no"}, own="gender")


class IdentityRow(SQLModel, table=True):
    """An account on a chat platform."""

    __tablename__ = "identity"
    platform: str = Field(primary_key=True)
    tenant: str = Field(primary_key=True, default="")
    user: str = Field(primary_key=True)
    person_no: int = Field(foreign_key="person.no", index=True)


declare("identity", whose="person_no", kinds={"accounts": "person_no"}, own="platform tenant user")


class AbsenceRow(SQLModel, table=True):
    """Leave: no message reaches the person between these days, both included."""

    __tablename__ = "absence"
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    start: date = Field(primary_key=True, sa_type=Day)
    end: date = Field(sa_type=Day)
    reason: str = ""


declare("absence", whose="person_no", kinds={"absences": "person_no"}, own="start end reason")


class OneOnOneRow(SQLModel, table=True):
    """A pair's rhythm: every ``every_days``, and the last time they met; ``asked_no`` is who alone reads the topic."""

    __tablename__ = "one_on_one"
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    manager_no: int = Field(foreign_key="person.no", index=True)
    every_days: int
    next_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    last_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    topic: str = ""
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    asked_no: int | None = Field(default=None, foreign_key="person.no")


declare(
    "one_on_one",
    whose="person_no",
    kinds={"one_on_ones": "person_no"},
    own="every_days next_at last_at topic asked_at",
    others="manager_no asked_no",
)


def number_of(connection: Connection, person_id: str) -> int:
    """Return the number of somebody who is known; 0 of nobody ("")."""
    if not person_id:
        return 0
    return int(connection.execute(sa.select(PERSON.c.no).where(PERSON.c.id == person_id)).scalar_one())


class SqlPeople:
    """People and units, their accounts and absences.

    ``timezone`` and ``locale`` stand in where the people file says nothing. Whom one transaction has read it knows
    until it changes them: one message asks for its reader and its subject a dozen times.
    """

    remembers = True

    def __init__(self, connection: Connection, *, now: datetime, timezone: str = "UTC", locale: str = "en") -> None:
        self._connection = connection
        self._now = now
        self._timezone = timezone
        self._locale = locale
        self._known: dict[tuple[_Question, str], list[Person]] = {}

    # Reading

    def get(self, person_id: str) -> Person | None:
        """Return the person, or None."""
        return next(iter(self._read(_BY_ID, person_id)), None)

    def all(self) -> list[Person]:
        """Return everybody who has not left, units included, by id."""
        return self._here(_EVERYBODY)

    def by_identity(self, identity: Identity) -> Person | None:
        """Return whom an account belongs to; one from a people file belongs to every tenant."""
        return next(iter(self._fetch(_BY_ACCOUNT, _account(identity))), None)

    def team(self, manager_id: str) -> list[Person]:
        """Return the direct reports and units of a manager, by id."""
        return self._here(_IN_TEAM, manager_id)

    def members(self, department: str) -> list[Person]:
        """Return the people of a department who have not left, by id."""
        return self._here(_IN_DEPARTMENT, department)

    def away(self, person_id: str, day: date) -> date | None:
        """Return the last day of the leave that covers the day, or None; leaves that touch are one."""
        last = None
        while (row := self._connection.execute(_AWAY, {"one": person_id, "day": day}).first()) is not None:
            last = row.end
            day = last + timedelta(days=1)
        return last

    def numbers(self) -> dict[str, tuple[int, int, str, int | None]]:
        """Return everybody by id: number in wide tables, role's number, name, day of hire (since 1970-01-01)."""
        driver: Any = self._connection.connection.driver_connection
        rows = driver.execute("SELECT id, no, role_no, name, hire_date FROM person").fetchall()
        return {row[0]: row[1:] for row in rows}

    def managers(self) -> dict[str, str | None]:
        """Return everybody's manager by id."""
        return {row.id: row.manager_id for row in self._connection.execute(sa.select(PERSON.c.id, PERSON.c.manager_id))}

    def owners(self, platform: str) -> dict[str, str]:
        """Return whose each account of a platform is: the user and the person's id, those who left included."""
        query = sa.select(ACCOUNT.c.user, PERSON.c.id).join(PERSON, PERSON.c.no == ACCOUNT.c.person_no)
        return {row.user: row.id for row in self._connection.execute(query.where(ACCOUNT.c.platform == platform))}

    def spoken_by(self, person_id: str) -> tuple[Source, Source]:
        """Return who set somebody's zone, and who their language."""
        row = self._connection.execute(
            sa.select(PERSON.c.timezone_by, PERSON.c.locale_by).where(PERSON.c.id == person_id)
        ).one()
        return Source(row.timezone_by), Source(row.locale_by)

    def below(self, manager_ids: Sequence[str]) -> dict[str, str]:
        """Return everybody who reports to these, directly or through others, with their manager; units left out."""
        rows = self._connection.execute(_below(), {"some": list(manager_ids)} | employed_days(self._now))
        reports: dict[str, list[str]] = {}
        for row in rows:
            if self._is_here(row):
                reports.setdefault(row.manager_id, []).append(row.id)
        found: dict[str, str] = {}
        leads = list(manager_ids)
        for lead in leads:  # those below who lead in their turn join the list
            for one in reports.pop(lead, ()):
                found[one] = lead
                leads.append(one)
        return found

    def leading(self, person_ids: Sequence[str]) -> set[str]:
        """Return those of these to whom anybody reports, or any unit belongs."""
        rows = self._connection.execute(_LEADING, {"some": list(person_ids)} | employed_days(self._now))
        return {row.manager_id for row in rows if self._is_here(row)}

    # Writing

    def unlink(self, identity: Identity) -> None:
        """Forget whose an account is."""
        self._known.clear()
        self._connection.execute(sa.delete(ACCOUNT).where(*_its(ACCOUNT)), _account(identity))

    def speak(self, person_id: str, *, by: Source, timezone: str | None = None, locale: str | None = None) -> None:
        """Set in which zone or language somebody is spoken to, and who said so; None leaves it."""
        self._known.clear()
        given = {name: value for name, value in (("timezone", timezone), ("locale", locale)) if value is not None}
        values = given | {f"{name}_by": by.value for name in given}
        if not values:
            return
        before = self._connection.execute(sa.select(PERSON).where(PERSON.c.id == person_id)).one()
        self._connection.execute(sa.update(PERSON).where(PERSON.c.id == person_id).values(values))
        known = dict(before._mapping)  # noqa: SLF001 - SQLAlchemy's public name
        self._outdate([(known, known | values)])

    def link(self, person_id: str, identity: Identity) -> None:
        """Remember whose an account is."""
        self._known.clear()
        number = self._connection.execute(sa.select(PERSON.c.no).where(PERSON.c.id == person_id)).scalar_one()
        row = self._connection.execute(_ACCOUNT, _account(identity)).first()
        if row is None:
            values = {"platform": identity.platform, "tenant": identity.tenant, "user": identity.user}
            self._connection.execute(sa.insert(ACCOUNT).values(person_no=number, **values))
            return
        self._connection.execute(
            sa.update(ACCOUNT)
            .where(ACCOUNT.c.platform == row.platform, ACCOUNT.c.tenant == row.tenant, ACCOUNT.c.user == row.user)
            .values(person_no=number, tenant=identity.tenant or row.tenant)
        )

    def put(self, records: Sequence[Mapping[str, Any]]) -> list[str]:
        """Store people by id; fields that a record does not hold stay as they are.

        A record holds ``id`` and fields of :class:`Person`, ``gender``, and ``accounts`` (platform to user).

        Returns:
            For each record ``inserted``, ``corrected``, ``unchanged``, or ``taken`` when an account of it belongs to
            somebody else (nothing of the record is stored then).
        """
        self._known.clear()
        roles = {row.name: row.no for row in self._connection.execute(sa.select(ROLE.c.name, ROLE.c.no))}
        wanted = {str(record.get("role", "")) for record in records} | {""}
        if new := sorted(wanted - roles.keys()):
            self._connection.execute(sa.insert(ROLE), [{"name": name} for name in new])
            roles = {row.name: row.no for row in self._connection.execute(sa.select(ROLE.c.name, ROLE.c.no))}
        known = {row.id: dict(row._mapping) for row in self._connection.execute(sa.select(PERSON))}  # noqa: SLF001 - SQLAlchemy's public name
        held = sa.select(PERSON.c.id, SENSITIVE.c.gender).join(SENSITIVE, SENSITIVE.c.person_no == PERSON.c.no)
        genders = {row.id: row.gender for row in self._connection.execute(held)}
        accounts = _Accounts(self._connection)
        outcomes: list[str] = []
        inserts: dict[str, dict[str, Any]] = {}
        updates: dict[str, dict[str, Any]] = {}
        changed_genders: dict[str, str] = {}
        for record in records:
            person_id = str(record["id"])
            before = inserts.get(person_id) or updates.get(person_id) or known.get(person_id)
            given = {name: value for name, value in record.items() if name in COLUMNS}
            for name in ("timezone", "locale"):  # what the platform or they themselves have set stays
                if before and before[f"{name}_by"]:
                    given.pop(name, None)
            if "role" in record:
                given["role_no"] = roles[str(record["role"])]
            after = {**(before or {**BLANK, "name": person_id, "role_no": roles[""]}), **given}
            if not accounts.take(person_id, record.get("accounts", {})):
                outcomes.append("taken")
                continue
            differs = before != after or accounts.moved(person_id)
            if record.get("gender") and genders.get(person_id, "") != record["gender"]:
                genders[person_id] = changed_genders[person_id] = str(record["gender"])
                differs = True
            if before is None:
                inserts[person_id] = after
            elif before != after:
                (inserts if person_id in inserts else updates)[person_id] = after
            outcomes.append("inserted" if before is None else "corrected" if differs else "unchanged")
        self._write(inserts.values(), updates.values())
        numbers = {row.id: row.no for row in self._connection.execute(sa.select(PERSON.c.id, PERSON.c.no))}
        self._outdate([(known[one], row) for one, row in updates.items()])
        units = [numbers[one] for one, row in inserts.items() if row["kind"] == Kind.UNIT.value]
        outdate(self._connection, [(unit, ALWAYS, "") for unit in units])
        accounts.write(numbers)
        if changed_genders:
            mine = SENSITIVE.c.person_no.in_([numbers[one] for one in changed_genders])
            self._connection.execute(sa.delete(SENSITIVE).where(mine))
            self._connection.execute(
                sa.insert(SENSITIVE),
                [{"person_no": numbers[one], "gender": gender} for one, gender in changed_genders.items()],
            )
        return outcomes

    def _write(self, inserts: Collection[dict[str, Any]], updates: Collection[dict[str, Any]]) -> None:
        if inserts:
            self._connection.execute(sa.insert(PERSON), list(inserts))
        if updates:
            statement = sa.update(PERSON).where(PERSON.c.no == sa.bindparam("at"))
            changes: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in (*COLUMNS[1:], "role_no")}
            self._connection.execute(
                statement.values(changes),
                [
                    {"at": row["no"]} | {f"new_{name}": row[name] for name in (*COLUMNS[1:], "role_no")}
                    for row in updates
                ],
            )

    def put_absences(self, absences: Sequence[tuple[str, date, date, str]]) -> list[str]:
        """Store leaves as person, first day, last day and reason; returns an outcome for each, as :meth:`put`."""
        numbers = {row.id: row.no for row in self._connection.execute(sa.select(PERSON.c.id, PERSON.c.no))}
        known = {(row.person_no, row.start): row for row in self._connection.execute(sa.select(ABSENCE))}
        outcomes = []
        away: list[tuple[int, date, str | None]] = []
        for person_id, start, end, reason in absences:
            key = (numbers[person_id], start)
            row = known.get(key)
            if row is None:
                values = {"person_no": key[0], "start": start, "end": end, "reason": reason}
                self._connection.execute(sa.insert(ABSENCE).values(values))
                outcomes.append("inserted")
                away.append((key[0], start, None))
            elif (row.end, row.reason) != (end, reason):
                where = (ABSENCE.c.person_no == key[0]) & (ABSENCE.c.start == start)
                self._connection.execute(sa.update(ABSENCE).where(where).values(end=end, reason=reason))
                outcomes.append("corrected")
                away += [(key[0], min(row.end, end), None)] if row.end != end else []
            else:
                outcomes.append("unchanged")
        outdate(self._connection, away)
        return outcomes

    def end_absence(self, person_id: str, day: date) -> bool:
        """Let somebody be there from a day on: leaves that reach beyond end the day before; False when none did."""
        number = number_of(self._connection, person_id)
        mine = (ABSENCE.c.person_no == number) & (ABSENCE.c.end >= day)
        gone = self._connection.execute(sa.delete(ABSENCE).where(mine, ABSENCE.c.start >= day)).rowcount
        cut = sa.update(ABSENCE).where(mine, ABSENCE.c.start < day).values(end=day - timedelta(days=1))
        ended = gone + self._connection.execute(cut).rowcount > 0
        outdate(self._connection, [(number, day, None)] if ended else [])
        return ended

    def _outdate(self, changes: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> None:
        outdate(self._connection, [noted for old, new in changes for noted in self._rests_on(old, new)])

    def _rests_on(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[int, date, str | None]]:
        """Return what to note of a change: deltas rest on the first day and the place, roll-ups on what a unit is."""
        old, new = (place_at(one["location"], timezone=one["timezone"] or self._timezone) for one in (before, after))
        first = ALWAYS if old != new else None
        if before["hire_date"] != after["hire_date"]:
            first = first or min(one["hire_date"] for one in (before, after) if one["hire_date"])
        noted: list[tuple[int, date, str | None]] = [(before["no"], first, None)] if first else []
        placed = ("kind", "name", "unit", "department")
        unit = Kind.UNIT.value in {before["kind"], after["kind"]}
        if unit and any(before[name] != after[name] for name in placed):
            noted.append((before["no"], ALWAYS, before["unit"] or before["department"]))
        return noted

    def forget(self) -> None:
        """Read everybody again when they are asked for next: somebody else has changed them."""
        self._known.clear()

    def _read(self, question: _Question, one: str = "") -> list[Person]:
        key = (question, one)
        if key not in self._known:
            self._known[key] = self._fetch(question, {"one": one} | employed_days(self._now))
        return self._known[key]

    def _here(self, question: _Question, one: str = "") -> list[Person]:
        return [person for person in self._read(question, one) if person.employed_at(self._now)]

    def _is_here(self, row: Any) -> bool:  # noqa: ANN401 - a row with last day, day of hire and time zone
        if row.left_on is None:
            return True
        day = local_day(self._now, timezone=row.timezone or self._timezone)
        return employed(day, hire_date=row.hire_date, left_on=row.left_on)

    def _fetch(self, question: _Question, given: Mapping[str, Any]) -> list[Person]:
        """Ask, and make one person of the rows of their accounts, which follow one another."""
        found = []
        for _, accounts in groupby(self._connection.execute(question, given), key=lambda row: row.no):
            row, *others = accounts
            found.append(
                Person(
                    id=row.id,
                    name=Name(row.name, row.id),
                    role=row.role,
                    department=row.department,
                    manager_id=row.manager_id,
                    unit=row.unit,
                    kind=Kind(row.kind),
                    email=row.email,
                    mobile=row.mobile,
                    hire_date=row.hire_date,
                    left_on=row.left_on,
                    location=row.location,
                    timezone=row.timezone or self._timezone,
                    locale=row.locale or self._locale,
                    identities=tuple(
                        Identity(one.platform, one.tenant, one.user) for one in (row, *others) if one.user
                    ),
                )
            )
        return found


_Question: TypeAlias = "sa.Select[Any]"
"""Whom one asks for, as a statement that is built once: them with their accounts. ``one`` is whose id it is."""


def _question(*where: sa.ColumnElement[bool]) -> _Question:
    people = sa.select(PERSON, ROLE.c.name.label("role"), ACCOUNT.c.platform, ACCOUNT.c.tenant, ACCOUNT.c.user)
    joined = people.join(ROLE, ROLE.c.no == PERSON.c.role_no).outerjoin(ACCOUNT, ACCOUNT.c.person_no == PERSON.c.no)
    return joined.where(*where).order_by(PERSON.c.id, ACCOUNT.c.platform, ACCOUNT.c.user)


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


def _account(identity: Identity) -> dict[str, str]:
    return {"its_platform": identity.platform, "its_user": identity.user, "its_tenant": identity.tenant}


PERSON, ROLE, ACCOUNT, ABSENCE, SENSITIVE = (
    SQLModel.metadata.tables[name] for name in ("person", "role", "identity", "absence", "sensitive")
)
COLUMNS = "id name department manager_id unit kind email mobile hire_date left_on location timezone locale".split()
BLANK: dict[str, Any] = {
    **dict.fromkeys(("department", "unit", "email", "mobile", "location", "timezone", "locale"), ""),
    **dict.fromkeys(("timezone_by", "locale_by"), ""),
    **dict.fromkeys(("manager_id", "hire_date", "left_on")),
    "kind": "person",
}
_FIRST_TODAY, _LAST_TODAY = (sa.bindparam(name, type_=Day) for name in ("first_today", "last_today"))


def employed_days(now: datetime) -> dict[str, date]:
    """Return what :func:`employed_somewhere` asks for: the first and the last day that it is anywhere at an instant."""
    return {"first_today": (now - timedelta(hours=12)).date(), "last_today": (now + timedelta(hours=14)).date()}


def employed_somewhere(person: sa.FromClause) -> sa.ColumnElement[bool]:
    """Choose those who belong to the company on a day that it is somewhere now: more than it is where they are."""
    return _employed(person, _FIRST_TODAY, _LAST_TODAY)


def employed_on(person: sa.FromClause, day: date) -> sa.ColumnElement[bool]:
    """Choose those who belong to the company on a day."""
    given = sa.literal(day, Day)
    return _employed(person, given, given)


def _employed(
    person: sa.FromClause, first: sa.ColumnElement[date], last: sa.ColumnElement[date]
) -> sa.ColumnElement[bool]:
    """See :func:`bot.people.domain.person.employed`."""
    hired_again = sa.and_(person.c.hire_date > person.c.left_on, person.c.hire_date <= last)
    return sa.or_(person.c.left_on.is_(None), person.c.left_on >= first, hired_again)


_ONE, _HERE = sa.bindparam("one", type_=sa.String), employed_somewhere(PERSON)
_EVERYBODY = _question(_HERE)
_BY_ID = _question(PERSON.c.id == _ONE)
_IN_TEAM = _question(PERSON.c.manager_id == _ONE, _HERE)
_IN_DEPARTMENT = _question(PERSON.c.department == _ONE, _HERE, PERSON.c.kind == Kind.PERSON.value)
_LED = PERSON.c.manager_id.in_(sa.bindparam("some", expanding=True, type_=sa.String))
_STAY = (PERSON.c.left_on, PERSON.c.hire_date, PERSON.c.timezone)
_LEADING = sa.select(PERSON.c.manager_id, *_STAY).where(_LED, _HERE).distinct()


@cache
def _below() -> sa.Select[Any]:
    here = (_HERE, PERSON.c.kind == Kind.PERSON.value)
    found = sa.select(PERSON.c.id, PERSON.c.manager_id, *_STAY).where(_LED, *here).cte("below", recursive=True)
    deeper = sa.select(PERSON.c.id, PERSON.c.manager_id, *_STAY).join(found, PERSON.c.manager_id == found.c.id)
    return sa.select(found.union(deeper.where(*here)))  # a circle ends where it began


_TENANT = sa.bindparam("its_tenant", type_=sa.String)


def _its(account: sa.FromClause) -> tuple[sa.ColumnElement[bool], ...]:
    """Choose the account that ``_account`` names; without a tenant it is the user's in any."""
    return (
        account.c.platform == sa.bindparam("its_platform", type_=sa.String),
        account.c.user == sa.bindparam("its_user", type_=sa.String),
        sa.or_(_TENANT == "", account.c.tenant == "", account.c.tenant == _TENANT),
    )


_ITS = ACCOUNT.alias("its")
_BY_ACCOUNT = _question(PERSON.c.no.in_(sa.select(_ITS.c.person_no).where(*_its(_ITS))))
_ACCOUNT = sa.select(ACCOUNT).where(*_its(ACCOUNT))
_DAY = sa.bindparam("day", type_=Day)
_AWAY = (
    sa.select(ABSENCE.c.end)
    .join(PERSON, PERSON.c.no == ABSENCE.c.person_no)
    .where(PERSON.c.id == _ONE, ABSENCE.c.start <= _DAY, ABSENCE.c.end >= _DAY)
    .order_by(ABSENCE.c.end.desc())
)
_LEAVES = (
    sa.select(ABSENCE.c.start, ABSENCE.c.end)
    .join(PERSON, PERSON.c.no == ABSENCE.c.person_no)
    .where(PERSON.c.id == _ONE, ABSENCE.c.end >= _DAY)
    .order_by(ABSENCE.c.start)
)
