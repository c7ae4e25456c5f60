"""People, their accounts and absences, as kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

import sqlalchemy as sa

from bot.kit.calendar import local_day
from bot.kit.identity import Identity, Name
from bot.people.domain.person import ChosenBy, Kind, Person, employed
from storage.database import Day
from storage.outdated import outdate
from storage.people.person_import import PersonImport, name_managers, outdate_changed
from storage.people.person_rows import ABSENCE, ACCOUNT, PERSON, ROLE, employed_days, employed_somewhere, number_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


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

    def numbers(self) -> dict[str, tuple[int, int, str, int | None, str]]:
        """Return everybody by id: number, role's number, name, day of hire (since 1970-01-01), their own time zone."""
        driver: Any = self._connection.connection.driver_connection
        rows = driver.execute("SELECT id, no, role_no, name, hire_date, timezone FROM person").fetchall()
        return {row[0]: row[1:] for row in rows}

    def managers(self) -> dict[str, str | None]:
        """Return everybody's manager by id."""
        return {row.id: row.manager_id for row in self._connection.execute(sa.select(PERSON.c.id, PERSON.c.manager_id))}

    def owners(self, platform: str) -> dict[str, str]:
        """Return whose each account of a platform is: the user and the person's id, those who left included."""
        query = sa.select(ACCOUNT.c.user, PERSON.c.id).join(PERSON, PERSON.c.no == ACCOUNT.c.person_no)
        return {row.user: row.id for row in self._connection.execute(query.where(ACCOUNT.c.platform == platform))}

    def spoken_by(self, person_id: str) -> tuple[ChosenBy, ChosenBy]:
        """Return who set somebody's zone, and who their language."""
        row = self._connection.execute(
            sa.select(PERSON.c.timezone_by, PERSON.c.locale_by).where(PERSON.c.id == person_id)
        ).one()
        return ChosenBy(row.timezone_by), ChosenBy(row.locale_by)

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
            for report in reports.pop(lead, ()):
                found[report] = lead
                leads.append(report)
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

    def speak(self, person_id: str, *, by: ChosenBy, timezone: str | None = None, locale: str | None = None) -> None:
        """Set in which zone or language somebody is spoken to, and who said so; None leaves it."""
        self._known.clear()
        given = {name: value for name, value in (("timezone", timezone), ("locale", locale)) if value is not None}
        values = given | {f"{name}_by": by.value for name in given}
        if not values:
            return
        before = self._connection.execute(sa.select(PERSON).where(PERSON.c.id == person_id)).one()
        self._connection.execute(sa.update(PERSON).where(PERSON.c.id == person_id).values(values))
        known = dict(before._mapping)  # noqa: SLF001 - SQLAlchemy's public name
        outdate_changed(self._connection, [(known, known | values)], timezone=self._timezone)

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

    def put(self, entries: Sequence[Mapping[str, Any]]) -> list[str]:
        """Store people by id; fields that an entry does not hold stay as they are.

        An entry holds ``id`` and fields of :class:`Person`, ``gender``, and ``accounts`` (platform to user).

        Returns:
            For each entry ``inserted``, ``corrected``, ``unchanged``, or ``taken`` when an account of it belongs to
            somebody else (nothing of the entry is stored then).
        """
        self._known.clear()
        return PersonImport(self._connection, timezone=self._timezone).put(entries)

    def name_managers(self, ids: Mapping[str, str]) -> None:
        """Let managers be known by their ids who were written otherwise before they were known."""
        self._known.clear()
        name_managers(self._connection, ids)

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

    def forget(self) -> None:
        """Read everybody again when they are asked for next: somebody else has changed them."""
        self._known.clear()

    def _read(self, question: _Question, person_id: str = "") -> list[Person]:
        key = (question, person_id)
        if key not in self._known:
            self._known[key] = self._fetch(question, {"one": person_id} | employed_days(self._now))
        return self._known[key]

    def _here(self, question: _Question, person_id: str = "") -> list[Person]:
        return [person for person in self._read(question, person_id) if person.employed_at(self._now)]

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
                        Identity(who.platform, who.tenant, who.user) for who in (row, *others) if who.user
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


def _account(identity: Identity) -> dict[str, str]:
    return {"its_platform": identity.platform, "its_user": identity.user, "its_tenant": identity.tenant}


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
