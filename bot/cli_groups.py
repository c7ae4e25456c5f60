"""Commands that belong together: rules, the audit trail, roles, and what is pasted when an app is made."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.terminal import PROBLEMS, AsJson, open_settings, open_storage, print_document, print_table, read_day

rules_app = typer.Typer(invoke_without_command=True, help="The rules, and what they would have fired.")
manifest_app = typer.Typer(help="What to paste when creating an app.")
audit_app = typer.Typer(no_args_is_help=True, help="The audit trail: is it whole, and as a file.")
export_app = typer.Typer(no_args_is_help=True, help="What is kept, as files that can be imported again.")
role_app = typer.Typer(help="Who runs Jinbu, who is HR, who reads the fairness report.")


def _into_a_folder(file: Path) -> Path:
    """Return where something is to be written.

    Raises:
        typer.BadParameter: when there is no folder for it.
    """
    if not file.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {file.parent}: make it first, or name a file in another one")
    return file


OutputFile = Annotated[Path, typer.Argument(dir_okay=False, writable=True, callback=_into_a_folder)]


class RoleName(StrEnum):
    """A role that is given."""

    ADMIN = "admin"
    HR = "hr"
    FAIRNESS = "fairness"


@rules_app.callback()
def rules(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Show the rules."""
    if context.invoked_subcommand:
        return
    from dataclasses import asdict

    storage = open_storage(open_settings())
    with storage.work() as work:
        found = [asdict(rule) for rule in work.rules.active()]
    storage.close()
    if as_json:
        print_document(found)
        return
    columns = ("key", "scope", "condition", "audience", "tone", "cooldown_days", "review")
    print_table(columns, ([rule[name] for name in columns] for rule in found))


@rules_app.command("test")
def rules_test(
    *,
    first: Annotated[str | None, typer.Option("--from", help="The first day, or a period that begins with it.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="The last day, or a period that ends with it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say who would have heard what over past data; sends and stores nothing."""
    from bot.operations import rehearse

    found = rehearse(
        open_settings(), first=read_day(first) if first else None, last=read_day(last, last=True) if last else None
    )
    if as_json:
        print_document(found)
        return
    columns = ("day", "rule", "subject", "metric", "audience", "reader", "silenced")
    print_table(columns, ([row[name] for name in columns] for row in found))


@audit_app.command("verify")
def audit_verify(
    *,
    seal: Annotated[str, typer.Option(help="The seal of an earlier check, to hold the trail against.")] = "",
    as_json: AsJson = False,
) -> None:
    """Check that nothing of the audit trail was changed, taken out or cut off."""
    from bot.operations import verify_audit

    found = verify_audit(open_settings(), seal=seal)
    if as_json:
        print_document(found)
    else:
        print_table(("", ""), found.items())
    if not found["ok"]:
        sys.exit(PROBLEMS)


@audit_app.command("export")
def audit_export(file: OutputFile) -> None:
    """Write everything that is kept of the audit trail into a CSV file."""
    from bot.operations import export_audit

    typer.echo(f"{export_audit(open_settings(), file)} rows")


@export_app.command("goals")
def goals_export(file: OutputFile) -> None:
    """Write every goal that runs into a file: a workbook (.xlsx), otherwise CSV."""
    from bot.operations_goal import export_goals

    typer.echo(f"{export_goals(open_settings(), file)} goals")


@audit_app.command("key")
def audit_key() -> None:
    """Seal a trail that was begun without a key with JINBU_AUDIT_KEY from here on."""
    from bot.operations import adopt_audit_key

    adopt_audit_key(open_settings())


Who = Annotated[str, typer.Argument(help="Employee id, name or e-mail address.")]


Which = Annotated[RoleName, typer.Argument(help="The role.")]


@role_app.command("give")
def role_give(person: Who, role: Which) -> None:
    """Give somebody a role; they are told."""
    from bot.operations import set_role

    typer.echo("given" if set_role(open_settings(), person, _role(role), give=True) else "they have it already")


@role_app.command("take")
def role_take(person: Who, role: Which) -> None:
    """Take a role back; they are told. One admin always stays."""
    from bot.operations import set_role

    typer.echo("taken" if set_role(open_settings(), person, _role(role), give=False) else "they do not have it")


@role_app.command("list")
def role_list(*, as_json: AsJson = False) -> None:
    """Show who has which role."""
    from bot.operations import list_roles

    rows = list_roles(open_settings())
    if as_json:
        print_document(rows)
    else:
        print_table(("role", "employee_id", "name"), (row.values() for row in rows))


def _role(role: RoleName) -> Any:  # noqa: ANN401 - the domain's role, which only the command loads
    from bot.people.domain.permission import Role as Granted

    return Granted(role.value)


@manifest_app.command("slack")
def manifest_slack() -> None:
    """Print the Slack app manifest made from the routes."""
    from bot.platforms.slack.manifest import manifest
    from handlers import ROUTES, Means

    words = [route.aliases["en"][0] for route in ROUTES if Means.WORDS in route.means]
    print_document(manifest(command=open_settings().command, words=words))
