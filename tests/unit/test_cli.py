"""The command line: what is printed for people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.cli_report import print_report
from bot.intake.domain.intake import RowProblem, Skip
from bot.intake.domain.outcome import ImportReport
from bot.kit.errors import SettingsError
from bot.messages.i18n import translator
from bot.terminal import read_day

if TYPE_CHECKING:
    from pathlib import Path

READINGS = ImportReport("sales.csv", "readings")


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (replace(READINGS, inserted=1, lines=1), "sales.csv: 1 row: 1 inserted"),
        (replace(READINGS, inserted=2, unchanged=1, lines=3), "sales.csv: 3 rows: 2 inserted, 1 unchanged"),
        (
            replace(
                READINGS,
                inserted=2,
                skipped=(Skip(5, "Stage", "import-filtered"),),
                rejected=(RowProblem(6, "Rep", "1004", "import-no-person"),),
                lines=5,
            ),
            "sales.csv: 5 rows in the file make 4 entries: 2 inserted, 1 skipped, 1 rejected",
        ),
        (READINGS, "sales.csv: nothing taken"),
    ],
    ids=["one", "as many", "summed", "none"],
)
def test_a_report_counts_the_rows_of_the_file_and_what_became_of_them(
    report: ImportReport, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    print_report(report.as_json(translator("en")))

    assert capsys.readouterr().out.splitlines()[0] == line


def test_a_file_of_unknown_columns_is_answered_with_a_mapping_and_not_with_the_same_command_again(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("import")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("JINBU_DATABASE_URL", f"sqlite:///{folder}/jinbu.db")
    (folder / "crm.csv").write_text('Rep,Closed on,Net amount\n1002,10/19/2026,"$17,250.50"\n', encoding="utf-8")

    for options in ([], ["--dry-run"]):
        done = CliRunner().invoke(app, ["import", "readings", "crm.csv", *options])

        assert done.exit_code == 1
        assert "--dry-run" not in done.output
        assert 'column = "Net amount"' in done.output


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2026-10-01", date(2026, 10, 1), date(2026, 10, 1)),
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31)),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026年三季度", date(2026, 7, 1), date(2026, 9, 30)),
    ],
)
def test_a_day_of_a_command_may_be_a_period_that_begins_or_ends_with_it(said: str, first: date, last: date) -> None:
    assert (read_day(said), read_day(said, last=True)) == (first, last)


@pytest.mark.parametrize("said", ["soon", "last month", "03/04/2026", "2026-13"])
def test_a_command_does_not_guess_a_day(said: str) -> None:
    with pytest.raises(SettingsError, match="2026-Q3"):
        read_day(said)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--period", "Q4"], "2026-Q4"),
        (["--stream", "deals"], "there is none yet"),
        (["--person", "1002"], "nobody on the roster"),
        (["--csv", "--json"], "leave out --json"),
        (["--csv", "--streams"], "leave out --streams"),
    ],
    ids=["period", "stream", "person", "two forms", "streams as CSV"],
)
def test_what_records_cannot_be_shown_says_what_to_write_instead(
    options: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JINBU_DATABASE_URL", f"sqlite:///{tmp_path}/jinbu.db")

    done = CliRunner().invoke(app, ["records", *options])

    assert done.exit_code != 0
    assert said in f"{done.output} {done.exception}"


def test_no_record_is_said_beside_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JINBU_DATABASE_URL", f"sqlite:///{tmp_path}/jinbu.db")

    done = CliRunner().invoke(app, ["records"])

    assert (done.exit_code, done.stderr) == (0, "There is none.\n")


@pytest.mark.parametrize("command", [["export", "goals"], ["audit", "export"]], ids=" ".join)
@pytest.mark.parametrize(("name", "said"), [("nowhere/x.csv", "no folder nowhere"), (".", "directory")])
def test_a_file_that_cannot_be_written_is_said_in_a_line(
    command: list[str], name: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JINBU_DATABASE_URL", f"sqlite:///{tmp_path}/jinbu.db")
    monkeypatch.chdir(tmp_path)

    done = CliRunner().invoke(app, [*command, name])

    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert list(tmp_path.iterdir()) == [], "nothing is begun, and nothing on record"
