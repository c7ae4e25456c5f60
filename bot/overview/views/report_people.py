"""The people in a department's month: who needs the head, and who does well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.feedback.domain.comparison import run_of
from bot.feedback.views.driver_phrase import clauses
from bot.feedback.views.phrase import grain, reached
from bot.figures.views.phrase import inside
from bot.kit.period import Grain
from bot.messages.i18n import named
from bot.overview.domain.report import MOST_NEEDS, MOST_WELL, TALK_BELOW

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.feedback.domain.driver import ValueDrivers
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.kit.period import Period
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.overview.domain.report import Need


def needs(
    t: Translator,
    wanted: Sequence[Need],
    names: Mapping[str, str],
    metrics: Mapping[str, Metric],
    month: Period,
    drivers: ValueDrivers,
    *,
    today: date,
) -> list[Ready]:
    """Write who needs the head, the least attained first, and how many more do."""
    led = [need for need in wanted if need.delta.person_id in names]
    first = led[:MOST_NEEDS]
    people = [
        _and_why(t, _person(t, need, names, metrics, month, today=today), need.delta, drivers, today=today)
        for need in first
    ]
    more = len({person.delta.person_id for person in led} - {need.delta.person_id for need in first})
    people += [t("report-more", n=more)] if more else []
    return [t("report-needs", people=t.clauses(people))] if people else []


def _and_why(t: Translator, said: Ready, delta: Delta, drivers: ValueDrivers, *, today: date) -> Ready:
    """Write behind what is said of somebody what moved their number."""
    moved = t.clauses(clauses(t, drivers, delta, today=today))
    return t("report-moved", said=said, moved=moved) if moved else said


def _person(
    t: Translator, need: Need, names: Mapping[str, str], metrics: Mapping[str, Metric], month: Period, *, today: date
) -> Ready:
    """Name somebody with the value that calls for a talk, and its period where that is not the report's."""
    delta, metric = need.delta, metrics[need.delta.metric]
    words = {
        "name": named(t, names[delta.person_id]),
        "title": inside(t, metric),
        "reached": reached(t, delta, metric, apart=TALK_BELOW),
    }
    if delta.period.start != month.start or metric.grain is not Grain.MONTH:
        return t("report-person-then", period=t.period(delta.period, metric.grain, today=today), **words)
    again = need.before is not None and need.before < TALK_BELOW
    return t("report-person-again" if again else "report-person", **words)


def well(
    t: Translator,
    deltas: Sequence[Delta],
    names: Mapping[str, str],
    metrics: Mapping[str, Metric],
    drivers: ValueDrivers,
    *,
    today: date,
) -> list[Ready]:
    """Write who does well, of those whose figures the head may read."""
    led = [delta for delta in deltas if delta.person_id in names]
    if not led:
        return []
    people: list[Ready] = []
    for delta in led[:MOST_WELL]:
        metric = metrics[delta.metric]
        words = {"name": named(t, names[delta.person_id]), "title": inside(t, metric)}
        run = run_of(delta, metric)
        if run > 1:
            said = t("report-well-streak", n=run, grain=grain(t, metric.grain, n=run), **words)
        else:
            said = t("report-person", reached=reached(t, delta, metric), **words)
        people.append(_and_why(t, said, delta, drivers, today=today))
    return [t("report-well", people=t.clauses(people))]
