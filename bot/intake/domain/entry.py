"""Rows that describe: people, metrics and leave, from cells to typed fields, or the reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import MAXYEAR, date
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.figures.domain.metric_fields import known_word
from bot.intake.domain.known import Known
from bot.kit.cell import LONGEST, InvalidCell, check_length, check_lengths
from bot.kit.cleaning import UnclearValue, check_id, is_missing, plain
from bot.kit.period import Grain
from bot.kit.period_order import Order
from bot.kit.period_written import LATEST, span
from bot.roster.domain.directory import digits

LOCALES = {
    "zh": "zh-CN",
    "中文": "zh-CN",
    "汉语": "zh-CN",
    "chinese": "zh-CN",
    "english": "en",
    "英文": "en",
    "英语": "en",
}
_TEXTS = ("name", "role", "department", "unit", "location", "gender", "email")
_FIRST_HIRE = 1940
_FEWEST_DIGITS, _MOST_DIGITS = 6, 15


_READERS: Mapping[str, Callable[[str, Order | None], Any]] = {
    "manager_id": lambda text, _: None if is_missing(text) else plain(text),
    "mobile": lambda text, _: "" if is_missing(text) else _mobile(text),
    "hire_date": lambda text, order: _day("hire_date", text, order=order),
    "effective_from": lambda text, order: _day("effective_from", text, order=order),
    "left_on": lambda text, order: _last_day(text, order=order),
    "kind": lambda text, _: "person" if is_missing(text) else known_word("kind", text, ("person", "unit")),
    "timezone": lambda text, _: _timezone(text),
    "locale": lambda text, _: _locale(text),
}
"""How the other cells of a person are read, the first one that cannot be understood being the reason."""


def person_fields(cells: Mapping[str, str], *, accounts: Collection[str], order: Order | None = None) -> dict[str, Any]:
    """Return the fields of a person that the cells give; what they do not hold is left out.

    ``accounts`` names the fields that hold an account (``<platform>_id``). A manager stays as it was written: who it
    is shows when everybody is known (:func:`chain`).

    Raises:
        Unfit: a required field is missing, or one cannot be understood.
    """
    person_id = plain(cells.get("employee_id", ""))
    if is_missing(person_id):
        raise InvalidCell("employee_id", cells.get("employee_id", ""), UnclearValue("import-required"))
    _check_ids(cells, ("employee_id", "manager_id", "mobile", "unit", *accounts))
    check_lengths(cells, ("employee_id", "manager_id", *_TEXTS))
    for name in accounts:
        check_length(name, cells.get(name, ""), LONGEST["account"])
    fields: dict[str, Any] = {"id": person_id}
    for name in _TEXTS:
        if name in cells:
            fields[name] = "" if is_missing(cells[name]) else plain(cells[name])
    if not fields.get("name", person_id):
        fields["name"] = person_id
    if fields.get("email") and not re.fullmatch(r"[^@\s]+@[^@\s]+", fields["email"]):
        raise InvalidCell("email", cells["email"], UnclearValue("import-email"))
    fields |= {name: read(cells[name], order) for name, read in _READERS.items() if name in cells}
    held = {name.removesuffix("_id"): plain(cells[name]) for name in accounts if not is_missing(cells.get(name, ""))}
    if held:
        fields["accounts"] = held
    return fields


def absence_fields(
    cells: Mapping[str, str], known: Known, *, order: Order | None = None
) -> tuple[str, date, date, str]:
    """Return whose leave it is, its first and last day (both included), and its reason.

    Raises:
        Unfit: nobody of that id, no date, or an end before its start.
    """
    text = cells.get("employee_id", "")
    try:
        person, _ = known.person(text)
    except UnclearValue as reason:
        raise InvalidCell("employee_id", text, reason) from None
    start = _day("start", cells.get("start", ""), order=order)
    end = _day("end", cells.get("end", ""), order=order)
    if start is None or end is None:
        raise InvalidCell("start" if start is None else "end", "", UnclearValue("import-required"))
    if end < start:
        raise InvalidCell("end", cells["end"], UnclearValue("import-period-backwards"))
    check_lengths(cells, ("reason",))
    return person, start, end, plain(cells.get("reason", ""))


def _check_ids(cells: Mapping[str, str], names: Collection[str]) -> None:
    for name in names:
        try:
            check_id(cells.get(name, ""))
        except UnclearValue as reason:
            raise InvalidCell(name, cells[name], reason) from None


def _day(column: str, text: str, *, order: Order | None, latest: int = LATEST) -> date | None:
    if is_missing(text):
        return None
    try:
        found = span(text, order=order, earliest=_FIRST_HIRE, latest=latest)
    except UnclearValue as reason:
        raise InvalidCell(column, text, reason) from None
    if found.grain is not Grain.DAY:
        raise InvalidCell(column, text, UnclearValue("import-no-day"))
    return found.period.start


def _last_day(text: str, *, order: Order | None) -> date | None:
    """Return the day somebody leaves; payroll systems write 9999-12-31 or so for a contract without an end."""
    last = _day("left_on", text, order=order, latest=MAXYEAR)
    return last if last and last.year <= LATEST else None


def _mobile(text: str) -> str:
    """Return a mobile number as two spellings of it are compared."""
    number = digits(text)
    if not _FEWEST_DIGITS <= len(number) <= _MOST_DIGITS:
        raise InvalidCell("mobile", text, UnclearValue("import-mobile"))
    return number


def _timezone(text: str) -> str:
    name = plain(text)
    if is_missing(name):
        return ""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidCell("timezone", text, UnclearValue("import-timezone")) from None
    return name


def _locale(text: str) -> str:
    word = plain(text)
    if is_missing(word):
        return ""
    known = LOCALES.get(word.lower())
    if known:
        return known
    language = re.split(r"[-_]", word)[0].lower()
    if language not in {"zh", "en"}:
        raise InvalidCell("locale", text, UnclearValue("import-word", allowed="en, zh-CN"))
    return "zh-CN" if language == "zh" else "en"
