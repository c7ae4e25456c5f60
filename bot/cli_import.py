"""The commands that bring files in, and show the records that came."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from bot.cli_report import print_report
from bot.terminal import PROBLEMS, AsJson, open_settings, print_document, print_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.intake.domain.intake import RowProblem
    from bot.intake.domain.outcome import Translate
    from bot.sources.mapping_stream import StreamMapping


_WAYS: Final = ("id", "whole", "append", "none")
_OF_RECORDS: Final = ("stream", "id", "employee_id", "day", "measures", "dimensions", "file", "row", "version")
_OF_STREAMS: Final = (
    *(
        "stream",
        "title",
        "event",
        "rolled_up",
        "renewal",
        "id",
        "measures",
        "dimensions",
        "records",
        "newest",
        "arrived",
    ),
)


class ImportKind(StrEnum):
    """What a file holds."""

    PEOPLE = "people"
    METRICS = "metrics"
    TARGETS = "targets"
    RECORDS = "records"
    READINGS = "readings"
    ABSENCES = "absences"
    COURSES = "courses"
    GOALS = "goals"


class Whole(StrEnum):
    """What a file of records without ids is all there is for, with the people in it."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


def import_(  # noqa: PLR0913 - each is an option
    kind: ImportKind,
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)],
    *,
    mapping: Annotated[Path | None, typer.Option("--map", exists=True, help="A mapping file (TOML).")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would happen; store nothing.")] = False,
    quarantine: Annotated[
        bool, typer.Option("--quarantine/--no-quarantine", help="Hold back values that look wrong.")
    ] = True,
    id_column: Annotated[
        str, typer.Option("--id", help="Records: the column, or {template} of several, that tells them apart.")
    ] = "",
    whole: Annotated[
        Whole | None, typer.Option(help="Records: a file is all there is for the people and periods in it.")
    ] = None,
    append: Annotated[bool, typer.Option("--append", help="Records: every file brings new rows.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read people, metrics, targets, records, readings or absences from files."""
    from bot.import_job import import_files

    settings = open_settings()
    reports = import_files(
        settings,
        kind.value,
        files,
        mapping=mapping,
        dry_run=dry_run,
        quarantine=quarantine,
        renewal=_renewal(id_column, whole, append=append),
        ask=_asking() if sys.stdin.isatty() and not as_json else None,
    )
    _show(reports, as_json=as_json)


def _show(reports: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        print_document(reports)
    else:
        for report in reports:
            print_report(report)
    if any(report["rejected"] or report["quarantined"] or report.get("error") for report in reports):
        sys.exit(PROBLEMS)


def _renewal(id_column: str, whole: Whole | None, *, append: bool) -> StreamMapping | None:
    """Return what was said about what another file means, or None.

    Raises:
        typer.BadParameter: more than one thing was said.
    """
    from bot.kit.period import Grain
    from bot.sources.mapping_stream import StreamMapping

    if bool(id_column) + (whole is not None) + append > 1:
        raise typer.BadParameter("--id, --whole or --append, not several: they say what another file means")
    if not (id_column or whole or append):
        return None
    return StreamMapping(id=id_column, whole=Grain(whole.value) if whole else None, append=append)


def _asking() -> Callable[[str, RowProblem, Translate], StreamMapping | None]:
    """Return what asks once, at the terminal, what another file of records means."""

    def ask(file: str, why: RowProblem, translate: Translate) -> StreamMapping | None:
        typer.echo(translate("import-ask", file=file, columns=str(why.values.get("columns", ""))), err=True)
        for number, way in enumerate(_WAYS, start=1):
            typer.echo(f"  {number}  {translate(f'import-ask-{way}')}", err=True)
        numbers = [str(number) for number in range(1, len(_WAYS) + 1)]
        while (answer := typer.prompt("", err=True, prompt_suffix="> ").strip()) not in numbers:
            typer.echo(", ".join(numbers), err=True)
        match _WAYS[int(answer) - 1]:
            case "id":
                return _renewal(typer.prompt(translate("import-ask-column"), err=True), None, append=False)
            case "whole":
                return _renewal("", Whole.MONTH, append=False)
            case "append":
                return _renewal("", None, append=True)
            case "none":
                return None

    return ask


def records(
    *,
    stream: Annotated[str, typer.Option(help="The key of a stream.")] = "",
    person: Annotated[str, typer.Option(help="An employee id.")] = "",
    period: Annotated[str, typer.Option(help="A day, month, quarter or year, such as 2026-10.")] = "",
    id_: Annotated[str, typer.Option("--id", help="The id of a record.")] = "",
    history: Annotated[bool, typer.Option("--history", help="Replaced and withdrawn versions too.")] = False,
    streams: Annotated[bool, typer.Option("--streams", help="Show which streams there are.")] = False,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV on standard output, to be imported again.")] = False,
) -> None:
    """Show the records that values are made of, or the streams that they are in."""
    from bot.operations_record import RecordChoice, export_records, list_records, list_streams

    if as_csv and (as_json or streams):
        raise typer.BadParameter("--csv writes records: leave out " + ("--json" if as_json else "--streams"))
    settings = open_settings()
    choice = RecordChoice(stream, person, period, id_, history)
    if as_csv:
        export_records(settings, choice, sys.stdout)
        return
    rows = list_streams(settings) if streams else list_records(settings, choice)
    if as_json:
        print_document(rows)
        return
    columns = _OF_STREAMS if streams else (*_OF_RECORDS, *(("state",) if history else ()))
    print_table(columns, ([_shown(row[name]) for name in columns] for row in rows))
    if not rows:
        typer.echo("There is none.", err=True)


def _shown(cell: object) -> object:
    if isinstance(cell, dict):
        return ", ".join(f"{name} {value}" for name, value in cell.items())
    return ", ".join(map(str, cell)) if isinstance(cell, list) else cell
