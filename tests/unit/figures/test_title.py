"""Which metric a text names: titles of both languages, keys, other words, and the likelier of those with one title."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain.metric import Metric
from bot.figures.domain.pack import metrics
from bot.figures.domain.title import ALIASES, find, partly
from bot.kit.period import Grain

SHIPPED = list(metrics().values())


@pytest.mark.parametrize(
    ("said", "grain", "key"),
    [
        ("次品率 十月", Grain.MONTH, "defect_rate"),
        ("今日次品率", Grain.DAY, "defect_rate_day"),
        ("次品率", None, "defect_rate"),
        ("scrap last week", Grain.WEEK, "defect_rate_day"),
        ("defect rate third quarter", Grain.QUARTER, "defect_rate"),
        ("defect_rate_day October", Grain.MONTH, "defect_rate_day"),
        ("Defect  Rates", None, "defect_rate"),
        ("不良率", None, "defect_rate"),
        ("my gross margin", None, "margin"),
        ("毛利多少", None, "margin"),
        ("order", None, "orders"),
        ("订单量", None, "orders"),
        ("revenue", None, "sales"),
        ("销售额怎么样", None, "sales"),
        ("复购率", None, "repurchase_rate"),
        ("downtime on Monday", Grain.DAY, "machine_stops"),
    ],
)
def test_a_metric_is_found_by_what_people_call_it(said: str, grain: Grain | None, key: str) -> None:
    found = find(SHIPPED, said, grain=grain)

    assert found is not None
    assert found.metric.key == key
    assert said[found.start : found.end].strip()


def test_the_other_metric_of_the_same_title_is_told_too() -> None:
    found = find(SHIPPED, "次品率")

    assert found is not None
    assert [metric.key for metric in found.others] == ["defect_rate_day"]


def test_of_metrics_with_a_word_in_common_the_one_with_values_is_meant() -> None:
    found = find(SHIPPED, "defects", held={"defect_rate"})

    assert found is not None
    assert found.metric.key == "defect_rate"


@pytest.mark.parametrize("said", ["现金回笼 十月", "my cash ins", "CASH  in"])
def test_a_metric_is_found_by_the_names_that_admins_gave_it(said: str) -> None:
    aliases = {"collections": "cash in，现金回笼"}
    named = [replace(metric, aliases=aliases.get(metric.key, "")) for metric in SHIPPED]

    found = find(named, said)

    assert found is not None
    assert found.metric.key == "collections"
    assert find(SHIPPED, said) is None


@given(st.sampled_from(SHIPPED), st.sampled_from(SHIPPED))
def test_another_name_never_takes_a_title_from_the_metric_that_has_it(titled: Metric, other: Metric) -> None:
    if titled.title_en == other.title_en:
        return
    named = [replace(metric, aliases=titled.title_en) if metric == other else metric for metric in SHIPPED]

    found = find(named, titled.title_en, grain=titled.grain)

    assert found is not None
    assert found.metric == titled


@pytest.mark.parametrize("said", ["marginal", "reorders", "客户生气了", "the rate", "outputs_raw", "salesman", ""])
def test_a_part_of_a_word_names_no_metric(said: str) -> None:
    assert find(SHIPPED, said) is None


@pytest.mark.parametrize(
    ("said", "keys"),
    [("replies", ["cross_team_response"]), ("漏洞", ["code_defects"]), ("customers", []), ("客户", []), ("rate", [])],
)
def test_a_word_of_a_title_is_enough_where_it_is_not_in_everybodys_mouth(said: str, keys: list[str]) -> None:
    assert [metric.key for metric in partly(SHIPPED, said)] == keys


@pytest.mark.parametrize("metric", SHIPPED, ids=lambda value: value.key)
def test_every_shipped_metric_is_found_by_each_of_its_names(metric: object) -> None:
    names = (metric.key, metric.title_en, metric.title_zh, *ALIASES.get(metric.key, ()))  # type: ignore[attr-defined]
    for name in names:
        found = find(SHIPPED, f"show {name} please", held={metric.key})  # type: ignore[attr-defined]
        assert found is not None, name
        assert metric in (found.metric, *found.others), name


@given(st.text(max_size=60))
def test_any_words_are_searched_without_an_error(said: str) -> None:
    found = find(SHIPPED, said)

    assert found is None or 0 <= found.start < found.end <= len(said)
    partly(SHIPPED, said)
