"""Files that were sent: which are taken, and what a plan says of its columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.domain.intake import kind_of_name
from bot.intake.domain.upload import MOST_BYTES, PAGE, Column, Spread, UploadPlan, check_file, doubled
from bot.kit.errors import Invalid
from bot.messages.codec import from_json, to_json

COLUMNS = st.builds(
    Column,
    st.text(max_size=9),
    st.lists(st.text(max_size=9), max_size=2).map(tuple),
    st.sampled_from(["", "employee_id", "metric:x", "spread"]),
    st.booleans(),
)
PLANS = st.builds(
    UploadPlan,
    st.sampled_from(["readings", "targets", "people"]),
    st.lists(COLUMNS, max_size=30).map(tuple),
    st.lists(st.integers(1, 9), max_size=2).map(tuple),
    st.text(max_size=9),
    spread=st.none() | st.builds(Spread, st.text(max_size=5), st.text(max_size=5), st.text(max_size=5)),
    period=st.text(max_size=7),
)


@given(PLANS)
def test_a_plan_is_kept_whole(plan: UploadPlan) -> None:
    assert from_json(to_json(plan), UploadPlan) == plan


@given(PLANS)
def test_every_column_is_asked_about_once_and_no_form_is_longer_than_a_page(plan: UploadPlan) -> None:
    pages = [plan.page(number) for number in range(plan.pages)]

    assert [column for page in pages for column in page] == list(plan.columns)
    assert all(len(page) <= PAGE for page in pages)


def plan(*means: str, **more: object) -> UploadPlan:
    columns = tuple(Column(f"c{place}", (), meant) for place, meant in enumerate(means))
    required = ("employee_id", "metric", "period_start", "value")
    return UploadPlan("readings", columns, required=required, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "lacking"),
    [
        (plan("employee_id", "metric", "period", "value"), ()),
        (plan("name", "metric:sales", "period"), ()),
        (plan("employee_id", "metric:sales"), ("period_start",)),
        (plan("employee_id", "metric:sales", period="2025-09"), ()),
        (plan("employee_id", "metric", "period_start", "numerator", "denominator"), ()),
        (plan("employee_id", "spread", spread=Spread("x", "YEAR-{1}")), ("metric", "year")),
        (plan("employee_id", "spread", spread=Spread("x", "2025-{1}", "sales")), ()),
        (plan("", "", mapping="kind = 'readings'"), ()),
        (plan(), ("employee_id", "metric", "period_start", "value")),
    ],
)
def test_a_plan_says_what_is_still_needed(made: UploadPlan, lacking: tuple[str, ...]) -> None:
    assert made.lacking == lacking


def test_files_of_the_same_header_are_known_by_it_wherever_their_values_differ() -> None:
    plan = UploadPlan("readings", (Column("a", ("1",)), Column("b", ("2",))))
    other = UploadPlan("targets", (Column("a", ("9",), "x"), Column("b")))

    assert plan.header_key == other.header_key
    assert plan.header_key != UploadPlan("readings", (Column("b"), Column("a"))).header_key
    assert plan.with_samples(other).columns == (Column("a", ("9",)), Column("b"))


def test_two_columns_of_one_meaning_are_found_and_periods_may_be_many() -> None:
    meant = [("a", "value"), ("b", ""), ("c", "value"), ("d", "spread"), ("e", "spread"), ("f", "")]

    assert doubled(meant) == {"c": "a"}


@pytest.mark.parametrize(("name", "size"), [("a.png", 1), ("a", 1), ("csv", 1), ("a.csv", MOST_BYTES + 1)])
def test_what_cannot_be_read_is_refused(name: str, size: int) -> None:
    with pytest.raises(Invalid):
        check_file(name, size)


@pytest.mark.parametrize("name", ["A.CSV", "b.xlsx", "c.toml", "表.jsonl"])
def test_tables_and_mappings_are_taken(name: str) -> None:
    check_file(name, MOST_BYTES)


@pytest.mark.parametrize(
    ("name", "kind"), [("targets-2026.csv", "targets"), ("People.xlsx", "people"), ("crm.csv", None)]
)
def test_a_name_may_say_what_a_file_holds(name: str, kind: str | None) -> None:
    assert kind_of_name(name) == kind
