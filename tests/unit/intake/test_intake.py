"""Whom a row is about, which period it belongs to, and what becomes of rows that repeat others."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain.facts import FactColumns
from bot.figures.domain.metric import Direction, Metric
from bot.figures.domain.metric_fields import is_refused
from bot.intake.domain.intake import Repeats, bounds, fit, settle
from bot.intake.domain.known import Known
from bot.kit.cleaning import UnclearValue
from bot.kit.period import Grain, period_of

EPOCH = date(1970, 1, 1)


def _roster() -> Known:
    names = {
        "00102": "张伟",
        "00103": "张伟",
        "00104": "李娜",
        "E7": "José Álvarez",
        "0012": "Ann",
        "012": "Bob",
    }
    people = {person: number for number, person in enumerate(names, start=1)}
    sales = Metric("sales", "CNY", Direction.HIGHER, Grain.MONTH, title_zh="销售额")
    spend = Metric("spend", "CNY", Direction.LOWER, Grain.QUARTER, title_zh="投入")
    hired = {1: (date(2025, 9, 15) - EPOCH).days}
    return Known(people, names, hired, dict.fromkeys(people.values(), 1), {"sales": (1, sales), "spend": (2, spend)})


def day(text: str) -> int:
    return (date.fromisoformat(text) - EPOCH).days


def _facts(rows: list[tuple[int, int, str, str, float]]) -> FactColumns:
    n = len(rows)
    person, metric, start, end, value = zip(*rows, strict=True)
    return FactColumns(
        np.arange(2, n + 2),
        np.array(person),
        np.array(metric),
        np.array([day(value) for value in start]),
        np.array([day(value) for value in end]),
        np.array(value, np.float64),
        np.full(n, np.nan),
        np.full(n, np.nan),
        np.full(n, None, np.object_),
        np.full(n, -1),
    )


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("00104", "00104"),
        (" 00104 ", "00104"),
        ("104", "00104"),
        ("104.0", "00104"),
        ("００１０４", "00104"),
        ("e7", "E7"),
        ("李娜", "00104"),
        ("李 娜", "00104"),
        ("josé álvarez", "E7"),
        ("00102 张伟", "00102"),
        ("张伟(00103)", "00103"),
    ],
)
def test_one_person_may_be_written_in_many_ways(text: str, person: str) -> None:
    assert _roster().person(text)[0] == person


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("张伟", "", "import-ambiguous-person"),
        ("12", "", "import-ambiguous-person"),
        ("00999", "", "import-unknown-person"),
        ("", "", "import-no-person"),
        ("104", "张伟", "import-id-and-name"),
    ],
)
def test_who_is_meant_is_never_guessed(text: str, name: str, reason: str) -> None:
    with pytest.raises(UnclearValue) as caught:
        _roster().person(text, name=name)

    assert caught.value.key == reason


def test_the_refusal_of_a_name_that_two_people_bear_names_both() -> None:
    with pytest.raises(UnclearValue) as caught:
        _roster().person("张伟")

    assert caught.value.values == {"candidates": "00102, 00103"}


def test_a_metric_is_known_by_key_or_title() -> None:
    assert _roster().metric("sales") == ("sales", "")
    assert _roster().metric("销售额") == ("sales", "metric-title")
    with pytest.raises(UnclearValue):
        _roster().metric("利润")


@pytest.mark.parametrize(
    "title",
    ["emotion_score", "Facial expression", "voice pitch", "表情得分", "情绪", "声音压力", "Stress level", "face"],
)
def test_columns_about_faces_voices_and_emotions_are_told_by_their_titles(title: str) -> None:
    assert is_refused(title)


@pytest.mark.parametrize(
    "title", ["invoices", "interface count", "milestones", "demotions", "销售额", "surface defects", "stone"]
)
def test_other_columns_are_not_taken_for_them(title: str) -> None:
    assert not is_refused(title)


@given(st.lists(st.dates(date(1980, 1, 1), date(2099, 12, 31)), min_size=1, max_size=20), st.sampled_from(list(Grain)))
def test_columns_of_days_lie_in_the_same_periods_as_single_ones(days: list[date], grain: Grain) -> None:
    first, last = bounds(np.array([(day - EPOCH).days for day in days]), grain)

    expected = [period_of(moment, grain) for moment in days]
    assert first.tolist() == [(period.start - EPOCH).days for period in expected]
    assert last.tolist() == [(period.end - EPOCH).days for period in expected]


@pytest.mark.parametrize(
    ("person", "metric", "start", "end", "reason"),
    [
        (2, 1, "2025-09-01", "2025-09-30", ""),
        (2, 1, "2025-09-01", "2025-09-18", ""),
        (1, 1, "2025-09-15", "2025-09-30", ""),
        (1, 1, "2025-09-15", "2025-09-22", ""),
        (2, 1, "2025-09-15", "2025-09-22", "import-period-inside"),
        (2, 1, "2025-07-01", "2025-09-30", "import-period-crosses"),
        (2, 1, "2025-09-30", "2025-09-01", "import-period-backwards"),
        (2, 2, "2025-07-01", "2025-09-30", ""),
        (2, 1, "2052-09-01", "2052-09-30", "import-future"),
    ],
)
def test_a_value_lies_in_one_period_of_its_metrics_grain(
    person: int, metric: int, start: str, end: str, reason: str
) -> None:
    facts, problems = fit(_facts([(person, metric, start, end, 1.0)]), _roster(), latest=day("2026-12-31"))

    assert [problem.key for _, problem in problems] == [reason] * bool(reason)
    assert len(facts) == (not reason)
    if not reason:
        assert facts.start.tolist() == [day("2025-07-01") if metric == 2 else day("2025-09-01")]


def test_the_same_value_again_is_a_duplicate_and_another_value_refuses_both() -> None:
    month = ("2025-09-01", "2025-09-30")
    rows = [(1, 1, *month, 5.0), (1, 1, *month, 5.0), (2, 1, *month, 7.0), (2, 1, *month, 8.0), (3, 1, *month, 9.0)]

    facts, problems, overtaken, duplicates = settle(_facts(rows), _roster())

    assert sorted(facts.row.tolist()) == [2, 6]
    assert [(duplicate.row, duplicate.first) for duplicate in duplicates] == [(3, 2)]
    assert [(problem.row, problem.key, problem.values["rows"]) for problem in problems] == [
        (4, "import-conflict", "4, 5"),
        (5, "import-conflict", "4, 5"),
    ]
    assert overtaken == []


@pytest.mark.parametrize(("repeats", "value"), [("first", 7.0), ("last", 8.0), ("sum", 15.0)])
def test_a_mapping_may_say_which_of_two_values_counts(repeats: Repeats, value: float) -> None:
    month = ("2025-09-01", "2025-09-30")

    facts, problems, _, duplicates = settle(
        _facts([(2, 1, *month, 7.0), (2, 1, *month, 8.0)]), _roster(), repeats=repeats
    )

    assert facts.value.tolist() == [value]
    assert (len(problems), len(duplicates)) == (0, 1)


def test_equal_rows_that_are_to_be_added_up_are_added_up() -> None:
    month = ("2025-09-01", "2025-09-30")

    facts, _, _, _ = settle(_facts([(2, 1, *month, 7.0), (2, 1, *month, 7.0)]), _roster(), repeats="sum")

    assert facts.value.tolist() == [14.0]


def test_of_values_to_date_the_longest_counts() -> None:
    rows = [(1, 1, "2025-09-01", "2025-09-10", 3.0), (1, 1, "2025-09-01", "2025-09-20", 6.0)]

    facts, problems, overtaken, _ = settle(_facts(rows), _roster())

    assert (facts.value.tolist(), problems, [skipped.row for skipped in overtaken]) == ([6.0], [], [2])


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(1, 2), st.sampled_from([5.0, 7.0])), max_size=12), st.randoms()
)
def test_what_is_kept_does_not_depend_on_the_order_of_rows(rows: list[tuple[int, int, float]], chance: object) -> None:
    quarter = ("2025-07-01", "2025-07-31")
    listed = [(person, 1 if metric == 1 else 2, *quarter, value) for person, metric, value in rows]
    if not listed:
        return
    shuffled = listed.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    kept = [settle(_facts(some), _roster())[0] for some in (listed, shuffled)]

    assert kept[0].person.tolist() == kept[1].person.tolist()
    assert kept[0].value.tolist() == kept[1].value.tolist()
