"""What a goal cycle asks: for goals at the start, how they stand half-way, what became of them at the end (R120)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.figures.domain.example import people
from bot.goals.domain.goal import OVER, Commitment, GoalLevel, GoalProgress, GoalState
from bot.goals.domain.key_result import Measure
from bot.goals.domain.pace import LIMITS
from bot.goals.views.goal import MOST_SHOWN
from bot.goals.views.goal_example import TODAY, example, example_department
from bot.goals.views.goal_phrase import far, grouped, line, partial, period, result_line, whose
from bot.kit.period import Grain, period_of, previous_period
from bot.kit.shortening import shortened
from bot.messages.card import Action, Button, Card, Choices, FactLine, Heading, Mood, Note, Text
from bot.messages.i18n import several
from bot.messages.number import difference
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.goals.domain.goal_sight import GoalGlance, GoalSight
    from bot.kit.period import Period
    from bot.messages.card import Block
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.people.domain.person import Person

_BUTTON, _TOGETHER, _NAMES = 24, 3, 20
_STANDING: Final = frozenset({Measure.BAR, Measure.MILESTONE})


def start(t: Translator, past: Sequence[GoalSight], *, span: Period, today: date, again: bool) -> Card:
    """Ask somebody for a goal, with how those ended that were over before."""
    blocks: list[Block] = [Heading(t("goal-cycle-start", period=period(t, span, today=today), again=_yes(again)))]
    if past:
        blocks += [Text(t("goal-cycle-past", n=len(past))), *_results(t, past)]
    blocks.append(Text(t("goal-cycle-start-text")))
    blocks.append(Choices((Button(plain(t("goal-cycle-write")), Action("goal.add")),)))
    return _card(t, blocks, t("goal-note-own"))


def team_start(t: Translator, without: Sequence[Person], *, span: Period, today: date) -> Card:
    """Tell whoever leads people which of them have no goals, with a way to propose some."""
    names = several(t, [person.name for person in without], most=_NAMES)
    heading = t("goal-cycle-team-start", n=len(without), period=period(t, span, today=today))
    blocks: list[Block] = [Heading(heading), Text(names), Text(t("goal-cycle-team-start-text"))]
    for at in range(0, min(len(without), MOST_SHOWN), _TOGETHER):
        some = without[at : min(at + _TOGETHER, MOST_SHOWN)]
        blocks.append(Choices(tuple(_propose(person) for person in some)))
    return _card(t, blocks, t("goal-note-team"))


def _propose(person: Person) -> Button:
    owner = f"{GoalLevel.PERSON.value}:{person.id}"
    return Button(plain(literal(shortened(person.name, _BUTTON))), Action("goal.add", (("owner", owner),)))


def middle(t: Translator, asked: Sequence[GoalGlance], *, well: int, today: date, again: bool) -> Card:
    """Ask how goals stand and what is in their way; ``well`` others go well by data alone."""
    units = any(seen.goal.level is not GoalLevel.PERSON for seen in asked)
    blocks: list[Block] = [Heading(t("goal-cycle-middle", n=len(asked), again=_yes(again)))]
    blocks += grouped([line(t, seen, today=today, owner=units) for seen in asked[:MOST_SHOWN]])
    blocks += _more(t, len(asked))
    blocks.append(Text(t("goal-cycle-middle-text")))
    if well:
        blocks.append(Text(t("goal-cycle-well", n=well)))
    blocks += _opening(asked, "goal.check_in")
    return _card(t, blocks, t("goal-cycle-note-units" if units else "goal-note-own"))


def end(t: Translator, ended: Sequence[GoalSight], *, today: date, again: bool) -> Card:
    """Show somebody how their goals ended, by what data say, with a way to close each."""
    units = any(seen.goal.level is not GoalLevel.PERSON for seen in ended)
    day = t.day(ended[0].goal.period.end, today=today)
    heading = t("goal-cycle-end", n=len(ended), day=day, again=_yes(again))
    blocks: list[Block] = [Heading(heading), *_results(t, ended, owner=units), Text(t("goal-cycle-end-text"))]
    blocks += _opening([seen.glance for seen in ended if seen.goal.state not in OVER], "goal.close")
    return _card(t, blocks, t("goal-cycle-note-units" if units else "goal-note-own"))


def team_end(t: Translator, ended: Sequence[GoalSight], *, today: date) -> Card:
    """Tell whoever leads people which goals of theirs are over and not closed."""
    day = t.day(ended[0].goal.period.end, today=today)
    blocks: list[Block] = [Heading(t("goal-cycle-team-end", n=len(ended), day=day))]
    blocks += [*_results(t, ended, owner=True), Text(t("goal-cycle-team-end-text"))]
    blocks += _opening([seen.glance for seen in ended], "goal.close")
    return _card(t, blocks, t("goal-note-team"))


def _results(t: Translator, ended: Sequence[GoalSight], *, owner: bool = False) -> list[Block]:
    blocks = grouped([result(t, seen, owner=owner) for seen in ended[:MOST_SHOWN]])
    return [*blocks, *_more(t, len(ended))]


def result(t: Translator, seen: GoalSight, *, owner: bool) -> FactLine:
    """Say how a goal ended: what became of it, its number beside the target, and how far it came."""
    said: list[str] = [t(f"goal-state-{seen.goal.state}")] if seen.goal.state in OVER else []
    if len(seen.key_results) == 1 and seen.key_results[0].value and not seen.glance.below:
        only = seen.key_results[0]
        said.append(literal(result_line(t, only, of=seen.glance, total=only.result.weight).value))
    told, mood = _verdict(t, seen)
    said += [far(t, seen.glance) if seen.goal.state in OVER else told, *partial(t, seen.glance)]
    if any(each.value and each.value.typed_by for each in seen.key_results):
        said.append(t("goal-typed"))
    label = whose(t, seen.glance) if owner else t("goal-label")
    return FactLine(label, seen.goal.title, t.clauses(said), mood)


def _verdict(t: Translator, seen: GoalSight) -> tuple[Ready, Mood]:
    """Say how far a goal came: reached, good enough for one that was set high, or how much is missing."""
    value, reached = seen.glance.progress.value, far(t, seen.glance)
    if value is None:
        return (reached if seen.glance.hidden else t("goal-cycle-unknown")), Mood.PLAIN
    if value >= 1:
        return t("goal-cycle-reached", far=reached), Mood.GOOD
    if seen.goal.commitment is Commitment.ASPIRATIONAL and value >= LIMITS[Commitment.ASPIRATIONAL][0]:
        return t("goal-cycle-good", far=reached), Mood.GOOD
    if not seen.glance.below and all(each.result.measure in _STANDING for each in seen.key_results):
        return t("goal-cycle-not-reached"), Mood.GAP
    return t("goal-cycle-missed", far=reached, short=difference(t, 1 - value, "%")), Mood.GAP


def _more(t: Translator, number: int) -> list[Block]:
    return [Text(t("goal-more", n=number - MOST_SHOWN))] if number > MOST_SHOWN else []


def _opening(goals: Sequence[GoalGlance], route: str) -> list[Block]:
    """Return a button for each goal that opens one of its forms."""
    buttons = [
        Button(plain(literal(shortened(seen.goal.title, _BUTTON))), Action(route, (("no", str(seen.goal.no)),)))
        for seen in goals[:MOST_SHOWN]
    ]
    return [Choices(tuple(buttons[at : at + _TOGETHER])) for at in range(0, len(buttons), _TOGETHER)]


def _yes(again: bool) -> str:  # noqa: FBT001 - it is one of two words
    return "yes" if again else "no"


def _card(t: Translator, blocks: Sequence[Block], note: str) -> Card:
    return Card("goal.cycle", plain(t("goal-cycle-summary")), (*blocks, Note(note)), t.locale)


def _ended(seen: GoalSight, span: Period, **more: GoalState | Commitment) -> GoalSight:
    """Return a goal of an example as it stands when its period is over."""
    goal = replace(seen.goal, period=span, **more)  # type: ignore[arg-type]
    return replace(seen, glance=replace(seen.glance, goal=goal, pace=None))


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    span = period_of(TODAY, Grain.QUARTER)
    past = previous_period(span, Grain.QUARTER)
    mine, unit = example(t), example_department(t)
    missed, reached = _ended(mine, past, state=GoalState.MISSED), _ended(mine, past, state=GoalState.ACHIEVED)
    reached = replace(reached, glance=replace(reached.glance, progress=GoalProgress(1.04, 2, 2, 80.0)))
    over, high = _ended(mine, past), _ended(unit, past)
    tried = _ended(mine, past, commitment=Commitment.ASPIRATIONAL)
    tried = replace(tried, glance=replace(tried.glance, progress=GoalProgress(0.72, 1, 2, 80.0)))
    led = list(people(chinese=t.chinese).values())
    return {
        "goal-cycle-start": start(t, [missed, reached], span=span, today=TODAY, again=False),
        "goal-cycle-start-again": start(t, [], span=span, today=TODAY, again=True),
        "goal-cycle-team-start": team_start(t, led[:4], span=span, today=TODAY),
        "goal-cycle-middle": middle(t, [mine.glance], well=2, today=TODAY, again=False),
        "goal-cycle-middle-units": middle(t, [mine.glance, unit.glance], well=0, today=TODAY, again=True),
        "goal-cycle-end": end(t, [over, high, tried], today=TODAY, again=False),
        "goal-cycle-end-again": end(t, [over], today=TODAY, again=True),
        "goal-cycle-team-end": team_end(t, [over, tried], today=TODAY),
    }
