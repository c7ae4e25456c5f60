"""Calendars: which days are worked where, and what the clock on the wall says in a person's own zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_SAME_PLACE = {
    "Africa/Asmera": "Africa/Asmara",
    "Africa/Timbuktu": "Africa/Bamako",
    "America/Coral_Harbour": "America/Atikokan",
    "America/Virgin": "America/St_Thomas",
    "Antarctica/South_Pole": "Antarctica/McMurdo",
    "Atlantic/Jan_Mayen": "Arctic/Longyearbyen",
    "Iceland": "Atlantic/Reykjavik",
    "Pacific/Johnston": "Pacific/Midway",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
    "Pacific/Yap": "Pacific/Chuuk",
}
"""Old names without a row of their own whose link leads into another country, as the file ``backward`` of the zone
database says in its remarks, and a zone of the country that they are in."""
_NO_COUNTRY = frozenset({"CET", "EET", "EST", "HST", "MET", "MST", "WET"})
"""Names of clocks, not of places, though they are links to cities today."""
_PLACE = re.compile(r"([A-Z]{2})(?:-([A-Z0-9]{1,3}))?")


# Places. A place is a country code, with its subdivision where holidays differ: "CN", "US-NY", "DE-BY"; "" is unknown.


def place_at(location: str, *, timezone: str) -> str:
    """Return the place of a location as a people file has it, and of a time zone where that is no code."""
    code = location.strip().upper()
    return code if _known(code) else country_of_zone(timezone)


@cache
def country_of_zone(name: str) -> str:
    """Return the country code of an IANA time zone, also under an old name of it; "" for zones of no country.

    A zone's own row in ``zone.tab`` comes first: the database links zones whose clocks agree since 1970 to one of them,
    also across borders (Stockholm to Berlin).
    """
    countries, links = _zone_tables()
    if name in _NO_COUNTRY:
        return ""
    return countries.get(name, "") or countries.get(_SAME_PLACE.get(name) or links.get(name, ""), "")


@cache
def _zone_tables() -> tuple[dict[str, str], dict[str, str]]:
    """Read the zone database's own tables: zone to country, and old name to present name."""
    from importlib.resources import files

    zones = files("tzdata.zoneinfo")
    countries = {
        zone: country
        for line in (zones / "zone.tab").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
        for country, _, zone in [line.split("\t")[:3]]
    }
    links = {
        old: present
        for line in (zones / "tzdata.zi").read_text("utf-8").splitlines()
        if line.startswith("L ")
        for _, present, old in [line.split()]
    }
    return countries, links


@cache
def _known(place: str) -> bool:
    match = _PLACE.fullmatch(place)
    if not match:
        return False
    from holidays import list_supported_countries

    country, subdivision = match.groups()
    subdivisions = list_supported_countries(include_aliases=False).get(country)
    return subdivisions is not None and (not subdivision or subdivision in subdivisions)


# Working days.


@lru_cache(maxsize=512)
def _working_days(place: str, year: int) -> frozenset[date]:
    """Return the year's working days at a place, make-up days on weekends included (调休)."""
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    if not _known(place):
        return frozenset(day for day in days if day.weekday() < 5)  # noqa: PLR2004 - Monday to Friday
    from holidays import country_holidays

    country, _, subdivision = place.partition("-")
    calendar = country_holidays(country, subdiv=subdivision or None, years=year)
    return frozenset(day for day in days if calendar.is_working_day(day))


def is_working_day(day: date, *, place: str) -> bool:
    """Say whether people work on a day there: public holidays and weekends are free, make-up days are not."""
    return day in _working_days(place, day.year)


def next_working_day(day: date, *, place: str) -> date:
    """Return the first working day on or after a day."""
    while not is_working_day(day, place=place):
        day += timedelta(days=1)
    return day


def working_days_after(day: date, days: int, *, place: str) -> date:
    """Return the day that is so many working days after a day."""
    for _ in range(days):
        day = next_working_day(day + timedelta(days=1), place=place)
    return day


def report_day(month: date, *, place: str, by: int = 5) -> date:
    """Return the day by which the report on the month before is due: the last working day on or before ``by`` (Q8).

    ``month`` is any day of the month in which it is due. When the first five days are all free (国庆 in 2026: 1 to
    7 October), that is a working day of the month before, and the figures are those to date.
    """
    day = month.replace(day=by)
    while not is_working_day(day, place=place):
        day -= timedelta(days=1)
    return day


# The wall clock.


@cache
def zone(name: str) -> ZoneInfo:
    """Return a time zone; UTC for a name that nobody knows, so that one person's typing error stops no tick."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def quarter(now: datetime) -> datetime:
    """Return when the present quarter of an hour began: in every time zone, days and mornings begin with one."""
    return now.replace(minute=now.minute - now.minute % 15, second=0, microsecond=0)


def wall(now: datetime, *, timezone: str) -> datetime:
    """Return what the clock on the wall shows, without zone or fold.

    In the night when clocks go back the same hour is shown twice: whoever keys an effect by it has it once.
    """
    return now.astimezone(zone(timezone)).replace(tzinfo=None, fold=0)


def local_day(at: datetime, *, timezone: str) -> date:
    """Return the day that an instant falls on in an IANA zone."""
    return wall(at, timezone=timezone).date()


def instant(day: date, at: time, *, timezone: str) -> datetime:
    """Return the instant (UTC) at which the wall shows a time: the first of two in autumn.

    A time that spring leaves out is counted on from before the gap: 02:30 in New York becomes 03:30.
    """
    return datetime.combine(day, at, tzinfo=zone(timezone)).astimezone(UTC)
