"""Imports that are killed between any two transactions and run again: in the end nothing tells them from others."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.feedback.domain.feedback import Occasion
from bot.figures.services.delta import as_json
from bot.intake.services.follow import catch_up, finish, follow
from bot.intake.services.terms import ImportTerms
from bot.intake.services.update import STOPPED
from bot.rules.domain.default_rules import DEFAULT_RULES
from bot.sources.file import load, take_items
from storage import open_storage
from tests.house import ROOT
from tests.present import present

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.intake.domain.intake import Kind
    from bot.intake.domain.outcome import ImportReport
    from bot.work import Works
    from storage.storage import Storage

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
METRICS = "metric,unit,direction,grain,aggregate\nseats,seats,higher,month,sum\n"
TEAMS = ("killed", "whole")
MONTHS = ("2026-08", "2026-09", "2026-10")


class Killed(BaseException):
    """The process has ended."""


@dataclass
class Dying:
    """A storage whose process ends after so many transactions; what was committed by then stays."""

    storage: Storage
    left: int

    @contextmanager
    def work(self) -> Iterator[Any]:
        if not self.left:
            raise Killed
        self.left -= 1
        with self.storage.work() as work:
            yield work


def people() -> str:
    """Two teams that are alike, each with a manager; nobody is the other team's peer."""
    lines = ["employee_id,name,role,department,manager_id,timezone"]
    for team in TEAMS:
        lines.append(f"{team}-boss,{team} boss,{team} lead,{team},,UTC")
        lines += [f"{team}-{number},{team} {number},{team} seller,{team},{team}-boss,UTC" for number in range(8)]
    return "\n".join(lines)


def rows(team: str) -> list[dict[str, str]]:
    return [
        {"employee_id": f"{team}-{number}", "metric": "seats", "period": month, "value": str(40 + 10 * number + 3 * at)}
        for number in range(8)
        for at, month in enumerate(MONTHS)
    ]


def text(team: str, column: str = "value") -> str:
    lines = [f"employee_id,metric,period,{column}"]
    values = rows(team) if column == "value" else [row | {"value": "100"} for row in rows(team)]
    return "\n".join([*lines, *(",".join(row.values()) for row in values)])


@pytest.fixture
def company(storage: Storage, tmp_path: Path) -> Storage:
    with storage.work() as work:
        work.rules.seed(DEFAULT_RULES, author="jinbu", at=NOW)
    by_command(storage, tmp_path, "people", people())
    by_command(storage, tmp_path, "metrics", METRICS)
    for team in TEAMS:
        by_command(storage, tmp_path, "targets", text(team, "target"), name=team)
    return storage


def by_command(works: Works, folder: Path, kind: Kind, content: str, *, name: str = "file") -> ImportReport:
    """Import a file as the command line does."""
    path = folder / f"{name}-{kind}.csv"
    path.write_text(content, encoding="utf-8")
    (report,) = load(works, kind, [path], now=NOW, quarantine=False, chunk=7)
    with works.work() as work:
        finish(work, report.changed, [report.batch], now=NOW)
    return report


def by_post(works: Works, team: str) -> ImportReport:
    """Take a post, or a file from the folder, as the running bot does."""
    terms = ImportTerms(team, NOW, by="crm", quarantine=False, chunk=7)
    report = take_items(works, "readings", "crm", rows(team), terms)
    with works.work() as work:
        follow(work, report.changed, [report.batch], now=NOW)
    return report


def said(storage: Storage, team: str) -> dict[str, list[str]]:
    """Return everything that is known and wanted of a team, with no word of which team it is."""
    ids = [f"{team}-{number}" for number in range(8)]
    with storage.work() as work:
        deltas = [delta for who in ids for delta in work.deltas.find(person_id=who)]
        fired = work.rules.fired(since=NOW - timedelta(days=1), until=NOW + timedelta(days=1))
        periods = {(delta.person_id, delta.period) for delta in deltas}
        wanted = [
            feedback
            for who, period in periods
            for kind in Occasion
            for feedback in work.feedback.about(who, period, kind)
        ]
        found: dict[str, list[Any]] = {
            "deltas": [as_json(delta) for delta in deltas],
            "signals": [
                (signal.rule, signal.subject_id, signal.period, signal.facts, signal.silenced)
                for signal in fired
                if signal.subject_id in ids
            ],
            "wanted": [
                (feedback.occasion, feedback.reader_id, feedback.subject_id, feedback.stage, feedback.deltas)
                for feedback in wanted
            ],
        }
    return {name: sorted(str(value).replace(team, "team") for value in each) for name, each in found.items()}


@pytest.mark.postgresql
@pytest.mark.parametrize("after", [1, 5, 8, 9])
@pytest.mark.parametrize("way", ["command", "post"])
def test_what_was_killed_and_run_again_is_as_if_it_had_not_been(
    company: Storage, tmp_path: Path, way: str, after: int
) -> None:
    def bring(works: Works, team: str) -> None:
        if way == "command":
            by_command(works, tmp_path, "readings", text(team), name=team)
        else:
            by_post(works, team)

    with pytest.raises(Killed):
        bring(Dying(company, after), "killed")
    bring(company, "killed")
    bring(company, "whole")
    with company.work() as work:
        if way == "command":  # the bot looks after the rest by itself
            assert work.batches.open_ends(before=NOW) == []
        catch_up(work, now=NOW)

    killed = said(company, "killed")
    assert killed == said(company, "whole")
    assert all(killed.values())


@pytest.mark.postgresql
def test_what_nobody_finishes_has_its_deltas_all_the_same(company: Storage, tmp_path: Path) -> None:
    with pytest.raises(Killed):
        by_command(Dying(company, 6), tmp_path, "readings", text("killed"), name="killed")
    with company.work() as work:
        [(stopped, rows_stored)] = work.batches.stopped(before=NOW + timedelta(seconds=1))
        assert (stopped.file, rows_stored) == ("killed-readings.csv", 14)
        assert work.batches.stopped(before=NOW) == []

    # The same values in another file are unchanged, so that nothing is computed because of them.
    path = tmp_path / "other.csv"
    path.write_text(text("killed") + "\n", encoding="utf-8")
    (report,) = load(company, "readings", [path], now=NOW, quarantine=False)
    assert (report.inserted, report.unchanged) == (10, 14)
    with company.work() as work:
        finish(work, report.changed, [report.batch], now=NOW + STOPPED + timedelta(seconds=1))

        assert len([delta for delta in work.deltas.find() if delta.value is not None]) == 24


@pytest.mark.postgresql
def test_a_metric_that_turned_round_is_computed_again_whatever_happens(company: Storage, tmp_path: Path) -> None:
    by_command(company, tmp_path, "readings", text("whole"))
    turned = METRICS.replace("higher", "lower")
    with pytest.raises(Killed):
        by_command(Dying(company, 3), tmp_path, "metrics", turned)

    by_command(company, tmp_path, "metrics", turned)

    with company.work() as work:
        [newest] = work.deltas.of(["whole-7"])
        assert newest.attainment == pytest.approx(100 / present(newest.value))


COMMAND = "import sys; from bot.cli import app; sys.argv[0] = 'jinbu'; app()"


@pytest.mark.soak
def test_a_command_that_is_killed_at_any_moment_finishes_when_it_is_run_again(tmp_path: Path) -> None:
    chance = random.Random(33)  # noqa: S311 - chooses moments, no secrets
    many = [f"E{number:05}" for number in range(2_000)]
    months = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 11)]
    lines = [f"{who},seats,{month},{chance.randint(1, 200)}" for who in many for month in months]
    files = {
        "people": "\n".join(["employee_id,name,role", *(f"{who},{who},seller" for who in many)]),
        "metrics": METRICS,
        "readings": "\n".join(["employee_id,metric,period,value", *lines]),
    }
    for kind, content in files.items():
        (tmp_path / f"{kind}.csv").write_text(content, encoding="utf-8")

    def run(name: str, kind: str, *, alive: float | None = None) -> None:
        command = [sys.executable, "-c", COMMAND, "import", kind, str(tmp_path / f"{kind}.csv")]
        database = {"JINBU_DATABASE_URL": f"sqlite:///{tmp_path / name}", "PATH": "/usr/bin:/bin"}
        process = subprocess.Popen(command, cwd=ROOT, env=database, stdout=subprocess.DEVNULL)  # noqa: S603 - ourselves
        try:
            assert process.wait(timeout=alive) in {0, 3}
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()

    def deltas(name: str) -> list[str]:
        with closing(open_storage(f"sqlite:///{tmp_path / name}")) as storage, storage.work() as work:
            assert work.batches.open_ends(before=NOW + timedelta(days=9_999)) == []
            return [str(as_json(delta)) for delta in work.deltas.find()]

    for kind in files:
        run("whole.db", kind)
    expected = deltas("whole.db")
    assert len(expected) == len(lines)
    for turn in range(12):
        name = f"killed-{turn}.db"
        for kind in ("people", "metrics"):
            run(name, kind)
        run(name, "readings", alive=chance.uniform(0.8, 8))
        run(name, "readings")
        assert deltas(name) == expected
