"""Cells: a text of somebody else's, taken, or refused with the reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.kit.cleaning import UnclearValue, plain

LONGEST: Mapping[str, int] = {
    "employee_id": 64,
    "manager_id": 64,
    "account": 128,
    "name": 80,
    "role": 80,
    "department": 80,
    "unit": 80,
    "location": 80,
    "gender": 40,
    "measure": 40,
    "email": 254,
    "metric": 64,
    "title_en": 80,
    "title_zh": 80,
    "meaning": 500,
    "owner": 64,
    "provider": 80,
    "scorer": 80,
    "aliases": 200,
    "reason": 500,
}
"""Characters that a field may hold: what is longer is no name, and could not stand behind a button whole."""
_SHOWN = 40


class InvalidCell(Exception):
    """A field cannot be understood: its column, what stood there, and why."""

    def __init__(self, column: str, value: str, reason: UnclearValue) -> None:
        super().__init__(column)
        self.column = column
        self.value = value
        self.reason = reason


def check_lengths(cells: Mapping[str, str], names: Collection[str]) -> None:
    """Refuse a row of which one of these fields is longer than :data:`LONGEST` has it.

    Raises:
        Unfit: for the first that is.
    """
    for name in names:
        check_length(name, cells.get(name, ""), LONGEST[name])


def check_length(name: str, cell: str, most: int) -> None:
    """Refuse what is too long for a name, and show its beginning; ``most`` counts characters.

    Raises:
        Unfit: when it is longer.
    """
    text = plain(cell)
    if len(text) > most:
        raise InvalidCell(name, f"{text[:_SHOWN]}…", UnclearValue("import-long", most=most, n=len(text)))
