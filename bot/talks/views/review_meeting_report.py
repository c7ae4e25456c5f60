"""The report before a talk as a card: its blocks, what is seen differently, what there is to talk about (R87-R89)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.feedback.views.driver_phrase import headline
from bot.figures.views.finished import line as finished_line
from bot.figures.views.phrase import inside, title, value
from bot.growth.views.course import recommended
from bot.growth.views.plan_example import example_course
from bot.messages.card import Action, Button, Card, Choices, FactLine, Facts, Heading, Mood, Note, Text
from bot.messages.i18n import named
from bot.messages.number import RATIOS, difference, share
from bot.messages.text import Ready, plain
from bot.talks.domain import review_meeting_example as example
from bot.talks.domain import review_meeting_example_report as report_example
from bot.talks.domain.review_meeting_report import MeetingReport
from bot.talks.views.review_meeting_compare import gap_blocks, link_blocks, topic
from bot.talks.views.review_meeting_head import head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages.card import Block
    from bot.messages.i18n import Translator
    from bot.people.domain.reader import Reader
    from bot.reviews.domain.known_facts import KnownResult
    from bot.talks.domain.review_meeting_report import MeetingGoal, Shortfall

_TOGETHER: Final = 3
_MOST_EVENTS: Final = 9


def card(to: Reader, report: MeetingReport, *, corrected: bool = False) -> Card:
    """Show the report; ``corrected`` says that a figure is another one than it was told before."""
    t, meeting = to.t, report.meeting
    name, cycle = named(t, meeting.seen.person), meeting.seen.cycle.name
    heading = t("review-report-corrected" if corrected else "review-report-title", name=name, cycle=cycle)
    metrics = {goal.result.metric.key: goal.result.metric for goal in report.goals}
    blocks: list[Block] = [Heading(heading), *head(to, meeting)]
    blocks += [Text(t("review-report-restricted", name=name))] if report.restricted else []
    blocks += _goals(t, report)
    blocks += _events(to, report)
    blocks += _trainings(t, report)
    blocks += _pay(t, report)
    blocks += gap_blocks(to, meeting, report.gaps, metrics)
    blocks += link_blocks(t, report.links, today=to.today)
    blocks += [Text(t("review-report-talk")), *(Text(point) for point in _points(to, report))]
    no = (("no", str(meeting.seen.review.no)),)
    time = (
        Action("review_meeting.time", (*no, ("person", meeting.seen.review.person_id)))
        if meeting.open and not meeting.at
        else None
    )
    buttons = [Button(plain(t("review-meeting-button-time")), time)] if time else []
    buttons.append(Button(plain(t("review-report-button-compare")), Action("review_meeting.compare", no)))
    buttons.append(Button(plain(t("meeting-compare-button-talk")), Action("review_meeting", no)))
    blocks.append(Choices(tuple(buttons)))
    return Card("review_report", plain(heading), (*blocks, Note(t("review-report-sight", name=name))), t.locale)


def _goals(t: Translator, report: MeetingReport) -> list[Block]:
    """Show how far each target was reached, with a way to what each number rests on."""
    if not report.goals:
        return []
    blocks: list[Block] = [Text(t("review-report-goals"))]
    for at in range(0, len(report.goals), _TOGETHER):
        some = report.goals[at : at + _TOGETHER]
        blocks.append(Facts(tuple(_goal(t, goal) for goal in some)))
        blocks.append(Choices(tuple(_why(t, report, goal) for goal in some)))
    return blocks


def _goal(t: Translator, goal: MeetingGoal) -> FactLine:
    result = goal.result
    name = title(t, result.metric)
    if result.newest.attainment is not None:
        reached = t("review-report-share", share=share(t, result.newest.attainment, apart=1.0))
        judged = len(result.met) + len(result.missed)
        met = t("review-report-met" if goal.met else "review-report-missed")
        if judged > 1:
            met = Ready(t.clauses([met, t("review-report-periods", n=len(result.met), all=judged)]))
        return FactLine(name, reached, met, Mood.GOOD if goal.met else Mood.GAP)
    change = _change(t, result)
    if change is None:
        return FactLine(name, value(t, result.newest, result.metric), t("review-report-no-target"))
    mood = Mood.PLAIN if goal.rose is None else Mood.GOOD if goal.rose else Mood.GAP
    return FactLine(name, change, t("review-report-changed"), mood)


def _change(t: Translator, result: KnownResult) -> Ready | None:
    """Write how a value has changed since the period before; of a share in percentage points."""
    delta, unit = result.newest, result.metric.unit
    if not delta.change:
        return None
    sign = "+" if delta.change > 0 else "−"
    if unit in RATIOS:
        return Ready(f"{sign}{difference(t, delta.change, unit)}")
    if delta.change_pct is None:
        return None
    return Ready(f"{sign}{share(t, abs(delta.change_pct))}")


def _why(t: Translator, report: MeetingReport, goal: MeetingGoal) -> Button:
    delta = goal.result.newest
    place = (("person", report.meeting.seen.review.person_id), ("value", f"{delta.metric}:{delta.period.start}"))
    return Button(plain(t("review-report-why", title=inside(t, goal.result.metric))), Action("why", place))


def _events(to: Reader, report: MeetingReport) -> list[Block]:
    lines = list(_event_lines(to, report))[:_MOST_EVENTS]
    if not lines:
        return []
    groups = [Facts(tuple(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]
    return [Text(to.t("review-report-events")), *groups]


def _event_lines(to: Reader, report: MeetingReport) -> Iterator[FactLine]:
    t = to.t
    yield from (finished_line(t, project, today=to.today) for project in report.projects)
    n, left = report.complaints
    if n:
        against = t("review-gap-open", n=left) if left is not None else ""
        mood = Mood.PLAIN if left is None else Mood.GAP if left else Mood.GOOD
        yield FactLine(t("review-report-complaints"), t.decimal(n, decimals=0), against, mood)
    for kudos, giver in report.kudos:
        yield FactLine(t("review-report-kudos", name=named(t, giver)), kudos.about, kudos.text, Mood.GOOD)
    for case in report.cases:
        metric = next((goal.result.metric for goal in report.goals if goal.result.metric.key == case.metric), None)
        what = title(t, metric) if metric else case.metric
        yield FactLine(t("review-report-case"), what, t("review-report-case-state", state=str(case.state)))


def _trainings(t: Translator, report: MeetingReport) -> list[Block]:
    if not report.trainings:
        return []
    said = t("review-report-trainings", n=len(report.trainings), names=t.items(dict.fromkeys(report.trainings)))
    return [Text(t("review-report-training")), Text(said)]


def _pay(t: Translator, report: MeetingReport) -> list[Block]:
    if not report.pay:
        return []
    said = [
        t("review-report-proposal", kind=str(proposal.kind), state=str(proposal.state), goal=plan.goal)
        for proposal, plan in report.pay
    ]
    return [Text(t("review-report-pay")), Text("\n".join(said))]


def _points(to: Reader, report: MeetingReport) -> list[Ready]:
    """Say what follows: praise what was reached, name what was not with what may help, ask where views differ."""
    t = to.t
    found = [
        t("review-report-praise" if goal.met else "review-report-praise-change", title=inside(t, goal.result.metric))
        for goal in report.praised
    ]
    found += [_short(to, short) for short in report.shortfalls]
    metrics = {goal.result.metric.key: goal.result.metric for goal in report.goals}
    about = [topic(t, each, metrics) for each in report.gaps]
    if about:
        found.append(t("review-report-ask", topics=t.items(about)))
    return found or [t("review-report-plain")]


def _short(to: Reader, short: Shortfall) -> Ready:
    t, metric = to.t, short.goal.result.metric
    said = [t("review-report-short", title=inside(t, metric))]
    if short.goal.drivers is not None:
        said.append(headline(t, short.goal.drivers, today=to.today))
    if short.course is not None:
        said.append(recommended(t, short.course, helped=metric))
    return t.sentences(said)


def examples(t: Translator) -> dict[str, Card]:
    """Show a report with every block, one after a correction, and one for which nothing is stored."""
    to, report = example.reader(t), report_example.report(chinese=t.chinese, course=example_course())
    return {
        "review-report": card(to, report),
        "review-report-corrected": card(to, replace(report, pay=(), gaps=(), links=(), kudos=()), corrected=True),
        "review-report-empty": card(to, MeetingReport(meeting=report.meeting, today=report.today)),
        "review-report-restricted": card(
            to, MeetingReport(meeting=report.meeting, today=report.today, restricted=True)
        ),
    }
