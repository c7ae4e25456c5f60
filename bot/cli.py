"""The commands of ``jinbu``; what is heavy is imported by the command that needs it."""

from __future__ import annotations

import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.kit.errors import BotError, DataError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.settings import Settings
    from storage.storage import Storage

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Jinbu 进步")
rules_app = typer.Typer(invoke_without_command=True, help="The rules, and what they would have fired.")
manifest_app = typer.Typer(help="What to paste when creating an app.")
audit_app = typer.Typer(no_args_is_help=True, help="The audit trail: is it whole, and as a file.")
role_app = typer.Typer(help="Who runs Jinbu, who is HR, who reads the fairness report.")
app.add_typer(rules_app, name="rules")
app.add_typer(role_app, name="role")
app.add_typer(audit_app, name="audit")
app.add_typer(manifest_app, name="manifest")

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
PROBLEMS, USAGE = 1, 2
UNBOUNDED = 400
_MOST_REMARKS = 10


class Kind(StrEnum):
    """What a file holds."""

    PEOPLE = "people"
    METRICS = "metrics"
    TARGETS = "targets"
    READINGS = "readings"
    ABSENCES = "absences"


class Role(StrEnum):
    """A role that is given."""

    ADMIN = "admin"
    HR = "hr"
    FAIRNESS = "fairness"


def main() -> None:
    """Run a command; what goes wrong on purpose is one line on standard error and an exit code."""
    try:
        app()
    except (SettingsError, DataError) as error:
        _fail(str(error))
    except BotError as error:
        _fail(f"{type(error).__name__}: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        line = _of_the_database(error)
        if not line:
            raise
        _fail(line)


def _of_the_database(error: BaseException) -> str:
    """Say in one line what is wrong with the database, when it is that."""
    while isinstance(error, BaseExceptionGroup) and error.exceptions:
        error = error.exceptions[0]
    if type(error).__module__.partition(".")[0] not in {"sqlalchemy", "sqlite3", "psycopg"}:
        return ""
    from storage.damage import explained, is_fault

    return explained(error) if is_fault(error) else ""


def _fail(line: str) -> None:
    typer.echo(f"jinbu: {line}", err=True)
    sys.exit(USAGE)


def _settings() -> Settings:
    from bot.logs import set_up
    from bot.settings import load

    set_up()
    return load()


def _storage(settings: Settings) -> Storage:
    """Open the database of the settings, with its schema brought up to date."""
    from bot.database import open_database

    return open_database(settings)


def _show(document: object) -> None:
    from bot.messages.codec import document_to_json

    typer.echo(document_to_json(document, indent=1))


def _table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table; where nobody's window sets a width, every row keeps to its line."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    Console(width=None if sys.stdout.isatty() else UNBOUNDED).print(table)


def _instant(text: str) -> datetime:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        msg = f"{text!r} is not an instant: write it as 2026-11-02T09:00+08:00"
        raise SettingsError(msg) from None
    if when.tzinfo is None:
        msg = f"{text!r} has no offset: add Z or +08:00"
        raise SettingsError(msg)
    return when


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        msg = f"{text!r} is not a day: write it as 2026-10-01"
        raise SettingsError(msg) from None


@app.command()
def demo(
    *,
    headless: Annotated[bool, typer.Option("--headless", help="Run, count, and end.")] = False,
    port: Annotated[int, typer.Option(help="Where the page is served; 0 takes a free one.")] = 8765,
    as_json: AsJson = False,
) -> None:
    """Run the main job on two sample companies in a local Slack and a local DingTalk."""
    from bot.demo import run
    from bot.logs import set_up

    set_up(level="WARNING")
    outcome = run(port=0 if headless else port, headless=headless, quiet=as_json)
    if as_json:
        _show(outcome)
    if outcome["lost"] or outcome["duplicates"]:
        sys.exit(PROBLEMS)


@app.command()
def sandbox(*, port: Annotated[int, typer.Option(help="Where it listens.")] = 8765) -> None:
    """Serve only the local Slack, the local DingTalk and the page."""
    from bot.demo import serve_sandbox
    from bot.logs import set_up

    set_up()
    serve_sandbox(port=port)


@app.command()
def run() -> None:
    """Run the bot against what the settings say."""
    from bot.jobs import run_forever
    from bot.settings import require_platform

    settings = _settings()
    require_platform(settings)
    run_forever(settings)


@app.command()
def migrate() -> None:
    """Bring the database to the current schema."""
    _storage(_settings()).close()


@app.command(name="import")
def import_(
    kind: Kind,
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)],
    *,
    mapping: Annotated[Path | None, typer.Option("--map", exists=True, help="A mapping file (TOML).")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would happen; store nothing.")] = False,
    quarantine: Annotated[
        bool, typer.Option("--quarantine/--no-quarantine", help="Hold back values that look wrong.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Read people, metrics, targets, readings or absences from files."""
    from bot.jobs import import_files

    settings = _settings()
    reports = import_files(settings, kind.value, files, mapping=mapping, dry_run=dry_run, quarantine=quarantine)
    if as_json:
        _show(reports)
    else:
        for report in reports:
            _print_report(report)
    if any(report["rejected"] or report["quarantined"] or report.get("error") for report in reports):
        sys.exit(PROBLEMS)


def _print_report(report: dict[str, Any]) -> None:
    typer.echo(f"{report['file']}: {_counted(report)}")
    for problem in report["rejected"]:
        typer.echo(f"  row {problem['row']}, {problem['column']}: {problem['value']!r} – {problem['reason']}")
    for remark in report["remarks"][:_MOST_REMARKS]:
        typer.echo(f"  row {remark['row']}, {remark['column']}: {remark['reason']}")
    if (more := len(report["remarks"]) - _MOST_REMARKS) > 0:
        typer.echo(f"  … and {more} more remarks: --json shows all")
    if report.get("error"):
        typer.echo(f"  {report['error']}")
    if report.get("proposal"):
        typer.echo("  A mapping to begin with: look at it, complete it, and give the file with --map.\n")
        typer.echo(report["proposal"])


def _counted(report: dict[str, Any]) -> str:
    """Count what became of a file's rows; a mapping can make fewer entries of them (sums), or more (months)."""
    lines, entries = report["lines"], report["rows"]
    if not entries:
        return "nothing taken"
    start = f"{lines} row" + ("" if lines == 1 else "s")
    if lines != entries:
        start += f" in the file make {entries} " + ("entry" if entries == 1 else "entries")
    ways = ("inserted", "corrected", "unchanged", "duplicates", "skipped", "quarantined")
    counts = {name.removesuffix("s"): report[name] for name in ways} | {"rejected": len(report["rejected"])}
    return f"{start}: " + ", ".join(f"{n} {name}" for name, n in counts.items() if n)


@app.command()
def deltas(
    *,
    person: Annotated[str | None, typer.Option(help="An employee id.")] = None,
    metric: Annotated[str | None, typer.Option(help="A metric's key.")] = None,
    period: Annotated[str | None, typer.Option(help="The first day of a period.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the deltas as stored."""
    from bot.figures.services.delta import as_json as document

    settings = _settings()
    storage = _storage(settings)
    with storage.work() as work:
        found = work.deltas.find(person_id=person, metric=metric, start=_day(period) if period else None)
        rows = [document(one) for one in found]
    storage.close()
    if as_json:
        _show(rows)
        return
    columns = ("employee_id", "metric", "period_start", "value", "target", "attainment", "change", "streak", "flags")
    _table(columns, ([row[name] if name != "flags" else " ".join(row[name]) for name in columns] for row in rows))


@rules_app.callback()
def rules(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Show the rules."""
    if context.invoked_subcommand:
        return
    from dataclasses import asdict

    storage = _storage(_settings())
    with storage.work() as work:
        found = [asdict(rule) for rule in work.rules.active()]
    storage.close()
    if as_json:
        _show(found)
        return
    columns = ("key", "scope", "condition", "audience", "tone", "cooldown_days", "review")
    _table(columns, ([rule[name] for name in columns] for rule in found))


@rules_app.command("test")
def rules_test(
    *,
    first: Annotated[str | None, typer.Option("--from", help="The first day.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="The last day.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say who would have heard what over past data; sends and stores nothing."""
    from bot.jobs import rehearse

    found = rehearse(_settings(), first=_day(first) if first else None, last=_day(last) if last else None)
    if as_json:
        _show(found)
        return
    columns = ("day", "rule", "subject", "metric", "audience", "reader", "silenced")
    _table(columns, ([row[name] for name in columns] for row in found))


@app.command()
def tick(*, at: Annotated[str, typer.Option(help="An instant, ISO 8601.")], as_json: AsJson = False) -> None:
    """Ask what is due at an instant, and do it, as if the clock said so."""
    from bot.jobs import tick_at

    done = tick_at(_settings(), _instant(at))
    if as_json:
        _show(done)
    else:
        for line in done:
            typer.echo(line)


@app.command()
def drain(
    *,
    at: Annotated[str | None, typer.Option(help="An instant, ISO 8601; now if left out.")] = None,
    as_json: AsJson = False,
) -> None:
    """Work until nothing that is due is left, then end."""
    from bot.jobs import drain_at

    outcome = drain_at(_settings(), _instant(at) if at else None)
    if as_json:
        _show(outcome)
    else:
        typer.echo(", ".join(f"{count} {name}" for name, count in outcome.items()))


@app.command()
def deliveries(
    *,
    state: Annotated[str | None, typer.Option(help="due, sending, sent, merged, expired or failed.")] = None,
    person: Annotated[str | None, typer.Option(help="An employee id.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the outbox, with why each was sent or is held."""
    from bot.delivery.services.outbox import as_rows

    storage = _storage(_settings())
    with storage.work() as work:
        rows = as_rows(work.outbox.find(state=state, person_id=person))
        opinions = work.feedback.opinions()
    storage.close()
    if as_json:
        _show(rows)
        return
    columns = ("key", "employee_id", "kind", "platform", "state", "why", "until", "sent_at")
    _table(columns, ([row[name] for name in columns] for row in rows))
    for kind, (answers, useful) in opinions.items():
        typer.echo(f"{kind}: {useful} of {answers} answers said useful")


@app.command()
def quarantine(
    *,
    accept: Annotated[list[int] | None, typer.Option(help="Numbers of values that are right after all.")] = None,
    discard: Annotated[list[int] | None, typer.Option(help="Numbers of values that are wrong.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the values that are held back as likely slips, and decide about them."""
    from bot.jobs import decide_held

    rows = decide_held(_settings(), accept=accept or [], discard=discard or [])
    if as_json:
        _show(rows)
        return
    columns = ("no", "employee_id", "metric", "period_start", "value", "reason")
    _table(columns, ([row[name] for name in columns] for row in rows))


@app.command(name="one-on-one")
def one_on_one(
    person: Annotated[str, typer.Argument(help="An employee's id, or a unit's for everybody in it.")],
    *,
    every: Annotated[int, typer.Option(min=1, help="Days between their one-on-ones.")],
) -> None:
    """Set how often somebody is to meet their manager; monthly where nothing is set."""
    from bot.jobs import set_rhythm

    set_rhythm(_settings(), person, every_days=every)


@app.command()
def doctor(*, as_json: AsJson = False) -> None:
    """Check database, tokens, scopes, templates, model, fonts and people; say how to fix what is wrong."""
    from bot.doctor import examine

    findings = examine(_settings())
    if as_json:
        _show(findings)
    else:
        for finding in findings:
            typer.echo(f"{'ok ' if finding['ok'] else 'NOT'}  {finding['part']}: {finding['note']}")
    if not all(finding["ok"] for finding in findings):
        sys.exit(PROBLEMS)


@audit_app.command("verify")
def audit_verify(
    *,
    seal: Annotated[str, typer.Option(help="The seal of an earlier check, to hold the trail against.")] = "",
    as_json: AsJson = False,
) -> None:
    """Check that nothing of the audit trail was changed, taken out or cut off."""
    from bot.jobs import verify_audit

    found = verify_audit(_settings(), seal=seal)
    if as_json:
        _show(found)
    else:
        _table(("", ""), found.items())
    if not found["ok"]:
        sys.exit(PROBLEMS)


@audit_app.command("export")
def audit_export(file: Annotated[Path, typer.Argument(dir_okay=False)]) -> None:
    """Write everything that is kept of the audit trail into a CSV file."""
    from bot.jobs import export_audit

    typer.echo(f"{export_audit(_settings(), file)} rows")


@audit_app.command("key")
def audit_key() -> None:
    """Seal a trail that was begun without a key with JINBU_AUDIT_KEY from here on."""
    from bot.jobs import adopt_audit_key

    adopt_audit_key(_settings())


Who = Annotated[str, typer.Argument(help="Employee id, name or e-mail address.")]
Which = Annotated[Role, typer.Argument(help="The role.")]


@role_app.command("give")
def role_give(person: Who, role: Which) -> None:
    """Give somebody a role; they are told."""
    from bot.jobs import set_role

    typer.echo("given" if set_role(_settings(), person, _role(role), give=True) else "they have it already")


@role_app.command("take")
def role_take(person: Who, role: Which) -> None:
    """Take a role back; they are told. One admin always stays."""
    from bot.jobs import set_role

    typer.echo("taken" if set_role(_settings(), person, _role(role), give=False) else "they do not have it")


@role_app.command("list")
def role_list(*, as_json: AsJson = False) -> None:
    """Show who has which role."""
    from bot.jobs import list_roles

    rows = list_roles(_settings())
    if as_json:
        _show(rows)
    else:
        _table(("role", "employee_id", "name"), (row.values() for row in rows))


def _role(role: Role) -> Any:  # noqa: ANN401 - the domain's role, which only the command loads
    from bot.people.domain.permission import Role as Granted

    return Granted(role.value)


@manifest_app.command("slack")
def manifest_slack() -> None:
    """Print the Slack app manifest made from the routes."""
    from bot.platforms.slack.manifest import manifest
    from handlers import ROUTES, Means

    words = [route.aliases["en"][0] for route in ROUTES if Means.WORDS in route.means]
    _show(manifest(command=_settings().command, words=words))


@app.command()
def routes(
    *,
    locale: Annotated[str, typer.Option(help="en or zh-CN.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Show what can be asked in chat, in both languages, and which role may."""
    from bot.messages.i18n import translator
    from handlers.grammar import table

    header, *lines = table(translator(locale))
    if as_json:
        _show([dict(zip(header, line, strict=True)) for line in lines])
    else:
        for line in (header, ["---"] * len(header), *lines):
            typer.echo("| " + " | ".join(line) + " |")


@app.command()
def bench(
    name: Annotated[str | None, typer.Argument(help="One of them; all if left out.")] = None, *, as_json: AsJson = False
) -> None:
    """Run the benchmarks: each value against a floor measured in the same run."""
    from bot.bench import run as run_benchmarks
    from bot.logs import set_up

    set_up(level="WARNING")
    found = run_benchmarks(name)
    if as_json:
        _show(found)
    else:
        columns = ("name", "value", "unit", "floor", "floor_value", "ratio", "bound", "ok")
        _table(columns, ([row[one] for one in columns] for row in found))
    if not all(row["ok"] for row in found):
        sys.exit(PROBLEMS)
