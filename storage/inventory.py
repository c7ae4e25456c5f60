"""The inventory of personal data: of every table, which columns are whose; each table declares its own beside itself.

It is what an export and an erasure go by, so that neither forgets a table; a column that is not declared fails a test.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from sqlmodel import SQLModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    import sqlalchemy as sa

_KEY = "inventory"


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a table holds of people.

    ``whose`` makes a row somebody's: the number of a person, or an employee id where the column is text; the row goes
    with them. ``account`` does the same by an account on a platform, ``through`` by the row of another table that it
    belongs to (this column, that table, that column). ``only`` says which rows a column of ids is about people in.

    ``own`` is personal in such a row and handed to them; ``withheld`` is personal too and is not, for the reason that
    stands there. ``others`` had a part in a row that is not theirs: ids become a number that says nothing. ``worded``
    holds stored words or keys that may name anybody. ``plain`` says nothing about anybody.
    """

    whose: tuple[str, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    account: tuple[str, ...] = ()
    through: tuple[str, str, str] | None = None
    only: tuple[str, tuple[str, ...]] | None = None
    own: tuple[str, ...] = ()
    withheld: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    worded: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is declared, once for each time that it is."""
        through = self.through[:1] if self.through and self.through[0] not in self.whose else ()
        told = (*self.whose, *self.account, *through, *self.own, *self.others, *self.worded, *self.plain)
        return (*told, *(name for names in self.withheld for name in names.split()))


def declare(  # noqa: PLR0913 - one for each part a column can have
    table: str,
    *,
    whose: str = "",
    kinds: Mapping[str, str] | None = None,
    account: str = "",
    through: tuple[str, str, str] | None = None,
    only: tuple[str, tuple[str, ...]] | None = None,
    own: str = "",
    withheld: Mapping[str, str] | None = None,
    others: str = "",
    worded: str = "",
    plain: str = "",
) -> None:
    """Declare what a table holds of people (see :class:`Inventory`); columns are given as words.

    ``kinds`` names the kinds of data that the export has of it, each with the column that says whose.
    """
    SQLModel.metadata.tables[table].info[_KEY] = Inventory(
        tuple(whose.split()),
        kinds or {},
        tuple(account.split()),
        through,
        only,
        tuple(own.split()),
        withheld or {},
        tuple(others.split()),
        tuple(worded.split()),
        tuple(plain.split()),
    )


def inventory(table: sa.Table) -> Inventory | None:
    """Return what a table declares; None when it declares nothing."""
    found: Any = table.info.get(_KEY)
    return found if isinstance(found, Inventory) else None


@cache
def tables() -> tuple[sa.Table, ...]:
    """Return every table there is, those that others refer to first; a module registers its own when it is imported."""
    here = Path(__file__).parent
    for folder in (
        here,
        *sorted(path.parent for path in here.glob("*/__init__.py") if path.parent.name != "migrations"),
    ):
        package = ".".join(folder.relative_to(here.parent).parts)
        for module in iter_modules([str(folder)], f"{package}."):
            if not module.ispkg:
                import_module(module.name)
    return tuple(SQLModel.metadata.sorted_tables)
