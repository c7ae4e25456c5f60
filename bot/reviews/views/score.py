"""A score as the two see it: the number, what it rests on, and what was left out of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from bot.figures.domain import example as figures
from bot.goals.domain.goal import Experiment, ExperimentState, Goal, GoalLevel, GoalProgress
from bot.goals.domain.goal_score import PeriodScore, period_score
from bot.kit.calendar import zone
from bot.kit.period import Period
from bot.messages.card import Card, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.text import plain
from bot.people.domain.reader import Reader
from bot.reviews.domain import example
from bot.reviews.domain.cycle import PartKind, ResultPart
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.known_facts import KnownResult
from bot.reviews.domain.score import FULL, ScoreState, SeenScore, okr_points, score

if TYPE_CHECKING:
    from bot.messages.card import Block
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.reviews.domain.score import PartScore


def card(to: Reader, seen: SeenScore) -> Card:
    """Show a score, or say from when on it can be read."""
    t = to.t
    heading = (
        t("score-title", cycle=seen.cycle.name)
        if seen.own
        else t("score-title-of", name=named(t, seen.person), cycle=seen.cycle.name)
    )
    blocks: list[Block] = [Heading(heading)]
    if seen.score is None:
        blocks.append(Text(_later(to, seen)))
    else:
        n, all_ = len(seen.score.based_on), len(seen.score.parts)
        blocks.append(Text(_value(t, seen.score.value, n, all_)))
        blocks.append(Text("\n".join(_part(t, seen, entry) for entry in seen.score.parts)))
        blocks.append(Text(t("score-how" if n < all_ else "score-how-all")))
    blocks.append(Note(t("score-note") if seen.own else t("score-note-of", name=named(t, seen.person))))
    return Card("score", plain(heading), tuple(blocks), t.locale)


def _later(to: Reader, seen: SeenScore) -> Ready:
    t = to.t
    if seen.state is ScoreState.WRITING:
        return t("score-writing")
    return t("score-asking", day=t.day(seen.until, today=to.today), weekday=t.weekday(seen.until))


def _value(t: Translator, value: Decimal | None, n: int, of: int) -> Ready:
    if value is None:
        return t("score-nothing", all=of)
    return t("score-value", value=_points(t, value), full=int(FULL), n=n, all=of)


def _points(t: Translator, value: Decimal | None) -> str:
    if value is None:
        return ""
    shown = t.decimal(float(value.quantize(Decimal("0.1"), ROUND_HALF_UP)), decimals=1)
    return shown if "." in shown else f"{shown}.0"


def _part(t: Translator, seen: SeenScore, entry: PartScore) -> Ready:
    kind = entry.part.kind
    weight = f"{entry.part.weight.normalize():f}"
    return t("score-part", name=t(f"score-kind-{kind}"), weight=weight, said=_said(t, seen, entry))


def _said(t: Translator, seen: SeenScore, entry: PartScore) -> Ready:
    kind = entry.part.kind
    if kind is PartKind.OKR and seen.goals and seen.goals.goals:
        return _goals(t, seen.goals, entry.points)
    n = sum(bool(result.attainments) for result in seen.results)
    said = "missing" if entry.points is None else str(kind)
    return t(f"score-from-{said}", value=_points(t, entry.points), n=n, kind=str(kind))


def _goals(t: Translator, found: PeriodScore, points: Decimal | None) -> Ready:
    """Say which goals a part rests on, and how many were tries, which count for nothing."""
    n, all_ = len(found.based_on), len(found.goals)
    said = t("score-from-okr", value=_points(t, points), n=n, all=all_) if n else t("score-from-okr-none", all=all_)
    return t.clauses([said, t("score-tried", n=len(found.tried))]) if found.tried else said


def _example(*, chinese: bool) -> SeenScore:
    two = example.seen(Filler.EMPLOYEE, chinese=chinese)
    parts = (
        ResultPart(PartKind.KPI, Decimal(60)),
        ResultPart(PartKind.OKR, Decimal(30)),
        ResultPart(PartKind.PEERS, Decimal(10)),
    )
    found = score(parts, {PartKind.KPI: Decimal("4.6"), PartKind.PEERS: Decimal("4.3")})
    result = KnownResult(
        figures.METRICS[figures.NEW_CUSTOMERS.metric], figures.NEW_CUSTOMERS, (), (figures.OCTOBER,), (0.92,)
    )
    return SeenScore(
        review_no=two.review.no,
        cycle=replace(two.cycle, parts=parts),
        person=two.person,
        own=True,
        state=ScoreState.THERE,
        until=two.cycle.schedule.peers_until,
        score=found,
        results=(result,),
    )


def _example_goals(period: Period) -> PeriodScore:
    """Return the score of three goals: one of which nothing is known, and one that was a try."""
    goal = Goal(title="", level=GoalLevel.PERSON, owner_id="min", period=period, by="min", at=figures.NOW)
    tried = Experiment(text="", state=ExperimentState.APPROVED)
    goals = [replace(goal, no=1), replace(goal, no=2), replace(goal, no=3, experiment=tried)]
    return period_score(goals, {1: GoalProgress(0.7, 1, 1, 1.0), 3: GoalProgress(0.1, 1, 1, 1.0)}, period)


def examples(t: Translator) -> dict[str, Card]:
    """Show a score that lacks a part, one that lacks all, and both reasons to wait."""
    to, there = Reader(t, zone("Asia/Shanghai"), figures.NOW), _example(chinese=t.chinese)
    goals = _example_goals(there.cycle.period)
    points = {PartKind.KPI: Decimal("4.6"), PartKind.OKR: okr_points(goals), PartKind.PEERS: Decimal("4.3")}
    return {
        "score": card(to, there),
        "score-goals": card(to, replace(there, score=score(there.cycle.parts, points), goals=goals)),
        "score-nothing": card(to, replace(there, own=False, score=score(there.cycle.parts, {}), results=())),
        "score-writing": card(to, replace(there, score=None, state=ScoreState.WRITING)),
        "score-asking": card(to, replace(there, own=False, score=None, state=ScoreState.ASKING)),
    }
