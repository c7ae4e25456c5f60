"""Statements about people, built once, and the people that their rows make."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, TypeAlias

import sqlalchemy as sa

from bot.kit.identity import Identity, Name
from bot.people.domain.person import Kind, Person
from storage.database import EPOCH, Day
from storage.people.person_rows import ABSENCE, ACCOUNT, PERSON, ROLE, employed_somewhere

_REMEMBERED = 20_000


@lru_cache(maxsize=_REMEMBERED)
def person_of(rows: tuple[tuple[Any, ...], ...], timezone: str, locale: str) -> Person:
    """Make somebody of their rows, one for each account; of equal rows the same person, who never changes.

    Whoever asks for everybody pays for reading the rows, which is a third of what making each person anew takes.
    """
    key, name, role, department, manager, unit, kind, email, mobile, hired, left, location, zone, speaks, *_ = rows[0]
    return Person(
        id=key,
        name=Name(name, key),
        role=role,
        department=department,
        manager_id=manager,
        unit=unit,
        kind=Kind(kind),
        email=email,
        mobile=mobile,
        hire_date=_day(hired),
        left_on=_day(left),
        location=location,
        timezone=zone or timezone,
        locale=speaks or locale,
        identities=tuple(Identity(platform, tenant, user) for *_, platform, tenant, user in rows if user),
    )


def _day(number: int | None) -> date | None:
    return None if number is None else EPOCH + timedelta(days=number)


Question: TypeAlias = "sa.Select[Any]"
"""Whom one asks for, as a statement that is built once: them with their accounts. ``one`` is whose id it is."""


def _question(*where: sa.ColumnElement[bool]) -> Question:
    columns = (PERSON.c[name] for name in "department manager_id unit kind email mobile".split())
    days = (sa.type_coerce(PERSON.c[name], sa.Integer) for name in ("hire_date", "left_on"))
    speaks = (PERSON.c[name] for name in ("location", "timezone", "locale"))
    account = (ACCOUNT.c[name] for name in ("platform", "tenant", "user"))
    people = sa.select(PERSON.c.id, PERSON.c.name, ROLE.c.name, *columns, *days, *speaks, *account)
    joined = (
        people.select_from(PERSON)
        .join(ROLE, ROLE.c.no == PERSON.c.role_no)
        .outerjoin(ACCOUNT, ACCOUNT.c.person_no == PERSON.c.no)
    )
    return joined.where(*where).order_by(PERSON.c.id, ACCOUNT.c.platform, ACCOUNT.c.user)


def account_values(identity: Identity) -> dict[str, str]:
    """Return what :func:`its` is given."""
    return {"its_platform": identity.platform, "its_user": identity.user, "its_tenant": identity.tenant}


_ONE, _HERE = sa.bindparam("one", type_=sa.String), employed_somewhere(PERSON)
EVERYBODY = _question(_HERE)
BY_ID = _question(PERSON.c.id == _ONE)
BY_IDS = _question(PERSON.c.id.in_(sa.bindparam("some", expanding=True, type_=sa.String)))
IN_TEAM = _question(PERSON.c.manager_id == _ONE, _HERE)
IN_DEPARTMENT = _question(PERSON.c.department == _ONE, _HERE, PERSON.c.kind == Kind.PERSON.value)
_LED = PERSON.c.manager_id.in_(sa.bindparam("some", expanding=True, type_=sa.String))
_STAY = (PERSON.c.left_on, PERSON.c.hire_date, PERSON.c.timezone)
LEADING = sa.select(PERSON.c.manager_id, *_STAY).where(_LED, _HERE).distinct()


@cache
def below() -> sa.Select[Any]:
    """Return the statement for everybody who reports to ``some``, directly or through others, with their manager."""
    here = (_HERE, PERSON.c.kind == Kind.PERSON.value)
    found = sa.select(PERSON.c.id, PERSON.c.manager_id, *_STAY).where(_LED, *here).cte("below", recursive=True)
    deeper = sa.select(PERSON.c.id, PERSON.c.manager_id, *_STAY).join(found, PERSON.c.manager_id == found.c.id)
    return sa.select(found.union(deeper.where(*here)))  # a circle ends where it began


_TENANT = sa.bindparam("its_tenant", type_=sa.String)


def its(account: sa.FromClause) -> tuple[sa.ColumnElement[bool], ...]:
    """Choose the account that ``account_values`` names; without a tenant it is the user's in any."""
    return (
        account.c.platform == sa.bindparam("its_platform", type_=sa.String),
        account.c.user == sa.bindparam("its_user", type_=sa.String),
        sa.or_(_TENANT == "", account.c.tenant == "", account.c.tenant == _TENANT),
    )


_ITS = ACCOUNT.alias("its")
BY_ACCOUNT = _question(PERSON.c.no.in_(sa.select(_ITS.c.person_no).where(*its(_ITS))))
THE_ACCOUNT = sa.select(ACCOUNT).where(*its(ACCOUNT))
_DAY = sa.bindparam("day", type_=Day)
AWAY = (
    sa.select(ABSENCE.c.end)
    .join(PERSON, PERSON.c.no == ABSENCE.c.person_no)
    .where(PERSON.c.id == _ONE, ABSENCE.c.start <= _DAY, ABSENCE.c.end >= _DAY)
    .order_by(ABSENCE.c.end.desc())
)
