"""Goals as people see them: who may read and change which, and each with what it consists of."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.goals.domain.goal import UNKNOWN, Goal, GoalLevel, GoalProgress, GoalState
from bot.goals.domain.goal_sight import GoalGlance, GoalSight, KeyResultGlance, rounded
from bot.goals.domain.pace import pace
from bot.goals.services.goal_suppression import GoalSuppression
from bot.goals.services.key_result_records import has_aged
from bot.goals.services.progress import cap_of
from bot.kit.calendar import local_day
from bot.kit.errors import Denied, NotFound
from bot.people.domain.permission import Act, Relation, Role
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.people.services.audit import note_read

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from bot.goals.domain.key_result import KeyResult, MeasuredValue
    from bot.goals.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


class GoalReader:
    """What one reader may see of goals at an instant; it looks everybody up once, so one is made for each answer."""

    def __init__(self, work: Work, actor: Actor, *, now: datetime) -> None:
        self.work, self.actor, self.now = work, actor, now
        self._relations: dict[str, Relation] = {}
        self._suppression = self.suppression()

    def suppression(self, day: date | None = None) -> GoalSuppression:
        """Return what would show this reader too few people, of goals as they are or as they were on a day."""
        return GoalSuppression(self.work, self.reads, self._reads_figures, day=day)

    # Whose a goal is, and what is the reader's

    def owner(self, goal: Goal) -> Person | None:
        """Return the person or unit whose a goal is; None for the company, and for a department without a unit."""
        return self.work.people.get(goal.owner_id) if goal.owner_id else None

    def name(self, goal: Goal) -> str:
        """Return the name of whose a goal is, "" for the company's."""
        owner = self.owner(goal)
        return owner.name if owner else goal.owner_id

    def reads(self, goal: Goal) -> bool:
        """Say whether the reader may see a goal at all."""
        if goal.level is not GoalLevel.PERSON:
            return self.actor.may(Act.READ_UNIT_GOAL, Relation.COMPANY)
        return self.reads_goals_of(goal.owner_id)

    def reads_goals_of(self, person_id: str) -> bool:
        """Say whether the reader may see the goals of a person."""
        return self.actor.may(Act.READ_GOAL, self._relation(person_id))

    def writes(self, goal: Goal) -> bool:
        """Say whether the reader may change a goal: their own, those of whom and of what they lead, HR any."""
        return self.writes_for(goal.level, goal.owner_id)

    def writes_for(self, level: GoalLevel, owner_id: str) -> bool:
        """Say whether the reader may write goals of an owner."""
        if level is GoalLevel.PERSON:
            return self.actor.may(Act.WRITE_GOAL, self._relation(owner_id))
        if level is GoalLevel.COMPANY:
            return self.actor.may(Act.WRITE_UNIT_GOAL, Relation.COMPANY) or self._heads_the_company()
        return self.actor.may(Act.WRITE_UNIT_GOAL, self._stands_to(owner_id))

    def _heads_the_company(self) -> bool:
        """Whoever leads people who lead people, and is led by nobody."""
        leads = Role.SECOND_LINE in self.actor.roles
        return leads and permission.leader(self.work, self.actor.person, now=self.now) is None

    def _reads_figures(self, person_id: str) -> bool:
        return self.actor.may(Act.READ_FACTS, self._relation(person_id))

    def _relation(self, person_id: str) -> Relation:
        if person_id not in self._relations:
            found = self.work.people.get(person_id)
            how = permission.relation(self.work, self.actor, found, now=self.now) if found else Relation.OTHER
            self._relations[person_id] = how
        return self._relations[person_id]

    def _stands_to(self, unit_id: str) -> Relation:
        """Say how a unit stands to the reader: by its manager, else by who leads all of its people."""
        unit = self.work.people.get(unit_id)
        if unit and unit.manager_id:
            return self._relation(unit_id)
        people = permission.belonging(self.work, unit) if unit else self.work.people.members(unit_id)
        head = permission.head(self.work, people, now=self.now)
        if head is None:
            return Relation.OTHER
        how = self._relation(head.id)
        return {Relation.SELF: Relation.DIRECT, Relation.DIRECT: Relation.INDIRECT}.get(how, how)

    # Goals as they are shown

    def glances(self, goals: Collection[Goal], *, weights: Mapping[int, Decimal] | None = None) -> list[GoalGlance]:
        """Return goals in a line each; those that are not the reader's to see are left out.

        ``weights`` are those that they have in the goal that they are shown below, by number.
        """
        self.work.people.some({goal.owner_id for goal in goals if goal.owner_id})
        seen = [goal for goal in goals if self.reads(goal)]
        self._suppression.look_at(seen)
        numbers = [goal.no for goal in seen]
        progress = self.work.goals.progress(numbers)
        values = self.work.key_results.measured([result.no for goal in seen for result in goal.key_results])
        below: dict[int, int] = {}
        for link in self.work.goals.links_below(numbers):
            below[link.parent_no] = below.get(link.parent_no, 0) + 1
        return [
            replace(
                self._glance(goal, progress.get(goal.no, UNKNOWN), values),
                below=below.get(goal.no, 0),
                weight=(weights or {}).get(goal.no, Decimal(1)),
            )
            for goal in seen
        ]

    def _glance(self, goal: Goal, far: GoalProgress, values: Mapping[int, MeasuredValue]) -> GoalGlance:
        hidden, coarse = self._suppression.hides(goal), self._suppression.rests_on_others(goal)
        if hidden:
            far = GoalProgress(None, 0, far.parts, far.weights)
        elif coarse and far.value is not None:
            far = GoalProgress(rounded(far.value), far.known, far.parts, far.weights)
        today = local_day(self.now, timezone=self.actor.person.timezone)
        goes = pace(goal, far, {} if hidden else values, today) if goal.state is GoalState.OPEN else None
        return GoalGlance(goal=goal, owner=self.name(goal), progress=far, hidden=hidden, coarse=coarse, pace=goes)

    def sight(self, goal: Goal) -> GoalSight:
        """Return a goal in full.

        Raises:
            Denied: when it is not the reader's to see.
        """
        self.require(goal)
        [glance] = self.glances([goal])
        down = {link.child_no: link.weight for link in self.work.goals.links_below([goal.no])}
        up = {link.parent_no: link.weight for link in self.work.goals.links_above([goal.no])}
        parts = self.glances(self.work.goals.some(down), weights=down)
        own, decides = goal.level is GoalLevel.PERSON and goal.owner_id == self.actor.person.id, self.decides(goal)
        awaited = self.work.people.get(goal.awaits) if goal.awaits else None
        return GoalSight(
            glance=glance,
            key_results=tuple(self._key_results(goal)),
            parts=tuple(parts),
            unnamed=len(down) - len(parts),
            parents=tuple(self.glances(self.work.goals.some(up), weights=up)),
            check_ins=tuple(self.work.key_results.check_ins([goal.no])) if own or decides else (),
            own=own,
            edits=self.writes(goal),
            asked=self.is_asked(goal),
            decides=decides,
            waits_for=awaited.name if awaited else "",
        )

    def brief(self, goals: Collection[Goal]) -> list[GoalSight]:
        """Return goals with what is measured of them, and nothing of what they are part of or consist of."""
        return [
            GoalSight(glance=glance, key_results=tuple(self._key_results(glance.goal)))
            for glance in self.glances(goals)
        ]

    def decides(self, goal: Goal) -> bool:
        """Say whether the reader leads the owner of a goal: they read what is said of it, and decide about it."""
        if goal.level is GoalLevel.PERSON:
            return self._relation(goal.owner_id) is Relation.DIRECT
        return self.writes(goal)

    def is_asked(self, goal: Goal) -> bool:
        """Say whether a proposed goal waits for the reader's yes: for its owner's, or for whoever leads them now.

        Where nobody leads them any more HR says yes.
        """
        if goal.state is not GoalState.PROPOSED:
            return False
        if goal.awaits == goal.owner_id:
            return self.actor.person.id == goal.owner_id
        if self._relation(goal.owner_id) is Relation.DIRECT:
            return True
        owner = self.owner(goal)
        left_alone = owner is not None and permission.leader(self.work, owner, now=self.now) is None
        return left_alone and goal.owner_id != self.actor.person.id and self.writes(goal)

    def require(self, goal: Goal, *, writing: bool = False) -> None:
        """See to it that the reader may see a goal, or change it.

        Raises:
            Denied: when they may not.
        """
        if not (self.writes(goal) if writing else self.reads(goal)):
            personal = goal.level is GoalLevel.PERSON
            write, read = (Act.WRITE_GOAL, Act.READ_GOAL) if personal else (Act.WRITE_UNIT_GOAL, Act.READ_UNIT_GOAL)
            raise Denied("permission-denied", act=(write if writing else read).value, subject=goal.owner_id)

    def _key_results(self, goal: Goal) -> list[KeyResultGlance]:
        values = self.work.key_results.measured([result.no for result in goal.key_results])
        return [self._key_result(goal, result, values) for result in goal.key_results]

    def _key_result(self, goal: Goal, result: KeyResult, values: Mapping[int, MeasuredValue]) -> KeyResultGlance:
        hidden = self._suppression.hides_values(result)
        subject = self.work.people.get(result.subject_id) if result.subject_id else None
        person = subject is not None and subject.kind is Kind.PERSON
        return KeyResultGlance(
            result=result,
            value=None if hidden else values.get(result.no),
            metric=self.work.metrics.get(result.metric) if result.metric else None,
            subject=subject.name if subject else "",
            hidden=hidden,
            drills=person and self._reads_figures(result.subject_id),
            aged=has_aged(self.work, result, goal.period),
            cap=cap_of(self.work),
        )


def get(work: Work, actor: Actor, no: int, *, now: datetime, writing: bool = False) -> Goal:
    """Return a goal to whoever may see it, or change it; that somebody else's was read is noted.

    Raises:
        NotFound: when there is none.
        Denied: when it is not theirs.
    """
    goal = work.goals.get(no)
    if goal is None:
        raise NotFound("goal-gone")
    reader = GoalReader(work, actor, now=now)
    reader.require(goal, writing=writing)
    owner = reader.owner(goal)
    if owner and goal.level is GoalLevel.PERSON:
        note_read(work, actor, owner, "goals", now=now)
    return goal
