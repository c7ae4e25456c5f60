"""Several messages to somebody as one: it says all that each of them says, strengths first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.ai.offline import choose
from bot.feedback.domain.feedback import Mark, Occasion, Outline, Step
from bot.feedback.domain.outline import MOST_FINDINGS, MOST_STEPS, step_id, variants
from bot.feedback.domain.together import joined, two_lengths
from bot.figures.domain.delta import Delta
from bot.figures.domain.example import OCTOBER
from bot.figures.domain.metric import Direction, Metric
from bot.kit.period import Grain, Period, period_of

if TYPE_CHECKING:
    from bot.feedback.domain.feedback import Finding, Pick

FORMULA = "sum(Amount) from orders"
MONTH = Metric("sales", "USD", Direction.HIGHER, Grain.MONTH, "Sales", "销售额", formula=FORMULA)
QUARTER = replace(MONTH, key="sales_quarter", grain=Grain.QUARTER)
OTHERS = [replace(MONTH, key=f"m{number}", formula="") for number in range(4)]


def finding(metric: Metric, attainment: float, period: Period = OCTOBER) -> Finding:
    delta = Delta("ana", metric.key, period, 100 * attainment, 100.0, 100.0, attainment)
    return next(variants((delta,), metric))


def message(occasion: Occasion, *found: Finding) -> tuple[Outline, Pick]:
    steps = tuple(Step(step_id(each, f"do-{at}"), each.id, "Do it.", aim=f"do-{at}") for at, each in enumerate(found))
    outline = Outline("ana", "ana", occasion, found[0].delta.period, found, steps)
    return outline, choose(outline, recent=())


@given(
    st.lists(st.sampled_from([0.5, 0.7, 0.97, 1.1, 1.5]), min_size=1, max_size=3),
    st.lists(st.sampled_from([0.5, 0.7, 0.97, 1.1, 1.5]), min_size=1, max_size=2),
)
def test_one_message_says_each_value_once_and_strengths_first(first: list[float], last: list[float]) -> None:
    said = [
        message(Occasion.STANDING, *(finding(metric, share) for metric, share in zip(OTHERS, first, strict=False))),
        message(Occasion.STANDING, *(finding(m, share) for m, share in zip((QUARTER, MONTH), last, strict=False))),
    ]
    told = [key for _, pick in said for key in pick.finding_ids]

    whole = joined(said)

    assert (whole is None) is (len(told) > MOST_FINDINGS)
    if whole is None:
        return
    outline, pick = whole
    assert sorted(pick.finding_ids) == sorted(told)
    marks = [each.mark for each in outline.findings]
    assert marks == sorted(marks, key=[Mark.STRENGTH, Mark.GAP, Mark.PLAIN].index)
    assert len(pick.step_ids) <= MOST_STEPS
    assert set(pick.step_ids) <= {key for _, each in said for key in each.step_ids}


def test_only_where_all_is_praise_it_is_praise() -> None:
    good, also, gap = finding(MONTH, 1.2), finding(QUARTER, 1.1), finding(QUARTER, 0.7)

    def occasion(*said: tuple[Outline, Pick]) -> Occasion | None:
        whole = joined(said)
        return whole[0].occasion if whole else None

    praise = message(Occasion.PRAISE, good)
    assert occasion(praise, message(Occasion.PRAISE, also)) is Occasion.PRAISE
    assert occasion(praise, message(Occasion.STANDING, gap)) is Occasion.STANDING


def test_two_lengths_of_the_same_thing_pull_apart_where_one_reached_its_target_and_the_other_did_not() -> None:
    quarter = period_of(OCTOBER.start, Grain.QUARTER)
    met, missed = finding(MONTH, 1.2), finding(QUARTER, 0.7, quarter)

    assert two_lengths([(met, MONTH), (missed, QUARTER)]) == (met, missed)
    assert two_lengths([(missed, QUARTER), (met, MONTH)]) == (met, missed)
    assert two_lengths([(met, MONTH), (finding(QUARTER, 1.1, quarter), QUARTER)]) is None
    assert two_lengths([(met, MONTH), (missed, replace(QUARTER, formula="count() from orders"))]) is None
    before = period_of(Period(OCTOBER.start.replace(month=7), OCTOBER.end).start, Grain.QUARTER)
    assert two_lengths([(met, MONTH), (finding(QUARTER, 0.7, before), QUARTER)]) is None
