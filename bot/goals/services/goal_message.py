"""Messages about goals: what each step says to the other of the two whose it is, as it is when it goes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.delivery import SETTLED, DeliveryState, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.goals.domain.goal import OVER, ExperimentState, Goal, GoalLevel, GoalState
from bot.goals.domain.goal_step import GoalStep
from bot.goals.services.goal_sight import GoalReader
from bot.goals.views import goal_message as view
from bot.people.services import permission

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.goals.ports import Work
    from bot.messages.card import Card
    from bot.people.domain.person import Person

KIND: Final = "goal"
_KEY: Final = re.compile(r"goal:(?P<no>\d{1,9}):(?P<step>[a-z]+):(?P<mark>\d{1,9}):(?P<reader>.+)")
_LIVES: Final = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class GoalMessage:
    """Which message about a goal it is, as its key says; ``mark`` is the version or check-in that it is about."""

    no: int
    step: GoalStep
    mark: int
    reader: str

    @property
    def key(self) -> str:
        """The key of its delivery."""
        return f"goal:{self.no}:{self.step.value}:{self.mark}:{self.reader}"

    @classmethod
    def of(cls, key: str) -> GoalMessage | None:
        """Read a delivery's key; None where it is no message about a goal."""
        found = _KEY.fullmatch(key)
        return cls(int(found["no"]), GoalStep(found["step"]), int(found["mark"]), found["reader"]) if found else None


def tell_other(work: Work, goal: Goal, step: GoalStep, *, by: str, now: datetime, mark: int = 0) -> Person | None:
    """Send the other of the two word of a goal: its owner, or where they did it themselves, whoever leads them.

    Of a unit's or the company's goal it is whoever leads the one who did it. Returns who gets it; None for nobody.
    """
    owner = work.people.get(goal.owner_id) if goal.level is GoalLevel.PERSON else work.people.get(by)
    if owner is None:
        return None
    reader = owner if owner.id != by else permission.leader(work, owner, now=now)
    return reader if reader and tell(work, goal, step, reader, now=now, mark=mark) else None


def tell(work: Work, goal: Goal, step: GoalStep, reader: Person, *, now: datetime, mark: int = 0) -> bool:
    """Send somebody word of a goal; False when they had it, or there is nothing to say to them."""
    told = GoalMessage(goal.no, step, mark or goal.version, reader.id)
    card = _card(work, goal, reader, told, now=now) if reader.employed_at(now) else None
    return card is not None and enqueue(
        work,
        card,
        key=told.key,
        to=reader,
        kind=KIND,
        priority=Priority.NUDGE,
        now=now,
        subject_id=goal.owner_id if goal.level is GoalLevel.PERSON else "",
        expires_at=now + _LIVES,
    )


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return what is said of a goal as it is now; of what is done by then, nothing."""
    told = GoalMessage.of(delivery.key)
    goal = work.goals.get(told.no) if told else None
    reader = work.people.get(delivery.person_id)
    if told is None or goal is None or reader is None:
        return None
    return _card(work, goal, reader, told, now=now) or Drop(SETTLED)


def pass_on(work: Work, delivery: Delivery, now: datetime) -> None:
    """Bring a message about somebody's goal to whoever leads them now."""
    told = GoalMessage.of(delivery.key)
    goal = work.goals.get(told.no) if told else None
    if told and goal and goal.level is GoalLevel.PERSON:
        tell_other(work, goal, told.step, by=goal.owner_id, now=now, mark=told.mark)


def asked_of(work: Work, reader: Person, goal: Goal, step: GoalStep, mark: int) -> Delivery | None:
    """Return the message by which somebody was asked about a goal; None where they had none."""
    found = work.outbox.get(GoalMessage(goal.no, step, mark, reader.id).key)
    return found if found and found.state is DeliveryState.SENT else None


def _card(work: Work, goal: Goal, reader: Person, told: GoalMessage, *, now: datetime) -> Card | None:
    """Return what a step says to a reader now; None where it has nothing to say any more."""
    actor = permission.actor(work, reader, now=now)
    sees = GoalReader(work, actor, now=now)
    if not sees.reads(goal):
        return None
    to, author = work.reader(reader, now=now), work.people.get(goal.by)
    seen = sees.sight(goal)
    by = author.name if author else ""
    match told.step:
        case GoalStep.PROPOSED:
            return view.proposed(to.t, seen, by=by, today=to.today) if seen.asked else None
        case GoalStep.CHANGED if goal.state not in OVER:
            return view.changed(to.t, seen, by=by, today=to.today)
        case GoalStep.ACCEPTED if goal.state is GoalState.OPEN:
            return view.accepted(to.t, seen, by=by, today=to.today)
        case GoalStep.CLOSED if goal.state in OVER:
            return view.closed(to.t, seen, by=by, today=to.today)
        case GoalStep.OBSTACLE:
            said = next((said for said in work.key_results.check_ins([goal.no]) if said.no == told.mark), None)
            who = work.people.get(said.by) if said else None
            return view.obstacle(to.t, seen, said, by=who, today=to.today) if said and who else None
        case GoalStep.TRIED if goal.experiment and goal.experiment.state is ExperimentState.PROPOSED:
            return view.tried(to.t, seen, today=to.today)
        case GoalStep.DECIDED if goal.experiment and goal.experiment.state is not ExperimentState.PROPOSED:
            return view.decided(to.t, seen, by=by)
        case _:
            return None
