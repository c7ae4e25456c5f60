"""Reports of imports as the terminal shows them."""

from __future__ import annotations

from typing import Any

import typer

_MOST_REMARKS = 10
_MOST_PERIODS = 12


def print_report(report: dict[str, Any]) -> None:
    """Print what became of the rows of a file."""
    typer.echo(f"{report['file']}: {_counted(report)}")
    if report["admitted"]:
        typer.echo(f"  {_rows(report['admitted'])} of earlier files had waited for this and are stored now")
    if report["waiting"]:
        typer.echo(f"  {_rows(report['waiting'])} wait until what they name is known, and come in by themselves then")
    for problem in report["rejected"]:
        typer.echo(f"  row {problem['row']}, {problem['column']}: {problem['value']!r} – {problem['reason']}")
    for remark in report["remarks"][:_MOST_REMARKS]:
        typer.echo(f"  row {remark['row']}, {remark['column']}: {remark['reason']}")
    if (more := len(report["remarks"]) - _MOST_REMARKS) > 0:
        typer.echo(f"  … and {more} more remarks: --json shows all")
    for note in report["notes"]:
        typer.echo(f"  {note}")
    for period in report["periods"][:_MOST_PERIODS]:
        before, after = (f"{period[when]['sum']:.12g} ({period[when]['values']})" for when in ("before", "after"))
        typer.echo(f"  {period['metric']} {period['period_start']}: {before} -> {after}")
    if (more := len(report["periods"]) - _MOST_PERIODS) > 0:
        typer.echo(f"  … and {more} more periods: --json shows all")
    if report.get("error"):
        typer.echo(f"  {report['error']}")
    if report.get("proposal"):
        typer.echo("  A mapping to begin with: look at it, complete it, and give the file with --map.\n")
        typer.echo(report["proposal"])


def held_line(held: dict[str, Any]) -> list[Any]:
    """Return what is printed of a value or record that is held back: number, person, what, since when, value, why."""
    if "record" not in held:
        about, day, value = held["metric"], held["period_start"], held["value"]
    else:
        about, day = f"{held['stream']} {held['id']}", held["day"]
        value = ", ".join(f"{name} {said}" for name, said in held["record"].items())
    return [held["no"], held["employee_id"], about, day, value, held["reason"]]


def _rows(n: int) -> str:
    return f"{n} row" + ("" if n == 1 else "s")


def _counted(report: dict[str, Any]) -> str:
    """Count what became of a file's rows; a mapping can make fewer entries of them (sums), or more (months)."""
    lines, entries = report["lines"], report["rows"]
    if not entries:
        return "nothing taken"
    start = _rows(lines)
    if lines != entries:
        start += f" in the file make {entries} " + ("entry" if entries == 1 else "entries")
    ways = ("inserted", "corrected", "unchanged", "withdrawn", "duplicates", "skipped", "quarantined")
    counts = {name.removesuffix("s"): report[name] for name in ways} | {"rejected": len(report["rejected"])}
    return f"{start}: " + ", ".join(f"{n} {name}" for name, n in counts.items() if n)
