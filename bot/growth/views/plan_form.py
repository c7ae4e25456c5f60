"""Forms about plans: to write one, to put right what was understood, to say how it goes, to answer and to close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.figures.domain.example import METRICS
from bot.figures.views.phrase import title
from bot.goals.domain.aim_amount import AimKind
from bot.growth.domain.plan import OUTCOMES, PlanState, PlanWords, SupportState
from bot.growth.views.plan_example import example
from bot.growth.views.plan_text import measured, milestone_lines
from bot.messages.card import Action
from bot.messages.field import DateField, Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.i18n import named
from bot.messages.text import plain
from bot.reviews.views import progress_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.figures.domain.metric import Metric
    from bot.growth.domain.plan import Plan
    from bot.messages.i18n import Translator

NONE: Final = "-"
WAYS: Final = ("share_down", "share_up", "points_down", "points_up", "amount_down", "amount_up", "value")
"""How an aim may move, as the form offers it: its kind, and which way."""
_GOAL, _LONG = 400, 2000


def writing(t: Translator, *, person_id: str = "", name: str = "", plan: Plan | None = None) -> Form:
    """Ask for a plan in its writer's own words: of somebody else where these are named, of the plan to be changed."""
    words, whose = _words(t, plan) if plan else PlanWords(""), "theirs" if name else "own"
    args = (("no", str(plan.no)),) if plan else (("person", person_id),) if person_id else ()
    opener = Action("plan.edit", args) if plan else Action("plan.add", args)
    heading = t("plan-form-change") if plan else t("plan-form-for", name=named(t, name)) if name else t("plan-form")
    goal = TextField("goal", plain(t("plan-field-goal")), hint=plain(t("plan-hint-goal")), value=words.goal, most=_GOAL)
    return Form(
        kind="plan",
        title=plain(heading),
        fields=(
            goal,
            _several_lines("steps", t("plan-field-steps"), t("plan-hint-steps", whose=whose), words.steps),
            _several_lines("milestones", t("plan-field-milestones"), t("plan-hint-milestones"), words.milestones),
            _several_lines(
                "support",
                t("plan-field-support", whose=whose),
                t("plan-hint-support", whose=whose),
                words.support,
            ),
        ),
        submit=plain(t("plan-form-submit")),
        action=Action("plan.write", args),
        opener=opener,
        intro=t("plan-form-intro"),
        locale=t.locale,
    )


def _several_lines(name: str, label: str, hint: str, value: str = "") -> TextField:
    return TextField(name, plain(label), hint=plain(hint), value=value, required=False, long=True, most=_LONG)


def _short(name: str, label: str, hint: str, value: str) -> TextField:
    return TextField(name, plain(label), hint=plain(hint), value=value, required=False, most=40)


def _words(t: Translator, plan: Plan) -> PlanWords:
    """Return a plan as it stands in its form."""
    lines = milestone_lines(t, plan.milestones)
    return PlanWords(plan.goal, plan.steps, lines, "\n".join(support.text for support in plan.supports))


def way_of(plan: Plan) -> str:
    """Return how a plan's aim moves, as the form offers it; :data:`NONE` for none."""
    aim = plan.reading.aim
    if aim is None:
        return NONE
    if aim.kind is AimKind.VALUE:
        return "value"
    return NONE if aim.rising is None else f"{aim.kind.value}_{'up' if aim.rising else 'down'}"


def correcting(t: Translator, plan: Plan, metrics: Sequence[Metric]) -> Form:
    """Ask what was meant, part by part, with what was understood standing there."""
    no = (("no", str(plan.no)),)
    aim = plan.reading.aim
    ways = (Option(NONE, plain(t("plan-way-none"))), *(Option(way, plain(t(_WAY[way]))) for way in WAYS))
    titles = [Option(metric.key, plain(title(t, metric))) for metric in metrics]
    known = (Option(NONE, plain(t("plan-metric-none"))), *titles)
    due = plan.reading.due
    base = aim.origin if aim and aim.origin else "" if plan.baseline is None else _base(plan, metrics)
    return Form(
        kind="plan_correct",
        title=plain(t("plan-correct-form")),
        fields=(
            SelectField("metric", plain(t("plan-field-metric")), known, value=plan.reading.metric or NONE),
            SelectField("way", plain(t("plan-field-way")), ways, value=way_of(plan)),
            _short("amount", t("plan-field-amount"), t("plan-hint-amount"), measured(t, aim) if aim else ""),
            _short("base", t("plan-field-base"), t("plan-hint-base"), base),
            DateField("due", plain(t("plan-field-due")), value=due.isoformat() if due else "", required=False),
            _several_lines(
                "milestones",
                t("plan-field-milestones"),
                t("plan-hint-milestones"),
                milestone_lines(t, plan.milestones),
            ),
        ),
        submit=plain(t("plan-correct-submit")),
        action=Action("plan.correct", no),
        opener=Action("plan.correct", no),
        intro=t("plan-correct-intro"),
        locale=t.locale,
    )


_WAY: Final = {way: f"plan-way-{way.replace('_', '-')}" for way in WAYS}


def _base(plan: Plan, metrics: Sequence[Metric]) -> str:
    """Write where a metric stands as it is typed: a rate in percent."""
    metric = next((metric for metric in metrics if metric.key == plan.reading.metric), None)
    if plan.baseline is None or metric is None:
        return ""
    if metric.is_ratio:
        return f"{(plan.baseline * 100).normalize():f}%"
    return f"{plan.baseline.normalize():f}"


def reporting(t: Translator, plan: Plan) -> Form:
    """Ask somebody how a plan goes."""
    no = (("no", str(plan.no)),)
    return Form(
        kind="plan_report",
        title=plain(t("plan-report-form")),
        fields=progress_form.fields(t, of="plan"),
        submit=plain(t("plan-report-submit")),
        action=Action("plan.report", no),
        opener=Action("plan.report", no),
        intro=t("plan-report-intro", goal=plan.goal),
        locale=t.locale,
    )


def answering(t: Translator, plan: Plan, place: int, *, name: str, declines: bool) -> Form:
    """Ask for which day support is promised, or why there is none."""
    state = SupportState.DECLINED if declines else SupportState.ACCEPTED
    args = (("no", str(plan.no)), ("s", str(place)), ("state", state.value))
    reason = TextField(
        "reason", plain(t("plan-field-reason")), hint=plain(t("plan-hint-decline")), required=False, most=_GOAL
    )
    return Form(
        kind="plan_support",
        title=plain(t("plan-decline-form" if declines else "plan-promise-form")),
        fields=(reason,) if declines else (DateField("due", plain(t("plan-field-promise"))),),
        submit=plain(t("plan-decline" if declines else "plan-promise-submit")),
        action=Action("plan.support", args),
        opener=Action("plan.support", (*args, ("ask", "1"))),
        intro=t("plan-support-intro", name=named(t, name), text=plan.supports[place - 1].text),
        locale=t.locale,
    )


def closing(t: Translator, plan: Plan, *, name: str, outcome: PlanState = PlanState.DONE) -> Form:
    """Ask what became of a plan."""
    no = (("no", str(plan.no)),)
    return Form(
        kind="plan_close",
        title=plain(t("plan-close-form")),
        fields=(
            SelectField(
                "outcome",
                plain(t("plan-field-outcome")),
                tuple(
                    Option(state.value, plain(t(f"plan-outcome-{state.value.replace('_', '-')}"))) for state in OUTCOMES
                ),
                value=outcome.value,
            ),
            TextField(
                "reason",
                plain(t("plan-field-why")),
                hint=plain(t("plan-hint-why")),
                required=False,
                long=True,
                most=_LONG,
            ),
        ),
        submit=plain(t("plan-close-submit")),
        action=Action("plan.close", no),
        opener=Action("plan.close", no),
        intro=t("plan-close-intro", name=named(t, name), goal=plan.goal),
        locale=t.locale,
    )


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    seen = example(t)
    plan = seen.plan
    return {
        "plan-writing": writing(t),
        "plan-writing-for": writing(t, person_id="S1", name=seen.name),
        "plan-changing": writing(t, plan=plan),
        "plan-changing-for": writing(t, name=seen.name, plan=plan),
        "plan-correcting": correcting(t, plan, list(METRICS.values())),
        "plan-reporting": reporting(t, plan),
        "plan-promising": answering(t, plan, 1, name=seen.name, declines=False),
        "plan-declining": answering(t, plan, 1, name=seen.name, declines=True),
        "plan-closing-form": closing(t, plan, name=seen.name),
    }
