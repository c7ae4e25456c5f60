"""Mappings that make formulas, and metrics that have one feed each."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.figures.domain.event import EventKind
from bot.kit.errors import DataError
from tests.crm import FIRST, HEADER, MAPPING, counts, furnish, of, take
from tests.samples import HEAD, NOW, SEPTEMBER, ends, put, readings

if TYPE_CHECKING:
    from pathlib import Path

    from storage.storage import Storage


@pytest.fixture
def company(storage: Storage, tmp_path: Path) -> Storage:
    return furnish(storage, tmp_path)


def test_filters_patterns_pairs_and_scales_become_formulas(company: Storage, tmp_path: Path) -> None:
    mapping = """
kind = "records"
[columns]
employee_id = "Rep"
period = "Closed on"
[stream]
id = "Deal"
dimensions = { stage = "Stage" }
[[value]]
metric = "sales"
column = "Net"
minus = "Cost"
how = "sum"
scale = 1000
where = { column = "Stage", one_of = ["Won", "Paid"], matches = "^W" }
[[value]]
metric = "deals"
how = "count"
where = { column = "Region", filled = true }
[[value]]
metric = "won_share"
how = "ratio"
numerator = "*"
denominator = "*"
where = { column = "Stage", none_of = ["Lost"] }
"""
    head = "Deal,Rep,Closed on,Net,Cost,Stage,Region\n"
    rows = "1,00102,2026-10-03,10,4,Won,North\n2,00102,2026-10-03,5,1,Paid,\n3,00102,2026-10-03,7,1,Lost,South\n"

    report = take(company, tmp_path, head + rows + "4,00102,2026-10-03,3,1,Won,\n", mapping)

    assert counts(report)[0] == 4
    with company.work() as work:
        made = {metric.key: metric.formula for metric in work.metrics.all() if metric.formula}
    assert made == {
        "sales": "sum(net - cost) from crm where stage in (Won, Paid) and stage_matches = yes",
        "deals": "count() from crm where region is filled",
        "won_share": "count(where stage != Lost) / count() from crm",
    }
    who = ("00102", "2026-10-01")
    assert of(company)[who] == (10 - 4 + 3 - 1) * 1000
    assert of(company, "deals")[who] == 2
    assert of(company, "won_share")[who] == 0.75


def test_one_metric_has_one_feed(company: Storage, tmp_path: Path) -> None:
    take(company, tmp_path, FIRST)

    finished = put(company, tmp_path, "readings", HEAD + f"00102,sales,{SEPTEMBER},5\n00102,deals,{SEPTEMBER},5\n")

    assert [(problem.row, problem.key) for problem in finished.rejected] == [(2, "formula-feeds")]
    assert finished.inserted == 1
    counting = MAPPING.replace(
        'metric = "sales"\ncolumn = "Net amount"\nhow = "sum"', 'metric = "deals"\nhow = "count"'
    )
    refused = take(company, tmp_path, FIRST, counting)
    assert refused.failed
    assert refused.failed.key == "formula-finished-stands"
    later = take(company, tmp_path, FIRST, counting + "\n[stream]\nrecords_from = 2026-10-01\n")
    assert later.failed is None
    assert of(company, "deals") == {("00102", "2026-09-01"): 5.0, ("00102", "2026-10-01"): 2.0}


def test_a_metric_is_not_made_in_two_ways(company: Storage, tmp_path: Path) -> None:
    take(company, tmp_path, FIRST)

    report = take(company, tmp_path, FIRST, MAPPING.replace('how = "sum"', 'how = "mean"'))

    assert report.failed
    assert report.failed.key == "import-other-formula"
    assert report.failed.values["kept"] == "sum(net_amount) from crm"
    assert report.failed.values["said"] == "mean(net_amount) from crm"
    assert of(company) == {("00102", "2026-10-01"): 35250.5}


def test_another_metric_over_records_that_are_there_is_computed_for_them(company: Storage, tmp_path: Path) -> None:
    from bot.figures.services.formula import recalculate

    take(company, tmp_path, FIRST)
    both = MAPPING + '\n[[value]]\nmetric = "deals"\nhow = "count"\n'

    take(company, tmp_path, HEADER + "D-9,00103,2026-10-30,1,Won\n", both)
    with company.work() as work:
        recalculate(work, now=NOW)

    assert of(company, "deals") == {("00102", "2026-10-01"): 2.0, ("00103", "2026-10-01"): 1.0}


def test_a_value_under_way_reaches_to_the_newest_record(company: Storage, tmp_path: Path) -> None:
    now = datetime(2026, 10, 20, tzinfo=UTC)
    take(company, tmp_path, FIRST.replace("D-3,00102,2026-10-19", "D-3,00102,2026-10-17"), now=now)
    assert ends(company) == {("00102", "sales", "2026-10-01"): "2026-10-17"}

    take(company, tmp_path, HEADER + "D-8,00103,2026-11-01,5,Won\n", now=NOW)

    assert ends(company)["00102", "sales", "2026-10-01"] == "2026-10-31"


TITLED = """
kind = "records"
[stream]
key = "{key}"
title = "{title}"
id = "Deal"
[columns]
employee_id = "Rep"
day = "Closed on"
"""
COUNTED = 'metric,unit,direction,grain,formula\nclosed,deals,higher,month,"count() from ""Closed deals"""\n'


@pytest.mark.parametrize("first", ["stream", "metric"])
def test_a_formula_that_names_a_title_counts_whenever_its_stream_comes(
    company: Storage, tmp_path: Path, first: str
) -> None:
    stream = TITLED.format(key="crm", title="Closed deals")
    if first == "stream":
        take(company, tmp_path, FIRST, stream)
    put(company, tmp_path, "metrics", COUNTED)
    if first == "metric":
        take(company, tmp_path, FIRST, stream)

    with company.work() as work:
        metric = work.metrics.get("closed")
    assert metric
    assert metric.formula == "count() from crm"
    if first == "metric":
        assert readings(company)["00102", "closed", "2026-10-01"] == 2


def test_a_formula_that_names_a_title_of_several_streams_is_refused_with_their_keys(
    company: Storage, tmp_path: Path
) -> None:
    for key in ("crm", "shop"):
        take(company, tmp_path, FIRST, TITLED.format(key=key, title="Closed deals"), name=f"{key}.csv")

    (problem,) = put(company, tmp_path, "metrics", COUNTED).rejected

    assert (problem.key, problem.values["keys"]) == ("formula-streams-alike", "crm, shop")


WRITTEN = """
[columns]
employee_id = "Rep"
period = "Closed on"
[stream]
id = "Deal"
[[value]]
metric = "won_share"
formula = 'count(where Stage = Won) / count()'
[[value]]
metric = "sales"
formula = 'median("Net amount") from crm'
records_from = 2026-10-01
[[value]]
metric = "deals"
how = "max"
column = "Net amount"
"""


def test_a_mapping_may_give_a_formula_over_titles_and_a_day_to_begin_with(company: Storage, tmp_path: Path) -> None:
    put(company, tmp_path, "readings", "employee_id,metric,period,value\n00102,sales,2026-09,7\n")

    take(company, tmp_path, FIRST + "D-9,00102,2026-09-03,5,Won\n", WRITTEN)

    with company.work() as work:
        made = {metric.key: metric.formula for metric in work.metrics.all() if metric.formula}
    assert made == {
        "won_share": "count(where stage = Won) / count() from crm",
        "sales": "median(net_amount) from crm",
        "deals": "max(net_amount) from crm",
    }
    found = readings(company)
    assert found["00102", "sales", "2026-09-01"] == 7, "finished values stay"
    assert found["00102", "sales", "2026-10-01"] == (18_000 + 17_250.5) / 2
    assert found["00102", "deals", "2026-10-01"] == 18_000
    assert found["00103", "won_share", "2026-10-01"] == 0


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ('formula = "sum(amount"', "formula: formula-bracket at character 11"),
        ('formula = "count()"\ncolumn = "Net amount"', "formula says all"),
        ('how = "formula"', "formula: formula-calculation at character 1"),
    ],
)
def test_a_mapping_whose_formula_cannot_be_read_is_refused(
    company: Storage, tmp_path: Path, value: str, reason: str
) -> None:
    with pytest.raises(DataError, match=reason):
        take(company, tmp_path, FIRST, f'[[value]]\nmetric = "sales"\n{value}\n')


BY_EVENT = """
kind = "records"
[columns]
employee_id = "who"
day = "day"
event = "what"
[stream]
key = "qa"
id = "no"
by_event = true
[replace.what]
Claim = "complaint"
Remark = ""
"""


def test_a_file_of_several_kinds_of_events_goes_into_a_stream_each(company: Storage, tmp_path: Path) -> None:
    rows = "no,who,what,day,product,course\n1,00102,Claim,2026-10-01,P-7,\n2,00103,training,2026-10-01,,Talks\n"

    report = take(company, tmp_path, rows + "3,00103,Remark,2026-10-01,,\n", BY_EVENT)

    assert [(skip.row, skip.column, skip.key) for skip in report.skipped] == [(4, "what", "event-left-out")]
    with company.work() as work:
        kept = [(stream.key, stream.event) for stream in work.streams.all()]
    assert kept == [("qa.complaint", EventKind.COMPLAINT), ("qa.training_done", EventKind.TRAINING_DONE)]
