"""The commands of ``jinbu``; what is heavy is imported by the command that needs it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.cli_groups import audit_app, export_app, manifest_app, role_app, rules_app
from bot.cli_import import import_, records
from bot.kit.errors import BotError, DataError, SettingsError
from bot.terminal import (
    PROBLEMS,
    USAGE,
    AsJson,
    database_fault,
    open_settings,
    open_storage,
    print_document,
    print_table,
    read_day,
    read_instant,
)

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Jinbu 进步")
app.add_typer(rules_app, name="rules")
app.add_typer(role_app, name="role")
app.add_typer(audit_app, name="audit")
app.add_typer(export_app, name="export")
app.add_typer(manifest_app, name="manifest")
app.command(name="import")(import_)
app.command()(records)


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
        line = database_fault(error)
        if not line:
            raise
        _fail(line)


def _fail(line: str) -> None:
    typer.echo(f"jinbu: {line}", err=True)
    sys.exit(USAGE)


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
        print_document(outcome)
    if outcome["lost"] or outcome["duplicates"] or outcome["failed"]:
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

    settings = open_settings()
    require_platform(settings)
    run_forever(settings)


@app.command()
def migrate() -> None:
    """Bring the database to the current schema."""
    open_storage(open_settings()).close()


@app.command()
def deltas(
    *,
    person: Annotated[str | None, typer.Option(help="An employee id.")] = None,
    metric: Annotated[str | None, typer.Option(help="A metric's key.")] = None,
    period: Annotated[str | None, typer.Option(help="A period, such as 2026-10 or 2026-Q3, or its first day.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the deltas as stored."""
    from bot.figures.services.delta import as_json as document

    settings = open_settings()
    storage = open_storage(settings)
    with storage.work() as work:
        found = work.deltas.find(person_id=person, metric=metric, start=read_day(period) if period else None)
        rows = [document(delta) for delta in found]
    storage.close()
    if as_json:
        print_document(rows)
        return
    columns = ("employee_id", "metric", "period_start", "value", "target", "attainment", "change", "streak", "flags")
    print_table(columns, ([row[name] if name != "flags" else " ".join(row[name]) for name in columns] for row in rows))


@app.command()
def tick(*, at: Annotated[str, typer.Option(help="An instant, ISO 8601.")], as_json: AsJson = False) -> None:
    """Ask what is due at an instant, and do it, as if the clock said so."""
    from bot.jobs import tick_at

    done = tick_at(open_settings(), read_instant(at))
    if as_json:
        print_document(done)
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

    outcome = drain_at(open_settings(), read_instant(at) if at else None)
    if as_json:
        print_document(outcome)
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

    storage = open_storage(open_settings())
    with storage.work() as work:
        rows = as_rows(work.outbox.find(state=state, person_id=person))
        opinions = work.feedback.opinions()
    storage.close()
    if as_json:
        print_document(rows)
        return
    columns = ("key", "employee_id", "kind", "platform", "state", "why", "until", "sent_at")
    print_table(columns, ([row[name] for name in columns] for row in rows))
    for kind, (answers, useful) in opinions.items():
        typer.echo(f"{kind}: {useful} of {answers} answers said useful")


@app.command()
def quarantine(
    *,
    accept: Annotated[list[int] | None, typer.Option(help="Numbers of those that are right after all.")] = None,
    discard: Annotated[list[int] | None, typer.Option(help="Numbers of those that are wrong.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the values and records that are held back as likely slips, and decide about them."""
    from bot.cli_report import held_line
    from bot.operations import decide_held

    rows = decide_held(open_settings(), accept=accept or [], discard=discard or [])
    if as_json:
        print_document(rows)
        return
    columns = ("no", "employee_id", "about", "day", "value", "reason")
    print_table(columns, (held_line(row) for row in rows))


@app.command(name="one-on-one")
def one_on_one(
    person: Annotated[str, typer.Argument(help="An employee's id, or a unit's for everybody in it.")],
    *,
    every: Annotated[int, typer.Option(min=1, help="Days between their one-on-ones.")],
) -> None:
    """Set how often somebody is to meet their manager; monthly where nothing is set."""
    from bot.operations import set_rhythm

    set_rhythm(open_settings(), person, every_days=every)


@app.command()
def doctor(*, as_json: AsJson = False) -> None:
    """Check database, tokens, scopes, templates, model, fonts and people; say how to fix what is wrong."""
    from bot.doctor import examine

    findings = examine(open_settings())
    if as_json:
        print_document(findings)
    else:
        for finding in findings:
            typer.echo(f"{'ok ' if finding['ok'] else 'NOT'}  {finding['part']}: {finding['note']}")
    if not all(finding["ok"] for finding in findings):
        sys.exit(PROBLEMS)


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
        print_document([dict(zip(header, line, strict=True)) for line in lines])
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
        print_document(found)
    else:
        columns = ("name", "value", "unit", "floor", "floor_value", "ratio", "bound", "ok")
        print_table(columns, ([row[column] for column in columns] for row in found))
    if not all(row["ok"] for row in found):
        sys.exit(PROBLEMS)
