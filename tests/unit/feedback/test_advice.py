"""Advice: none that contradicts what it answers, none again too soon, never two that ask for the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feedback.domain.advice import (
    GOOD,
    PLACEHOLDERS,
    SHORT,
    Advice,
    AdviceTags,
    AdviceUse,
    DriverThing,
    GapSize,
    Moved,
    UnitKind,
    advised_story,
    filled,
    fits,
    ordered,
    placeholders,
    size_of,
    step_sets,
)
from bot.feedback.domain.advice_house import house_advice
from bot.feedback.domain.advice_report import AdviceArm, AdviceEvidence, AdviceOutcome, difference
from bot.feedback.domain.advice_tags import tags_of, thing_of, unit_kind
from bot.feedback.domain.advice_version import advice_from_json, advice_to_json
from bot.feedback.domain.driver import DriverKind
from bot.feedback.domain.example_driver import driver_kinds
from bot.feedback.domain.feedback import Against, Finding, Mark
from bot.feedback.domain.story import Story, StoryKind
from bot.feedback.services.advice import AdviceChoice, AdviceMemory, lines_of
from bot.figures.domain import example
from bot.figures.domain.metric import Direction
from bot.messages.i18n import LOCALES, translator
from bot.messages.voice import BANNED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.feedback.domain.driver import Drivers
    from bot.feedback.domain.feedback import Step

HOUSE = house_advice()
METRICS = list(example.METRICS.values())
USES = st.sampled_from(AdviceUse)
KINDS = st.sampled_from(StoryKind)
MARKS = st.sampled_from(Mark)
DRIVERS = st.sampled_from([None, *driver_kinds(chinese=False).values()])


def told_of(metric_key: str, kind: StoryKind, mark: Mark, attainment: float | None = None) -> Finding:
    delta = replace(example.DEFECTS, metric=metric_key, attainment=attainment)
    story = Story(kind, mark, Against.TARGET)
    return Finding(f"{metric_key}:{mark}:{kind}", mark, (), delta, 1.0, story=story)


def steps(
    finding: Finding,
    use: AdviceUse,
    locale: str = "en",
    *,
    drivers: Drivers | None = None,
    told: Mapping[str, datetime] | None = None,
    refused: frozenset[str] = frozenset(),
    later: frozenset[str] = frozenset(),
) -> list[Step]:
    memory = AdviceMemory(told or {}, refused, later)
    choice = AdviceChoice(memory, HOUSE, translator(locale), example.TODAY, example.NOW)
    delta = finding.delta
    moved = {(delta.person_id, delta.metric, delta.period): drivers} if drivers else {}
    metric = example.METRICS[delta.metric]
    return list(choice.steps(finding, metric, moved, use, reader_id="ana", role="seller"))


@pytest.mark.parametrize("key", HOUSE)
def test_the_shipped_sentences_are_short_plain_and_in_both_languages(key: str) -> None:
    advice = HOUSE[key]

    for locale in LOCALES:
        text, name = advice.text[locale], advice.name[locale]
        assert text.endswith((".", "?") if locale == "en" else ("。", "？")), text
        assert not BANNED.search(text), text
        assert len(text.split()) <= 28 if locale == "en" else len(text) <= 50, text
        assert set(placeholders(text)) <= set(PLACEHOLDERS), text
        assert "members" not in placeholders(text) or advice.drivers, f"{key}: nothing names the members"
        assert len(name) <= 50, name
    assert set(placeholders(advice.text["en"])) == set(placeholders(advice.text["zh-CN"])), key
    assert advice.stories <= GOOD | SHORT, key
    assert not advice.drivers or advice.moves, f"{key}: which way it moved decides what is asked"


def test_something_can_be_done_about_every_story_of_what_is_left_to_do() -> None:
    for kind in SHORT | GOOD - {StoryKind.ON_PACE}:
        for metric in ("defect_rate", "new_customers", "collections"):
            finding = told_of(metric, kind, Mark.GAP if kind in SHORT else Mark.STRENGTH, 0.7)
            assert steps(finding, AdviceUse.STEP), (kind, metric)


@given(KINDS, MARKS, DRIVERS, USES, st.sampled_from(METRICS), st.sampled_from([None, 0.5, 0.8, 0.95, 1.2]))
def test_no_tag_of_what_is_told_contradicts_the_finding(
    kind: StoryKind, mark: Mark, drivers: Drivers | None, use: AdviceUse, metric: object, attainment: float | None
) -> None:
    metric_key = getattr(metric, "key", "")
    finding = told_of(metric_key, kind, mark, attainment)
    tags = tags_of(finding, example.METRICS[metric_key], drivers, role="seller")

    for step in steps(finding, use, drivers=drivers):
        advice = HOUSE[step.id.rsplit(":", 1)[1]]
        assert fits(advice, tags)
        assert tags.story in advice.stories
        assert not (mark is Mark.GAP and advice.stories <= GOOD), "nobody is asked to show others a gap"
        assert not (mark is Mark.STRENGTH and advice.stories <= SHORT - {StoryKind.IMPROVING}), "a strength is no fault"
        assert kind not in {StoryKind.STEADY, StoryKind.SEASONAL} or mark is Mark.GAP
        assert not placeholders(step.text)


@given(KINDS, MARKS, DRIVERS, st.sampled_from(METRICS), st.sampled_from(LOCALES))
def test_no_two_that_are_told_together_ask_for_the_same(
    kind: StoryKind, mark: Mark, drivers: Drivers | None, metric: object, locale: str
) -> None:
    metric_key = getattr(metric, "key", "")
    findings = [told_of("new_customers", StoryKind.BEST, Mark.STRENGTH), told_of(metric_key, kind, mark, 0.7)]
    offered = [
        step
        for finding in findings
        for use in (AdviceUse.STEP, AdviceUse.QUESTION)
        for step in steps(finding, use, locale, drivers=drivers)
    ]

    for found in (findings, findings[1:]):
        told = next(step_sets(offered, found), ())
        assert len({step.aim for step in told}) == len(told) <= 2
        assert sum(step.asks for step in told) <= 1


@given(KINDS, MARKS, USES, st.integers(0, 100))
def test_nobody_reads_the_same_again_within_its_cool_down(
    kind: StoryKind, mark: Mark, use: AdviceUse, days: int
) -> None:
    finding = told_of("defect_rate", kind, mark, 0.7)
    all_told = dict.fromkeys(HOUSE, example.NOW - timedelta(days=days))

    assert bool(steps(finding, use, told=all_told)) is (days >= (7 if use is AdviceUse.ALERT else 60)) or not steps(
        finding, use
    )


def test_what_is_not_for_somebody_is_not_told_and_what_they_put_off_goes_first() -> None:
    finding = told_of("defect_rate", StoryKind.PLATEAU, Mark.GAP, 0.7)
    usual = [step.id.rsplit(":", 1)[1] for step in steps(finding, AdviceUse.STEP)]
    last = usual[-1]

    assert usual[0] not in {
        step.id.rsplit(":", 1)[1] for step in steps(finding, AdviceUse.STEP, refused=frozenset({usual[0]}))
    }
    again = steps(finding, AdviceUse.STEP, told={last: example.NOW}, later=frozenset({last}))
    assert again[0].id.endswith(f":{last}"), "also within its cool-down"


@pytest.mark.parametrize("locale", LOCALES)
def test_what_moved_the_number_is_named(locale: str) -> None:
    drivers = driver_kinds(chinese=locale != "en")[DriverKind.MEMBER]
    finding = told_of(drivers.metric.key, StoryKind.DROP, Mark.GAP, 0.7)

    first = steps(finding, AdviceUse.STEP, locale, drivers=drivers)[0]

    split = drivers.split
    assert split
    assert all(driver.member.texts[0] in first.text for driver in split.told), first.text


def test_the_lines_of_a_metric_fit_what_is_left_to_do_or_a_strength_and_no_more() -> None:
    metric = replace(example.METRICS["collections"], advice_en="Call.\nVisit.", praise_en="Tell.", advice_zh="打电话。")

    call, visit, tell = lines_of(metric)

    assert (call.stories, tell.stories) == (SHORT, GOOD)
    assert call.text == {"en": "Call.", "zh-CN": "打电话。"}
    assert visit.text == {"en": "Visit."}, "who reads Chinese gets none of it"


def test_an_advice_that_was_kept_reads_the_same() -> None:
    for advice in HOUSE.values():
        assert advice_from_json(advice_to_json(advice)) == advice


@pytest.mark.parametrize(
    ("attainment", "size"),
    [(None, None), (1.0, None), (0.9, GapSize.SLIGHT), (0.75, GapSize.CLEAR), (0.74, GapSize.LARGE)],
)
def test_the_size_of_a_gap_is_the_share_that_is_missing(attainment: float | None, size: GapSize | None) -> None:
    assert size_of(attainment) is size


def test_tags_are_read_from_names_and_units() -> None:
    assert thing_of(["Customer name"]) is thing_of(["客户"]) is DriverThing.CUSTOMER
    assert thing_of(["机台"]) is DriverThing.MACHINE
    assert thing_of(["customer", "machine"]) is thing_of(["region"]) is DriverThing.OTHER
    kinds = {key: unit_kind(metric) for key, metric in example.METRICS.items()}
    assert kinds["collections"] is UnitKind.MONEY
    assert kinds["defect_rate"] is UnitKind.SHARE
    assert kinds["complaints"] is UnitKind.COUNT


def test_a_rule_and_a_story_that_disagree_get_what_fits_both() -> None:
    assert advised_story(StoryKind.BEST, Mark.GAP) is StoryKind.BELOW
    assert advised_story(StoryKind.SLIPPING, Mark.STRENGTH) is None
    assert advised_story(StoryKind.IMPROVING, Mark.STRENGTH) is StoryKind.IMPROVING
    assert advised_story(StoryKind.NEAR_MISS, Mark.PLAIN) is StoryKind.NEAR_MISS


def test_a_placeholder_without_anything_to_stand_for_it_leaves_the_text_out() -> None:
    assert filled("Call {members}.", {"members": ""}) is None
    assert filled("Call {members}.", {"members": "Contoso"}) == "Call Contoso."


def test_an_advice_without_tags_fits_every_story_that_it_names() -> None:
    advice = Advice(key="k", use=AdviceUse.STEP, aim="a", stories=frozenset({StoryKind.DROP}))
    tags = AdviceTags(story=StoryKind.DROP, metric="m", unit=UnitKind.COUNT, direction=Direction.HIGHER)

    assert fits(advice, tags)
    assert not fits(advice, replace(tags, story=StoryKind.BELOW))
    assert not fits(replace(advice, moves=frozenset({Moved.WORSE})), tags)


# The report


def outcome(tried: int, others: int, better_tried: int, better_others: int) -> AdviceOutcome:
    mine, rest = [[f"{side}{number}" for number in range(n)] for side, n in (("t", tried), ("o", others))]
    told = frozenset(mine + rest)
    better = frozenset(mine[:better_tried] + rest[:better_others])
    return AdviceOutcome("k", told, frozenset(mine), frozenset(), told, better)


@pytest.mark.parametrize(
    ("found", "evidence"),
    [
        (outcome(7, 40, 7, 0), AdviceEvidence.NONE),
        (outcome(20, 20, 11, 9), AdviceEvidence.NONE),
        (outcome(30, 30, 28, 8), AdviceEvidence.BETTER),
        (outcome(30, 30, 8, 28), AdviceEvidence.WORSE),
    ],
)
def test_evidence_needs_eight_people_a_side_and_more_than_chance(
    found: AdviceOutcome, evidence: AdviceEvidence
) -> None:
    assert found.evidence() is evidence


def test_the_interval_is_newcombes() -> None:
    low, high = difference(AdviceArm(56, 70), AdviceArm(48, 80))  # his example (a), method 10

    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


@given(st.integers(0, 30), st.integers(0, 30))
def test_no_count_shows_what_fewer_than_five_people_did(tried: int, others: int) -> None:
    may = outcome(tried, others, 0, 0).tellable()

    assert ("told" in may) is (tried + others >= 5)
    if "tried" in may:
        assert tried >= 5
        assert others == 0 or others >= 5


def test_of_advice_that_fits_comes_first_what_names_where_to_look_then_what_fewer_others_were_told() -> None:
    pointed, days, often, seldom = (HOUSE[key] for key in ("machine-log", "those-days", "one-change", "two-obstacles"))

    found = ordered(
        [often, seldom, days, pointed],
        told={},
        spread={},
        others={"one-change": (0, 3), "two-obstacles": (0, 1), "machine-log": (5, 9)},
    )

    assert [each.key for each in found] == ["those-days", "machine-log", "two-obstacles", "one-change"]
    of_story = {"one-change": (0, 9), "two-obstacles": (1, 1)}
    assert ordered([seldom, often], told={}, spread={}, others=of_story)[0] is often, (
        "others of the same story go first"
    )
    assert ordered([often, seldom], told={}, spread={}, first=["one-change"], others={"one-change": (3, 3)})[0] is often


@given(st.dictionaries(st.sampled_from(sorted(HOUSE)), st.tuples(st.integers(0, 50), st.integers(0, 50))))
def test_what_others_were_told_changes_the_order_of_advice_and_nothing_else(others: dict[str, tuple[int, int]]) -> None:
    fitting = list(HOUSE.values())

    assert set(map(id, ordered(fitting, told={}, spread={}, others=others))) == set(map(id, fitting))
