"""Follow-up questions: ``and last year?``, ``what about Anna?``, ``why?``, 那小张呢.

They change of the question before only what they say: its metric, person, days or what is asked about it. What comes of
it is asked like anything that is typed, so whoever asks may read the new whole or is told that they may not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.feedback.services import evidence
from bot.figures.domain.about import FigureScope
from bot.figures.services.about import about
from bot.figures.services.reading import alone, value
from bot.kit.errors import NotFound
from bot.kit.period import Grain, Period, period_of, previous_period
from bot.kit.period_printing import period_code
from bot.messages.follow_up import ASKS, EARLIER, ENDS, FILLS, GOES_ON, SAME_LAST_YEAR, asked_of
from bot.messages.typed import shown
from bot.overview.services.me import newest
from bot.people.services.permission import somebody
from handlers.context import argument
from handlers.grammar import named as command_of
from handlers.recent_question import RecentQuestion
from handlers.sentence import WHOLE

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.messages.inbound import Inbound
    from bot.people.domain.person import Person
    from handlers.context import Context
    from handlers.route import Route

Move: TypeAlias = Callable[[Period, Grain], Period]
_LONGEST: Final = 80
_LAST_ANYWHERE: Final = 28
"""The last day that every month has."""
_NEWER: Final = {Grain.MONTH, Grain.QUARTER, Grain.WEEK, Grain.DAY}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a follow-up says: what is asked now ("" as before), of whom, of which metric and days.

    ``goes_on`` says that it only makes sense after another question. ``move`` is asked of days that are said by those
    of the question before.
    """

    route: str
    heard: FigureScope
    goes_on: bool
    move: Move | None = None

    @property
    def alone(self) -> bool:
        """Whether it says one thing and nothing else: a question why, or one of a metric, a person and days."""
        heard = self.heard
        named = [thing for thing in (heard.person, heard.metric, heard.period) if thing]
        return self.route == "why" if self.route else len(named) == 1

    @property
    def incomplete(self) -> bool:
        """Whether nobody can tell what it asks without the question before."""
        return self.goes_on and not self.route and self.heard.person is None


def read(context: Context, words: str) -> FollowUp | None:
    """Read words as a follow-up; None where they say anything that is none."""
    said = shown(words)
    if not said or len(said) > _LONGEST:
        return None
    said, move = _moved(said)
    goes_on = GOES_ON.match(said)
    core = ENDS.sub("", said[goes_on.end() :] if goes_on else said).strip(" ,，")
    marked = bool(goes_on or move or ASKS.search(words))
    if route := asked_of(core.casefold()):
        return FollowUp(route, FigureScope(), marked)
    if not marked and command_of(words):  # goes on from nothing, and needs no look at everybody's name
        return None
    try:
        heard = about(context.work, core, today=context.today)
    except NotFound:  # a name that could be several people's
        return None
    rest = " ".join(FILLS.sub(" ", heard.rest).split()).casefold()
    route = asked_of(rest)
    if (rest and not route) or (heard.unread and not route):
        return None
    if not (route or move or heard.person or heard.metric or heard.period):
        return None
    return FollowUp(route, heard, marked, move)


def _moved(said: str) -> tuple[str, Move | None]:
    """Return words without what is said of days by those of the question before, and how these are moved."""
    for pattern, move in ((SAME_LAST_YEAR, _year_before), (EARLIER, previous_period)):
        if found := pattern.search(said):
            return f"{said[: found.start()]}{said[found.end() :]}", move
    return said, None


def _year_before(period: Period, grain: Grain) -> Period:
    """Return the same days a year before: the same month, quarter or week of that year."""
    if grain is Grain.WEEK:
        return period_of(period.start - timedelta(weeks=52), grain)
    last = period.start.replace(year=period.start.year - 1, day=min(period.start.day, _LAST_ANYWHERE))
    return period_of(last, grain)


def question_after(context: Context, follow: FollowUp) -> RecentQuestion | None:
    """Return the whole question that a follow-up asks; None where it is none, as far as is known.

    What is named of oneself alone goes on only where it says so: otherwise it may begin something new.
    """
    last = context.conversation.last(at=context.now) if context.conversation else None
    if last is None or not (follow.goes_on or follow.alone):
        return None
    at, question = last
    if follow.route != "why":
        return _changed(question, follow, asker=context.person, today=context.today)
    if not follow.goes_on and not _may_explain(context, question, since=at):
        return None
    asked = _changed(question, follow, asker=context.person, today=context.today)
    if asked.metric or asked.period or question.route == "team":
        return asked
    shown, _ = newest(context.work, somebody(context.work, asked.person_id or context.person.id))
    return replace(asked, metric=shown[0].metric) if shown else asked


def before(context: Context) -> bool:
    """Say whether there is a question that something can go on from."""
    return bool(context.conversation and context.conversation.last(at=context.now))


def _may_explain(context: Context, question: RecentQuestion, *, since: datetime) -> bool:
    """Say whether a bare "why" is about the question: not where a message has come since, or nothing was named."""
    told = evidence.latest(context.work, context.person)
    if told is None:
        return True
    sent = context.work.outbox.get(told.key)
    if sent and sent.sent_at and sent.sent_at > since:
        return False
    return bool(question.person_id or question.metric or question.period or question.route == "team")


def _changed(question: RecentQuestion, follow: FollowUp, *, asker: Person, today: date) -> RecentQuestion:
    """Return a question of which a follow-up has changed what it says."""
    heard = follow.heard
    whose = heard.person.id if heard.person else question.person_id
    if whose == asker.id or follow.route == "me" or (follow.route == "team" and heard.person is None):
        whose = ""
    route = follow.route or question.route
    if not follow.route and heard.person and route not in {"why", "data"}:
        route = "person" if whose else "me"
    period, grain = question.period, question.grain
    if follow.move:
        grain = grain or Grain.MONTH
        period = follow.move(period or previous_period(period_of(today, grain), grain), grain)
    elif heard.period:
        period, grain = meant_after(period, grain, heard.period, heard.grain)
    metric = heard.metric.key if heard.metric else question.metric
    return RecentQuestion(route, whose, metric, period, grain, question.route == "team" and not whose)


def meant_after(
    before: Period | None, unit: Grain | None, said: Period, grain: Grain | None
) -> tuple[Period, Grain | None]:
    """Return which days are meant by a period that is said after another one.

    A whole year after a month or quarter is the same month or quarter in that year.
    """
    if before is None or unit not in _NEWER or grain is not Grain.YEAR or before.start.year == said.start.year:
        return said, grain
    if unit in {Grain.MONTH, Grain.QUARTER} and before == period_of(before.start, unit):
        return period_of(before.start.replace(year=said.start.year, day=1), unit), unit
    return said, grain


def rest_of(question: RecentQuestion) -> str:
    """Return what a command is given of a question, as it can be typed."""
    return " ".join(part for part in (question.person_id, question.metric, days(question)) if part)


def days(question: RecentQuestion) -> str:
    """Return the days of a question as they can be typed: ``2025-10``, or from the first to the last one."""
    if question.period is None:
        return ""
    first, last = question.period.start, question.period.end
    if question.grain and period_of(first, question.grain) == question.period:
        return period_code(question.period, question.grain)
    return f"{first.isoformat()} to {last.isoformat()}"


# What was asked, to be gone on from


def question_of(context: Context, route: Route, inbound: Inbound) -> RecentQuestion | None:
    """Return the question about figures that a command or button asks; None where it asks for something else."""
    if route.name not in WHOLE:
        return None
    said, who = context.rest or argument(inbound, "said"), argument(inbound, "person")
    try:
        heard = about(context.work, f"{who} {said}".strip(), today=context.today, sentence=True)
        if place := argument(inbound, "value"):
            whose = heard.person.id if heard.person else context.person.id
            heard = replace(alone(context.work, value(context.work, whose, place)), person=heard.person)
    except NotFound:  # told by the command itself
        return None
    theirs = heard.person.id if heard.person and route.name != "me" else ""
    return RecentQuestion(
        route.name,
        "" if theirs == context.person.id else theirs,
        heard.metric.key if heard.metric else "",
        heard.period,
        heard.grain,
    )
