"""A metric that is defined anew: everything that rests on it follows, in parts if it is much, and nothing is told."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.figures.domain.delta import Changed
from bot.figures.services import formula
from bot.figures.services.delta import recompute
from bot.intake.services.follow import catch_up, compute
from bot.intake.services.terms import ImportTerms
from bot.rules.domain.default_rules import DEFAULT_RULES
from bot.sources.file import take_items
from tests.arriving import NOW, Inside, Rows, bring, differences, snapshot, stored, taken_back

if TYPE_CHECKING:
    from storage.storage import Storage
    from storage.work import SqlWork

IDS = [f"100{number}" for number in range(2, 9)]
MONTHS = [f"2026-{month:02}" for month in (7, 8, 9, 10, 11)]
UNITS = [{"employee_id": "T", "name": "T", "kind": "unit"}]
PEOPLE: Rows = ("people", [{"employee_id": key, "name": key, "role": "Rep", "unit": "T"} for key in IDS])
UNIT: Rows = ("people", UNITS)


def metric(**how: str) -> Rows:
    return "metrics", [
        {"metric": "sales", "unit": "USD", "direction": "higher", "grain": "month", "aggregate": "sum"} | how
    ]


def rows(kind: str, column: str, value: int) -> Rows:
    return kind, [
        {"employee_id": key, "metric": "sales", "period": month, column: str(value + 7 * at + 3 * place)}
        for place, key in enumerate(IDS)
        for at, month in enumerate(MONTHS)
    ]


READINGS, TARGETS = rows("readings", "value", 40), rows("targets", "target", 60)
RECORDS: Rows = (
    "records",
    [
        {"stream": "orders", "id": f"{row['employee_id']}-{row['period']}", "employee_id": row["employee_id"]}
        | {"day": f"{row['period']}-03" if at % 2 else f"{row['period']}-01", "measure:amount": row["value"]}
        for at, row in enumerate(READINGS[1])
    ],
)


@pytest.mark.postgresql
@pytest.mark.parametrize("how", [{"direction": "lower"}, {"aggregate": "mean"}, {"aggregate": "last"}])
def test_a_definition_counts_whenever_it_comes(storage: Storage, how: dict[str, str]) -> None:
    late = stored(storage, [UNIT, PEOPLE, metric(), TARGETS, READINGS, metric(**how)])
    early = stored(storage, [UNIT, PEOPLE, metric(**how), TARGETS, READINGS])

    assert differences(late, early) == {}


def rebuilt(work: SqlWork) -> dict[Any, Any]:
    """Throw away all that is computed, compute it again, and return what stands then."""
    batch = work.connection.execute(sa.text("SELECT no FROM batch WHERE kind = 'rollup'")).scalar()
    reading, target, delta, cohort = (
        SQLModel.metadata.tables[name] for name in ("reading", "target", "delta", "cohort")
    )
    work.connection.execute(sa.delete(delta))
    work.connection.execute(sa.delete(cohort))
    keys: list[tuple[int, int, int]] = []
    for table in (reading, target):
        work.connection.execute(sa.delete(table).where(table.c.batch_no == batch))
        start = sa.type_coerce(table.c.start, sa.Integer)
        keys += [tuple(row) for row in work.connection.execute(sa.select(table.c.person_no, table.c.metric_no, start))]
    recompute(work, Changed.of(keys), now=NOW)
    return snapshot(work)


FORMULA = "sum(amount) from orders"
MADE = metric(grain="month", formula=FORMULA)


@pytest.mark.parametrize("grain", ["quarter", "week", "year", "month"])
@pytest.mark.parametrize("parts", [1, 100_000])
def test_another_unit_of_time_leaves_nothing_behind_of_the_one_before(
    storage: Storage, grain: str, parts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formula, "_AT_ONCE", parts)
    with taken_back(storage) as work:
        for number, (kind, content) in enumerate(
            [UNIT, PEOPLE, MADE, TARGETS, RECORDS, metric(grain=grain, formula=FORMULA)]
        ):
            bring(work, kind, content, digest=str(number))
        while work.recalculations.first():
            formula.recalculate(work, now=NOW)

        assert differences(snapshot(work), rebuilt(work)) == {}


def test_finished_values_keep_the_unit_of_time_that_they_were_given_for(storage: Storage) -> None:
    with taken_back(storage) as work:
        for number, (kind, content) in enumerate([PEOPLE, metric(grain="month"), READINGS]):
            bring(work, kind, content, digest=str(number))
        before = snapshot(work)

        report = take_items(
            Inside(work), "metrics", "test", metric(grain="quarter")[1], ImportTerms("other", NOW, by="test")
        )

        (problem,) = report.rejected
        assert (problem.column, problem.value, problem.key) == ("grain", "quarter", "metric-grain-finished")
        assert problem.values == {"metric": "sales", "last": "2026-11-30"}
        assert differences(before, snapshot(work)) == {}


# Much of it


def digest(*content: object) -> str:
    return sha256(repr(content).encode()).hexdigest()


def import_all(storage: Storage, *files: Rows) -> None:
    for kind, content in files:
        report = take_items(storage, kind, "test", content, ImportTerms(digest(kind, content), NOW, quarantine=False))
        with storage.work() as work:
            compute(work, report.changed, [report.batch], now=NOW)


def attainments(storage: Storage) -> dict[tuple[str, date], float | None]:
    with storage.work() as work:
        return {(delta.person_id, delta.period.start): delta.attainment for delta in work.deltas.find()}


class Killed(BaseException):
    """The process has ended."""


def test_what_is_much_goes_on_in_parts_after_a_kill_and_shows_how_far_it_is(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_all(storage, UNIT, PEOPLE, metric(direction="lower"), TARGETS, READINGS)
    wanted = attainments(storage)
    import_all(storage, metric(direction="higher"))
    assert attainments(storage) != wanted
    monkeypatch.setattr(formula, "_AT_ONCE", 10)
    import_all(storage, metric(direction="lower"))

    far = []
    for at in range(100):
        with suppress(Killed), storage.work() as work:
            far.append(formula.progress(work, "sales"))
            catch_up(work, now=NOW)
            if at % 2:
                raise Killed
        if far[-1] is None:
            break

    shown = [step[0] for step in far if step]
    assert shown == sorted(shown)
    assert (far[-1], len(set(shown)) > 3) == (None, True)
    assert attainments(storage) == wanted


@pytest.mark.postgresql
def test_of_periods_that_are_over_nobody_is_told_anything_new(storage: Storage) -> None:
    with storage.work() as work:
        work.rules.seed(DEFAULT_RULES, author="jinbu", at=NOW)
    import_all(storage, UNIT, PEOPLE, metric(), TARGETS, READINGS)
    with storage.work() as work:
        catch_up(work, now=NOW)
        before = work.count("feedback")
        signals = work.count("signal")

    import_all(storage, metric(direction="lower"))

    with storage.work() as work:
        asked = work.deltas.deferred()
        work.deltas.defer(asked)
        catch_up(work, now=NOW)
        november = (date(2026, 11, 1) - date(1970, 1, 1)).days
        assert set(np.unique(asked.start).tolist()) <= {november}
        starts = work.connection.execute(sa.text("SELECT start FROM feedback ORDER BY no")).scalars().all()[before:]
        fired = work.connection.execute(sa.text("SELECT start FROM signal ORDER BY no")).scalars().all()[signals:]
        assert {int(start) for start in (*starts, *fired)} <= {november}


@pytest.mark.parametrize(
    "late",
    [
        {"employee_id": "1003", "hire_date": "2026-03-16"},
        {"employee_id": "1003", "location": "CN"},
        {"employee_id": "1003", "effective_from": "2026-03-02", "role": "Other", "unit": ""},
    ],
)
def test_what_is_known_late_of_days_of_work_roles_and_units_fires_nothing_for_a_series_that_is_over(
    storage: Storage, late: dict[str, str]
) -> None:
    """The newest value of the series is from March: it was news when it came in, and is none now."""
    with storage.work() as work:
        work.rules.seed(DEFAULT_RULES, author="jinbu", at=NOW)
    march = [{"employee_id": key, "metric": "sales", "period": "2026-03"} for key in IDS]
    targets: Rows = ("targets", [row | {"target": "100"} for row in march])
    import_all(storage, UNIT, PEOPLE, metric(), targets, ("readings", [row | {"value": "95"} for row in march]))
    with storage.work() as work:
        work.deltas.deferred()  # as if it had been heard of in April

    import_all(storage, ("people", [late]))

    with storage.work() as work:
        assert catch_up(work, now=NOW) == 0
        assert work.count("signal") == work.count("feedback") == 0
