"""Reports as cards: what changed, what needs you, what goes well, what is missing."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.feedback.domain import example_driver
from bot.feedback.domain.comparison import material
from bot.feedback.views.driver import why_value
from bot.feedback.views.driver_phrase import explained_of
from bot.feedback.views.phrase import by_share, reached
from bot.figures.domain import example
from bot.figures.domain.formula_units import adds_up
from bot.figures.views import dependency
from bot.figures.views.phrase import inside, title
from bot.kit.period import Grain, Period
from bot.kit.period_printing import period_code
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Mood, Note, Text
from bot.messages.number import amount, share
from bot.messages.text import plain
from bot.overview.domain import example as overview_example
from bot.overview.domain.report import MOST_LINES, TALK_BELOW
from bot.overview.views.report_people import needs, well
from bot.overview.views.report_teams import teams as teams_below

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.feedback.domain.driver import Drivers, ValueDrivers
    from bot.figures.domain.dependency import LateDependency
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.overview.domain.report import Report, ReportLine, Trend
    from bot.overview.domain.report_teams import ReportTeams


def monthly(  # noqa: PLR0913 - each is a part of the report
    t: Translator,
    report: Report,
    *,
    before: Period,
    names: Mapping[str, str],
    blurred: Mapping[str, FactLine | None] = MappingProxyType({}),
    moved: Mapping[str, Drivers] = MappingProxyType({}),
    drivers: ValueDrivers = MappingProxyType({}),
    late: Sequence[LateDependency] = (),
    teams: ReportTeams | None = None,
    unled: bool = False,
    bookable: bool = True,
    metrics: Mapping[str, Metric],
    today: date,
) -> Card:
    """Report a department's month to its head; ``before`` is the month that it is held against.

    ``names`` are those whose figures the reader may read. ``blurred`` are metrics of which fewer than five others, or
    the changes of so few, are left out, each with the line that stands of the report before this one, if any.
    ``moved`` says by metric what moved the department's values, ``drivers`` what moved those of people. ``late`` is
    what others provided late. ``teams`` is what the reader may know of teams below. ``unled`` says that nobody leads
    all of the department, so that HR reads it; ``bookable`` that a talk of the reader's waits to be planned.
    """
    period, earlier = (t.period(period, Grain.MONTH, today=today) for period in (report.period, before))
    heading = _headline(t, report, period, metrics, blurred=blurred, names=names)
    lines = _lines(t, report, metrics, earlier, blurred=blurred)
    texts = [
        *([t("report-revised-why", n=report.changed)] if report.revision and report.changed else []),
        *needs(t, report.needs, names, metrics, report.period, drivers, today=today),
        *well(t, report.well, names, metrics, drivers, today=today),
        _gaps(t, report, metrics),
    ]
    blocks: list[Block] = [Heading(heading), *([Facts(lines)] if lines else [])]
    blocks += _explained(t, report, moved, late, metrics, but=blurred, today=today)
    blocks += teams_below(t, teams, names, metrics, today=today) if teams else []
    blocks += map(Text, texts)
    blocks += [*_why(t, report, moved, metrics, but=blurred), *_open(t, report, unled=unled, bookable=bookable)]
    summary = plain(t("report-summary-month", department=report.name, period=period))
    return Card("report", summary, (*blocks, _note(t, report, unled=unled, few=bool(blurred), today=today)), t.locale)


def _explained(
    t: Translator,
    report: Report,
    moved: Mapping[str, Drivers],
    late: Sequence[LateDependency],
    metrics: Mapping[str, Metric],
    *,
    but: Collection[str],
    today: date,
) -> list[Block]:
    """Say what moved the department's values, and what of others' work that these rest on was late."""
    lines = report.shown(but=but)
    results = [(line.whole, metrics[line.metric]) for line in lines if line.whole]
    known = [moved[line.metric] for line in lines if line.metric in moved]
    return [*explained_of(t, known, today=today), *dependency.beside(t, late, results, today=today)]


def _lines(
    t: Translator,
    report: Report,
    metrics: Mapping[str, Metric],
    earlier: str,
    *,
    blurred: Mapping[str, FactLine | None],
) -> tuple[FactLine, ...]:
    drawn = [(line.metric, _line(t, line, metrics[line.metric], earlier)) for line in report.lines[:MOST_LINES]]
    drawn += [(trend.metric, _trend(t, trend, metrics[trend.metric], earlier)) for trend in report.trends]
    return tuple(blurred.get(key) or line for key, line in drawn[:MOST_LINES])


def _note(t: Translator, report: Report, *, unled: bool, few: bool, today: date) -> Note:
    """Say until when the data reaches, who reads it, and that changes of a few are left out."""
    day = t.day(report.period.end, today=today)
    notes = [t("report-note-unled", day=day, department=report.name) if unled else t("report-note", day=day)]
    return Note(t.clauses([*notes, *([t("report-few")] if few else [])]))


def _why(
    t: Translator, report: Report, moved: Mapping[str, Drivers], metrics: Mapping[str, Metric], *, but: Collection[str]
) -> list[Choices]:
    """Lead to what moved the department's own values; what its people make together has no rows of its own."""
    wholes = [line.whole for line in report.shown(but=but) if line.whole and line.metric in moved]
    buttons = tuple(why_value(t, delta, name=inside(t, metrics[delta.metric])) for delta in wholes)
    return [Choices(buttons)] if buttons else []


def lines_of(t: Translator, card: Card, metrics: Mapping[str, Metric]) -> dict[str, FactLine]:
    """Return what a report said of each metric as a whole."""
    by_title = {title(t, metric): key for key, metric in metrics.items()}
    lines = (line for block in card.blocks if isinstance(block, Facts) for line in block.lines)
    return {by_title[line.label]: line for line in lines if line.label in by_title}


def _open(t: Translator, report: Report, *, unled: bool, bookable: bool) -> list[Choices]:
    """Lead to the team and to the talks that are due, where the reader leads, and to whose figures are missing."""
    buttons = [] if unled else [Button(plain(t("report-open-team")), Action("team"))]
    if not unled and bookable:
        buttons.append(Button(plain(t("report-open-talks")), Action("team.talks")))
    if report.missing:
        month = (("month", period_code(report.period, Grain.MONTH)),)
        buttons.append(Button(plain(t("report-open-gaps")), Action("report.gaps", month)))
    return [Choices(tuple(buttons))] if buttons else []


def _headline(
    t: Translator,
    report: Report,
    period: str,
    metrics: Mapping[str, Metric],
    *,
    blurred: Collection[str],
    names: Mapping[str, str],
) -> Ready:
    """Say the one thing to know, and with how many of those whom the reader may name there is to talk."""
    people = len({need.delta.person_id for need in report.needs} & names.keys())
    lead = next((line for line in report.lines if line.attainment is not None and line.metric not in blurred), None)
    trend = next((trend for trend in report.trends if trend.metric not in blurred), None) if not report.lines else None
    if not report.figures:
        whole = t("report-headline-missing", department=report.name, period=period)
    elif trend:
        metric = metrics[trend.metric]
        words = {"title": inside(t, metric), "value": _value(t, trend, metric)}
        whole = t("report-headline-trend", department=report.name, period=period, n=people, **words)
    elif lead is None:
        whole = t("report-headline-plain", department=report.name, period=period, n=people)
    else:
        metric = metrics[lead.metric]
        whole = t(
            "report-headline",
            department=report.name,
            period=period,
            title=inside(t, metric),
            reached=_together(t, lead, metric),
            n=people,
        )
    return t("report-headline-revised", headline=whole) if report.revision else whole


def _together(t: Translator, line: ReportLine, metric: Metric) -> Ready:
    """Write where the whole group stands."""
    if line.whole:
        return reached(t, line.whole, metric)
    return t("phrase-reached", share=share(t, line.attainment or 0.0, apart=1.0))


def _line(t: Translator, line: ReportLine, metric: Metric, earlier: str) -> FactLine:
    if line.met_before is None:
        met = t("report-met-first", met=line.met, all=line.counted)
    else:
        met = t("report-met", met=line.met, all=line.counted, before=line.met_before, period=earlier)
    if line.attainment is None:
        return FactLine(title(t, metric), met, "", Mood.PLAIN)
    mood = Mood.GOOD if line.attainment >= 1 else Mood.GAP if line.attainment < TALK_BELOW else Mood.PLAIN
    before = _before(t, line, metric, earlier)
    return FactLine(title(t, metric), _together(t, line, metric), t.clauses([*before, met]), mood)


def _trend(t: Translator, trend: Trend, metric: Metric, earlier: str) -> FactLine:
    """Write a metric without targets: where all together stand, whether that is more or less, and how people moved."""
    clauses: list[Ready] = []
    if trend.before is not None:
        written = amount(t, trend.before, metric.unit, apart=trend.value, bare=True)
        way = "same" if trend.value == trend.before else "up" if trend.value > trend.before else "down"
        clauses.append(t(f"report-{way}", period=earlier, **({} if way == "same" else {"before": written})))
    if trend.counted > 1 and (trend.better or trend.worse):
        way = "both" if trend.better and trend.worse else "better" if trend.better else "worse"
        moved = {"better": trend.better, "worse": trend.worse}
        clauses.append(t(f"report-moved-{way}", all=trend.counted, **{name: n for name, n in moved.items() if n}))
    return FactLine(title(t, metric), _value(t, trend, metric), t.clauses(clauses), _way(trend, metric))


def _value(t: Translator, trend: Trend, metric: Metric) -> Ready:
    written = amount(t, trend.value, metric.unit, apart=trend.before, bare=True)
    if trend.typical:
        return t("report-typical", value=written)
    return t("report-total", value=written) if adds_up(metric) and trend.counted > 1 else written


def _way(trend: Trend, metric: Metric) -> Mood:
    if trend.before is None or not material(trend.value - trend.before, trend.before, metric):
        return Mood.PLAIN
    return Mood.GOOD if (trend.value - trend.before) * metric.direction.sign > 0 else Mood.GAP


def _before(t: Translator, line: ReportLine, metric: Metric, earlier: str) -> list[Ready]:
    """Write what it was the month before, in the terms in which people speak of the metric."""
    now, then = line.attainment or 0.0, line.before
    if line.whole and not by_share(line.whole, metric):
        if line.whole.previous is None or line.whole.value is None:
            return []
        now, then = line.whole.value, line.whole.previous
        written = amount(t, then, metric.unit, apart=now)
    elif then is None:
        return []
    else:
        written = share(t, then, apart=now)
    if now == then:
        return [t("report-same", period=earlier)]
    return [t("report-up" if now > then else "report-down", before=written, period=earlier)]


def _gaps(t: Translator, report: Report, metrics: Mapping[str, Metric]) -> Ready:
    gaps = [t("report-gap-missing", title=inside(t, metrics[key]), n=n) for key, n in report.missing[:MOST_LINES]]
    if report.held:
        gaps.append(t("report-gap-held", n=report.held))
    return t("report-gaps", items=t.clauses(gaps)) if gaps else t("report-gap-none")


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    names = {key: person.name for key, person in example.people(chinese=t.chinese).items()}

    def shown(
        report: Report,
        *,
        blurred: Sequence[str] = (),
        moved: Mapping[str, Drivers] | None = None,
        **parts: Any,
    ) -> Card:
        return monthly(
            t,
            report,
            before=example.SEPTEMBER,
            names=names,
            blurred=dict.fromkeys(blurred),
            moved=moved or {},
            drivers=example_driver.told_drivers(chinese=t.chinese) if moved else {},
            bookable=bool(report.needs),
            metrics=example.METRICS,
            today=example.TODAY,
            **parts,
        )

    first, revised = (overview_example.october(revision, chinese=t.chinese) for revision in (0, 1))
    whole = overview_example.october_of_a_unit(chinese=t.chinese)
    return {
        "report": shown(first),
        "report-revised": shown(revised),
        "report-moved": shown(whole, moved=overview_example.moved(chinese=t.chinese)),
        "report-late": shown(whole, late=example.late(chinese=t.chinese)),
        "report-unled": shown(first, unled=True),
        "report-trends": shown(overview_example.october_without_targets(chinese=t.chinese)),
        "report-few": shown(first, blurred=["new_customers"]),
        "report-teams": shown(first, teams=overview_example.teams(chinese=t.chinese)),
        "report-carried": shown(first, teams=overview_example.carried()),
    }
