"""Phrases about goals: whose, until when, how far, how it goes; the same wherever a goal is told of."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bot.figures.views.phrase import title
from bot.goals.domain.goal import ExperimentState, GoalLevel, GoalState
from bot.goals.domain.key_result import Measure
from bot.goals.domain.pace import Health
from bot.kit.period import Grain, period_of
from bot.messages.card import FactLine, Facts, Mood, Note
from bot.messages.number import RATIOS, amount, share
from bot.messages.text import Ready, literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.goals.domain.goal_sight import GoalGlance, GoalSight, KeyResultGlance
    from bot.goals.domain.key_result import KeyResult
    from bot.kit.period import Period
    from bot.messages.card import Block
    from bot.messages.i18n import Translator

TOGETHER: Final = 3
"""Facts that stand in one block."""
MOODS: Final = {Health.OFF_TRACK: Mood.GAP, Health.AT_RISK: Mood.GAP, Health.ON_TRACK: Mood.GOOD}


def grouped(lines: Sequence[FactLine]) -> list[Block]:
    """Give facts a few at a time."""
    return [Facts(tuple(lines[at : at + TOGETHER])) for at in range(0, len(lines), TOGETHER)]


def whose(t: Translator, seen: GoalGlance) -> str:
    """Name whose a goal is."""
    return t("goal-level-company") if seen.goal.level is GoalLevel.COMPANY else literal(seen.owner)


def period(t: Translator, span: Period, *, today: date) -> str:
    """Name the days of a goal: a year, quarter or month by its name, other days by the first and last."""
    for grain in (Grain.YEAR, Grain.QUARTER, Grain.MONTH):
        if period_of(span.start, grain) == span:
            return t.span(span, grain)
    return t("goal-days", start=t.day(span.start, today=today), end=t.day(span.end, today=today))


def far(t: Translator, seen: GoalGlance) -> Ready:
    """Say how far a goal is; that it is hidden, or not known yet."""
    value = seen.progress.value
    if seen.hidden:
        return t("goal-hidden")
    if value is None:
        return t("goal-far-unknown")
    return t("goal-far-about", share=share(t, value)) if seen.coarse else share(t, value)


def done(t: Translator, seen: GoalGlance) -> Ready:
    """Say how far a goal is among other numbers: what this one means."""
    known = not seen.hidden and seen.progress.value is not None
    return t("goal-far-done", far=far(t, seen)) if known else far(t, seen)


def partial(t: Translator, seen: GoalGlance) -> list[Ready]:
    """Say what a number rests on where that is less than all: what is missing is not zero."""
    far_ = seen.progress
    if seen.hidden or not 0 < far_.known < far_.parts:
        return []
    return [t("goal-basis", known=far_.known, parts=far_.parts)]


def basis(t: Translator, seen: GoalGlance) -> list[Ready]:
    """Say what a number rests on where that is less than all, and weights that were made to sum to all."""
    far_, said = seen.progress, partial(t, seen)
    if far_.parts > 1 and not _even(far_.weights, far_.parts):
        said.append(t("goal-weights", sum=t.decimal(far_.weights, decimals=2)))
    return said


def _even(weights: float, parts: int) -> bool:
    """Say whether weights need no word: each is one, or together they are all."""
    return round(weights, 6) in {1.0, 100.0, float(parts)}


def pace(t: Translator, seen: GoalGlance) -> Ready | None:
    """Say how a goal goes against its time; None of one that does not run."""
    if seen.pace is None:
        return None
    gone = share(t, round(seen.pace.elapsed, 2))
    if seen.health in {Health.UNKNOWN, Health.EARLY}:
        return t("goal-elapsed", gone=gone)
    return t("goal-pace", gone=gone, health=seen.health.value.replace("_", "-"))


def state(t: Translator, seen: GoalGlance) -> Ready:
    """Say where a goal is: how it goes, or what became of it."""
    if seen.goal.state is GoalState.OPEN:
        return pace(t, seen) or t("goal-state-open")
    return t(f"goal-state-{seen.goal.state}")


def mood(seen: GoalGlance) -> Mood:
    """Return how a line about a goal reads."""
    return MOODS.get(seen.health, Mood.PLAIN) if seen.goal.state is GoalState.OPEN else Mood.PLAIN


def line(t: Translator, seen: GoalGlance, *, today: date, owner: bool) -> FactLine:
    """Tell of a goal in one line, with whose it is where lists are of several."""
    parts = [done(t, seen), state(t, seen), *partial(t, seen)]
    tried = seen.goal.experiment
    if tried and tried.state is ExperimentState.APPROVED:
        parts.append(t("goal-is-experiment"))
    if seen.goal.state is GoalState.OPEN:
        left = (seen.goal.period.end - today).days
        parts.append(t("goal-until", day=t.day(seen.goal.period.end, today=today)) if left >= 0 else t("goal-past"))
    label = whose(t, seen) if owner else t("goal-label")
    return FactLine(label, seen.goal.title, t.clauses(parts), mood(seen))


def note(t: Translator, seen: GoalSight) -> Note:
    """Say who can see a goal."""
    if seen.goal.level is not GoalLevel.PERSON:
        return Note(t("goal-note-coarse") if seen.glance.coarse or seen.glance.hidden else t("goal-note-unit"))
    return Note(t("goal-note-own") if seen.own else t("goal-note-leads", name=seen.glance.owner))


# Key results


def unit_of(seen: KeyResultGlance) -> str:
    """Return the unit of a key result's values."""
    return seen.metric.unit if seen.metric else seen.result.unit


def result_line(t: Translator, seen: KeyResultGlance, *, of: GoalGlance, total: Decimal) -> FactLine:
    """Tell of a key result: where it stands, against what, and its weight among ``total``."""
    result, stands = seen.result, seen.value
    name = result.title or (title(t, seen.metric) if seen.metric else of.goal.title)
    parts = [*_against(t, seen)]
    if total != result.weight and total > 0:
        parts.append(t("goal-weight", share=share(t, float(result.weight / total))))
    if stands and stands.typed_by:
        parts.append(t("goal-typed"))
    if seen.aged and stands:
        parts.append(t("goal-result-aged"))
    done = stands is not None and stands.progress is not None and stands.progress >= 1
    missed = result.measure is Measure.BAR and stands is not None and not done
    own = seen.subject in {"", of.owner}
    label = name if own else t("goal-result-of", name=literal(name), subject=seen.subject)
    return FactLine(
        label, _standing(t, seen), t.clauses(parts), Mood.GOOD if done else Mood.GAP if missed else Mood.PLAIN
    )


def _standing(t: Translator, seen: KeyResultGlance) -> Ready:
    """Write where a key result stands, beside where it is to be."""
    result, stands, unit = seen.result, seen.value, unit_of(seen)
    if seen.hidden:
        return t("goal-hidden")
    if result.measure is Measure.MILESTONE:
        return t("goal-done-yes" if stands and stands.value >= 1 else "goal-done-no")
    target = None if result.target is None else float(result.target)
    if stands is None:
        return t("goal-result-unknown")
    if target is None or result.measure in {Measure.CHANGE, Measure.BAR}:
        return amount(t, float(stands.value), unit, apart=target if result.measure is Measure.BAR else None)
    value = amount(t, float(stands.value), unit, apart=target, bare=True)
    return t("goal-result-of-target", value=value, target=amount(t, target, unit, apart=float(stands.value)))


def _against(t: Translator, seen: KeyResultGlance) -> list[Ready]:
    result, stands, unit = seen.result, seen.value, unit_of(seen)
    said: list[Ready] = []
    target = None if result.target is None else float(result.target)
    way = result.direction.value
    if target is None and result.measure is not Measure.MILESTONE:
        return [t("goal-result-no-target")]
    if target is not None and result.measure is Measure.BAR:
        said.append(t("goal-bar", bar=amount(t, target, unit, exactly=True), way=way))
        if stands and stands.progress is not None:
            said.append(t("goal-bar-kept" if stands.progress >= 1 else "goal-bar-broken"))
        return said
    if target is not None and result.measure is Measure.CHANGE:
        said.append(t("goal-change", change=share(t, target / 100), way=way))
    elif target is not None and stands is None:
        said.append(t("goal-target", target=amount(t, target, unit)))
    if stands is None or stands.progress is None or result.measure is Measure.MILESTONE:
        return said
    if result.start is not None or result.measure is Measure.CHANGE:
        if result.start is not None:
            said.append(t("goal-from", start=amount(t, float(result.start), unit)))
        said.append(t("goal-of-way", share=share(t, stands.progress)))
    else:
        said.append(t("goal-of-target", share=share(t, stands.progress)))
    if stands.progress > seen.cap:
        said.append(t("goal-counted", share=share(t, seen.cap)))
    return said


def what(t: Translator, seen: KeyResultGlance) -> Ready:
    """Say in one sentence what was understood to be measured."""
    result = seen.result
    metric = title(t, seen.metric) if seen.metric else result.title
    if result.measure is Measure.MILESTONE:
        return t("goal-understood-milestone")
    if result.target is None:
        return t("goal-understood-open", what=metric)
    unit = unit_of(seen)
    percent = result.measure is Measure.CHANGE
    target = share(t, float(result.target) / 100) if percent else amount(t, float(result.target), unit, exactly=True)
    start = "" if result.start is None or percent else amount(t, float(result.start), unit)
    return t(
        f"goal-understood-{result.measure}",
        what=metric,
        target=target,
        way=result.direction.value,
        start=start,
        from_="yes" if start else "no",
    )


def typed_amount(t: Translator, result: KeyResult, value: Decimal | None) -> str:
    """Write a value as it is typed into a form: a share in percent."""
    if value is None:
        return ""
    if result.measure is Measure.CHANGE:
        return f"{value.normalize():f}%"
    if result.unit in RATIOS:
        return f"{(value * 100).normalize():f}%"
    number = f"{value.normalize():f}"
    unit = "" if result.metric else result.unit
    return f"{number}{unit}" if t.chinese else f"{number} {unit}".strip()
