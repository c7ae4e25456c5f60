"""Forms about goals: to write one, to change it, to say what is measured, what it is part of, what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.figures.domain.example import METRICS
from bot.figures.domain.metric import Direction
from bot.figures.views.phrase import title
from bot.goals.domain.goal import Commitment, Goal, GoalLevel
from bot.goals.domain.goal_cycle import following
from bot.goals.domain.goal_draft import GoalDraft
from bot.goals.domain.goal_owner import GoalOwner
from bot.goals.domain.key_result import KeyResult, Measure
from bot.goals.views.goal_example import TODAY, example, example_company, example_sales
from bot.goals.views.goal_phrase import period, typed_amount, whose
from bot.kit.shortening import shortened
from bot.messages.card import Action
from bot.messages.field import NumberField, Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.figures.domain.metric import Metric
    from bot.goals.domain.goal_sight import GoalGlance
    from bot.kit.period import Period
    from bot.messages.field import Field
    from bot.messages.i18n import Translator

NONE: Final = "-"
SHORT: Final = 60
"""Characters of an answer that is a number or a few words."""
_TITLE, _OPTION = 300, 70


def writing(
    t: Translator,
    owners: Sequence[GoalOwner],
    parents: Sequence[GoalGlance],
    draft: GoalDraft,
    *,
    today: date,
) -> Form:
    """Ask for a goal in words; whose it is only where there are several to choose from."""
    fields: list[Field] = []
    only = owners[0].key if len(owners) == 1 else ""
    if not only:
        options = tuple(Option(owner.key, _owner(t, owner)) for owner in owners)
        fields.append(SelectField("owner", plain(t("goal-field-owner")), options, value=owners[0].key))
    fields.append(
        TextField(
            "title", plain(t("goal-field-title")), hint=plain(t("goal-hint-title")), value=draft.title, most=_TITLE
        )
    )
    fields += _about(t, span=draft.period, today=today, project=draft.project)
    if parents:
        above = goal_key(draft.parent_no) if any(seen.goal.no == draft.parent_no for seen in parents) else NONE
        fields.append(_parent(t, parents, required=False, value=above))
    args = ((("owner", only),) if only else ()) + ((("after", str(draft.after_no)),) if draft.after_no else ())
    return Form(
        kind="goal",
        title=plain(t("goal-form")),
        fields=tuple(fields),
        submit=plain(t("goal-form-submit")),
        action=Action("goal.write", args),
        opener=Action("goal.add", args),
        intro=t("goal-form-intro"),
        locale=t.locale,
    )


def _owner(t: Translator, owner: GoalOwner) -> str:
    return plain(t("goal-level-company")) if owner.level is GoalLevel.COMPANY else owner.name


def _about(t: Translator, *, span: Period, today: date, goal: Goal | None = None, project: str = "") -> list[Field]:
    commitments = tuple(Option(kind.value, plain(t(f"goal-commitment-{kind}"))) for kind in Commitment)
    return [
        TextField(
            "period",
            plain(t("goal-field-period")),
            hint=plain(t("goal-hint-period")),
            value=plain(period(t, span, today=today)),
            most=SHORT,
        ),
        SelectField(
            "commitment",
            plain(t("goal-field-commitment")),
            commitments,
            value=(goal.commitment if goal else Commitment.COMMITTED).value,
        ),
        TextField(
            "project",
            plain(t("goal-field-project")),
            hint=plain(t("goal-hint-project")),
            value=goal.project if goal else project,
            required=False,
            most=SHORT,
        ),
    ]


def goal_key(no: int) -> str:
    """Return how a form names a goal: no number alone, which could be the place of an option."""
    return f"goal{no}"


def _parent(t: Translator, parents: Sequence[GoalGlance], *, required: bool, value: str = NONE) -> SelectField:
    none = () if required else (Option(NONE, plain(t("goal-parent-none"))),)
    options = tuple(
        Option(
            goal_key(seen.goal.no),
            shortened(plain(t("goal-of-owner", owner=whose(t, seen), title=seen.goal.title)), _OPTION),
        )
        for seen in parents
    )
    first = goal_key(parents[0].goal.no) if required and value == NONE else value
    return SelectField("parent", plain(t("goal-field-parent")), (*none, *options), value=first)


def changing(t: Translator, goal: Goal, *, today: date) -> Form:
    """Ask for another version of a goal."""
    return Form(
        kind="goal_change",
        title=plain(t("goal-form-change")),
        fields=(
            TextField("title", plain(t("goal-field-title")), value=goal.title, most=_TITLE),
            *_about(t, span=goal.period, today=today, goal=goal),
            _own_weight(t, goal),
        ),
        submit=plain(t("goal-form-submit")),
        action=Action("goal.edit", _no(goal)),
        opener=Action("goal.edit", _no(goal)),
        locale=t.locale,
    )


def _no(goal: Goal) -> tuple[tuple[str, str], ...]:
    """Return which goal it is about, and which version of it was seen."""
    return (("no", str(goal.no)), ("v", str(goal.version)))


def measuring(
    t: Translator, goal: Goal, result: KeyResult, metrics: Sequence[Metric], subjects: Sequence[GoalOwner]
) -> Form:
    """Ask what is measured of a goal, with what was understood standing there."""
    args = (*_no(goal), ("k", str(result.no)))
    measures = tuple(Option(kind.value, plain(t(f"goal-measure-{kind}"))) for kind in Measure)
    known = (Option(NONE, plain(t("goal-metric-none"))), *(Option(m.key, plain(title(t, m))) for m in metrics))
    ways = tuple(Option(way.value, plain(t(f"goal-direction-{way}"))) for way in Direction)
    fields: list[Field] = [
        TextField("title", plain(t("goal-field-result")), value=result.title, required=False, most=_TITLE),
        SelectField("measure", plain(t("goal-field-measure")), measures, value=result.measure.value),
        _number(t, "target", typed_amount(t, result, result.target)),
        _number(t, "start", typed_amount(t, result, result.start)),
        SelectField("direction", plain(t("goal-field-direction")), ways, value=result.direction.value),
        SelectField("metric", plain(t("goal-field-metric")), known, value=result.metric or NONE),
    ]
    if len(subjects) > 1:
        units = tuple(Option(subject.id, subject.name) for subject in subjects)
        fields.append(
            SelectField("subject", plain(t("goal-field-subject")), units, value=result.subject_id or subjects[0].id)
        )
    fields.append(_weight(t, f"{result.weight.normalize():f}"))
    return Form(
        kind="goal_measure",
        title=plain(t("goal-measure-form")),
        fields=tuple(fields),
        submit=plain(t("goal-measure-submit")),
        action=Action("goal.measure", args),
        opener=Action("goal.measure", args),
        intro=t("goal-measure-intro", title=goal.title),
        locale=t.locale,
    )


def _own_weight(t: Translator, goal: Goal) -> NumberField:
    """Ask for the weight of a goal among its owner's, by which a score is made."""
    weight = f"{goal.weight.normalize():f}"
    return NumberField("weight", plain(t("goal-field-own-weight")), hint=plain(t("goal-hint-own-weight")), value=weight)


def _number(t: Translator, name: str, value: str) -> TextField:
    label, hint = plain(t(f"goal-field-{name}")), plain(t(f"goal-hint-{name}"))
    return TextField(name, label, hint=hint, value=value, required=False, most=SHORT)


def _weight(t: Translator, value: str) -> NumberField:
    return NumberField("weight", plain(t("goal-field-weight")), hint=plain(t("goal-hint-weight")), value=value)


def linking(t: Translator, goal: Goal, parents: Sequence[GoalGlance], *, moves: bool, weight: str = "1") -> Form:
    """Ask what a goal is to be part of, besides what it is part of or (``moves``) instead of that."""
    route = "goal.move" if moves else "goal.link"
    args = (("no", str(goal.no)),)
    return Form(
        kind="goal_link",
        title=plain(t("goal-move-form" if moves else "goal-link-form")),
        fields=(_parent(t, parents, required=not moves), _weight(t, weight)),
        submit=plain(t("goal-link-submit")),
        action=Action(route, args),
        opener=Action(route, args),
        intro=t("goal-link-intro", title=goal.title),
        locale=t.locale,
    )


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    seen = example(t)
    goal, parents = seen.goal, (example_company(t), example_sales(t))
    owners = [GoalOwner(GoalLevel.PERSON, "S1", seen.glance.owner), GoalOwner(GoalLevel.COMPANY)]
    metrics = list(METRICS.values())
    return {
        "goal-writing": writing(t, owners, parents, GoalDraft(period=goal.period), today=TODAY),
        "goal-writing-own": writing(t, owners[:1], (), GoalDraft(period=goal.period, title=goal.title), today=TODAY),
        "goal-writing-next": writing(
            t,
            owners[:1],
            parents,
            GoalDraft(period=following(goal.period), title=goal.title, parent_no=parents[1].goal.no, after_no=goal.no),
            today=TODAY,
        ),
        "goal-changing": changing(t, goal, today=TODAY),
        "goal-measuring": measuring(t, goal, goal.key_results[0], metrics, owners[:1]),
        "goal-linking": linking(t, goal, parents, moves=False),
        "goal-moving": linking(t, goal, parents, moves=True),
    }
