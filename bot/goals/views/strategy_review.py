"""A strategy review as a card: what was missed, what may be behind it, what was decided, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bot.feedback.views.driver_phrase import headline
from bot.figures.domain import example
from bot.figures.views.phrase import inside
from bot.goals.domain.strategy_review import (
    RUNNING,
    Comparison,
    StrategyState,
    StrategyTopic,
    TeamSight,
    causes,
)
from bot.goals.domain.strategy_review_example import example_goals, example_team, settled
from bot.kit.period import Grain, period_of
from bot.messages.card import Action, Button, Card, Choices, FactLine, Facts, Heading, Mood, Note, Quote, Text
from bot.messages.field import DateField, TextField
from bot.messages.form import Form
from bot.messages.i18n import named
from bot.messages.number import share
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.goals.domain.strategy_review import GoalYear, StrategicGoal, StrategyReview
    from bot.goals.domain.strategy_sight import SeenStrategyReview
    from bot.messages.card import Block
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

KIND: Final = "strategy_review"
_LONG, _MOST, _LISTED = 2000, 3, 10


def card(t: Translator, seen: SeenStrategyReview, *, today: date) -> Card:
    """Ask leadership about the way itself, or say what they decided and what came of it."""
    review = seen.review
    heading = _heading(t, seen)
    blocks: list[Block] = [Heading(heading)]
    blocks += _goals(t, seen) if review.topic is StrategyTopic.GOALS else _team(t, seen, today=today)
    blocks += [Text(headline(t, found, today=today)) for found in seen.drivers]
    if review.state is StrategyState.OPEN:
        blocks += [Text(t("strategy-ask", topic=review.topic.value)), _buttons(t, review)]
    else:
        blocks += _decided(t, seen, today=today)
    blocks.append(Note(t("strategy-note")))
    return Card(KIND, plain(t("strategy-summary")), tuple(blocks), t.locale)


def _heading(t: Translator, seen: SeenStrategyReview) -> Ready:
    if seen.review.topic is StrategyTopic.GOALS:
        return t("strategy-goals", owner=seen.owner)
    metric = inside(t, seen.metric) if seen.metric else ""
    return t("strategy-team", owner=seen.owner, metric=metric, n=RUNNING, grain=_grain(seen))


def _grain(seen: SeenStrategyReview) -> str:
    return seen.metric.grain.value if seen.metric else Grain.MONTH.value


def _goals(t: Translator, seen: SeenStrategyReview) -> list[Block]:
    blocks: list[Block] = []
    if seen.years:
        blocks.append(Facts(tuple(_year(t, year) for year in seen.years)))
        short = sorted((each for each in seen.years[-1].known if (each.progress or 0) < 1), key=_progress)[:_MOST]
        lines = [
            FactLine(
                literal(each.goal.title), t("strategy-reached", share=share(t, each.progress or 0.0)), "", Mood.GAP
            )
            for each in short
            if len(seen.years[-1].known) > 1
        ]
        blocks += [Facts(tuple(lines))] if lines else []
    return blocks


def _progress(each: StrategicGoal) -> float:
    return each.progress or 0.0


def _year(t: Translator, year: GoalYear) -> FactLine:
    reached = t("strategy-reached", share=share(t, float(year.reached or 0)))
    return FactLine(
        t.span(period_of(date(year.year, 1, 1), Grain.YEAR), Grain.YEAR),
        reached,
        t("strategy-of-goals", n=len(year.known)),
        Mood.GAP,
    )


def _team(t: Translator, seen: SeenStrategyReview, *, today: date) -> list[Block]:
    blocks: list[Block] = []
    if seen.results and seen.metric:
        grain = seen.metric.grain
        lines = (
            FactLine(
                plain(t.period(result.period, grain, today=today)),
                t("strategy-of-target", share=share(t, result.attainment)),
                t("strategy-last"),
                Mood.GAP,
            )
            for result in seen.results[-_MOST:]
        )
        blocks.append(Facts(tuple(lines)))
    team = seen.team
    found = causes(team) if team else ()
    if team and found:
        helped = {"own": _help(t, team.help), "others": _help(t, team.help_elsewhere)}
        values = {"reached": team.reached, "of": team.of, **helped}
        said = (t(f"strategy-cause-{cause}", **values) for cause in found)
        blocks.append(Text("\n".join(f"• {line}" for line in said)))
        blocks.append(Text(t("strategy-candidates")))
    else:
        blocks.append(Text(t("strategy-cause-none")))
    return blocks


def _help(t: Translator, value: Decimal | None) -> str:
    return t.decimal(float(value or 0), decimals=1)


def _buttons(t: Translator, review: StrategyReview) -> Choices:
    number = (("no", str(review.no)),)
    return Choices(
        (
            Button(plain(t("strategy-decide")), Action("strategy.decide", number)),
            Button(plain(t("strategy-not-needed")), Action("strategy.dismiss", number)),
        )
    )


def _decided(t: Translator, seen: SeenStrategyReview, *, today: date) -> list[Block]:
    review = seen.review
    if review.state is StrategyState.NOT_NEEDED:
        return [Text(t("strategy-dismissed", by=named(t, seen.by)))]
    day = t.day(review.changed_on, today=today) if review.changed_on else ""
    blocks: list[Block] = [Text(t("strategy-decided", day=day)), Quote(literal(review.decision), seen.by)]
    if review.topic is StrategyTopic.TEAM:
        blocks.append(Text(_since(t, seen)))
    return blocks


def _since(t: Translator, seen: SeenStrategyReview) -> Ready:
    found = seen.since
    if found is None:
        return t("strategy-since-none", grain=_grain(seen))
    change = found.change
    way = "none" if not change else "up" if change > 0 else "down"
    return t(
        "strategy-since",
        before=share(t, float(found.before)),
        since=share(t, float(found.since)),
        change=way,
        by=share(t, abs(float(change or 0))),
        n=found.n_since,
        m=found.n_before,
        grain=_grain(seen),
    )


def listed(t: Translator, reviews: Sequence[SeenStrategyReview]) -> Card:
    """List what leadership was asked, newest first, each with a button."""
    if not reviews:
        blocks: tuple[Block, ...] = (Heading(t("strategy-list")), Text(t("strategy-list-none")))
        return Card(KIND, plain(t("strategy-list")), blocks, t.locale)
    lines = "\n".join(
        f"• {t('strategy-list-line', heading=_heading(t, seen), state=seen.review.state.value)}"
        for seen in reviews[:_LISTED]
    )
    buttons = tuple(
        Button(plain(literal(seen.owner)), Action("strategy", (("no", str(seen.review.no)),)))
        for seen in reviews[:_MOST]
    )
    return Card(KIND, plain(t("strategy-list")), (Heading(t("strategy-list")), Text(lines), Choices(buttons)), t.locale)


def form(t: Translator, seen: SeenStrategyReview, *, today: date) -> Form:
    """Ask what is changed, and from which day on."""
    args = (("no", str(seen.review.no)),)
    topic = seen.review.topic.value
    return Form(
        kind=KIND,
        title=plain(t("strategy-form")),
        fields=(
            TextField(
                "decision",
                plain(t("strategy-field-decision")),
                hint=plain(t("strategy-hint-decision", topic=topic)),
                long=True,
                most=_LONG,
            ),
            DateField(
                "day", plain(t("strategy-field-day")), hint=plain(t("strategy-hint-day")), value=today.isoformat()
            ),
        ),
        submit=plain(t("strategy-form-submit")),
        action=Action("strategy.decide", args),
        opener=Action("strategy.decide", args),
        intro=_heading(t, seen),
        locale=t.locale,
    )


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    goals, team, today = example_goals(chinese=t.chinese), example_team(chinese=t.chinese), example.TODAY
    changed = settled(team, StrategyState.DECIDED, chinese=t.chinese)
    later = replace(changed, since=Comparison(Decimal("0.7"), Decimal("0.91"), 3, 3))
    worse = replace(changed, since=Comparison(Decimal("0.7"), Decimal("0.63"), 3, 1))
    return {
        "strategy-goals": card(t, goals, today=today),
        "strategy-team": card(t, team, today=today),
        "strategy-team-unclear": card(t, replace(team, team=TeamSight(6, 10)), today=today),
        "strategy-decided": card(t, changed, today=today),
        "strategy-since": card(t, later, today=today),
        "strategy-since-worse": card(t, worse, today=today),
        "strategy-dismissed": card(t, settled(goals, StrategyState.NOT_NEEDED, chinese=t.chinese), today=today),
        "strategy-list": listed(t, [goals, later]),
        "strategy-list-none": listed(t, []),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show the form once for each topic."""
    return {
        "strategy-decide": form(t, example_goals(chinese=t.chinese), today=example.TODAY),
        "strategy-decide-team": form(t, example_team(chinese=t.chinese), today=example.TODAY),
    }
