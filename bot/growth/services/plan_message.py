"""Messages about plans: what each step says to its person and to whoever leads them, as it is when it goes."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.delivery import NOTHING_LEFT, SETTLED, DeliveryState, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.growth.domain.plan import OVER, Plan, PlanState, SupportState
from bot.growth.domain.plan_days import WHOLE, PlanStep, checkpoints, due_of
from bot.growth.domain.plan_lag import measured
from bot.growth.services import course
from bot.growth.services.plan_sight import how_it_goes, lag_of, sight
from bot.growth.views import plan_lag as lag_view
from bot.growth.views import plan_later as later_view
from bot.growth.views import plan_message as view
from bot.kit.calendar import instant, local_day
from bot.people.services import permission

if TYPE_CHECKING:
    from bot.delivery.domain.delivery import Delivery
    from bot.growth.domain.plan_sight import PlanSight
    from bot.growth.ports import Work
    from bot.messages.card import Card
    from bot.people.domain.person import Person
    from bot.people.domain.reader import Reader

KIND: Final = "plan"
_KEY: Final = re.compile(r"plan:(?P<no>\d{1,9}):(?P<step>[a-z]+):(?P<place>\d{1,9}):(?P<mark>[^:]*):(?P<reader>.+)")
_LIVES: Final = {
    PlanStep.REPORT: timedelta(days=7),
    PlanStep.PACE: timedelta(days=7),
    PlanStep.CLOSE: timedelta(days=21),
}
"""How long a message of a step is worth sending; a reminder of a day is not worth it behind that day."""
_DEADLINES: Final = frozenset({PlanStep.SOON, PlanStep.DUE, PlanStep.PROMISED})


@dataclass(frozen=True, slots=True)
class PlanMessage:
    """Which message about a plan it is, as its key says: of which step, about which part of it, to whom.

    ``mark`` tells apart those of one step: the day for which somebody put one off, what was asked for.
    """

    no: int
    step: PlanStep
    place: int
    mark: str
    reader: str

    @property
    def key(self) -> str:
        """The key of its delivery."""
        return f"plan:{self.no}:{self.step.value}:{self.place}:{self.mark}:{self.reader}"

    @classmethod
    def of(cls, key: str) -> PlanMessage | None:
        """Read a delivery's key; None where it is no message about a plan."""
        found = _KEY.fullmatch(key)
        if found is None:
            return None
        return cls(int(found["no"]), PlanStep(found["step"]), int(found["place"]), found["mark"], found["reader"])


def tell_person(
    work: Work,
    plan: Plan,
    person: Person,
    step: PlanStep,
    *,
    now: datetime,
    place: int = WHOLE,
    mark: str = "",
    not_before: datetime | None = None,
) -> bool:
    """Send somebody word of their own plan; False when they had it, or there is nothing to say."""
    return _send(work, plan, person, person, step, now=now, place=place, mark=mark, not_before=not_before)


def tell_leader(
    work: Work,
    plan: Plan,
    person: Person,
    step: PlanStep,
    *,
    now: datetime,
    place: int = WHOLE,
    mark: str = "",
    not_before: datetime | None = None,
) -> bool:
    """Send whoever leads somebody now word of that one's plan; False when they had it or nobody leads them."""
    leader = permission.leader(work, person, now=now)
    if leader is None:
        return False
    after = PlanMessage(plan.no, step, place, "", person.id).key if step in {PlanStep.PACE, PlanStep.CLOSE} else ""
    if mark and not mark.isdecimal():
        mark = str(zlib.crc32(mark.encode()))
    return _send(work, plan, person, leader, step, now=now, place=place, mark=mark, after=after, not_before=not_before)


def _send(  # noqa: PLR0913 - each is a part of a message
    work: Work,
    plan: Plan,
    person: Person,
    reader: Person,
    step: PlanStep,
    *,
    now: datetime,
    place: int,
    mark: str,
    after: str = "",
    not_before: datetime | None = None,
) -> bool:
    card = _card(work, plan, person, reader, step, place, now=now)
    if not card or not reader.employed_at(now):
        return False
    due = due_of(plan, place) if step is not PlanStep.PROMISED else plan.support(place).due
    ends = (not_before or now) + _LIVES.get(step, timedelta(days=14))
    if step in _DEADLINES and due and not mark:
        ends = instant(due + timedelta(days=1), time(0), timezone=person.timezone)
    return enqueue(
        work,
        card,
        key=PlanMessage(plan.no, step, place, mark, reader.id).key,
        to=reader,
        kind=KIND,
        priority=Priority.DEADLINE if step in _DEADLINES else Priority.NUDGE,
        now=now,
        merge="daily" if reader.id != person.id and step is not PlanStep.ASKED else "",
        subject_id=person.id,
        expires_at=ends,
        after=after if after and work.outbox.get(after) else "",
        not_before=not_before,
    )


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return what is said of a plan as it is now; of what is done by then, or over, nothing."""
    told = PlanMessage.of(delivery.key)
    plan = work.plans.get(told.no) if told else None
    reader = work.people.get(delivery.person_id)
    person = work.people.get(plan.person_id) if plan else None
    if told is None or plan is None or reader is None or person is None:
        return None
    if told.step is PlanStep.ASKED and not _same_request(plan, told):
        return Drop(SETTLED)
    card = _card(work, plan, person, reader, told.step, told.place, now=now)
    return card or Drop(NOTHING_LEFT if told.step is PlanStep.PACE else SETTLED)


def _same_request(plan: Plan, told: PlanMessage) -> bool:
    """Say whether what was asked for is still asked at its place."""
    if told.place > len(plan.supports):
        return False
    return told.mark in {"", str(zlib.crc32(plan.supports[told.place - 1].text.encode()))}


def pass_on(work: Work, delivery: Delivery, now: datetime) -> None:
    """Bring a message about somebody's plan to whoever leads them now."""
    told = PlanMessage.of(delivery.key)
    plan = work.plans.get(told.no) if told else None
    person = work.people.get(plan.person_id) if plan else None
    if told and plan and person and person.employed_at(now):
        tell_leader(work, plan, person, told.step, place=told.place, mark=told.mark, now=now)


def asked_of(work: Work, reader: Person, plan: Plan, place: int) -> Delivery | None:
    """Return the message by which a request for support was brought to somebody; None where they had none."""
    mark = str(zlib.crc32(plan.support(place).text.encode()))
    found = work.outbox.get(PlanMessage(plan.no, PlanStep.ASKED, place, mark, reader.id).key)
    return found if found and found.state is DeliveryState.SENT else None


def _card(
    work: Work, plan: Plan, person: Person, reader: Person, step: PlanStep, place: int, *, now: datetime
) -> Card | None:
    """Return what a step says to a reader now; None where it has nothing to say any more."""
    if not _still(work, plan, person, step, place, now=now):
        return None
    seen: PlanSight = sight(work, permission.actor(work, reader, now=now), plan, person, now=now)
    to = work.reader(reader, now=now)
    match step:
        case PlanStep.SOON | PlanStep.DUE:
            return view.due(to.t, seen, place, today=to.today)
        case PlanStep.PROMISED:
            return view.promised(to.t, seen, place, today=to.today)
        case PlanStep.REPORT:
            return view.report(to.t, seen, today=to.today)
        case PlanStep.PACE:
            return _slow(work, person, seen, to)
        case PlanStep.CLOSE:
            recommended = None if seen.own else course.course_for(work, person, plan)
            return view.closing(to.t, seen, recommended, today=to.today)
        case PlanStep.ASKED:
            return view.asked(to.t, seen, place, today=to.today)
        case PlanStep.ANSWERED:
            return view.answered(to.t, seen, place, today=to.today)
        case PlanStep.BEGUN:
            return view.begun(to.t, seen, today=to.today)
        case PlanStep.REPORTED:
            return view.reported(to.t, seen, today=to.today)
        case PlanStep.ENDED:
            return view.ended(to.t, seen, today=to.today)
        case PlanStep.SKIPPED:
            return later_view.skipped(to.t, seen, place)


def _slow(work: Work, person: Person, seen: PlanSight, to: Reader) -> Card:
    """Say that a plan is behind: its line, or its days where no metric shows one."""
    recommended = course.course_for(work, person, seen.plan)
    metric = work.metrics.get(recommended.topic) if recommended else None
    behind = None if measured(seen.plan) else lag_of(work, seen.plan, person, now=to.now)
    if behind:
        return lag_view.lagging(to.t, seen, behind, recommended, today=to.today)
    return view.slow(to.t, seen, recommended, helped=metric, today=to.today)


def _still(work: Work, plan: Plan, person: Person, step: PlanStep, place: int, *, now: datetime) -> bool:
    """Say whether a step is still to be taken."""
    match step:
        case PlanStep.SOON | PlanStep.DUE:
            return due_of(plan, place) is not None
        case PlanStep.PROMISED | PlanStep.ASKED | PlanStep.ANSWERED:
            if plan.state is not PlanState.OPEN or not 1 <= place <= len(plan.supports):
                return False
            state = plan.supports[place - 1].state
            return (state is SupportState.ASKED) is (step is PlanStep.ASKED)
        case PlanStep.REPORT:
            return plan.state is PlanState.OPEN and not _has_reported(work, plan, person, place)
        case PlanStep.PACE if not measured(plan):
            return plan.state is PlanState.OPEN and lag_of(work, plan, person, now=now) is not None
        case PlanStep.PACE:
            metric = work.metrics.get(plan.reading.metric) if plan.reading.metric else None
            goes = how_it_goes(work, person, plan, now=now)
            return plan.state is PlanState.OPEN and metric is not None and goes is not None and goes.slow(metric)
        case PlanStep.CLOSE | PlanStep.BEGUN:
            return plan.state is PlanState.OPEN
        case PlanStep.REPORTED:
            return plan.state is PlanState.OPEN and bool(work.plans.reports(plan.no))
        case PlanStep.ENDED:
            return plan.state in OVER
        case PlanStep.SKIPPED:
            found = plan.milestones[place - 1] if 1 <= place <= len(plan.milestones) else None
            return plan.state is PlanState.OPEN and found is not None and bool(found.skipped)


def _has_reported(work: Work, plan: Plan, person: Person, place: int) -> bool:
    """Say whether somebody has said how it goes in the week before the day on which they are asked, or since."""
    days = list(checkpoints(plan))
    day = days[place - 1] if place <= len(days) else plan.started
    since = day - timedelta(days=7)
    return any(local_day(report.at, timezone=person.timezone) >= since for report in work.plans.reports(plan.no))
