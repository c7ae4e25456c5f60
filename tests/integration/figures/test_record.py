"""Values made of records: what follows from records that come, change and go, whatever their order."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import sqlalchemy as sa

from bot.figures.domain.facts import FactColumns
from bot.figures.domain.metric import Aggregate, Direction, Metric
from bot.figures.domain.record import RecordDays
from bot.figures.services import record as service
from bot.figures.services.formula import conflict, progress, refused_finished
from bot.figures.services.metric import mark, redefine
from bot.figures.services.record import close_periods, compute
from bot.intake.services.follow import catch_up, follow
from bot.jobs import drain_at
from bot.kit.errors import Invalid
from bot.kit.period import Grain
from bot.privacy.domain.privacy import Figures
from bot.runtime.tick import pump
from bot.settings import Settings
from handlers.figures.record import TICKS
from storage.database import EPOCH
from storage.figures.reading import READING
from tests.present import present
from tests.records import NOW, PEOPLE, arrivals, enter, fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.figures.domain.delta import Changed
    from storage.storage import Storage
    from storage.work import SqlWork

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
SUM = "sum(amount) from orders where stage = won"


def metric(key: str, formula: str = "", *, grain: Grain = Grain.MONTH, **more: Any) -> Metric:
    return Metric(key, "USD", Direction.HIGHER, grain, formula=formula, **more)


def define(work: SqlWork, *metrics: Metric) -> None:
    names = frozenset(Metric.__slots__)
    work.metrics.put(metrics, fields=names)


@pytest.fixture
def work(storage: Storage) -> Iterator[SqlWork]:
    """Open a unit of work with a stream of orders, a few people, and a metric made of the stream."""
    with storage.work() as opened:
        enter(opened)
        define(opened, metric("won", SUM))
        yield opened


def arrive(work: SqlWork, name: str, *facts: dict[str, Any], now: datetime = NOW) -> Changed:
    """Store records as an import does, and compute what they make."""
    batch = work.batches.open(kind="records", source="crm", file=f"{name}.csv", digest=name, by="", now=now).no
    stream = work.streams.get("orders")
    assert stream
    columns = arrivals(*facts)
    newest = EPOCH + timedelta(days=int(columns.day.max()))
    work.streams.put(replace(stream, newest=newest, arrived=now.date()))
    outcome = work.records.put("orders", columns, batch=batch)
    work.batches.finish(batch, now=now, report="")
    return compute(work, "orders", outcome.days, batch=batch, now=now)


def withdraw(work: SqlWork, *ids: str) -> Changed:
    batch = work.batches.open(kind="records", source="crm", file="", digest="gone", by="", now=NOW).no
    return compute(work, "orders", work.records.withdraw("orders", ids, batch=batch).days, batch=batch, now=NOW)


def readings(work: SqlWork, key: str = "won") -> dict[tuple[str, date], tuple[float, date, int]]:
    """Return value, last day and version by person and first day."""
    number = work.metrics.numbers()[key][0]
    found = work.connection.execute(sa.select(READING).where(READING.c.metric_no == number))
    return {(PEOPLE[row.person_no - 1], row.start): (row.value, row.end, row.version) for row in found}


def won(record_id: str, day: int | date, amount: float, **more: Any) -> dict[str, Any]:
    return fact(record_id, day, amount, **({"stage": "won"} | more))


def last(number: int) -> date:
    return date(2026, 10, number)


def test_files_of_one_month_add_up(work: SqlWork) -> None:
    arrive(work, "a", won("d1", 3, 18_000), won("d2", 19, 17_250.5), fact("d3", 20, 9_000, stage="lost"))
    changed = arrive(work, "b", won("d4", 28, 4_000), won("e1", 5, 7, person="cy"))

    assert readings(work) == {("bo", OCTOBER): (39_250.5, last(31), 1), ("cy", OCTOBER): (7.0, last(31), 1)}
    number = work.metrics.numbers()["won"][0]
    assert set(changed.keys()) == {(person, number, (OCTOBER - EPOCH).days) for person in (1, 2)}
    assert len(arrive(work, "b", won("d4", 28, 4_000))) == 0


def test_a_corrected_or_withdrawn_record_is_a_correction_of_its_value(work: SqlWork) -> None:
    arrive(work, "a", won("d1", 3, 100), won("d2", 4, 50))
    arrive(work, "b", won("d2", 4, 70))
    assert readings(work) == {("bo", OCTOBER): (170.0, last(31), 2)}

    withdraw(work, "d1")
    assert readings(work) == {("bo", OCTOBER): (70.0, last(31), 3)}

    withdraw(work, "d2")
    assert readings(work) == {}


def test_a_record_that_moves_to_another_day_leaves_its_old_period(work: SqlWork) -> None:
    arrive(work, "a", won("d1", date(2026, 9, 30), 100), won("d2", 1, 5))
    arrive(work, "b", won("d1", 1, 100))

    assert {key: value for key, (value, _, _) in readings(work).items()} == {("bo", OCTOBER): 105.0}


def test_figures_of_somebody_who_was_erased_stay_when_their_metric_is_computed_again(work: SqlWork) -> None:
    arrive(work, "a", won("d1", 3, 100), won("d2", 3, 7, person="cy"))
    number, made = work.metrics.numbers()["won"]
    work.privacy.erase("bo", figures=Figures.UNLINK, at=NOW)

    changed = service.recompute_metric(
        work, number, replace(made, formula="count() from orders"), [1, 2], batch=1, now=NOW
    )
    service.recompute_metric(work, number, made, [1], batch=1, now=NOW)

    assert changed.person.tolist() == [2]
    assert {key: value for key, (value, _, _) in readings(work).items()} == {
        ("bo", OCTOBER): 100.0,
        ("cy", OCTOBER): 1.0,
    }


def test_one_stream_makes_metrics_of_every_grain(work: SqlWork) -> None:
    define(
        work,
        metric("daily", "count() from orders", grain=Grain.DAY),
        metric("share", "count(where stage = won) / count() from orders", grain=Grain.QUARTER),
        metric("other", "sum(amount) from others"),
        metric("absent", "sum(weight) from orders where colour is filled"),
    )
    arrive(work, "a", won("d1", 3, 100), won("d2", 3, 50), fact("d3", 20, 1, stage="lost"))

    assert [(start.day, value) for (_, start), (value, _, _) in readings(work, "daily").items()] == [(3, 2), (20, 1)]
    share = work.connection.execute(
        sa.select(READING).where(READING.c.start == OCTOBER, READING.c.numerator == 2)
    ).one()
    assert (share.denominator, share.row, share.value) == (3, 0, 0.666666666667)
    assert readings(work, "other") == readings(work, "absent") == {}


def test_values_follow_to_their_deltas(work: SqlWork) -> None:
    changed = arrive(work, "a", won("d1", date(2026, 9, 3), 100), won("d2", 3, 150))
    follow(work, changed, (), now=NOW)
    follow(work, arrive(work, "b", won("d2", 3, 160)), (), now=NOW)

    delta = work.deltas.latest("bo")[0]
    assert (delta.value, delta.previous, delta.change, delta.revision) == (160, 100, 60, 1)


@pytest.mark.parametrize("seed", range(8))
def test_pieces_doubles_and_order_of_files_change_nothing(work: SqlWork, seed: int) -> None:
    define(
        work,
        metric("middle", "median(amount) from orders", grain=Grain.WEEK),
        metric("newest", "last(amount) from orders"),
    )
    dice = random.Random(seed)  # noqa: S311 - no secret
    facts = [
        fact(
            f"d{n}",
            dice.randrange(1, 31),
            dice.randrange(10**6) / 100,
            person=dice.choice(PEOPLE),
            stage=dice.choice(["won", "lost"]),
        )
        for n in range(60)
    ]
    keys = ("won", "middle", "newest")
    arrive(work, "whole", *facts)
    whole = [readings(work, key) for key in keys]
    withdraw(work, *(f"d{n}" for n in range(60)))
    assert [readings(work, key) for key in keys] == [{}, {}, {}]

    pieces = [*facts, *facts[::3]]
    dice.shuffle(pieces)
    for place in range(0, len(pieces), 7):
        arrive(work, f"piece {place}", *{each["id"]: each for each in pieces[place : place + 7]}.values())

    values = [{key: value[:2] for key, value in found.items()} for found in whole]
    assert [{key: value[:2] for key, value in readings(work, name).items()} for name in keys] == values


def test_a_value_to_date_reaches_to_the_newest_record_of_anybody(work: SqlWork) -> None:
    middle = datetime(2026, 10, 12, 8, tzinfo=NOW.tzinfo)
    arrive(work, "a", won("d1", 3, 100), won("e1", 5, 1, person="cy"), now=middle)
    assert {end for _, end, _ in readings(work).values()} == {last(5)}

    changed = arrive(work, "b", won("e2", 9, 1, person="cy"), now=middle)

    assert {person: end for (person, _), (_, end, _) in readings(work).items()} == {"bo": last(9), "cy": last(9)}
    assert set(changed.person.tolist()) == {1, 2}


def test_a_period_is_whole_once_something_has_arrived_after_it_or_a_week_later(work: SqlWork) -> None:
    arrive(work, "a", won("d1", 29, 100), now=datetime(2026, 10, 30, 8, tzinfo=NOW.tzinfo))
    assert readings(work)["bo", OCTOBER][1] == last(29)
    assert len(close_periods(work, now=datetime(2026, 11, 7, 8, tzinfo=NOW.tzinfo))) == 0

    ticked = datetime(2026, 11, 8, 8, tzinfo=NOW.tzinfo)
    assert pump(work, TICKS, now=ticked) == ["record_periods all 2026-11-08"]
    assert readings(work)["bo", OCTOBER] == (100.0, last(31), 1)
    assert work.deltas.latest("bo")[0].period.end == last(31)
    assert pump(work, TICKS, now=ticked) == []


def test_an_arrival_after_the_end_makes_a_period_whole(work: SqlWork) -> None:
    arrive(work, "a", won("d1", 29, 100), now=datetime(2026, 10, 30, 8, tzinfo=NOW.tzinfo))
    arrive(work, "b", won("e1", 28, 100, person="cy"), now=datetime(2026, 11, 1, 8, tzinfo=NOW.tzinfo))

    assert {end for _, end, _ in readings(work).values()} == {last(31)}


@pytest.mark.parametrize(("to_date", "end"), [(True, last(29)), (False, last(31))])
def test_a_stream_can_say_how_far_its_values_reach(work: SqlWork, *, to_date: bool, end: date) -> None:
    stream = work.streams.get("orders")
    assert stream
    work.streams.put(replace(stream, to_date=to_date))
    arrive(work, "a", won("d1", 29, 100), now=datetime(2026, 10, 30, 8, tzinfo=NOW.tzinfo))
    close_periods(work, now=datetime(2026, 12, 1, 8, tzinfo=NOW.tzinfo))

    assert readings(work)["bo", OCTOBER][1] == end


def test_periods_before_the_first_day_and_aged_ones_are_left_alone(work: SqlWork) -> None:
    define(work, metric("later", "count() from orders", records_from=OCTOBER))
    facts = [won("d0", date(2026, 8, 5), 1), won("d1", date(2026, 9, 5), 1), won("d2", 5, 1)]
    arrive(work, "a", *facts)
    assert [start.month for _, start in readings(work, "later")] == [10]
    assert [start.month for _, start in readings(work)] == [8, 9, 10]

    work.records.forget(before=datetime(2026, 9, 20, tzinfo=NOW.tzinfo))
    arrive(work, "b", won("d3", date(2026, 9, 25), 100), won("d4", 6, 100))

    assert [value for value, _, _ in readings(work).values()] == [1, 1, 101]


# One feed for one period


def give(work: SqlWork, person: str, start: date, value: float, *, key: str = "won") -> None:
    """Store a finished value."""
    batch = work.batches.open(kind="readings", source="crm", file="r.csv", digest=f"{person}{start}", by="", now=NOW).no
    work.readings.put(finished(work, person, start, value, key=key), batch=batch, roles=np.zeros(1, np.int64))


def finished(work: SqlWork, person: str, first: date, value: float, *, key: str = "won") -> FactColumns:
    day = (first - EPOCH).days
    number = work.metrics.numbers()[key][0]
    row, who, what, start, end = (
        np.array([whole], np.int64) for whole in (2, PEOPLE.index(person) + 1, number, day, day + 30)
    )
    none, nothing = np.array([np.nan]), np.array([""], object)
    return FactColumns(row, who, what, start, end, np.array([value]), none, none, nothing, np.array([-1]))


def test_a_finished_value_of_a_period_that_records_make_is_refused(work: SqlWork) -> None:
    define(work, metric("later", "count() from orders", records_from=OCTOBER), metric("plain"))

    refused = refused_finished(work, finished(work, "bo", OCTOBER, 1))
    assert {place: (reason.key, reason.values["stream"]) for place, reason in refused.items()} == {
        0: ("formula-feeds", "orders")
    }
    assert refused_finished(work, finished(work, "bo", OCTOBER, 1, key="later"))[0].key == "formula-feeds-from"
    assert refused_finished(work, finished(work, "bo", date(2026, 9, 1), 1, key="later")) == {}
    assert refused_finished(work, finished(work, "bo", OCTOBER, 1, key="plain")) == {}


def formulate(work: SqlWork, metric: Metric, formula: str) -> Metric:
    """Give a metric a formula, and return it as it is stored."""
    was = mark(work.metrics.get(metric.key))
    redefine(work, replace(metric, formula=formula), was=was, by="ada", now=NOW)
    return present(work.metrics.get(metric.key))


def test_a_formula_is_refused_where_finished_values_stand(work: SqlWork) -> None:
    define(work, metric("plain"))
    give(work, "bo", OCTOBER, 5, key="plain")
    plain = work.metrics.get("plain")
    assert plain

    with pytest.raises(Invalid) as refused:
        formulate(work, plain, SUM)
    assert (refused.value.key, refused.value.values["last"], refused.value.values["first"]) == (
        "formula-finished-stands",
        "2026-10-31",
        "2026-11-01",
    )

    later = formulate(work, replace(plain, records_from=NOVEMBER), SUM)
    assert conflict(work, later) is None
    assert work.metrics.get("plain") == later
    assert [entry.subject for entry in work.audit.find()] == ["plain"]


def test_a_value_that_was_corrected_stands_against_its_records(work: SqlWork) -> None:
    arrive(work, "a", won("d1", 3, 100))
    give(work, "bo", OCTOBER, 90)

    arrive(work, "b", won("d2", 4, 5))

    assert readings(work)["bo", OCTOBER][0] == 90


# Computing again


def again(work: SqlWork) -> int:
    """Compute everything again that is to be; returns in how many parts."""
    parts = 0
    while work.recalculations.first():
        catch_up(work, now=NOW)
        parts += 1
    return parts


def test_a_formula_that_comes_after_its_records_finds_them(work: SqlWork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.figures.services.formula._PEOPLE_AT_ONCE", 2)
    define(work, metric("count"))
    before = NOW - timedelta(days=2)
    arrive(work, "a", won("d1", 3, 100), *(won(person, 5, 1, person=person) for person in PEOPLE), now=before)
    plain = work.metrics.get("count")
    assert plain

    formulate(work, plain, "count() from orders")
    assert readings(work, "count") == {}
    assert progress(work, "count") == (0, 3)
    catch_up(work, now=NOW)
    assert progress(work, "count") == (2, 3)
    assert again(work) == 1

    assert progress(work, "count") is None
    assert {person: value for (person, _), (value, _, _) in readings(work, "count").items()} == {
        "bo": 2,
        "cy": 1,
        "di": 1,
    }
    assert {delta.metric: delta.value for delta in work.deltas.latest("bo")}["count"] == 2
    assert len(work.deltas.deferred()) == 0
    assert not work.job_runs.arrived("", OCTOBER, OCTOBER, since=NOW - timedelta(days=1))


@pytest.mark.parametrize(
    ("changed", "left"),
    [
        ({"formula": "count() from orders"}, {("bo", OCTOBER): 2.0}),
        ({"grain": Grain.WEEK}, {("bo", date(2026, 9, 28)): 100.0, ("bo", date(2026, 10, 19)): 50.0}),
        ({"records_from": NOVEMBER}, {}),
        ({"formula": ""}, {}),
        ({"formula": "sum(amount) from others"}, {}),
        ({"aggregate": Aggregate.MEAN}, {("bo", OCTOBER): 150.0}),
    ],
)
def test_another_definition_computes_again_and_leaves_nothing_of_the_old_one(
    work: SqlWork, changed: dict[str, Any], left: dict[tuple[str, date], float]
) -> None:
    follow(work, arrive(work, "a", won("d1", 3, 100), won("d2", 20, 50)), (), now=NOW)
    before = work.metrics.get("won")
    assert before

    follow(work, redefine(work, replace(before, **changed), was=mark(before), by="ada", now=NOW), (), now=NOW)
    again(work)

    assert {key: value for key, (value, _, _) in readings(work).items()} == left
    assert {delta.period.start for delta in work.deltas.find(person_id="bo")} == {start for _, start in left}


def test_many_periods_are_computed_some_at_a_time(work: SqlWork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_AT_ONCE", 2)
    arrive(
        work,
        "a",
        *(
            won(f"{person}{month}", date(2026, month, 1), month, person=person)
            for person in PEOPLE
            for month in range(1, 11)
        ),
    )

    assert {key: value for key, (value, _, _) in readings(work).items()} == {
        (person, date(2026, month, 1)): month for person in PEOPLE for month in range(1, 11)
    }
    assert len(compute(work, "orders", RecordDays(), batch=1, now=NOW)) == 0
    assert len(compute(work, "nothing", RecordDays(), batch=1, now=NOW)) == 0


@pytest.mark.postgresql
def test_two_who_store_records_of_one_period_at_once_count_both(storage: Storage) -> None:
    with storage.work() as work:
        enter(work)
        define(work, metric("won", SUM))
        arrive(work, "a", won("d0", 31, 1))  # the stream has its newest day: nobody waits for its row

    def post(number: int) -> None:
        with storage.work() as mine:
            arrive(mine, f"post {number}", won(f"d{number}", 1 + number, 10))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(post, range(1, 17)))

    with storage.work() as work:
        assert readings(work)["bo", OCTOBER][0] == 161


def test_draining_ends_when_everything_is_computed_again(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.figures.services.formula._PEOPLE_AT_ONCE", 1)
    with storage.work() as work:
        enter(work)
        define(work, metric("won"))
        arrive(work, "a", *(won(person, 5, 1, person=person) for person in PEOPLE))
        plain = work.metrics.get("won")
        assert plain
        formulate(work, plain, SUM)

    drain_at(Settings(_env_file=None, database_url=storage.url), NOW)

    with storage.work() as work:
        assert work.recalculations.first() is None
        assert [value for value, _, _ in readings(work).values()] == [1, 1, 1]


def test_what_cannot_be_computed_again_keeps_nothing_else_from_going_on(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Changed:
        raise LookupError

    monkeypatch.setattr("bot.figures.services.formula.recompute_metric", fail)
    with storage.work() as work:
        enter(work)
        define(work, metric("won"))
        plain = work.metrics.get("won")
        assert plain
        formulate(work, plain, SUM)
        assert catch_up(work, now=NOW) == 0

    drain_at(Settings(_env_file=None, database_url=storage.url), NOW)

    with storage.work() as work:
        assert work.recalculations.first() is not None
