"""What is known, beside the questions: projects and kudos by what went well, missed targets by what did not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.feedback.domain import example as feedback
from bot.feedback.domain import example_driver
from bot.feedback.views.driver_phrase import headline
from bot.figures.domain import example as figures
from bot.figures.domain.event import EventKind
from bot.figures.domain.finished import Finished
from bot.figures.views.finished import line as finished_line
from bot.figures.views.phrase import title, value
from bot.goals.domain.goal import GoalState
from bot.goals.views.goal_example import example as goal_example
from bot.goals.views.goal_phrase import line
from bot.messages.card import FactLine, Mood
from bot.messages.form import FormStep, Panel
from bot.messages.i18n import named
from bot.messages.text import plain
from bot.reviews.domain import example
from bot.reviews.domain.form_template import Filler, Purpose, QuestionKind
from bot.reviews.domain.known_facts import KnownFacts, KnownResult
from bot.reviews.views.review_writing import writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.field import Values
    from bot.messages.form import Form
    from bot.messages.i18n import Translator
    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.form_template import FormTemplate, TemplateSection

_MOST = 5


def panels(
    t: Translator, template: FormTemplate, known: KnownFacts, cycle: Cycle, *, today: date
) -> dict[str, tuple[Panel, ...]]:
    """Return what is shown beside the employee's sections, by their key; a panel without a line is left out."""
    found: dict[str, tuple[Panel, ...]] = {}
    source = plain(
        t("review-known-source", start=t.day(cycle.period.start, today=today), end=t.day(cycle.period.end, today=today))
    )
    for section in template.of(Filler.EMPLOYEE):
        shown = tuple(
            Panel(plain(t(f"review-known-{name}")), lines[:_MOST], source)
            for name, lines in _beside(t, section, known, today)
            if lines
        )
        if shown:
            found[section.key] = shown
    return found


def _beside(
    t: Translator, section: TemplateSection, known: KnownFacts, today: date
) -> Sequence[tuple[str, tuple[FactLine, ...]]]:
    match section.purpose:
        case Purpose.STRENGTHS:
            projects = tuple(finished_line(t, item, today=today) for item in known.projects)
            reached = _results(t, known.reached, known, today, good=True)
            goals = _goals(t, known, GoalState.ACHIEVED, today)
            return [("projects", projects), ("goals", goals), ("reached", reached), ("kudos", _kudos(t, known))]
        case Purpose.IMPROVEMENTS:
            missed = _goals(t, known, GoalState.MISSED, today)
            return [("goals-missed", missed), ("unmet", _results(t, known.unmet, known, today, good=False))]
        case Purpose.PLAN:
            return [("trainings", tuple(finished_line(t, item, today=today) for item in known.trainings))]
        case _:
            return []


def _goals(t: Translator, known: KnownFacts, state: GoalState, today: date) -> tuple[FactLine, ...]:
    return tuple(line(t, seen, today=today, owner=False) for seen in known.goals_in(state))


def _kudos(t: Translator, known: KnownFacts) -> tuple[FactLine, ...]:
    newest = sorted(known.kudos, key=lambda entry: entry[0].at, reverse=True)
    return tuple(FactLine(named(t, giver), kudos.about, kudos.text) for kudos, giver in newest)


def _results(
    t: Translator, results: Sequence[KnownResult], known: KnownFacts, today: date, *, good: bool
) -> tuple[FactLine, ...]:
    return tuple(
        FactLine(
            title(t, result.metric),
            value(t, result.newest, result.metric),
            _judged(t, result, known, today, good=good),
            Mood.GOOD if good else Mood.GAP,
        )
        for result in results
    )


def _judged(t: Translator, result: KnownResult, known: KnownFacts, today: date, *, good: bool) -> str:
    """Say in how many periods the target was met or missed, and what moved the newest value."""
    times = t(
        "review-known-met" if good else "review-known-missed",
        n=len(result.met if good else result.missed),
        all=len(result.met) + len(result.missed),
    )
    moved = known.moved.get(result.metric.key)
    return t("review-known-moved", times=times, moved=headline(t, moved, today=today)) if moved else times


def taken_over(template: FormTemplate, known: KnownFacts) -> Values:
    """Return the completed projects as answers: one item each of the section on what went well, as far as it goes.

    The name stands in its first short question, the share of the goal that was reached in its first share.
    """
    values: dict[str, str | tuple[str, ...]] = {}
    for section in template.of(Filler.EMPLOYEE):
        if section.purpose is not Purpose.STRENGTHS or not section.repeated:
            continue
        keys = {question.kind: question.key for question in reversed(section.questions)}
        for begin, project in zip(section.begins, known.projects, strict=False):
            if QuestionKind.SHORT in keys:
                values[f"{begin}{keys[QuestionKind.SHORT]}"] = project.what
            if QuestionKind.PERCENT in keys and project.attainment is not None:
                share = (project.attainment * 100).normalize()
                values[f"{begin}{keys[QuestionKind.PERCENT]}"] = f"{share:f}%"
    return values


def forms(t: Translator) -> dict[str, Form]:
    """Show the first two pages of a self-review with what is known beside them, the projects taken over."""
    seen = example.seen(Filler.EMPLOYEE, chinese=t.chinese)
    known = _example(t)
    beside = panels(t, seen.template, known, seen.cycle, today=figures.TODAY)
    made = writing(t, seen, known=beside, values=taken_over(seen.template, known))
    return {f"review-known-{page + 1}": replace(made, step=FormStep(1, page)) for page in range(2)}


def _example(t: Translator) -> KnownFacts:
    metrics, first, second = figures.METRICS, figures.NEW_CUSTOMERS, figures.COLLECTIONS
    project, course = ("项目A", "客户访谈") if t.chinese else ("Project A", "Customer interviews")
    done = (
        Finished(EventKind.PROJECT_COMPLETED, project, date(2026, 9, 18), Decimal("1.2"), date(2026, 9, 25)),
        Finished(EventKind.TRAINING_DONE, course, date(2026, 8, 20), hours=Decimal(6)),
    )
    kudos = feedback.kudos(chinese=t.chinese)
    giver = figures.people(chinese=t.chinese)[kudos.giver_id].name
    moved = replace(example_driver.drivers(chinese=t.chinese), metric=metrics[second.metric])
    return KnownFacts(
        (
            KnownResult(metrics[first.metric], first, (figures.SEPTEMBER, figures.OCTOBER), ()),
            KnownResult(metrics[second.metric], second, (), (figures.SEPTEMBER, figures.OCTOBER)),
        ),
        done,
        ((kudos, giver),),
        {second.metric: moved},
        tuple(goal_example(t, state=state).glance for state in (GoalState.ACHIEVED, GoalState.MISSED)),
    )
