"""What is true and worth saying about a value, and which picks of it may become words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ai.offline import choose
from bot.feedback.domain.advice import AdviceUse
from bot.feedback.domain.advice_house import house_advice
from bot.feedback.domain.feedback import Against, Finding, Mark, Occasion, Outline, Pick, Step
from bot.feedback.domain.outline import (
    apart,
    calls_for_words,
    fault,
    findings,
    heard_last,
    outweighs,
    told,
    variants,
)
from bot.feedback.domain.outline_called import bar_of, called, crossed
from bot.feedback.domain.story import story_of
from bot.feedback.services.advice import AdviceChoice, AdviceMemory
from bot.feedback.views.feedback import MessageContent, standing
from bot.figures.domain.delta import Delta, Flag, Peers
from bot.figures.domain.example import OCTOBER
from bot.figures.domain.metric import Aggregate, Direction, Metric
from bot.figures.domain.target import Bar
from bot.kit.period import Grain, Period
from bot.messages.i18n import LOCALES, translator
from tests.cards import words
from tests.company import NOW, shipped_metrics
from tests.effort import tries

if TYPE_CHECKING:
    from collections.abc import Sequence

UP = Metric("orders", "orders", Direction.HIGHER, Grain.MONTH, "Orders", "订单")
DOWN = Metric("hours", "hours", Direction.LOWER, Grain.MONTH, "Hours", "工时", aggregate=Aggregate.MEAN)
RATE = Metric("rate", "%", Direction.LOWER, Grain.MONTH, "Rate", "次品率", aggregate=Aggregate.RATIO)


def value(metric: Metric, number: float, **known: object) -> Delta:
    return Delta("ana", metric.key, OCTOBER, number, **known)  # type: ignore[arg-type]


def judge(delta: Delta, metric: Metric) -> tuple[Mark, tuple[Against, ...]] | None:
    """Return how a value reads by what it knows of itself, and what stands first beside its story."""
    first = next(variants((delta,), metric), None)
    return (first.mark, first.against) if first else None


def mark(delta: Delta, metric: Metric) -> Mark | None:
    judged = judge(delta, metric)
    return judged[0] if judged else None


@pytest.mark.parametrize(
    ("number", "target", "attainment", "read"),
    [
        (20, 20, 1.0, Mark.STRENGTH),
        (23, 20, 1.15, Mark.STRENGTH),
        (19.2, 20, 0.96, Mark.PLAIN),
        (18.9, 20, 0.945, Mark.GAP),
        (0, 20, 0.0, Mark.GAP),
    ],
)
def test_the_target_decides_where_there_is_one(number: float, target: float, attainment: float, read: Mark) -> None:
    assert mark(value(UP, number, target=target, attainment=attainment), UP) is read


def test_exactly_at_a_limit_is_neither_below_it_nor_over_it() -> None:
    assert mark(value(RATE, 0.03, target=0.03, attainment=1.0), RATE) is Mark.PLAIN
    assert mark(value(RATE, 0.0299, target=0.03, attainment=1.003344), RATE) is Mark.STRENGTH
    assert mark(value(DOWN, 0, target=0, attainment=1.0), DOWN) is Mark.STRENGTH, "nothing is below nothing"


def test_what_is_worse_than_last_month_and_than_the_peers_is_no_strength() -> None:
    fell = value(UP, 23, target=20, attainment=1.15, previous=40, change=-17, streak=-1, peers=Peers(6, 30, 0.1))

    assert mark(fell, UP) is Mark.PLAIN
    assert mark(replace(fell, peers=None), UP) is Mark.STRENGTH
    assert mark(replace(fell, previous=20, change=3, streak=1), UP) is Mark.STRENGTH


def test_a_gap_that_has_been_closing_for_months_says_so_beside_its_bar() -> None:
    rate = value(RATE, 0.035, previous=0.036, change=-0.001, streak=-6)

    found = called((rate,), RATE, Bar("value", above=True, limit=0.03))

    assert (found.against, found.mark, found.story and found.story.run) == ((Against.LIMIT,), Mark.GAP, 6)


@pytest.mark.parametrize(
    ("condition", "number", "bar"),
    [
        ("value >= 100", 100, Bar("value", above=True, limit=100, inclusive=True)),
        ("value > 100", 100, None),
        ("not (value < 100)", 120, None),
        ("value > 500 or value < 50", 20, Bar("value", above=False, limit=50)),
    ],
)
def test_a_bar_is_named_only_where_the_value_is_on_its_far_side(condition: str, number: int, bar: Bar | None) -> None:
    assert bar_of(condition, value(UP, number)) == bar


def test_lower_is_better_turns_the_verdict() -> None:
    assert mark(value(DOWN, 5, target=6, attainment=1.2), DOWN) is Mark.STRENGTH
    assert mark(value(DOWN, 0, target=6, attainment=None), DOWN) is Mark.STRENGTH
    assert mark(value(DOWN, 9.5, target=6, attainment=0.631579), DOWN) is Mark.GAP


@pytest.mark.parametrize(
    ("number", "percentile", "n", "read"),
    [
        (0.8, 0.1, 6, Mark.STRENGTH),
        (2.0, 0.9, 6, Mark.GAP),
        (1.5, 0.6, 6, None),
        (1.31, 0.6, 6, None),
        (0.8, 0.1, 4, None),
    ],
)
def test_peers_decide_without_a_target_and_only_the_last_third_has_a_gap(
    number: float, percentile: float, n: int, read: Mark | None
) -> None:
    assert mark(value(DOWN, number, peers=Peers(n, 1.3, percentile)), DOWN) is read


def test_a_run_decides_when_nothing_else_does() -> None:
    assert mark(value(UP, 30, previous=25, change=5, change_pct=0.2, streak=2), UP) is Mark.STRENGTH
    assert mark(value(DOWN, 30, previous=25, change=5, change_pct=0.2, streak=2), DOWN) is Mark.GAP
    assert mark(value(UP, 25.1, previous=25, change=0.1, change_pct=0.004, streak=2), UP) is None


def test_a_fall_that_every_year_brings_is_no_news() -> None:
    fall = value(UP, 20, previous=25, change=-5, change_pct=-0.2, streak=-1)

    assert judge(fall, UP) == (Mark.PLAIN, (Against.PREVIOUS,))
    assert judge(replace(fall, year_ago=18, year_ago_change=2), UP) is None


@pytest.mark.parametrize(
    "delta",
    [
        Delta("ana", "rate", OCTOBER, None, target=0.03, flags=Flag.QUARANTINED),
        value(RATE, 0.5, target=0.03, attainment=0.06, numerator=5, denominator=10),
        value(RATE, 0.5, target=0.03, attainment=0.06, elapsed=0.1, flags=Flag.PARTIAL_PERIOD),
    ],
    ids=["no value", "too few cases", "too early"],
)
def test_where_nothing_is_known_nothing_is_said(delta: Delta) -> None:
    assert judge(delta, RATE) is None


SO_FAR = Period(OCTOBER.start, OCTOBER.start + timedelta(days=11))


@pytest.mark.parametrize(
    ("known", "read", "against"),
    [
        ({"streak": 4, "previous": 0.05, "change": 0.03}, None, ()),
        ({"peers": Peers(12, 0.02, 0.9)}, None, ()),
        ({"z": 6.0, "baseline_n": 12, "baseline_median": 0.02}, None, ()),
        ({"target": 0.03, "attainment": 0.375, "peers": Peers(12, 0.02, 0.9)}, Mark.PLAIN, ()),
        (
            {"target": 0.03, "attainment": 0.375, "streak": 4, "denominator": 2000.0, "peers": Peers(12, 0.02, 0.9)},
            Mark.GAP,
            (),
        ),
        (
            {"target": 0.03, "attainment": 0.375, "streak": 2, "denominator": 2e3, "previous": 0.02, "change": 0.06},
            Mark.GAP,
            (Against.PREVIOUS,),
        ),
        ({"target": 0.07, "attainment": 0.875, "denominator": 400.0}, Mark.PLAIN, ()),
    ],
)
def test_of_a_month_that_goes_on_only_what_will_stay_so_is_said(
    known: dict[str, Any], read: Mark | None, against: tuple[Against, ...]
) -> None:
    delta = replace(value(RATE, 0.08, elapsed=0.4, **known), period=SO_FAR)
    judged = judge(delta, RATE)

    assert judged == (None if read is None else (read, against))
    assert judge(replace(delta, period=OCTOBER), RATE) not in {None, judged}


def test_a_sum_that_grows_is_not_less_than_last_month_and_no_record() -> None:
    grown = replace(
        value(UP, 9, target=8, attainment=1.125, previous=20, change=-11, streak=-3, elapsed=0.4), period=SO_FAR
    )

    assert judge(grown, UP) == (Mark.STRENGTH, ())
    assert judge(replace(grown, target=None, attainment=None), UP) is None
    assert called((grown,), UP, None, asked="streak < 0 or attainment > 1").against == ()


def test_less_than_the_metrics_smallest_step_is_no_gap() -> None:
    coarse = replace(UP, minimum_step=Decimal(3))

    assert mark(value(coarse, 18, target=20, attainment=0.9), coarse) is Mark.PLAIN
    assert mark(value(UP, 18, target=20, attainment=0.9), UP) is Mark.GAP


def test_own_past_counts_from_eight_values_on() -> None:
    odd = value(UP, 30, baseline_n=8, baseline_median=20, z=4.0)

    assert mark(odd, UP) is Mark.STRENGTH
    assert judge(replace(odd, baseline_n=7), UP) is None


def test_what_a_rule_called_for_is_a_gap_against_its_bar() -> None:
    bar = Bar("value", above=True, limit=0.03)
    alone = called((value(RATE, 0.036),), RATE, bar)

    assert (alone.mark, alone.against, alone.bar) == (Mark.GAP, (Against.LIMIT,), bar)
    assert crossed(alone.delta, bar)
    assert not crossed(value(RATE, 0.03), bar), "exactly three percent is not above three percent"


def test_a_pick_remembers_how_it_judged_each_metric() -> None:
    assert told(Pick(("orders:strength:target+peers", "~rate:gap:target"), ())) == {
        "orders": Mark.STRENGTH,
        "~rate": Mark.GAP,
    }


# Laws over generated people: whatever is true of them, there is a good pick, and no two read the same.

METRICS = {metric.key: metric for metric in (UP, DOWN, RATE)}


@st.composite
def deltas(draw: st.DrawFn, metric: Metric) -> Delta:
    number = draw(st.integers(1, 60)) / (100 if metric.is_ratio else 1)
    target = draw(st.none() | st.integers(1, 60).map(lambda n: n / (100 if metric.is_ratio else 1)))
    previous = draw(st.none() | st.integers(1, 60).map(lambda n: n / (100 if metric.is_ratio else 1)))
    attainment = None if target is None else number / target if metric.direction.sign > 0 else target / number
    change = None if previous is None else number - previous
    run = draw(st.integers(1, 4)) if change else 0
    peers = draw(st.none() | st.builds(Peers, st.integers(5, 30), st.just(number * 1.2), st.just(0.2)))
    return Delta(
        "ana",
        metric.key,
        OCTOBER,
        number,
        target,
        target,
        attainment,
        previous,
        change,
        None if change is None or not previous else change / previous,
        streak=run if (change or 0) > 0 else -run,
        peers=peers,
    )


PEOPLE = st.tuples(*(deltas(metric) for metric in METRICS.values())).flatmap(
    lambda all_: st.lists(st.sampled_from(all_), min_size=1, max_size=3, unique_by=lambda value: value.metric)
)


def outlined(given_: Sequence[Delta], locale: str, *, advised: bool = False) -> Outline | None:
    found = findings([(delta,) for delta in given_], METRICS)
    if not any(finding.mark is not Mark.PLAIN for finding in found):
        return None
    metrics = METRICS
    if advised:
        row = shipped_metrics()[0]
        metrics = {
            key: replace(metric, advice_en=row["advice_en"], advice_zh=row["advice_zh"], praise_en=row["praise_en"])
            for key, metric in METRICS.items()
        }
    memory = AdviceMemory({}, frozenset(), frozenset())
    choice = AdviceChoice(memory, house_advice(), translator(locale), NOW.date(), NOW)
    steps: list[Step] = []
    for finding in {finding.delta.metric: finding for finding in reversed(found)}.values():
        metric = metrics[finding.delta.metric]
        for use in (AdviceUse.STEP, AdviceUse.QUESTION):
            steps += choice.steps(finding, metric, {}, use, reader_id="ana", role="seller")
    return Outline("ana", "ana", Occasion.STANDING, OCTOBER, found, tuple(steps))


@given(PEOPLE, st.sampled_from(LOCALES))
def test_there_is_always_a_good_pick_and_it_is_short(given_: list[Delta], locale: str) -> None:
    outline = outlined(given_, locale)
    if outline is None:
        return

    pick = choose(outline, recent=())

    assert fault(outline, pick) == ""
    card = standing(translator(locale), MessageContent(outline, pick, METRICS, "k", NOW.date()))
    text = words(card)
    assert len(text) <= 165 if locale == "zh-CN" else len(text.split()) <= 90, text


@settings(max_examples=tries(30))
@given(st.lists(PEOPLE, min_size=2, max_size=14), st.sampled_from(LOCALES), st.booleans())
def test_no_two_colleagues_read_texts_that_differ_only_in_numbers(
    team: list[list[Delta]],
    locale: str,
    advised: bool,  # noqa: FBT001 - drawn
) -> None:
    recent: list[Pick] = []
    texts: list[str] = []
    t = translator(locale)
    for given_ in team:
        outline = outlined(given_, locale, advised=advised)
        if outline is None:
            continue
        pick = choose(outline, recent=recent)
        recent.insert(0, pick)
        card = standing(t, MessageContent(outline, pick, METRICS, "k", NOW.date()))
        texts.append("".join(character for character in words(card) if not character.isdigit()))

    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("shape", "n"),
    [
        ([value(UP, 23, target=20, attainment=1.15)], 4),
        ([value(UP, 12, target=20, attainment=0.6)], 30),
        ([value(UP, 23, target=20, attainment=1.15), value(DOWN, 9.5, target=6, attainment=0.63)], 24),
    ],
    ids=["strength", "gap", "both"],
)
def test_colleagues_of_whom_the_same_is_true_read_other_texts_while_something_fits(
    shape: list[Delta], n: int, locale: str
) -> None:
    recent: list[Pick] = []
    texts: set[str] = set()
    t = translator(locale)
    outline = outlined(shape, locale, advised=True)
    assert outline

    for _ in range(n):
        pick = choose(outline, recent=recent)
        recent.insert(0, pick)
        texts.add(words(standing(t, MessageContent(outline, pick, METRICS, "k", NOW.date()))))

    assert len(texts) == n


@given(PEOPLE)
def test_the_same_figures_twice_are_said_differently(given_: list[Delta]) -> None:
    outline = outlined(given_, "en")
    if outline is None:
        return

    first = choose(outline, recent=())
    second = choose(outline, recent=[first])

    assert first != second
    assert set(first.step_ids) & set(second.step_ids) == set()


@given(PEOPLE, st.data())
def test_a_pick_with_a_foreign_id_is_never_good(given_: list[Delta], data: st.DataObject) -> None:
    outline = outlined(given_, "en")
    if outline is None:
        return
    pick = choose(outline, recent=())
    alien = data.draw(st.text(min_size=1, max_size=8).filter(lambda text: text not in pick.finding_ids))

    assert fault(outline, replace(pick, finding_ids=(*pick.finding_ids, alien)))
    assert fault(outline, replace(pick, step_ids=(alien,)))
    assert fault(outline, replace(pick, finding_ids=()))
    assert fault(outline, pick, avoid=[pick]) == "said before"


def test_a_strength_is_told_before_a_gap_and_neither_is_left_out() -> None:
    outline = outlined([value(UP, 23, target=20, attainment=1.15), value(DOWN, 9.5, target=6, attainment=0.63)], "en")
    assert outline
    good, gap = (
        next(finding.id for finding in outline.findings if finding.mark is wanted)
        for wanted in (Mark.STRENGTH, Mark.GAP)
    )

    assert fault(outline, Pick((gap, good), ())) == "strength second"
    assert fault(outline, Pick((good,), ())) == "one-sided"
    assert fault(outline, Pick((good, gap), ())) == ""


@pytest.mark.parametrize("marks", list(product((0.7, 0.97, 1.2), repeat=3)))
def test_whatever_a_correction_has_to_say_can_be_said(marks: Sequence[float]) -> None:
    metrics = [UP, DOWN, replace(UP, key="visits")]
    deltas = [
        value(metric, 7 * share, target=7, attainment=share) for metric, share in zip(metrics, marks, strict=True)
    ]
    found = tuple(
        next(variants((delta,), metric), None) or Finding(delta.metric, Mark.PLAIN, (), delta, 0.0)
        for delta, metric in zip(deltas, metrics, strict=True)
    )
    outline = Outline("ana", "boss", Occasion.CORRECTION, OCTOBER, found)

    assert choose(outline, recent=()).finding_ids[0] == found[0].id


def test_a_story_stands_beside_what_adds_most_then_beside_the_rest_and_last_alone() -> None:
    delta = value(UP, 23, target=20, attainment=1.15, previous=19, change=4, streak=1, peers=Peers(12, 10, 0.9))

    assert [found.against for found in variants((delta,), UP)] == [(Against.PEERS,), (Against.PREVIOUS,), ()]
    assert next(variants((delta,), UP, heard=("holding", "peers"))).against == (Against.PEERS,)
    assert next(variants((delta,), UP, heard=("holding",))).weight < next(variants((delta,), UP)).weight


def test_a_strength_is_never_told_without_its_fall() -> None:
    fell = value(UP, 23, target=20, attainment=1.15, previous=40, change=-17, streak=-1, peers=Peers(6, 10, 0.9))

    assert [(found.mark, found.against) for found in variants((fell,), UP)] == [(Mark.STRENGTH, (Against.PREVIOUS,))]
    praised = called((fell,), UP, Bar("attainment", above=True, limit=1.1), mark=Mark.STRENGTH)
    assert Against.PREVIOUS in praised.against


def test_what_was_heard_is_read_from_ids_of_before_there_were_stories_too() -> None:
    old, new = Pick(("orders:gap:target+previous", "~rate:gap:target"), ()), Pick(("orders:gap:fell_back+peers",), ())

    assert heard_last([new, old]) == {"orders": ("fell_back", "peers"), "rate": ("target",)}
    assert story_of((value(UP, 5, target=20, attainment=0.25),), UP)


def test_that_all_goes_well_so_far_is_no_reason_for_a_message() -> None:
    grown = replace(value(UP, 9, target=8, attainment=1.125, elapsed=0.4), period=SO_FAR)
    (found,) = variants((grown,), UP)

    assert found.mark is Mark.STRENGTH
    assert not calls_for_words(found, UP)
    assert calls_for_words(replace(found, called=True), UP)
    assert calls_for_words(next(variants((value(UP, 23, target=20, attainment=1.15),), UP)), UP)


def test_a_strength_is_no_headline_beside_a_gap_of_twice_its_weight() -> None:
    def first(delta: Delta) -> Finding:
        return next(variants((delta,), METRICS[delta.metric]))

    met, missed = (first(value(UP, 20 * share, target=20, attainment=share)) for share in (1.1, 0.5))

    assert outweighs(missed, met)
    assert not outweighs(first(value(UP, 17, target=20, attainment=0.85)), met)
    assert not outweighs(met, missed)


def test_two_values_pull_apart_where_one_rose_and_the_other_fell() -> None:
    up = value(UP, 23, target=20, attainment=1.15, previous=19, change=4)
    down = value(DOWN, 9.5, target=6, attainment=0.63, previous=7, change=2.5)
    good, gap = (next(variants((delta,), METRICS[delta.metric])) for delta in (up, down))
    told_ = [(good, UP), (gap, DOWN)]

    assert apart(told_) == (good, gap)
    assert apart([(good, UP)]) is None
    better = replace(gap, delta=replace(down, previous=12, change=-2.5))
    assert apart([(good, UP), (better, DOWN)]) is None


def test_what_most_of_a_role_reach_is_no_reason_for_a_message_unless_one_is_far_ahead_of_them() -> None:
    def rate(number: float, **known: Any) -> Finding:
        delta = value(RATE, number, target=0.03, attainment=0.03 / number, peers=Peers(12, 0.024, 0.4))
        return next(variants((replace(delta, **known),), RATE))

    assert rate(0.022).mark is Mark.STRENGTH
    assert not calls_for_words(rate(0.022), RATE)
    assert calls_for_words(rate(0.017), RATE)
    assert calls_for_words(rate(0.022, peers=Peers(12, 0.034, 0.1)), RATE), "most miss it"
    assert calls_for_words(rate(0.022, peers=Peers(4, 0.024, 0.4)), RATE), "too few to say"
    assert calls_for_words(replace(rate(0.022), called=True), RATE)


def test_what_goes_on_as_it_was_told_is_no_reason_until_it_moves_or_has_lasted_long() -> None:
    found = next(variants((value(UP, 23, target=20, attainment=1.15, previous=23, change=0),), UP))
    assert found.story

    assert calls_for_words(found, UP, heard=("recovered",))
    assert not calls_for_words(found, UP, heard=("holding",))
    assert calls_for_words(replace(found, story=replace(found.story, run=6)), UP, heard=("holding",))
    moved = next(variants((value(UP, 23, target=20, attainment=1.15, previous=21, change=2),), UP))
    assert calls_for_words(moved, UP, heard=("holding",))
