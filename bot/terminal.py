"""What every command does alike: settings and storage are opened, documents and tables printed, instants read."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.kit.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.settings import Settings
    from storage.storage import Storage


AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
PROBLEMS, USAGE = 1, 2
"""Exit codes: something was found, or the command was not understood."""
UNBOUNDED = 400
"""Characters of a line where nobody's window sets a width."""


def open_settings() -> Settings:
    """Read the settings of the environment, and set the logs up.

    Raises:
        SettingsError: one of them cannot be used.
    """
    from bot.logs import set_up
    from bot.settings import load

    set_up()
    return load()


def open_storage(settings: Settings) -> Storage:
    """Open the database of the settings, with its schema brought up to date."""
    from bot.database import open_database

    return open_database(settings)


def print_document(document: object) -> None:
    """Print a document as JSON."""
    from bot.messages.codec import document_to_json

    typer.echo(document_to_json(document, indent=1))


def print_table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table; where nobody's window sets a width, every row keeps to its line."""
    from rich.console import Console
    from rich.table import Table

    made = Table(box=None, pad_edge=False)
    for column in columns:
        made.add_column(column, overflow="fold")
    for row in rows:
        made.add_row(*("" if cell is None else str(cell) for cell in row))
    Console(width=None if sys.stdout.isatty() else UNBOUNDED).print(made)


def read_instant(text: str) -> datetime:
    """Read an instant with its offset.

    Raises:
        SettingsError: it is none.
    """
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        msg = f"{text!r} is not an instant: write it as 2026-11-02T09:00+08:00"
        raise SettingsError(msg) from None
    if when.tzinfo is None:
        msg = f"{text!r} has no offset: add Z or +08:00"
        raise SettingsError(msg)
    return when


def read_day(text: str, *, last: bool = False) -> date:
    """Read a day of the calendar; of a longer period, such as ``2026-Q3``, the first day or the ``last``.

    Raises:
        SettingsError: it is none.
    """
    from bot.kit.cleaning import UnclearValue
    from bot.kit.period_written import span

    try:
        period = span(text).period
    except UnclearValue:
        msg = f"{text!r} is not a day: write it as 2026-10-01, or a period as 2026-10 or 2026-Q3"
        raise SettingsError(msg) from None
    return period.end if last else period.start


def database_fault(error: BaseException) -> str:
    """Say in one line what is wrong with the database, when it is that."""
    while isinstance(error, BaseExceptionGroup) and error.exceptions:
        error = error.exceptions[0]
    if type(error).__module__.partition(".")[0] not in {"sqlalchemy", "sqlite3", "psycopg"}:
        return ""
    from storage.damage import explained, is_fault

    return explained(error) if is_fault(error) else ""
