"""People, their accounts and absences, as kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.kit.calendar import local_day
from bot.kit.identity import Identity
from bot.people.domain.person import ChosenBy, Person, employed
from storage.outdated import outdate
from storage.people.person_import import PersonImport, name_managers, outdate_changed
from storage.people.person_query import (
    AWAY,
    BY_ACCOUNT,
    BY_ID,
    BY_IDS,
    EVERYBODY,
    IN_DEPARTMENT,
    IN_TEAM,
    LEADING,
    THE_ACCOUNT,
    Question,
    account_values,
    below,
    its,
    person_of,
)
from storage.people.person_rows import ABSENCE, ACCOUNT, PERSON, employed_days, number_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_MANY = 500
"""Whom one statement asks for at most."""


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
        self._known: dict[tuple[Question, str], list[Person]] = {}

    # Reading

    def get(self, person_id: str) -> Person | None:
        """Return the person, or None."""
        return next(iter(self._read(BY_ID, person_id)), None)

    def some(self, person_ids: Collection[str]) -> list[Person]:
        """Return these people and units, by id; whoever does not exist is left out.

        They are read together, and :meth:`get` knows them from then on.
        """
        asked = sorted({key for key in person_ids if (BY_ID, key) not in self._known})
        for at in range(0, len(asked), _MANY):
            part = asked[at : at + _MANY]
            found = {person.id: person for person in self._fetch(BY_IDS, {"some": part})}
            self._known |= {(BY_ID, key): [found[key]] if key in found else [] for key in part}
        return [person for key in sorted(set(person_ids)) if (person := self.get(key))]

    def all(self) -> list[Person]:
        """Return everybody who has not left, units included, by id."""
        return self._here(EVERYBODY)

    def by_identity(self, identity: Identity) -> Person | None:
        """Return whom an account belongs to; one from a people file belongs to every tenant."""
        return next(iter(self._fetch(BY_ACCOUNT, account_values(identity))), None)

    def team(self, manager_id: str) -> list[Person]:
        """Return the direct reports and units of a manager, by id."""
        return self._here(IN_TEAM, manager_id)

    def members(self, department: str) -> list[Person]:
        """Return the people of a department who have not left, by id."""
        return self._here(IN_DEPARTMENT, department)

    def away(self, person_id: str, day: date) -> date | None:
        """Return the last day of the leave that covers the day, or None; leaves that touch are one."""
        last = None
        while (row := self._connection.execute(AWAY, {"one": person_id, "day": day}).first()) is not None:
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
        rows = self._connection.execute(below(), {"some": list(manager_ids)} | employed_days(self._now))
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
        rows = self._connection.execute(LEADING, {"some": list(person_ids)} | employed_days(self._now))
        return {row.manager_id for row in rows if self._is_here(row)}

    # Writing

    def unlink(self, identity: Identity) -> None:
        """Forget whose an account is."""
        self._known.clear()
        self._connection.execute(sa.delete(ACCOUNT).where(*its(ACCOUNT)), account_values(identity))

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
        row = self._connection.execute(THE_ACCOUNT, account_values(identity)).first()
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

    def _read(self, question: Question, person_id: str = "") -> list[Person]:
        key = (question, person_id)
        if key not in self._known:
            self._known[key] = self._fetch(question, {"one": person_id} | employed_days(self._now))
        return self._known[key]

    def _here(self, question: Question, person_id: str = "") -> list[Person]:
        return [person for person in self._read(question, person_id) if person.employed_at(self._now)]

    def _is_here(self, row: Any) -> bool:  # noqa: ANN401 - a row with last day, day of hire and time zone
        if row.left_on is None:
            return True
        day = local_day(self._now, timezone=row.timezone or self._timezone)
        return employed(day, hire_date=row.hire_date, left_on=row.left_on)

    def _fetch(self, question: Question, given: Mapping[str, Any]) -> list[Person]:
        """Ask, and make one person of the rows of their accounts, which follow one another."""
        rows = groupby(map(tuple, self._connection.execute(question, given)), key=itemgetter(0))
        return [person_of(tuple(accounts), self._timezone, self._locale) for _, accounts in rows]
