"""The policy at work: what holds where, since when and by whom; setting it for everybody or for a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Hold
from bot.delivery.domain.policy import COMPANY, Policy, Setting, SettingName, apply
from bot.kit.errors import NotFound
from bot.people.domain.audit import What
from bot.people.domain.person import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from bot.delivery.ports import Work
    from bot.people.domain.person import Person

_FREED = {
    SettingName.QUIET: (Hold.QUIET_HOURS,),
    SettingName.DAYS: (Hold.WEEKEND, Hold.HOLIDAY),
    SettingName.CAPS: (Hold.CAP,),
    SettingName.DIGEST: (),
    SettingName.ONE_ON_ONE: (),
    SettingName.REPORT: (),
    SettingName.GOALS: (),
    SettingName.GOAL_CAP: (),
}
"""What is looked at again when something changes: it may go earlier now, or later."""


def scope(work: Work, said: str) -> str:
    """Return the unit or department that is meant, by id or name; "" is everybody.

    Raises:
        NotFound: when there is none.
    """
    wanted = said.strip().casefold()
    if not wanted:
        return COMPANY
    everybody = work.people.all()
    for member in everybody:
        if member.kind is Kind.UNIT and wanted in {member.id.casefold(), member.name.casefold()}:
            return member.id
    for member in everybody:
        for name in (member.department, member.unit):
            if name and name.casefold() == wanted:
                return name
    known = sorted(
        {person.name for person in everybody if person.kind is Kind.UNIT} | {person.department for person in everybody}
    )
    raise NotFound("policy-scope-unknown", said=said.strip()[:40], known=", ".join(filter(None, known[:8])) or "–")


def called(work: Work, scope: str) -> str:
    """Return the name of a unit or department; "" for everybody."""
    found = work.people.get(scope) if scope else None
    return found.name if found else scope


def put(work: Work, author: Person, scope: str, values: Mapping[SettingName, str], *, now: datetime) -> Policy:
    """Set things in one place ("" gives one back to what holds more widely), and return what holds there then.

    Raises:
        Invalid: when a value cannot be used; nothing is set then.
    """
    for name, value in values.items():
        if value:
            apply(Policy(), name, value)
    freed: set[Hold] = set()
    for name, value in values.items():
        if not work.policies.put(Setting(scope, name, value, author.id, now)):
            continue
        freed.update(_FREED[name])
        detail = {"about": "policy", "scope": scope or "company", "name": name.value}
        work.audit.append(What.WRITE, actor=author.id, subject=scope, detail=detail, at=now)
    if freed:
        work.outbox.requeue(freed, at=now)
    return work.policies.at(scope)


def settings(work: Work, names: Iterable[SettingName]) -> list[Setting]:
    """Return what was set of some things and holds, the company's first."""
    wanted = set(names)
    return [policy for policy in work.policies.current() if policy.name in wanted]
