"""Rows that wait for somebody or a metric: understood as their file would have been, once, and by nobody forgotten."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.admin.services import health
from bot.intake.services.follow import catch_up
from bot.intake.services.terms import ImportTerms
from bot.intake.services.update import catalogue
from bot.intake.services.waiting import Admission, admit_some
from bot.people.domain.permission import Role
from bot.privacy.domain.privacy import Figures
from bot.sources.file import load, take_items
from bot.sources.waiting import again
from tests.arriving import NOW
from tests.chat import give

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.intake.domain.intake import Kind
    from bot.intake.domain.outcome import ImportReport
    from bot.work import Works
    from storage.storage import Storage

METRICS = "metric,unit,direction,grain,aggregate\nsales,USD,higher,month,sum\ncalls,calls,higher,month,sum\n"
PEOPLE = "employee_id,name,role\n1003,Bo,Rep\n1004,Cy,Rep\n1005,Di,Rep\n"


@dataclass
class Desk:
    """Where files are imported."""

    storage: Works
    folder: Path

    def take(self, kind: Kind, text: str, *, mapping: str = "", name: str = "file", **options: Any) -> ImportReport:
        path = self.folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        mapped = self.folder / f"{name}.toml" if mapping else None
        if mapped:
            mapped.write_text(mapping, encoding="utf-8")
        options = {"quarantine": False} | options
        return load(self.storage, kind, [path], mapping=mapped, now=NOW, zone="Asia/Shanghai", **options)[0]


@pytest.fixture
def desk(storage: Storage, tmp_path: Path) -> Desk:
    desk = Desk(storage, tmp_path)
    desk.take("metrics", METRICS)
    return desk


def values(storage: Storage) -> dict[tuple[str, str, str], float]:
    with storage.work() as work:
        catch_up(work, now=NOW)
        return {
            (delta.person_id, delta.metric, delta.period.start.isoformat()): delta.value or 0
            for delta in work.deltas.find()
        }


def waiting(storage: Storage) -> int:
    with storage.work() as work:
        return work.waiting.count()


WAYS = {
    "decimal commas that only other rows prove": (
        "employee_id;metric;period;value\n1003;sales;2026-10;1.250\n1009;sales;2026-10;1.300,55\n",
        "",
        {("1003", "sales", "2026-10-01"): 1250},
    ),
    "an order of day and month that only other rows prove": (
        "employee_id,metric,period,value\n1003,sales,03/09/2026,12\n1009,sales,25/09/2026,13\n",
        "",
        {("1003", "sales", "2026-09-01"): 12},
    ),
    "a column for each month": (
        "employee_id,2026-09,2026-10\n1003,5,6\n",
        r"""
        columns = {employee_id = "employee_id"}
        [wide]
        columns = '(\d{4}-\d{2})'
        period = "{1}"
        metric = "sales"
        """,
        {("1003", "sales", "2026-09-01"): 5, ("1003", "sales", "2026-10-01"): 6},
    ),
    "several metrics in thousands": (
        "Staff,Month,Turnover,Calls\n1003,2026-10,2.5,30\n",
        """
        columns = {employee_id = "Staff", period = "Month"}
        [[value]]
        metric = "sales"
        column = "Turnover"
        scale = 1000
        [[value]]
        metric = "calls"
        column = "Calls"
        """,
        {("1003", "sales", "2026-10-01"): 2500, ("1003", "calls", "2026-10-01"): 30},
    ),
    "a name instead of an id": (
        "employee_id,metric,period,value\nBo,sales,2026-10,7\n",
        "",
        {("1003", "sales", "2026-10-01"): 7},
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_waited_is_understood_as_its_file_is_when_everybody_is_known(
    desk: Desk, storage: Storage, way: str
) -> None:
    text, mapping, expected = WAYS[way]
    early = desk.take("readings", text, mapping=mapping)
    people = desk.take("people", PEOPLE, name="people")

    found = values(storage)
    late = desk.take("readings", text, mapping=mapping, name="again")

    assert found == expected
    assert (early.waiting > 0, people.admitted, late.unchanged) == (True, len(expected), len(expected))
    assert late.inserted == late.corrected == 0


@pytest.mark.postgresql
def test_what_cannot_be_read_when_somebody_is_known_is_refused_in_the_report_of_its_own_file(
    desk: Desk, storage: Storage
) -> None:
    early = desk.take("readings", "employee_id,metric,period,value\n1003,sales,2026-10,many\n1009,sales,2026-10,1\n")
    people = desk.take("people", PEOPLE, name="people")

    with storage.work() as work:
        batch = work.batches.get(early.batch)
        assert batch is not None
        assert (batch.counts["rejected"], work.waiting.summary(most=5)) == (2, [("person", "1009", 1)])
    assert people.admitted == 0


def test_a_dry_run_says_what_it_would_let_in_and_lets_nothing_in(desk: Desk, storage: Storage) -> None:
    desk.take("readings", "employee_id,metric,period,value\n1003,sales,2026-10,7\n")

    tried = desk.take("people", PEOPLE, name="people", dry_run=True)

    assert (tried.admitted, waiting(storage), values(storage)) == (1, 1, {})


def test_leave_waits_with_the_order_in_which_its_days_are_written(desk: Desk, storage: Storage) -> None:
    text = "employee_id,start,end\n1003,05/10/2026,09/10/2026\n"
    early = desk.take("absences", text, mapping='[dates]\norder = "dmy"\n')
    people = desk.take("people", PEOPLE, name="people")

    with storage.work() as work:
        assert work.people.away("1003", datetime(2026, 10, 6, tzinfo=UTC).date()) is not None
    assert (early.waiting, people.admitted) == (1, 1)


def tick(storage: Storage) -> int:
    def step(act: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - whatever the act returns
        with storage.work() as work:
            return act(work)

    return admit_some(step, Admission(again, catalogue, NOW))


def test_the_clock_lets_in_what_waits_for_somebody_who_came_in_another_way(desk: Desk, storage: Storage) -> None:
    desk.take("readings", "employee_id,metric,period,value\n1003,sales,2026-10,7\n")
    assert tick(storage) == 0
    with storage.work() as work:
        assert not work.waiting.due()
        work.people.put([{"id": "1003", "name": "Bo"}])
        assert work.waiting.due()

    assert tick(storage) == 1
    assert values(storage) == {("1003", "sales", "2026-10-01"): 7}
    assert tick(storage) == 0


class Killed(BaseException):
    """The process has ended."""


@dataclass
class Dying:
    """A storage whose process ends before one of its transactions is committed."""

    storage: Storage
    left: int

    @contextmanager
    def work(self) -> Iterator[Any]:
        with self.storage.work() as work:
            yield work
            self.left -= 1
            if not self.left:
                raise Killed


@pytest.mark.parametrize("left", range(1, 7))
def test_killed_anywhere_the_rows_come_in_once(
    desk: Desk, storage: Storage, left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.services.waiting._AT_ONCE", 1)
    rows = "".join(f"{person},sales,2026-{month},{month}\n" for person in (1003, 1004) for month in ("09", "10"))
    early = desk.take("readings", "employee_id,metric,period,value\n" + rows)
    with pytest.raises(Killed):
        Desk(Dying(storage, left), desk.folder).take("people", PEOPLE, name="people")

    desk.take("people", PEOPLE, name="people")
    tick(storage)

    assert (len(values(storage)), waiting(storage)) == (4, 0)
    with storage.work() as work:
        batch = work.batches.get(early.batch)
        assert batch is not None
        assert (batch.counts["inserted"], batch.counts["rejected"]) == (4, 0)
        assert all("restated" not in delta.flags.words() for delta in work.deltas.find())


def test_a_slip_that_waited_is_held_back_and_those_who_decide_hear_of_it_once(desk: Desk, storage: Storage) -> None:
    with storage.work() as work:
        work.people.put([{"id": "1001", "name": "Ana"}])
        give(work, "1001", Role.ADMIN)
    usual = "".join(f"1003,calls,2026-{month:02},{30 + month}\n" for month in range(1, 10))
    desk.take("readings", "employee_id,metric,period,value\n" + usual)
    slip = desk.take("readings", "employee_id,metric,period,value\n1003,calls,2026-10,3900\n", quarantine=True)

    people = desk.take("people", PEOPLE, name="people")
    desk.take("people", PEOPLE, name="people")

    with storage.work() as work:
        assert [held.batch for held in work.quarantine.open()] == [slip.batch]
        assert work.outbox.get(f"held:{slip.batch}:1001") is not None
        assert work.count("delivery") == 1
    assert people.admitted == 9


@pytest.mark.postgresql
def test_an_import_that_is_undone_lets_none_of_its_rows_in_later(desk: Desk, storage: Storage) -> None:
    early = desk.take("readings", "employee_id,metric,period,value\n1003,sales,2026-10,7\n")
    with storage.work() as work:
        work.waiting.withdraw(early.batch)
    people = desk.take("people", PEOPLE, name="people")

    assert (people.admitted, values(storage), waiting(storage)) == (0, {}, 0)


def test_rows_wait_for_ninety_days(desk: Desk, storage: Storage) -> None:
    desk.take("readings", "employee_id,metric,period,value\n1003,sales,2026-10,7\n")

    with storage.work() as work:
        work.forget_old(now=NOW + timedelta(days=89))
        assert work.waiting.count() == 1
        work.forget_old(now=NOW + timedelta(days=91))
        assert work.waiting.count() == work.count("waiting_file") == 0


def test_who_is_erased_has_no_rows_that_wait(desk: Desk, storage: Storage) -> None:
    desk.take("people", PEOPLE, name="people")
    desk.take("readings", "employee_id,metric,period,value\n1003,visits,2026-10,7\n1004,visits,2026-10,8\n")

    with storage.work() as work:
        assert [kind.kind for kind in work.privacy.inventory("1003") if kind.kind == "waiting"] == ["waiting"]
        work.privacy.erase("1003", figures=Figures.DELETE, at=NOW)
        assert work.waiting.count() == 1


@pytest.mark.postgresql
def test_the_health_of_an_installation_says_how_many_rows_wait(desk: Desk, storage: Storage) -> None:
    desk.take("readings", "employee_id,metric,period,value\n1003,sales,2026-10,7\n1003,sales,2026-09,7\n")

    with storage.work() as work:
        found = [finding for finding in health.everything(work, now=NOW) if finding.part == "rows"]

    assert [(finding.fault, finding.n) for finding in found] == [("unknown", 2)]


def test_an_admin_whose_own_figures_had_waited_is_announced_like_any_other(desk: Desk, storage: Storage) -> None:
    desk.take("people", PEOPLE, name="people")
    with storage.work() as work:
        give(work, "1003", Role.ADMIN)
        give(work, "1004", Role.HR)
    rows = [{"employee_id": "1003", "metric": "visits", "period": "2026-10", "value": "70"}]
    take_items(storage, "readings", "own", rows, ImportTerms("own", NOW, by="1003", quarantine=False))
    with storage.work() as work:
        assert work.count("delivery") == 0

    desk.take("metrics", "metric,unit,direction,grain\nvisits,visits,higher,month\n", name="metrics")

    with storage.work() as work:
        assert work.count("delivery") == 1
