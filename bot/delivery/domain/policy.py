"""The policy: when people may be spoken to and how often, for the company and for units with hours of their own.

Times are the reader's own wall clock. Where the quiet hours lie within a day (08:00 to 20:00), people work the night:
their working day is the one on which the shift begins, and reaches into the next.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.kit.calendar import instant, is_working_day
from bot.kit.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable

COMPANY: Final = ""
"""The scope that holds where no unit says otherwise."""


@dataclass(frozen=True, slots=True)
class Policy:
    """When people may be spoken to, and how often (methods 4.9).

    ``days`` are the weekdays (Monday is 0) on which a unit works whatever the calendar says; none: the calendar
    of the place, with its holidays.
    """

    quiet_from: time = time(19)
    quiet_until: time = time(9)
    digest_at: time = time(9, 30)
    per_day: int = 2
    per_week: int = 6
    manager_per_day: int = 3
    manager_per_week: int = 15
    after_hours: int = 24
    """How long a manager's message waits for the person's own before it goes alone."""
    days: frozenset[int] = frozenset()
    one_on_one_days: int = 30
    """How many days apart people meet their managers: monthly, where nobody has set another rhythm (R121)."""
    report_day: int = 5
    """The report on a month comes on the last working day on or before this day of the next."""
    goal_months: int = 0
    """How many months the periods have for which people agree goals, and are asked for them (R120); 0: nobody is."""
    goal_cap: Decimal = Decimal(1)
    """How much of a part of a goal counts at most: all of it (1), or 1.2 where the company lets more (methods 4.7)."""

    @property
    def overnight(self) -> bool:
        """Whether the hours between which people may be spoken to span midnight."""
        return self.quiet_from < self.quiet_until

    def open_at(self, at: time) -> bool:
        """Say whether people may be spoken to at a time of a working day."""
        if self.quiet_from == self.quiet_until:
            return True
        if self.overnight:
            return at >= self.quiet_until or at < self.quiet_from
        return self.quiet_until <= at < self.quiet_from

    def day_of(self, local: datetime) -> date:
        """Return the working day to which a moment on the wall belongs, or that comes next in the quiet hours."""
        day = local.date()
        if self.quiet_from == self.quiet_until:
            return day
        if self.overnight:
            return day - timedelta(days=1) if local.time() < self.quiet_from else day
        return day + timedelta(days=1) if local.time() >= self.quiet_from else day

    def works(self, day: date, *, place: str) -> bool:
        """Say whether people work on a day."""
        return day.weekday() in self.days if self.days else is_working_day(day, place=place)

    def begins(self, day: date, *, timezone: str) -> datetime:
        """Return the instant from which messages count towards a working day's cap."""
        return instant(day, self.quiet_from if self.overnight else time(0), timezone=timezone)

    def opens(self, day: date, *, timezone: str) -> datetime:
        """Return the instant at which the quiet hours before a working day end."""
        return instant(day, time(0) if self.quiet_from == self.quiet_until else self.quiet_until, timezone=timezone)

    def digest(self, day: date, *, timezone: str) -> datetime:
        """Return when a working day's digest goes: at its time, or as the quiet hours end if that lies in them."""
        if not self.open_at(self.digest_at):
            return self.opens(day, timezone=timezone)
        after_midnight = self.overnight and self.digest_at < self.quiet_from
        return instant(day + timedelta(days=1) if after_midnight else day, self.digest_at, timezone=timezone)


class SettingName(StrEnum):
    """What can be set."""

    QUIET = "quiet"
    DAYS = "days"
    DIGEST = "digest"
    CAPS = "caps"
    ONE_ON_ONE = "one_on_one"
    REPORT = "report"
    GOALS = "goals"
    GOAL_CAP = "goal_cap"


@dataclass(frozen=True, slots=True)
class Setting:
    """One version of one thing that was set: for whom, to what, by whom and when.

    ``value`` is text that :func:`apply` reads; "" gives it back to what holds more widely.
    """

    scope: str
    name: SettingName
    value: str
    author: str
    at: datetime


def apply(policy: Policy, name: SettingName, value: str) -> Policy:
    """Return the policy with one thing set.

    Raises:
        Invalid: when the value cannot be used, with what can.
    """
    match name:
        case SettingName.QUIET:
            first, last = hours(value)
            return replace(policy, quiet_from=first, quiet_until=last)
        case SettingName.DAYS:
            return replace(policy, days=_weekdays(value))
        case SettingName.DIGEST:
            return replace(policy, digest_at=clock(value))
        case SettingName.CAPS:
            day, week, manager_day, manager_week = _caps(value)
            return replace(
                policy, per_day=day, per_week=week, manager_per_day=manager_day, manager_per_week=manager_week
            )
        case SettingName.ONE_ON_ONE:
            return replace(policy, one_on_one_days=_whole(value, 1, 366))
        case SettingName.REPORT:
            return replace(policy, report_day=_whole(value, 1, 28))
        case SettingName.GOALS:
            return replace(policy, goal_months=_goal_months(value))
        case SettingName.GOAL_CAP:
            return replace(policy, goal_cap=Decimal(_whole(value, 100, 120)) / 100)


def settled(settings: Iterable[Setting], *, policy: Policy | None = None) -> Policy:
    """Return the policy of some settings, the later ones before the earlier."""
    found = policy or Policy()
    for setting in settings:
        if setting.value:
            found = apply(found, setting.name, setting.value)
    return found


_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.h点时](?P<minute>\d{2})?(?:分)?)?\s*(?P<half>am|pm)?")
_SPAN = re.compile(r"(?P<first>.+?)\s*(?:-|–|—|~|to|until|到|至)\s*(?P<last>.+)")
_NONE = frozenset({"off", "none", "no", "无", "关", "关闭", "不设", "取消"})
_NOON, _HOURS, _MINUTES = 12, 24, 60
_MOST_A_DAY, _MOST_A_WEEK = 20, 100


def clock(said: str) -> time:
    """Read a time of day: ``20:00``, ``8:30 pm``, ``20点``.

    Raises:
        Invalid: for anything else.
    """
    found = _CLOCK.fullmatch(unicodedata.normalize("NFKC", said).strip().casefold())
    hour, minute = (int(found["hour"]), int(found["minute"] or 0)) if found else (_HOURS, 0)
    if found and found["half"]:
        hour = hour % _NOON + (_NOON if found["half"] == "pm" else 0) if 1 <= hour <= _NOON else _HOURS
    if (hour, minute) == (_HOURS, 0) and found:
        hour = 0 if not found["half"] and found["hour"] == "24" else hour
    if hour >= _HOURS or minute >= _MINUTES:
        raise Invalid("policy-clock", said=said.strip()[:20])
    return time(hour, minute)


def hours(said: str) -> tuple[time, time]:
    """Read quiet hours: ``20:00-08:30``, ``20点到8点30``; ``off`` is none, which is the same time twice.

    Raises:
        Invalid: for anything else.
    """
    text = unicodedata.normalize("NFKC", said).strip().casefold()
    if text in _NONE:
        return time(0), time(0)
    found = _SPAN.fullmatch(text)
    if not found:
        raise Invalid("policy-hours", said=said.strip()[:20])
    first, last = clock(found["first"]), clock(found["last"])
    if first == last != time(0):
        raise Invalid("policy-hours", said=said.strip()[:20])
    return first, last


def _weekdays(value: str) -> frozenset[int]:
    """Read ISO weekdays: Monday is 1, as people count them."""
    found = frozenset(int(part) - 1 for part in value.split(",") if part.strip().isdecimal())
    if not found or not found <= set(range(7)):
        raise Invalid("policy-days")
    return found


def _caps(value: str) -> tuple[int, int, int, int]:
    parts = value.split()
    if len(parts) != 4:  # noqa: PLR2004 - people a day and a week, managers a day and a week
        raise Invalid("policy-caps-wrong", day=_MOST_A_DAY, week=_MOST_A_WEEK)
    try:
        day, week, manager_day, manager_week = (
            _whole(part, 1, most)
            for part, most in zip(parts, (_MOST_A_DAY, _MOST_A_WEEK, _MOST_A_DAY, _MOST_A_WEEK), strict=True)
        )
    except Invalid:
        raise Invalid("policy-caps-wrong", day=_MOST_A_DAY, week=_MOST_A_WEEK) from None
    return day, week, manager_day, manager_week


GOAL_MONTHS: Final = (3, 6, 12)
"""A quarter, half a year, a year: what goals can be agreed for."""


def _goal_months(value: str) -> int:
    months = _whole(value, 0, max(GOAL_MONTHS))
    if months and months not in GOAL_MONTHS:
        raise Invalid("goal-cycle-unclear", said=value.strip()[:20])
    return months


def _whole(value: str, least: int, most: int) -> int:
    text = unicodedata.normalize("NFKC", value).strip()
    if not text.isdecimal() or not least <= int(text) <= most:
        raise Invalid("policy-whole", said=text[:20], least=least, most=most)
    return int(text)
